// Brings a database to the newest step: roles, database, then one file a step, forward and back (umzug).
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { Umzug, type MigrationParams, type UmzugStorage } from 'umzug';
import { roleNames, rolePassword, type ConnectionTarget } from './database.ts';

export interface Migration { up: string; down: string }
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../migrations');

/** Creates the roles and the database where they are missing. `admin` may create roles. */
export async function prepareDatabase(admin: pg.ClientConfig, database: string, master: Buffer): Promise<void> {
  await withClient({ ...admin, database: 'postgres' }, async (client) => {
    const roles: [string, string][] = [
      ['cockpit_owner', rolePassword(master, 'owner')],
      [roleNames.app, rolePassword(master, 'app')],
      [roleNames.keeper, rolePassword(master, 'keeper')],
      [roleNames.platform, rolePassword(master, 'platform')],
    ];
    for (const [role, password] of roles) {
      const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      const verb = found.rowCount === 0 ? 'create' : 'alter';
      await client.query(`${verb} role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password '${password}'`);
    }
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)} owner cockpit_owner`);
  });
}

export async function migrateUp(owner: pg.ClientConfig): Promise<string[]> {
  return withMigrator(owner, async (umzug) => (await umzug.up()).map((step) => step.name));
}

/** Takes back the last step, or all of them. */
export async function migrateDown(owner: pg.ClientConfig, all: boolean): Promise<string[]> {
  return withMigrator(owner, async (umzug) => (await umzug.down(all ? { to: 0 } : {})).map((step) => step.name));
}

export function ownerConfig(target: ConnectionTarget, master: Buffer): pg.ClientConfig {
  return { ...target, user: 'cockpit_owner', password: rolePassword(master, 'owner') };
}

async function withMigrator<T>(config: pg.ClientConfig, work: (umzug: Umzug<pg.Client>) => Promise<T>): Promise<T> {
  return withClient(config, async (client) => {
    await client.query('create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())');
    // Two nodes that start together: the second waits here and finds nothing left to do.
    await client.query('select pg_advisory_lock(7263001)');
    const files = readdirSync(folder).filter((file) => /^\d{4}-.*\.ts$/.test(file)).sort();
    const steps = await Promise.all(files.map(async (file) => {
      const step = (await import(pathToFileURL(path.join(folder, file)).href) as { default: Migration }).default;
      const apply = (sql: string) => async (): Promise<void> => { await client.query(`begin; ${sql}\n; commit`); }; // a step may end in a comment
      return { name: file.replace(/\.ts$/, ''), up: apply(step.up), down: apply(step.down) };
    }));
    return work(new Umzug({ migrations: steps, context: client, storage: storageOf(client), logger: undefined }));
  });
}

function storageOf(client: pg.Client): UmzugStorage<pg.Client> {
  return {
    async executed(): Promise<string[]> {
      return (await client.query<{ name: string }>('select name from schema_migrations order by name')).rows.map((row) => row.name);
    },
    async logMigration({ name }: MigrationParams<pg.Client>): Promise<void> {
      await client.query('insert into schema_migrations (name) values ($1)', [name]);
    },
    async unlogMigration({ name }: MigrationParams<pg.Client>): Promise<void> {
      await client.query('delete from schema_migrations where name = $1', [name]);
    },
  };
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
