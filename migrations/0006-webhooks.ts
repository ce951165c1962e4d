// Webhooks: who may send them, with which secret, and each one that came. Bodies lie sealed under a key of their day, which is
// destroyed after thirty days: what they told lives on in the rows they made, under the keys of the people in them.
import { tenantTable } from './tables.ts';

export default {
  up: [
    tenantTable({
      name: 'webhook_sources', key: 'id', app: 'select, insert, update',
      columns: `id uuid not null, provider text not null, secret bytea not null, earlier_secret bytea, earlier_until timestamptz, created_at timestamptz not null, rotated_at timestamptz`,
      // A sender names only its source: whose it is, and nothing else, is found across tenants.
      after: `grant select (tenant_id, id) on webhook_sources to cockpit_keeper;
        create policy cockpit_keeper on webhook_sources for select to cockpit_keeper using (true);
        create unique index webhook_sources_by_id on webhook_sources (id); -- the sender's question`,
    }),
    tenantTable({
      name: 'webhook_receipts', key: 'source_id, webhook_id', app: 'select, insert',
      columns: `source_id uuid not null, webhook_id text not null, id uuid not null, kind text not null, status smallint not null, errors jsonb, day date not null, sealed bytea not null,
        received_at timestamptz not null`,
      after: 'create unique index webhook_receipts_by_id on webhook_receipts (tenant_id, id); -- newest first for the list; bodies for those who apply them',
    }),
    tenantTable({ name: 'pii.receipt_keys', key: 'day', app: 'select, insert, delete', columns: 'day date not null, wrapped bytea not null' }),
  ].join('\n'),
  down: 'drop table pii.receipt_keys, webhook_receipts, webhook_sources;',
};
