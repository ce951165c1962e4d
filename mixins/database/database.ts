// The one way to PostgreSQL: a pool per role, and transactions that have set whose rows they may see before work begins.
// No handle outside a transaction exists. Roles own nothing: policies, not callers, decide what a query can see.
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { isId } from '../../services/kernel/ids.ts';
import type { EventOrigin } from '../../channels/event.ts';
import { deriveKey } from '../vault.ts';
import { Transaction } from './transaction.ts';

/**
 * `app`: one tenant or one user. `keeper`: relay, sweeper and audit sequencer, which see only their own tables of all tenants.
 * `platform`: sign-in, operator lists; each use is audited by the room that has it.
 */
export type DatabaseRole = 'app' | 'keeper' | 'platform';
export const roleNames = { app: 'cockpit_app', keeper: 'cockpit_keeper', platform: 'cockpit_platform' } as const;

export interface Scope {
  tenantId?: string;
  userId?: string;
  readOnly?: boolean;
  /**
   * The commit need not wait for the disk: whoever began the work does it again when it finds it missing (a set of an import from its
   * checkpoint, an event from the outbox). Log records keep their order, so a later commit that waited makes all earlier ones last too.
   */
  redoable?: boolean;
}
export interface ConnectionTarget { host?: string; port?: number; database: string; ssl?: boolean }

const inside = new AsyncLocalStorage<string>();

/** Whether the caller stands inside a transaction: calling another room from there would hold a connection while waiting. */
export function isInTransaction(): boolean {
  return inside.getStore() !== undefined;
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === 20) return Number; // bigint: counters and minutes stay far below 2^53; sums are read as numeric text
    if (oid === 1184) return (value) => new Date(value).toISOString();
    if (oid === 1082) return (value) => value;
    return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format) as (value: string) => unknown;
  },
};

export class Database {
  readonly #pools: Record<DatabaseRole, pg.Pool>;
  #onCommit: (() => void) | undefined;

  constructor(target: ConnectionTarget, master: Buffer, sizes: Record<DatabaseRole, number> = { app: 16, keeper: 4, platform: 3 }) {
    const open = (role: DatabaseRole): pg.Pool => {
      const pool = new pg.Pool({
        ...target, user: roleNames[role], password: rolePassword(master, role), max: sizes[role], types,
        connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000, application_name: `cockpit ${role}`,
      });
      pool.on('error', () => undefined); // an idle connection died; the pool replaces it, and work in progress gets its own error
      return pool;
    };
    this.#pools = { app: open('app'), keeper: open('keeper'), platform: open('platform') };
  }

  /** Called after each commit that wrote events, so that the relay need not wait for its next look. */
  onEventsCommitted(listener: () => void): void {
    this.#onCommit = listener;
  }

  /** Runs work in one transaction of a role. Commits when it resolves, rolls back when it throws. */
  async transaction<T>(role: DatabaseRole, scope: Scope, origin: EventOrigin, work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (isInTransaction()) throw new Error(`a transaction inside a transaction (${inside.getStore()})`);
    const client = await this.#pools[role].connect();
    let broken: Error | undefined;
    try {
      await client.query(opening(scope));
      const tx = new Transaction(client, origin);
      const result = await inside.run(origin.source, () => work(tx));
      await client.query('commit');
      if (tx.emitted > 0) this.#onCommit?.();
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => { broken = failure; });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#pools).map((pool) => pool.end()));
  }
}

/** Passwords of the roles follow from the master key: nothing to store, nothing to hand out. */
export function rolePassword(master: Buffer, role: DatabaseRole | 'owner' | 'superuser'): string {
  return deriveKey(master, `database role ${role}`).toString('base64url');
}

/** BEGIN and the settings that the policies read, in one round trip. Ids are checked, since they stand in the text. */
export function opening(scope: Scope): string {
  const set = (name: string, value: string | undefined): string => {
    if (value !== undefined && !isId(value)) throw new Error(`${name} is not an id`);
    return `set local ${name} = '${value ?? ''}'`;
  };
  return [
    `begin${scope.readOnly ? ' read only' : ''}`, set('app.tenant_id', scope.tenantId), set('app.user_id', scope.userId), ...(scope.redoable ? ['set local synchronous_commit = off'] : []),
  ].join(';');
}
