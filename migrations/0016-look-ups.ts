// How questions are planned in tables of many companies. Statistics of the tenant's column are taken away: they name the companies that
// had rows when they were gathered, and promise that a new one has none, so that its first import is planned for one row. Without
// them every company counts as a two-hundredth of the table, today as tomorrow.
// An index beside a table's key serves only the questions that name its column. For a company that the statistics do not know yet,
// the planner expects one row and takes any index that begins with the tenant: a look-up by key then reads all rows of that company,
// for each set of an import anew. A condition on the column makes the index unusable for it.
const byChange = ['kintell_sessions', 'kintell_ratings', 'buddy_matches', 'buddy_events', 'buddy_checkins', 'buddy_feedback', 'course_completions', 'credentials', 'learning_progress', 'programme_costs',
  'roster_entries', 'employment_outcomes', 'instrument_scores'].map((table) => ({ name: `${table}_by_change`, on: `${table} (tenant_id, change)`, only: 'change > 0' }));
const byOther = Object.entries({ buddy_events: 'match_key', buddy_checkins: 'match_key', buddy_feedback: 'match_key', kintell_ratings: 'session_key' })
  .map(([table, column]) => ({ name: `${table}_by_other`, on: `${table} (tenant_id, ${column})`, only: `${column} is not null` }));

const indexes: readonly { name: string; on: string; only: string; was?: string }[] = [
  ...byChange,
  ...byOther,
  { name: 'buddy_matches_by_pair', on: 'buddy_matches (tenant_id, participant_id, volunteer_id, local_date)', only: 'is_current and participant_id is not null', was: 'is_current' },
  { name: 'activity_ledger_by_date', on: 'activity_ledger (tenant_id, measure, local_date, source_key, change)', only: 'measure is not null' },
  { name: 'activity_ledger_by_participant', on: 'activity_ledger (tenant_id, participant_id, measure, local_date)', only: 'participant_id is not null' },
  { name: 'activity_ledger_by_volunteer', on: 'activity_ledger (tenant_id, volunteer_id, measure, local_date)', only: 'volunteer_id is not null' },
  { name: 'journey_rows_by_person', on: 'journey_rows (tenant_id, person_id, measure)', only: 'person_id is not null' },
  { name: 'journey_milestones_by_date', on: 'journey_milestones (tenant_id, stage, reached_on)', only: 'reached_on is not null' },
  { name: 'person_aliases_by_canonical', on: 'person_aliases (tenant_id, canonical_id)', only: 'canonical_id is not null' },
  { name: 'person_identities_by_person', on: 'person_identities (tenant_id, person_id)', only: 'person_id is not null' },
  { name: 'evidence_by_source', on: 'evidence_snippets (tenant_id, source_key)', only: 'source_key is not null' },
  { name: 'evidence_by_date', on: 'evidence_snippets (tenant_id, dimension, local_date)', only: 'local_date is not null' },
];

const made = (name: string, on: string, only: string | undefined): string => `drop index ${name}; create index ${name} on ${on}${only === undefined ? '' : ` where ${only}`};`;

/** What was gathered earlier stays until it is cleared. */
const gather = (target: string): string => `
  do $$ declare t record; begin
    for t in select n.nspname as schema, c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'tenant_id' and c.relkind = 'r' and n.nspname in ('public', 'pii') loop
      execute format('alter table %I.%I alter column tenant_id set statistics ${target}', t.schema, t.name);
      if to_regproc('pg_clear_attribute_stats') is not null then perform pg_clear_attribute_stats(t.schema, t.name, 'tenant_id', false); end if; -- 18 and later
    end loop;
  end $$;`;

export default {
  up: indexes.map(({ name, on, only }) => made(name, on, only)).join('\n') + gather('0'),
  down: indexes.map(({ name, on, was }) => made(name, on, was)).join('\n') + gather('-1'),
};
