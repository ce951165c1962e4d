// A transaction as rooms see it: parameterised SQL, COPY, and events that leave with the commit.
// It is only ever made by `database.ts`, which has set whose rows it may see before a room gets it.
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeEvents, type EventOrigin } from '../../channels/event.ts';
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { packItems } from '../../channels/packed.ts';

export type SqlValue = string | number | boolean | null | Buffer | readonly SqlValue[];
export type Row = Record<string, unknown>;

export class Transaction {
  /** Objects that this transaction changed, for its audit entry. */
  readonly notes: { object?: string; details: Record<string, string | number | boolean | null> } = { details: {} };
  readonly #client: PoolClient;
  readonly #origin: EventOrigin;
  readonly #staged = new Set<string>();
  #emitted = 0;

  constructor(client: PoolClient, origin: EventOrigin) {
    this.#client = client;
    this.#origin = origin;
  }

  get emitted(): number {
    return this.#emitted;
  }

  get tenantId(): string {
    return this.#origin.tenantId;
  }

  async rows<T = Row>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return (await this.#client.query(sql, [...values])).rows as T[];
  }

  /** As `rows`, planned once per connection: for the queries of hot paths. */
  async prepared<T = Row>(name: string, sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return (await this.#client.query({ name, text: sql, values: [...values] })).rows as T[];
  }

  async maybe<T = Row>(sql: string, values: readonly SqlValue[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, values))[0];
  }

  /** The one row of a query that always has one. */
  async one<T = Row>(sql: string, values: readonly SqlValue[] = []): Promise<T> {
    const row = await this.maybe<T>(sql, values);
    if (row === undefined) throw new Error(`no row: ${sql.slice(0, 80)}`);
    return row;
  }

  /** Runs a change; answers how many rows it touched. */
  async run(sql: string, values: readonly SqlValue[] = []): Promise<number> {
    return (await this.#client.query(sql, [...values])).rowCount ?? 0;
  }

  /**
   * COPY in text format into a temporary table of these columns. PostgreSQL refuses COPY into tables with row-level security, so
   * what is copied is inserted from here. A table that this transaction has filled before is emptied first.
   */
  async copyIntoStaging(name: string, columns: string, lines: Iterable<string>): Promise<void> {
    if (this.#staged.has(name)) await this.run(`truncate ${name}`);
    else await this.run(`create temp table if not exists ${name} (${columns}) on commit delete rows`);
    this.#staged.add(name);
    await this.#copyInto(name, lines);
  }

  async #copyInto(target: string, lines: Iterable<string>): Promise<void> {
    await pipeline(Readable.from(inChunks(lines), { objectMode: false }), this.#client.query(copyFrom(`copy ${target} from stdin`)));
  }

  /** Writes events to the outbox: they exist exactly when this transaction commits. Up to 500 items travel in one event. */
  async emit<T extends EventType>(type: T, items: readonly EventItem<T>[]): Promise<void> {
    const events = makeEvents(type, items, this.#origin);
    const [first] = events;
    if (!first) return;
    // A parameter an event: in one array each quote of the JSON would be escaped here and read again there, which costs more than the rest.
    const values = events.map((_, index) => `($1, $${8 + 2 * index}::uuid, $2, $3::int, $4::timestamptz, $5, $6, $7, $${9 + 2 * index}::json)`);
    await this.run(
      `insert into outbox (tenant_id, id, type, version, occurred_at, correlation_id, causation_id, source, data) values ${values.join(', ')}`,
      [first.tenantId, first.type, first.version, first.occurredAt, first.correlationId, first.causationId, first.source,
        ...events.flatMap((event) => [event.id, JSON.stringify(packItems<object>(event.data.items))])],
    );
    this.#emitted += events.length;
  }

  /** Names what was changed, for the audit entry that the audit mixin writes with this transaction. No personal data. */
  note(object: string, details: Record<string, string | number | boolean | null> = {}): void {
    this.notes.object = object;
    Object.assign(this.notes.details, details);
  }
}

/** Lines in pieces of about 64 kB: a message for each line costs more than the line. */
function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/** Lines of COPY's text format, made as they are sent. */
export function* copyLines<T>(items: Iterable<T>, values: (item: T) => readonly (string | number | boolean | null | Buffer)[]): Generator<string> {
  for (const item of items) yield `${values(item).map(copyValue).join('\t')}\n`;
}

/** Escapes one value for COPY's text format. */
export function copyValue(value: string | number | boolean | null | Buffer): string {
  if (value === null) return '\\N';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (typeof value !== 'string') return String(value);
  return /[\\\t\n\r]/.test(value)
    ? value.replace(/[\\\t\n\r]/g, (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char] ?? char)
    : value;
}
