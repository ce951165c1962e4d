// Writes docs/reference/tables.md from a database that is made for it and removed: `npm run docs:tables`.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { describeTables } from './diagram.ts';
import { migrateUp, ownerConfig, prepareDatabase } from './migrate.ts';
import { startEmbeddedPostgres } from './postgres.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'cockpit-tables-'));
chmodSync(folder, 0o755); // as root the server runs as another user, who must be able to enter
const master = randomBytes(32);
const password = randomBytes(16).toString('hex');
const postgres = await startEmbeddedPostgres(folder, password);
try {
  const admin = { host: postgres.socketDir, user: 'postgres', password };
  await prepareDatabase(admin, 'tables', master);
  await migrateUp(ownerConfig({ host: postgres.socketDir, database: 'tables' }, master));
  const client = new pg.Client({ ...admin, database: 'tables' });
  await client.connect();
  const file = path.join(import.meta.dirname, '../../docs/reference/tables.md');
  writeFileSync(file, await describeTables(client));
  await client.end();
  console.log(`written: ${path.relative(process.cwd(), file)}`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
