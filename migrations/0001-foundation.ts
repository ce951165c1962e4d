// Tenants, people, the vault, imports, sessions, meaning, reports, audit and the outbox: the ground that everything stands on.
// Each tenant table has its tenant first in its key, row-level security forced, and grants by name. Roles own nothing.
// Hot tables (sessions, import rows, ledger) have no foreign keys and one index more than their key at most:
// an index costs an import 2 to 4 µs a row, a foreign key 5 (measured), and the writers are single set-based merges.

import { tenantTable } from './tables.ts';

const all = 'select, insert, update, delete';

const ground = `
  create schema pii;
  grant usage on schema public, pii to cockpit_app, cockpit_keeper, cockpit_platform;
  -- An unset setting is NULL at first and '' after a transaction that set it: both mean nobody.
  create function app_tenant() returns uuid language sql stable parallel safe as
    $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;
  create function app_user() returns uuid language sql stable parallel safe as
    $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;
  grant execute on function app_tenant(), app_user() to cockpit_app, cockpit_keeper, cockpit_platform;

  create table signing_keys (
    kid text primary key, purpose text not null, public_key text not null, sealed_private_key bytea not null,
    created_at timestamptz not null default now(), retired_at timestamptz);
  grant select, insert on signing_keys to cockpit_platform;
  grant select on signing_keys to cockpit_keeper;

  create table settings_of_installation (name text primary key, value text not null);
  grant select, insert, update, delete on settings_of_installation to cockpit_platform;
  grant select, insert on settings_of_installation to cockpit_keeper;
`;

const companies = `
  create table tenants (
    id uuid primary key, name text not null, country text not null, currency text not null, time_zone text not null,
    industry text, employees int, region text not null, created_at timestamptz not null default now());
  create table company_users (
    tenant_id uuid not null references tenants (id), user_id uuid not null, role text not null,
    created_at timestamptz not null default now(), last_used_at timestamptz, primary key (tenant_id, user_id));
  create index company_users_by_user on company_users (user_id); -- a user's companies, at each sign-in
  alter table company_users enable row level security;
  alter table company_users force row level security;
  create policy tenant on company_users to cockpit_app
    using (tenant_id = (select app_tenant()) or user_id = (select app_user())) with check (tenant_id = (select app_tenant()));
  create policy platform on company_users to cockpit_platform using (true) with check (true);
  grant ${all} on company_users to cockpit_app, cockpit_platform;

  alter table tenants enable row level security;
  alter table tenants force row level security;
  create policy tenant on tenants to cockpit_app using (
    id = (select app_tenant()) or exists (select 1 from company_users m where m.tenant_id = tenants.id and m.user_id = (select app_user())));
  create policy keeper on tenants to cockpit_keeper using (true);
  create policy platform on tenants to cockpit_platform using (true) with check (true);
  grant select on tenants to cockpit_app, cockpit_keeper;
  grant select, insert, update on tenants to cockpit_platform;
`;

const users = `
  create table users (
    id uuid primary key, password_hash text, is_operator boolean not null default false,
    created_at timestamptz not null default now(), disabled_at timestamptz);
  create table pii.user_details (
    user_id uuid primary key, email_index bytea not null unique, wrapped_key bytea not null, sealed bytea not null);
  create table sessions (
    id uuid primary key, user_id uuid not null, refresh_hash bytea not null, created_at timestamptz not null, last_seen_at timestamptz not null,
    expires_at timestamptz not null, revoked_at timestamptz);
  create table sign_in_failures (source bytea not null, at timestamptz not null, id uuid not null, primary key (source, at, id));
  create table setup_tokens (token_hash bytea primary key, expires_at timestamptz not null, used_at timestamptz);
  alter table users enable row level security; alter table users force row level security;
  alter table pii.user_details enable row level security; alter table pii.user_details force row level security;
  alter table sessions enable row level security; alter table sessions force row level security;
  create policy own on users to cockpit_app using (id = (select app_user())
    or exists (select 1 from company_users m where m.user_id = users.id and m.tenant_id = (select app_tenant())));
  create policy own on pii.user_details to cockpit_app using (user_id = (select app_user())
    or exists (select 1 from company_users m where m.user_id = user_details.user_id and m.tenant_id = (select app_tenant())));
  create policy own on sessions to cockpit_app using (user_id = (select app_user())) with check (user_id = (select app_user()));
  create policy platform on users to cockpit_platform using (true) with check (true);
  create policy platform on pii.user_details to cockpit_platform using (true) with check (true);
  create policy platform on sessions to cockpit_platform using (true) with check (true);
  grant select on users, pii.user_details to cockpit_app;
  grant select, update on sessions to cockpit_app;
  grant ${all} on users, pii.user_details, sessions, sign_in_failures, setup_tokens to cockpit_platform;
`;

