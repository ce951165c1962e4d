// Journeys: what is kept of each row that the rules need, what follows from it, and what was set by hand.
// `journey_rows` is the newest state of each source row; the tables after it can be derived from it at any time.
import { tenantTable } from './tables.ts';

const all = 'select, insert, update, delete';

const rows = tenantTable({
  name: 'journey_rows', key: 'source_table, source_key', app: all,
  columns: `source_table text not null, source_key text not null, change bigint not null, present boolean not null, counts boolean not null, person_id uuid not null, stage text,
    measure text not null, match_key text, local_date date not null, to_date date, detail text, value_micro int`,
  after: 'create index journey_rows_by_person on journey_rows (tenant_id, person_id, measure); -- a person is derived from all of that person’s rows',
});
const marks = tenantTable({ name: 'journey_marks', columns: 'person_id uuid not null, heard int not null default 1', key: 'person_id', app: all, keeper: 'select' });
const journeys = tenantTable({
  name: 'journeys', key: 'person_id', app: all,
  columns: 'person_id uuid not null, stage text, programmes text[] not null, last_activity date, facts jsonb not null',
});
const enrolments = tenantTable({
  name: 'programme_enrollments', key: 'person_id, programme', app: all,
  columns: 'person_id uuid not null, programme text not null, first_activity date, last_activity date, counts jsonb not null',
});
const milestones = tenantTable({
  name: 'journey_milestones', key: 'person_id, stage', app: all,
  columns: 'person_id uuid not null, stage text not null, reached_on date not null, change bigint not null',
  after: 'create index journey_milestones_by_date on journey_milestones (tenant_id, stage, reached_on); -- who entered a stage in a period',
});
const flags = tenantTable({
  name: 'profile_flags', key: 'person_id, flag', app: all,
  columns: 'person_id uuid not null, flag text not null, value boolean not null, set_by uuid not null, set_at timestamptz not null',
});

const merges = tenantTable({
  name: 'person_merges', key: 'person_id', app: all,
  columns: 'person_id uuid not null, into_id uuid not null, merged_at timestamptz not null, merged_by uuid not null',
  after: 'create index person_merges_by_survivor on person_merges (tenant_id, into_id); -- whose rows make a journey',
});
/** The ledger's own knowledge of merges, with the span of its revisions in which each holds. */
const aliases = tenantTable({
  name: 'person_aliases', key: 'person_id, change', app: all,
  columns: 'person_id uuid not null, change bigint not null, canonical_id uuid not null, present boolean not null, from_rev bigint not null, until_rev bigint not null default 9223372036854775807',
  after: 'create index person_aliases_by_canonical on person_aliases (tenant_id, canonical_id); -- everyone who is counted as one',
});

export default {
  up: `
    create sequence journey_changes;
    grant usage, select on sequence journey_changes to cockpit_app;
    ${rows} ${marks} ${journeys} ${enrolments} ${milestones} ${flags} ${merges} ${aliases}
    create index person_identities_by_person on person_identities (tenant_id, person_id); -- the identities of a profile`,
  down: `
    drop index person_identities_by_person;
    drop table person_aliases, person_merges, profile_flags, journey_milestones, programme_enrollments, journeys, journey_marks, journey_rows;
    drop sequence journey_changes;`,
};
