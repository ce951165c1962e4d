// How an actor is written: actions typed from one schema, declared access, and a context that offers only safe ways to data.
// A change without `changes` has no transaction to write in; a transaction cannot hold a call to another room.
import { Context, type ServiceBroker, type ServiceSchema } from 'moleculer';
import type { EventItem, EventType } from '../../channels/contracts.ts';
import type { Infer, Schema } from '../../channels/schema.ts';
import { Problem } from '../../services/kernel/errors.ts';
import { isInTransaction } from '../database/database.ts';
import type { Transaction } from '../database/transaction.ts';
import { writeAudit } from '../audited.ts';
import { houseOf, originOf, platformTenant, type House } from './house.ts';
import type { Identity } from './identity.ts';
import { repeated } from './repeated.ts';
import type { Access } from './rights.ts';
import type { Consumers } from './consumers.ts';

/** Every action of the house by name; each service file adds its own. */
export interface Actions {}
export type ActionName = keyof Actions & string;
type ParamsOf<N extends ActionName> = Actions[N] extends { params: infer P } ? P : never;
type ReturnsOf<N extends ActionName> = Actions[N] extends { returns: infer R } ? R : never;
export type ActionMap<Name extends string, Defined> = {
  [K in keyof Defined & string as `${Name}.${K}`]: Defined[K] extends ActionDefinition<infer S, infer R> ? { params: Infer<S>; returns: R } : never;
};
export type Ask = <N extends ActionName>(name: N, params: ParamsOf<N>, options?: { timeoutMs?: number }) => Promise<ReturnsOf<N>>;

export interface ActionDefinition<S extends Schema, R> {
  access: Access;
  params: S;
  /** What the action changes, as the audit log names it. Without it the action's transactions are read-only. */
  changes?: string;
  /** Shape of the answer, for OpenAPI; the type is the handler's annotation. */
  returns?: Schema;
  summary?: string;
  timeoutMs?: number;
  /** Kept per tenant, role and parameters until the tenant's data changes. */
  cached?: true;
  handler: (ctx: ActorContext<Infer<S>>, actor: Actor) => Promise<R>;
}

/** Declares an action. The handler annotates its return type: inference through `ask` would go in circles. */
export function action<const S extends Schema, R>(definition: ActionDefinition<S, R>): ActionDefinition<S, R> {
  return definition;
}

/** A request on its way through an actor. */
export class ActorContext<P = unknown> extends Context<P, { $id?: string }> {
  get house(): House {
    return houseOf(this.broker);
  }

  get identity(): Identity {
    const identity = (this.locals as { identity?: Identity }).identity;
    if (!identity) throw new Problem('unauthenticated', { internal: 'no identity in this context' });
    return identity;
  }

  get tenantId(): string {
    if (!this.identity.tenantId) throw new Problem('not_found', { internal: 'the caller proved no tenant' });
    return this.identity.tenantId;
  }

  get correlationId(): string {
    return this.requestID ?? 'none';
  }

  /** Calls another room's action as the same caller. */
  ask: Ask = async (name, params, options) => {
    if (isInTransaction()) throw new Error(`${name} was asked inside a transaction`);
    const timeout = options?.timeoutMs === undefined ? {} : { timeout: options.timeoutMs };
    return this.call(name, params, { ...timeout }) as never;
  };

  /** Reads the caller's tenant (and own rows) in a read-only transaction. */
  async read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#transact('app', true, work);
  }

  /** Changes the caller's tenant (or own rows), with the audit entry in the same transaction. */
  async change<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#transact('app', false, async (tx) => {
      const result = await work(tx);
      await this.#audit(tx);
      return result;
    });
  }

  /** Looks or writes across tenants in the platform's role; always audited. Only for rooms that chapter and table of policies name. */
  async asPlatform<T>(reason: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#transact('platform', false, async (tx) => {
      const result = await work(tx);
      await this.#audit(tx, reason);
      return result;
    });
  }

  async #transact<T>(role: 'app' | 'platform', readOnly: boolean, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const definition = this.action as unknown as { name: string; changes?: string };
    if (!readOnly && role === 'app' && definition.changes === undefined) {
      throw new Error(`${definition.name} declares no change and may only read`);
    }
    const { tenantId, kind, actor } = this.identity;
    // A key's own rows, as a person's, are told by its id: the answers kept for it, and nothing else.
    const scope = { ...(tenantId ? { tenantId } : {}), ...(kind === 'user' || kind === 'key' ? { userId: actor } : {}), readOnly };
    const origin = originOf(this.house, tenantId ?? platformTenant, definition.name.split('.')[0] ?? '', this.correlationId);
    return this.house.database.transaction(role, scope, origin, work);
  }

  async #audit(tx: Transaction, reason?: string): Promise<void> {
    const definition = this.action as unknown as { name: string; changes?: string };
    await writeAudit(tx, {
      tenantId: reason === undefined ? this.identity.tenantId ?? platformTenant : platformTenant,
      identity: this.identity, action: definition.name, objectKind: definition.changes ?? 'platform', objectId: tx.notes.object ?? null,
      outcome: 'done', details: reason === undefined ? tx.notes.details : { ...tx.notes.details, reason },
      correlationId: this.correlationId, atMs: this.house.clock.nowMs(),
    });
  }
}