const people = [
  tenantTable({ name: 'pii.tenant_keys', columns: 'wrapped bytea not null, id smallint not null default 1', key: 'id', app: 'select, insert' }),
  tenantTable({ name: 'pii.keys', columns: 'person_id uuid not null, wrapped bytea not null', key: 'person_id', app: 'select, insert, delete' }),
  tenantTable({ name: 'pii.person_details', columns: 'person_id uuid not null, sealed bytea not null', key: 'person_id', app: all }),
  tenantTable({ name: 'pii.texts', columns: 'id uuid not null, person_id uuid not null, sealed bytea not null', key: 'id', app: 'select, insert, delete' }),
  tenantTable({ name: 'people', columns: 'id uuid not null, created_at timestamptz not null default now()', key: 'id', app: all }),
  tenantTable({
    name: 'person_identities', columns: 'system text not null, value_index bytea not null, person_id uuid not null', key: 'system, value_index', app: all,
  }),
].join('\n');

const imports = [
  tenantTable({
    name: 'imports', key: 'id', app: all, keeper: 'select',
    columns: `id uuid not null, kind text not null, file_name text not null, file_sha256 text not null, file_bytes bigint not null, spool_key text,
      state text not null, by_user uuid, created_at timestamptz not null, finished_at timestamptz, undo_until timestamptz, preview_until timestamptz,
      total int not null default 0, created int not null default 0, updated int not null default 0, unchanged int not null default 0,
      rejected int not null default 0, expected_total int, encoding text, delimiter text, columns jsonb, sample bytea, problems jsonb, reason jsonb,
      lines_done int not null default 0, lease_until timestamptz, same_as uuid, commit_requested_at timestamptz`,
    after: `create index imports_by_file on imports (tenant_id, file_sha256); -- "this very file again"`,
  }),
  tenantTable({
    name: 'import_rows', key: 'import_id, line', app: all,
    columns: `import_id uuid not null, line int not null, verdict text not null, row_key text, revision int, cells text, text_id uuid,
      problems jsonb, sealed bytea`,
  }),
  tenantTable({ name: 'pii.import_keys', columns: 'import_id uuid not null, wrapped bytea not null, destroy_after timestamptz not null', key: 'import_id', app: 'select, insert, delete' }),
].join('\n');

const sessions = `
  create sequence kintell_changes;
  grant usage, select on sequence kintell_changes to cockpit_app;
` + tenantTable({
  name: 'kintell_sessions', key: 'session_id, revision', app: all,
  columns: `session_id text not null, revision int not null, id uuid not null, kind text not null, programme text not null,
    participant_id uuid not null, volunteer_id uuid not null, scheduled_at timestamptz not null, completed_at timestamptz, local_date date not null,
    status text not null, minutes int, paid_minutes int not null default 0, hours_state text not null, rating_raw numeric, rating_low numeric, rating_high numeric,
    rating_micro int, text_id uuid, text_mark bytea, fingerprint bytea not null, import_id uuid, line int, created_at timestamptz not null default now(),
    withdrawn_by uuid, change bigint not null, is_current boolean not null default true`,
  after: `create index kintell_sessions_by_change on kintell_sessions (tenant_id, change); -- paging for rebuilds; grows at its right edge only`,
});

