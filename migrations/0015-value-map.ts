// What social return and the impact score need: paid minutes, recorded levels, model and language of scores and costs in the ledger, the
// value map in all its versions, and what each figure rested on. Ledgers that stand already are completed from the rows they were told of.
import { tenantTable } from './tables.ts';

const filled = ['activity_ledger', 'kintell_sessions', 'buddy_events', 'outcome_scores', 'programme_costs', 'ledger_counters', 'metric_marks'];
/** A step runs as the owner, whom the policies of tenants' rows keep out as well. */
const openFor = (sql: string): string => `
  ${filled.map((table) => `alter table ${table} no force row level security;`).join(' ')}
  ${sql}
  ${filled.map((table) => `alter table ${table} force row level security;`).join(' ')}`;

const maps = tenantTable({
  name: 'value_maps', key: 'version', app: 'select, insert',
  columns: 'version int not null, document jsonb not null, reason text, changed_at timestamptz, changed_by uuid',
});

/** An entry that still holds. */
const forever = '9223372036854775807';
const levelOf = `array_position(array['A1', 'A2', 'B1', 'B2', 'C1', 'C2'], s.language_level)`;

export default {
  up: `
    alter table activity_ledger add column paid_minutes int, add column level smallint, add column model text, add column language text, add column amount_minor bigint, add column currency text;
    create index activity_ledger_by_level on activity_ledger (tenant_id, local_date) where level is not null; -- recorded levels are few among sessions, and are looked for over all years
    alter table metrics_company_period add column details jsonb;
    alter table metric_revisions add column details jsonb;
    ${maps}
    ${openFor(`
    update activity_ledger l set paid_minutes = s.paid_minutes, level = ${levelOf} from kintell_sessions s
      where l.source_table = 'kintell_sessions' and l.until_rev = ${forever} and s.tenant_id = l.tenant_id and s.session_id = l.source_key and s.is_current;
    update activity_ledger l set paid_minutes = s.paid_minutes from buddy_events s
      where l.source_table = 'buddy_events' and l.until_rev = ${forever} and s.tenant_id = l.tenant_id and s.event_key = l.source_key and s.is_current;
    update activity_ledger l set model = s.model_version, language = s.language from outcome_scores s
      where l.source_table = 'outcome_scores' and l.until_rev = ${forever} and s.tenant_id = l.tenant_id and s.source_key || ':' || s.dimension = l.source_key and s.present;
    insert into ledger_counters (tenant_id, last) select distinct tenant_id, 1 from programme_costs where is_current
      on conflict (tenant_id, id) do update set last = ledger_counters.last + 1;
    insert into activity_ledger (tenant_id, source_table, source_key, change, source_id, present, from_rev, local_date, to_date, programme, measure, import_id, line, receipt_id, amount_minor, currency)
      select s.tenant_id, 'programme_costs', s.cost_key, s.change, s.id, true, c.last, s.from_date, s.to_date, nullif(s.programme, 'all'), 'cost:' || s.kind, s.import_id, s.line, s.receipt_id, s.amount_minor, s.currency
      from programme_costs s join ledger_counters c on c.tenant_id = s.tenant_id where s.is_current and s.withdrawn_by is null;
    insert into metric_marks (tenant_id, month, rev) select distinct l.tenant_id, to_char(l.local_date, 'YYYY-MM'), c.last from activity_ledger l join ledger_counters c on c.tenant_id = l.tenant_id
      where l.measure <> 'roster' on conflict (tenant_id, month) do update set rev = excluded.rev;`)}`,
  down: `
    drop table value_maps;
    alter table metric_revisions drop column details;
    alter table metrics_company_period drop column details;
    ${openFor(`delete from activity_ledger where measure like 'cost:%';`)}
    drop index activity_ledger_by_level;
    alter table activity_ledger drop column currency, drop column amount_minor, drop column language, drop column model, drop column level, drop column paid_minutes;`,
};