/** The actor's own side: for work that no request carries (jobs, timers, start and stop). */
export class Actor {
  readonly name: string;
  readonly broker: ServiceBroker;
  readonly #background = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(name: string, broker: ServiceBroker) {
    this.name = name;
    this.broker = broker;
  }

  get house(): House {
    return houseOf(this.broker);
  }

  /** Aborted when the node stops: long work looks at it between its steps. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** A job's hands: proven as this room, for one tenant. */
  job(tenantId: string, correlationId: string): Job {
    return new Job(this, tenantId, correlationId);
  }

  /** Work of this room in the keeper's role, which sees only the tables of relay and audit. */
  async asKeeper<T>(tenantId: string | undefined, work: (tx: Transaction) => Promise<T>, { redoable = false } = {}): Promise<T> {
    const scope = tenantId === undefined ? { redoable } : { tenantId, redoable };
    return this.house.database.transaction('keeper', scope, originOf(this.house, tenantId ?? platformTenant, this.name, 'keeper'), work);
  }

  /** Reads or changes rows of one user, before an identity is established: for the identity room alone (a house test holds it to that). */
  async asUser<T>(userId: string, tenantId: string | undefined, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const scope = tenantId === undefined ? { userId } : { userId, tenantId };
    return this.house.database.transaction('app', scope, originOf(this.house, tenantId ?? platformTenant, this.name, 'identity'), work);
  }

  /** Starts work that outlives the request which began it; the node waits for it when it stops. */
  inBackground(what: string, work: () => Promise<void>): void {
    const running = work().catch((error: unknown) => {
      this.broker.getLogger(this.name).error({ error: error instanceof Error ? error.name : 'unknown', at: error instanceof Error ? error.stack?.split('\n').slice(1, 4).join(' ') : '' }, `${what} failed`);
    });
    this.#background.add(running);
    void running.finally(() => this.#background.delete(running));
  }

  /** Repeats work until the node stops, with a pause between two runs; `wake` ends the pause early. */
  repeat(what: string, everyMs: number, work: () => Promise<void>): { wake: () => void } {
    const { ended, wake } = repeated(this.stopping, everyMs, () => work().catch((error: unknown) => {
      if (!this.stopping.aborted) this.broker.getLogger(this.name).warn(`${what}: ${error instanceof Error ? error.message : 'failed'}`);
    }));
    this.inBackground(what, () => ended);
    return { wake };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#background);
  }
}

/** Proven as a room at work for one tenant: transactions without a user, calls as that room. */
export class Job {
  readonly actor: Actor;
  readonly tenantId: string;
  readonly correlationId: string;

  constructor(actor: Actor, tenantId: string, correlationId: string) {
    this.actor = actor;
    this.tenantId = tenantId;
    this.correlationId = correlationId;
  }

  get identity(): Identity {
    return { kind: 'job', actor: this.actor.name, tenantId: this.tenantId, expiresAtMs: this.actor.house.clock.nowMs() + 60_000 };
  }

  ask: Ask = async (name, params, options) => {
    if (isInTransaction()) throw new Error(`${name} was asked inside a transaction`);
    const timeout = options?.timeoutMs === undefined ? {} : { timeout: options.timeoutMs };
    const meta = { $id: this.actor.house.sealer.seal(this.identity) };
    return this.actor.broker.call(name, params, { ...timeout, meta, requestID: this.correlationId }) as never;
  };

  async read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#transact({ readOnly: true }, work);
  }

  /** A step that this job, or the outbox, takes again after a crash that forgot it: it does not wait for the disk. */
  async redoable<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#transact({ redoable: true }, work);
  }

  /** A step of a job that an audited action began, or that carries out an event: its own audit entry is written when `audit` names one. */
  async step<T>(work: (tx: Transaction) => Promise<T>, audit?: { action: string; objectKind: string }): Promise<T> {
    return this.#transact({}, async (tx) => {
      const result = await work(tx);
      if (audit) {
        await writeAudit(tx, {
          ...audit, tenantId: this.tenantId, identity: this.identity, objectId: tx.notes.object ?? null, outcome: 'done',
          details: tx.notes.details, correlationId: this.correlationId, atMs: this.actor.house.clock.nowMs(),
        });
      }
      return result;
    });
  }

  #transact<T>(how: { readOnly?: boolean; redoable?: boolean }, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { house, name } = this.actor;
    return house.database.transaction('app', { tenantId: this.tenantId, ...how }, originOf(house, this.tenantId, name, this.correlationId), work);
  }
}

export type ConsumerHandler<T extends EventType> = (items: readonly EventItem<T>[], consumer: Consumer) => Promise<void>;

/** What a consumer may do with an event: ask, then once, in one transaction with the inbox entry, take effect. */
export interface Consumer {
  tenantId: string;
  ask: Ask;
  read: Job['read'];
  house: House;
  /** Tells this house at once, unreliably; the fact itself is in the database. */
  tell(name: string, payload: Record<string, unknown>): Promise<void>;
  /** Runs the effect unless this event was already applied. Every handler ends with it. */
  once(effect: (tx: Transaction) => Promise<void>): Promise<void>;
}

export interface ActorSchema {
  name: string;
  actions: Record<string, ActionDefinition<never, unknown>>;
  channels?: Consumers;
  /** Fast, unreliable news inside the house (never the only carrier of a fact). */
  hears?: Record<string, (payload: unknown, actor: Actor) => void>;
  created?: (actor: Actor) => void;
  started?: (actor: Actor) => Promise<void>;
  stopped?: (actor: Actor) => Promise<void>;
  /** Other services whose actions are called at start. */
  dependencies?: string[];
  /** Parts of Moleculer's own schema, for the gateway only. */
  raw?: (actor: Actor) => Partial<ServiceSchema>;
}

/** Keeps the types of actions while letting any set of them stand in one register. */
export function defineActor(schema: Omit<ActorSchema, 'actions'> & { actions: object }): ActorSchema {
  return schema as ActorSchema;
}