const impact = [
  tenantTable({
    name: 'ledger_counters', columns: 'id smallint not null default 1, last bigint not null', key: 'id', app: 'select, insert, update',
  }),
  tenantTable({
    name: 'activity_ledger', key: 'source_table, source_key, change', app: all,
    columns: `source_table text not null, source_key text not null, change bigint not null, source_id uuid not null, present boolean not null,
      from_rev bigint not null, until_rev bigint not null default 9223372036854775807, local_date date not null, programme text not null, measure text not null,
      participant_id uuid not null, volunteer_id uuid, status text, hours_state text, minutes int, value_micro int, confidence_micro int, import_id uuid, line int`,
    // Every metric is a predicate on dates: this index serves all of them, and lineage pages run along it.
    after: `create index activity_ledger_by_date on activity_ledger (tenant_id, measure, local_date, source_key, change);
      create index activity_ledger_by_participant on activity_ledger (tenant_id, participant_id, measure, local_date); -- a person's first row, in a walk; erasure
      create index activity_ledger_by_volunteer on activity_ledger (tenant_id, volunteer_id, measure, local_date); -- the same for volunteers`,
  }),
  tenantTable({ name: 'metric_marks', columns: 'month text not null, rev bigint not null', key: 'month', app: all, keeper: 'select' }),
  tenantTable({
    name: 'metrics_company_period', key: 'period, programme, metric', app: all,
    columns: `period text not null, programme text not null, metric text not null, grain text not null, value_micro bigint, unit text not null,
      n bigint, people bigint, numerator numeric, denominator numeric, low_micro bigint, high_micro bigint, state text not null, reason text,
      revision int not null, as_of bigint not null, formula_version int not null, computed_at timestamptz not null`,
  }),
  tenantTable({
    name: 'metric_revisions', key: 'period, programme, metric, revision', app: 'select, insert',
    columns: `period text not null, programme text not null, metric text not null, revision int not null, value_micro bigint, n bigint, people bigint, numerator numeric, denominator numeric, low_micro bigint,
      high_micro bigint, state text not null, reason text, as_of bigint not null, formula_version int not null, computed_at timestamptz not null`,
  }),
].join('\n');

const meaning = [
  `create table model_versions (
    id text primary key, dimension text not null, provider text not null, languages text[] not null, sha256 text not null,
    evaluation jsonb not null, registered_at timestamptz not null default now());
  grant select, insert, update on model_versions to cockpit_platform;
  grant select on model_versions to cockpit_app;`,
  tenantTable({
    name: 'outcome_scores', key: 'source_key, dimension', app: all,
    columns: `source_key text not null, dimension text not null, id uuid not null, change bigint not null, present boolean not null, text_id uuid, person_id uuid not null,
      language text, score_micro int not null, confidence_micro int not null, model_version text not null, programme text not null, local_date date not null,
      import_id uuid, line int`,
  }),
  tenantTable({
    name: 'evidence_snippets', key: 'id', app: all,
    columns: `id uuid not null, source_key text not null, dimension text not null, text_id uuid not null, person_id uuid not null, sealed bytea not null,
      sha256 text not null, start_offset int not null, end_offset int not null, language text not null, score_micro int not null, confidence_micro int not null,
      model_version text not null, programme text not null, local_date date not null, hidden boolean not null default false, import_id uuid, line int, redactions jsonb not null`,
    after: `create index evidence_by_source on evidence_snippets (tenant_id, source_key); -- a corrected text replaces its snippets
      create index evidence_by_date on evidence_snippets (tenant_id, dimension, local_date); -- the snippets a metric of a period rests on`,
  }),
].join('\n');

const saying = [
  tenantTable({
    name: 'reports', key: 'id', app: all,
    columns: `id uuid not null, template text not null, period text not null, language text not null, seed int not null, programmes text[] not null, state text not null,
      stage text not null, decision text not null default 'draft', document jsonb, facts jsonb, evidence_hash text, reason text, by_user uuid, cost jsonb,
      created_at timestamptz not null, finished_at timestamptz, decided_by uuid, decided_at timestamptz`,
  }),
  tenantTable({ name: 'report_citations', key: 'report_id, paragraph_id, ordinal', app: all,
    columns: 'report_id uuid not null, paragraph_id text not null, ordinal int not null, kind text not null, cited_id text not null' }),
  tenantTable({
    name: 'exports', key: 'id', app: all, platform: 'select',
    columns: `id uuid not null, report_id uuid not null, format text not null, paper text not null, state text not null, file_key text, sha256 text, bytes bigint,
      evidence_hash text, reason text, by_user uuid, created_at timestamptz not null, finished_at timestamptz`,
  }),
].join('\n');

