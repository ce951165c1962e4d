// One PostgreSQL for all test files. A template database holds the newest step; each file copies it.
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { rolePassword } from '../../mixins/database/database.ts';
import { migrateUp, ownerConfig, prepareDatabase } from '../../mixins/database/migrate.ts';
import { startEmbeddedPostgres } from '../../mixins/database/postgres.ts';
import { loadMasterKey } from '../../mixins/vault.ts';

export default async function setup() {
  // Root's PostgreSQL runs as another user, which must be able to enter: the system's temporary folder always lets it.
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'cockpit-tests-'));
  const { chmodSync } = await import('node:fs');
  chmodSync(dataDir, 0o755);
  const masterKeyFile = path.join(dataDir, 'keys', 'master.key');
  const master = loadMasterKey(masterKeyFile, true);
  const password = rolePassword(master, 'superuser');
  const postgres = await startEmbeddedPostgres(dataDir, password);
  const admin = { host: postgres.socketDir, user: 'postgres', password };
  await forgetDurability(admin);
  await prepareDatabase(admin, 'cockpit_template', master);
  await migrateUp(ownerConfig({ host: postgres.socketDir, database: 'cockpit_template' }, master));
  process.env.COCKPIT_TEST_CLUSTER = JSON.stringify({ dataDir, masterKeyFile, socketDir: postgres.socketDir, password });
  globalThis.cockpitCluster = { postgres, dataDir };
}

/** Nothing here outlives the run, and what a crash leaves is looked at on products of their own: no commit waits for the disk. */
async function forgetDurability(admin) {
  const client = new pg.Client({ ...admin, database: 'postgres' });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) await client.query(`alter system set ${setting} = off`);
  await client.query('select pg_reload_conf()');
  await client.end();
}
