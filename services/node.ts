// One node of the house: opens the stores, makes the broker and its actors, and takes them down again in order.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { ServiceBroker } from 'moleculer';
import type pg from 'pg';
import type { ActorSchema, Actor } from '../mixins/broker/actions.ts';
import type { House } from '../mixins/broker/house.ts';
import { IdentitySealer } from '../mixins/broker/identity.ts';
import { addActor, stopActors } from '../mixins/broker/service.ts';
import { Database, rolePassword, type ConnectionTarget } from '../mixins/database/database.ts';
import { migrateUp, ownerConfig, prepareDatabase } from '../mixins/database/migrate.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../mixins/database/postgres.ts';
import type { Settings } from '../mixins/settings.ts';
import { deriveKey, loadMasterKey } from '../mixins/vault.ts';
import { createBroker, type BrokerExtras } from '../moleculer.config.ts';
import { systemClock, type Clock } from './kernel/clock.ts';
import { readiness } from './kernel/readiness.ts';
import { allActors, demoActors } from './node-roles.ts';

export interface Stage { (what: string): void }
export interface RunningNode { broker: ServiceBroker; house: House; actors: Map<string, Actor>; port: number; postgres: EmbeddedPostgres | undefined; stop(): Promise<void> }

const databaseName = 'cockpit';

/** Opens the database that the settings name: the embedded one, or an outside server. Roles, database and newest step included. */
export async function openStores(settings: Settings, stage: Stage): Promise<{ target: ConnectionTarget; master: Buffer; postgres: EmbeddedPostgres | undefined }> {
  mkdirSync(settings.dataDir, { recursive: true });
  const master = loadMasterKey(settings.masterKeyFile, !settings.production);
  const outside = settings.databaseUrl === undefined ? undefined : new URL(settings.databaseUrl);
  const superPassword = rolePassword(master, 'superuser');
  const postgres = outside ? undefined : await startEmbeddedPostgres(settings.dataDir, superPassword);
  stage('PostgreSQL');
  const admin: pg.ClientConfig = outside ? { connectionString: settings.databaseUrl } : { host: postgres?.socketDir, user: 'postgres', password: superPassword };
  const database = outside ? outside.pathname.slice(1) || databaseName : databaseName;
  const target: ConnectionTarget = outside ? { host: outside.hostname, port: Number(outside.port || 5432), database } : { host: postgres?.socketDir ?? '', database };
  try {
    await prepareDatabase(admin, database, master);
    await migrateUp(ownerConfig(target, master));
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
  stage('tables');
  return { target, master, postgres };
}

export interface NodeOptions { clock?: Clock; actors?: readonly ActorSchema[]; extras?: BrokerExtras }

/** Starts a node on stores that are open. The broker's `/ready` tells when everything has been loaded. */
export async function startNode(
  settings: Settings, stores: { target: ConnectionTarget; master: Buffer; postgres?: EmbeddedPostgres | undefined }, { clock = systemClock, actors = settings.demo ? [...demoActors, ...allActors] : allActors, extras = {} }: NodeOptions = {},
): Promise<RunningNode> {
  const { target, master, postgres } = stores;
  const house: House = { settings, database: new Database(target, master), master, clock, sealer: new IdentitySealer(deriveKey(master, 'identity')) };
  const broker = createBroker(house, { nodeId: `all.${process.pid}.${randomUUID().slice(0, 8)}`, ...extras });
  readiness(broker).wait('start', 'the services are starting');
  const made = new Map(actors.map((schema) => [schema.name, addActor(broker, schema)]));
  if (settings.demo) readiness(broker).wait('demo', 'the sample companies are being loaded');
  await broker.start();
  readiness(broker).done('start');
  const server = (broker.getLocalService('gateway') as unknown as { server?: { address(): AddressInfo | null } } | undefined)?.server;
  return {
    broker, house, actors: made, port: server?.address()?.port ?? 0, postgres,
    async stop(): Promise<void> {
      readiness(broker).wait('stop', 'the node is stopping');
      await stopActors(broker);
      await broker.stop();
      await postgres?.stop();
    },
  };
}