const keeping = [
  tenantTable({
    name: 'outbox', key: 'id', app: 'select, insert', keeper: 'select, update, delete',
    columns: `id uuid not null, type text not null, version int not null, occurred_at timestamptz not null, correlation_id text not null, causation_id text, source text not null,
      data json not null, attempt int not null default 1, next_at timestamptz not null default now(), sent_at timestamptz`,
    after: `create index outbox_unsent on outbox (next_at) where sent_at is null; -- the relay's question, small whatever the table holds
      create index outbox_sent on outbox (sent_at) where sent_at is not null; -- the sweeper's question
      -- 500 items are 200 kB: compressing them costs an import more than writing them.
      alter table outbox alter column data set storage external;`,
  }),
  tenantTable({ name: 'inbox', columns: 'consumer text not null, event_id text not null, at timestamptz not null default now()', key: 'consumer, event_id', app: 'select, insert', keeper: 'select, delete' }),
  tenantTable({
    name: 'dead_letters', key: 'id', app: 'select, insert', keeper: 'select',
    columns: `id uuid not null, consumer text not null, event_id text not null, event_type text not null, item jsonb not null, reason text not null, at timestamptz not null, replayed_at timestamptz`,
  }),
  `create table idempotency_keys (
    scope text not null, key text not null, request_hash text not null, status int, body text, headers jsonb, created_at timestamptz not null default now(), primary key (scope, key));
  alter table idempotency_keys enable row level security; alter table idempotency_keys force row level security;
  create policy own on idempotency_keys to cockpit_app using (scope = (select app_user())::text) with check (scope = (select app_user())::text);
  grant ${all} on idempotency_keys to cockpit_app;`,
  tenantTable({
    name: 'live_events', key: 'position', app: 'select, insert, delete',
    columns: `position bigint not null, at timestamptz not null, event text not null, data jsonb not null`,
  }),
  tenantTable({ name: 'live_counters', columns: 'id smallint not null default 1, last bigint not null', key: 'id', app: 'select, insert, update' }),
].join('\n');

const audit = `
  create table audit_log (
    tenant_id uuid not null, id uuid not null, at timestamptz not null, actor_kind text not null, actor text not null, action text not null, object_kind text not null,
    object_id text, outcome text not null, details jsonb not null, correlation_id text not null, address text, primary key (tenant_id, id));
  create table audit_chain (
    tenant_id uuid not null, position bigint not null, entry_id uuid not null, hash bytea not null, primary key (tenant_id, position));
  create unique index audit_chain_by_entry on audit_chain (tenant_id, entry_id); -- an entry is sequenced once
  create table audit_checkpoints (
    tenant_id uuid not null, position bigint not null, hash bytea not null, at timestamptz not null, kid text not null, signature bytea not null,
    primary key (tenant_id, position));
  ${['audit_log', 'audit_chain', 'audit_checkpoints'].map((name) => `
  alter table ${name} enable row level security; alter table ${name} force row level security;
  create policy keeper on ${name} to cockpit_keeper using (true) with check (true);
  create policy tenant_reads on ${name} for select to cockpit_app using (tenant_id = (select app_tenant()));
  grant select on ${name} to cockpit_app;`).join('')}
  -- Anyone may add an entry to its own log or to the platform's; nobody may change or remove one.
  create policy tenant_adds on audit_log for insert to cockpit_app
    with check (tenant_id = (select app_tenant()) or tenant_id = '00000000-0000-7000-8000-000000000000');
  create policy platform_adds on audit_log for insert to cockpit_platform with check (true);
  create policy platform_reads on audit_log for select to cockpit_platform using (tenant_id = '00000000-0000-7000-8000-000000000000');
  grant insert on audit_log to cockpit_app;
  grant select, insert on audit_log to cockpit_platform;
  grant select on audit_log to cockpit_keeper;
  grant select, insert on audit_chain, audit_checkpoints to cockpit_keeper;
  create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'audit entries are never changed'; end $$;
  ${['audit_log', 'audit_chain', 'audit_checkpoints'].map((name) => `
  create trigger never_changed before update or delete or truncate on ${name} for each statement execute function refuse_change();`).join('')}
`;

export default {
  up: [ground, companies, users, people, imports, sessions, impact, meaning, saying, keeping, audit].join('\n'),
  down: `
    drop schema pii cascade;
    drop table audit_checkpoints, audit_chain, audit_log, live_counters, live_events, idempotency_keys, dead_letters, inbox, outbox, exports, report_citations,
      reports, evidence_snippets, outcome_scores, model_versions, metric_revisions, metrics_company_period, metric_marks, activity_ledger, ledger_counters,
      kintell_sessions, import_rows, imports, person_identities, people, setup_tokens, sign_in_failures, sessions, users, tenants, company_users,
      settings_of_installation, signing_keys cascade;
    drop sequence kintell_changes;
    drop function app_tenant(); drop function app_user(); drop function refuse_change();`,
};
