// By which safety policy a company's words were screened, and how far a screening by a newer one has come. What lies here already was
// screened by one whose name nobody kept.
import { tenantTable } from './tables.ts';

const screenings = tenantTable({ name: 'safety_screenings', key: 'source', app: 'select, insert, update', keeper: 'select', columns: 'source text not null, policy text not null, after bigint' });
const opened = ['tenants', 'safety_screenings'];

export default {
  // A step runs as the owner, whom the policies of tenants' rows keep out as well.
  up: `
    ${screenings}
    ${opened.map((table) => `alter table ${table} no force row level security;`).join(' ')}
    insert into safety_screenings (tenant_id, source, policy, after)
      select t.id, s.source, '', null from tenants t cross join unnest(array['kintell.session', 'kintell.rating', 'buddy.match', 'buddy.event', 'buddy.checkin', 'buddy.feedback']) as s (source);
    ${opened.map((table) => `alter table ${table} force row level security;`).join(' ')}`,
  down: 'drop table safety_screenings;',
};
