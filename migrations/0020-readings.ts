// Which models a company's words were read by, and how far a reading by newer ones has come. A score of a row's state may then be told
// more than once: after the number of the state comes which telling of it it is.
import { tenantTable } from './tables.ts';

const readings = tenantTable({ name: 'evidence_readings', key: 'room', app: 'select, insert, update', keeper: 'select', columns: 'room text not null, models text not null, after bigint' });
const opened = ['activity_ledger', 'outcome_scores'];
/** A step runs as the owner, whom the policies of tenants' rows keep out as well. */
const openFor = (sql: string): string => `${opened.map((table) => `alter table ${table} no force row level security;`).join(' ')} ${sql} ${opened.map((table) => `alter table ${table} force row level security;`).join(' ')}`;

export default {
  up: `
    ${readings}
    alter table outcome_scores add column generation int not null default 0;
    ${openFor(`
      update outcome_scores set generation = 1 where model_version = 'review';
      update activity_ledger set change = (change / 2) * 1024 + change % 2 where source_table = 'outcome_scores';`)}`,
  down: `
    ${openFor(`
      delete from activity_ledger l where l.source_table = 'outcome_scores' and l.change % 1024 > 0 and exists (
        select from activity_ledger o where o.tenant_id = l.tenant_id and o.source_table = l.source_table and o.source_key = l.source_key and o.change / 1024 = l.change / 1024 and o.change > l.change);
      update activity_ledger set change = (change / 1024) * 2 + least(change % 1024, 1) where source_table = 'outcome_scores';`)}
    alter table outcome_scores drop column generation;
    drop table evidence_readings;`,
};
