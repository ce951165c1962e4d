// API keys of a company, the version of its settings, and kept answers that are sealed: an answer may show a new key or an address.
import { tenantTable } from './tables.ts';

export default {
  up: [
    tenantTable({
      name: 'company_api_keys', key: 'id', app: 'select, insert, update',
      columns: `id uuid not null, prefix text not null, secret_hash bytea not null, name text not null, scopes text[] not null, created_by uuid not null,
        created_at timestamptz not null, last_used_at timestamptz, revoked_at timestamptz`,
      // Who sends a key names no company: whose it is, and what it opens, is found across tenants. Its name is not.
      after: `grant select (tenant_id, id, secret_hash, scopes, last_used_at, revoked_at) on company_api_keys to cockpit_keeper;
        create policy cockpit_keeper on company_api_keys for select to cockpit_keeper using (true);
        create unique index company_api_keys_by_hash on company_api_keys (secret_hash); -- the question of every request with a key`,
    }),
    `alter table tenants add column version int not null default 1;
    grant update (name, country, currency, time_zone, version) on tenants to cockpit_app;
    -- The policy for reading shows a person every company it belongs to; changed is only the one it acts in.
    create policy own_alone on tenants as restrictive for update to cockpit_app using (id = (select app_tenant())) with check (id = (select app_tenant()));
    -- Answers that were kept in clear live a day: none is worth carrying over.
    truncate idempotency_keys;
    alter table idempotency_keys drop column body, add column sealed bytea;`,
  ].join('\n'),
  down: `
    truncate idempotency_keys;
    alter table idempotency_keys drop column sealed, add column body text;
    drop policy own_alone on tenants;
    revoke update (name, country, currency, time_zone, version) on tenants from cockpit_app;
    alter table tenants drop column version;
    drop table company_api_keys;`,
};
