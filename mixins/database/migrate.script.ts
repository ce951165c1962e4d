// `npm run migrate` brings the database of the settings to the newest step; `npm run migrate:down` takes the last step back.
// Run it while the product is stopped: the embedded server has one owner at a time.
import { readSettings } from '../settings.ts';
import { rolePassword } from './database.ts';
import { migrateDown, migrateUp, ownerConfig, prepareDatabase } from './migrate.ts';
import { startEmbeddedPostgres } from './postgres.ts';
import { loadMasterKey } from '../vault.ts';

const settings = readSettings();
const master = loadMasterKey(settings.masterKeyFile, !settings.production);
const password = rolePassword(master, 'superuser');
const postgres = settings.databaseUrl === undefined ? await startEmbeddedPostgres(settings.dataDir, password) : undefined;
try {
  const outside = settings.databaseUrl === undefined ? undefined : new URL(settings.databaseUrl);
  const database = outside?.pathname.slice(1) || 'cockpit';
  const target = outside ? { host: outside.hostname, port: Number(outside.port || 5432), database } : { host: postgres?.socketDir ?? '', database };
  await prepareDatabase(outside ? { connectionString: settings.databaseUrl } : { host: target.host, user: 'postgres', password }, database, master);
  const isDown = process.argv[2] === 'down';
  const steps = isDown ? await migrateDown(ownerConfig(target, master), false) : await migrateUp(ownerConfig(target, master));
  console.log(steps.length === 0 ? 'Nothing to do.' : `${isDown ? 'Taken back' : 'Applied'}: ${steps.join(', ')}`);
} finally {
  await postgres?.stop();
}
