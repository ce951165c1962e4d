// Source rows of every kind share one shape: who told them, from which file or receipt; and rows may wait for what they name.
import { tenantTable } from './tables.ts';

const waiting = tenantTable({
  name: 'pii.waiting_rows', key: 'id', app: 'select, insert, update, delete',
  columns: `id uuid not null, source text not null, waits_for text not null, sealed bytea not null, import_id uuid, line int, receipt_id uuid, at timestamptz not null,
    withdrawn boolean not null default false`,
  after: 'create index waiting_by_reason on pii.waiting_rows (tenant_id, source, waits_for); -- what a new row releases',
});

export default {
  up: `
    alter table kintell_sessions add column told_by text not null default 'kintell-mentorship', add column receipt_id uuid, add column language_level text, drop column kind;
    alter table kintell_sessions alter column told_by drop default;
    alter table imports add column waiting int not null default 0, add column mapping jsonb;
    ${waiting}`,
  down: `
    drop table pii.waiting_rows;
    alter table imports drop column mapping, drop column waiting;
    alter table kintell_sessions add column kind text not null default 'mentorship', drop column language_level, drop column receipt_id, drop column told_by;
    alter table kintell_sessions alter column kind drop default;`,
};
