// Every step goes forward and back: down to nothing and up again leaves the same tables, policies and rights.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { describeTables } from '../../mixins/database/diagram.ts';
import { migrateDown, migrateUp, ownerConfig, prepareDatabase } from '../../mixins/database/migrate.ts';
import { loadMasterKey } from '../../mixins/vault.ts';

const cluster = JSON.parse(process.env['COCKPIT_TEST_CLUSTER'] ?? '{}') as { socketDir: string; masterKeyFile: string; password: string };

test('down and up again leaves what was there, and the diagram of the tables is up to date', async () => {
  const database = `migrations_${process.pid}`;
  const master = loadMasterKey(cluster.masterKeyFile, false);
  const admin = { host: cluster.socketDir, user: 'postgres', password: cluster.password };
  await prepareDatabase(admin, database, master);
  const owner = ownerConfig({ host: cluster.socketDir, database }, master);
  const up = await migrateUp(owner);
  expect(up.length).toBeGreaterThan(0);
  const client = new pg.Client({ ...admin, database });
  await client.connect();
  const shape = async (): Promise<unknown> => [
    (await client.query(`select table_schema, table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema in ('public', 'pii') order by 1, 2, ordinal_position`)).rows,
    (await client.query(`select schemaname, tablename, policyname, roles, cmd, qual, with_check from pg_policies order by 1, 2, 3`)).rows,
    (await client.query(`select grantee, table_schema, table_name, privilege_type from information_schema.table_privileges where grantee like 'cockpit_%' order by 1, 2, 3, 4`)).rows,
    (await client.query(`select indexdef from pg_indexes where schemaname in ('public', 'pii') order by 1`)).rows,
  ];
  const before = await shape();
  expect(await migrateDown(owner, true)).toEqual([...up].reverse());
  const left = await client.query(`select table_name from information_schema.tables where table_schema in ('public', 'pii') and table_name <> 'schema_migrations'`);
  expect(left.rows).toEqual([]);
  expect(await migrateUp(owner)).toEqual(up);
  expect(await shape()).toEqual(before);
  expect(await describeTables(client)).toBe(readFileSync(path.join(import.meta.dirname, '../../docs/reference/tables.md'), 'utf8')); // `npm run docs:tables` writes it
  await client.end();
});
