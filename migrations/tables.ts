// How tables of a tenant are made, so that none can be made without its policy. Not a step: the steps call it.
interface Table { name: string; columns: string; key: string; app: string; keeper?: string; platform?: string; after?: string }

/** A table of one tenant's rows: the policy is part of the table. */
export function tenantTable({ name, columns, key, app, keeper, platform, after }: Table): string {
  const other = (role: string, grants: string | undefined): string => grants === undefined ? '' : `
    grant ${grants} on ${name} to ${role};
    create policy ${role} on ${name} to ${role} using (true) with check (true);`;
  return `
    create table ${name} (tenant_id uuid not null, ${columns}, primary key (tenant_id, ${key}));
    alter table ${name} alter column tenant_id set statistics 0; -- see 0016
    alter table ${name} enable row level security;
    alter table ${name} force row level security;
    create policy tenant on ${name} to cockpit_app
      using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
    grant ${app} on ${name} to cockpit_app;${other('cockpit_keeper', keeper)}${other('cockpit_platform', platform)}
    ${after ?? ''}`;
}

/** The columns of every table of source rows besides its own values: see mixins/rows/source.ts. */
export const sourceColumns = `revision int not null, id uuid not null, told_by text not null, text_id uuid, text_mark bytea, fingerprint bytea not null, import_id uuid, line int,
  receipt_id uuid, created_at timestamptz not null default now(), withdrawn_by uuid, change bigint not null, is_current boolean not null default true`;

/** A table of source rows, found by its key and paged by its changes. */
export function sourceTable(name: string, keyColumn: string, columns: string): string {
  return tenantTable({
    name, key: `${keyColumn}, revision`, app: 'select, insert, update, delete', columns: `${keyColumn} text not null, ${columns}, ${sourceColumns}`,
    after: `create index ${name}_by_change on ${name} (tenant_id, change); -- paging for rebuilds; grows at its right edge only`,
  });
}
