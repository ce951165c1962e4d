// What an actor can be: a hearer of webhooks. A body is checked before it is receipted, and applied when its receipt is told of;
// both read it as a file's line is read, so that a row means the same whoever tells it.
import { webhookKinds, type WebhookProvider } from '../../channels/vocabulary.ts';
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { action, type Consumer } from '../broker/actions.ts';
import type { House } from '../broker/house.ts';
import type { Transaction } from '../database/transaction.ts';
import { lockKind } from '../importing/engine.store.ts';
import { RowReader, type ReadingRules, type RowProblem } from '../importing/row-reader.ts';
import type { SourceTable, Told, Value } from './source.ts';
import { tellRows } from './tell.store.ts';

export interface WebhookKind { kind: string; read(this: void, reader: RowReader): ToldTo | undefined }
/** A row and its table; outside its room a row is opaque. */
export interface ToldTo { source: OpaqueSource; told: Omit<Told<Opaque>, 'teller'> }
type Opaque = Record<string, Value>;
type OpaqueSource = SourceTable<Opaque>;
export interface BodyProblem { field: string; problem: RowProblem['problem']; value: string }
type Receipt = EventItem<'webhooks.receipt.accepted'>;

/** Webhooks rate from 1 to 5, and name the zone of every time. */
const rules = { dateOrder: 'day-first', scale: { low: 1, high: 5 }, needsZone: true } as const;

export function toldTo<V extends Record<keyof V, Value>, E extends EventType>(source: SourceTable<V, E>, told: Omit<Told<V>, 'teller'> | undefined): ToldTo | undefined {
  if (told === undefined) return undefined;
  const pair: unknown = { source, told };
  return pair as ToldTo;
}

export function hearing(provider: WebhookProvider, kinds: readonly WebhookKind[]) {
  const kindOf = (name: string): WebhookKind | undefined => kinds.find(({ kind }) => kind === name);
  if (kinds.length !== webhookKinds[provider].length || kinds.some(({ kind }) => !(webhookKinds[provider] as readonly string[]).includes(kind))) throw new Error(`${provider} does not hear what the vocabulary names`);
  return {
    actions: {
      checkBodies: action({
        summary: 'What is wrong with the bodies of webhooks; null for one that can be used',
        access: 'room',
        params: { items: { type: 'array', max: 500, items: { type: 'object', props: { kind: { type: 'string' }, body: { type: 'string', max: 262_144 } } } } },
        async handler(ctx): Promise<{ items: (BodyProblem[] | null)[] }> {
          const where: ReadingRules = { ...rules, timeZone: 'UTC', nowMs: ctx.house.clock.nowMs() };
          return { items: ctx.params.items.map(({ kind, body }) => read(kindOf(kind), body, where).problems) };
        },
      }),
    },
    async hear(items: readonly Receipt[], consumer: Consumer): Promise<void> {
      const mine = items.filter((item) => item.provider === provider);
      const { items: bodies, timeZone } = mine.length === 0 ? { items: [], timeZone: 'UTC' } : await consumer.ask('webhooks.bodies', { ids: mine.map(({ id }) => id) });
      const where: ReadingRules = { ...rules, timeZone, nowMs: consumer.house.clock.nowMs() };
      const told = bodies.flatMap(({ id, kind, body }) => {
        const { row, source } = read(kindOf(kind), body, where);
        return row && source ? [{ source, row, receiptId: id }] : [];
      });
      await resolvePeople(told, consumer);
      await consumer.once(async (tx) => {
        for (const group of inRounds(told)) await tell(consumer.house, tx, group);
      });
    },
  };
}

interface ToldBody { source: OpaqueSource; row: Told<Opaque>; receiptId: string }

function read(kind: WebhookKind | undefined, body: string, where: ReadingRules): { problems: BodyProblem[] | null; row?: Told<Opaque>; source?: OpaqueSource } {
  if (!kind) return { problems: [{ field: 'kind', problem: 'choice', value: '' }] };
  const value = readObject(body);
  if (!value) return { problems: [{ field: 'body', problem: 'json', value: '' }] };
  const reader = new RowReader((column) => cellOf(value[fieldOf(column)]), where);
  if (Object.values(value).some((field) => typeof field === 'string' && field.includes('\0'))) reader.wrong('body', 'nul');
  const found = kind.read(reader);
  if (found === undefined || reader.problems.length > 0) return { problems: reader.problems.map(({ column, problem, value: given }) => ({ field: fieldOf(column), problem, value: given })) };
  return { problems: null, row: { ...found.told, teller: `webhook:${kind.kind}` }, source: found.source };
}

function readObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

/** A field as a cell: what is missing was not told, null was told empty, a list is told in one. */
function cellOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value.join('; ') : JSON.stringify(value);
}

const fields = new Map<string, string>();

/** Of the columns that kinds know: few, and asked for with each cell. */
function fieldOf(column: string): string {
  let field = fields.get(column);
  if (field === undefined) fields.set(column, field = column.replace(/_[a-z]/g, (part) => part.slice(1).toUpperCase()));
  return field;
}

async function resolvePeople(told: readonly ToldBody[], consumer: Consumer): Promise<void> {
  const addresses = [...new Set(told.flatMap(({ row }) => Object.values<string | undefined>(row.people).flatMap((address) => address ?? [])))];
  const { ids } = addresses.length === 0 ? { ids: [] } : await consumer.ask('profiles.resolve', { addresses, create: true });
  const known = new Map(addresses.map((address, index) => [address, ids[index] ?? null]));
  for (const { source, row } of told) {
    for (const [name, address] of Object.entries<string | undefined>(row.people)) row.values[name] = known.get(address ?? '') ?? null;
    // Also where nobody is named: rows that wait are told apart by their keys.
    row.key = source.keyOf?.(row) ?? row.key;
  }
}

/** Two bodies on one row are two steps of it, as if they had come apart: in one set the later would swallow the earlier. */
function inRounds(told: readonly ToldBody[]): ToldBody[][] {
  const rounds: ToldBody[][] = [];
  const seen = new Map<string, number>();
  for (const body of told) {
    const name = `${body.source.table} ${body.row.key}`;
    const round = seen.get(name) ?? 0;
    seen.set(name, round + 1);
    (rounds[round] ??= []).push(body);
  }
  return rounds;
}

async function tell(house: House, tx: Transaction, bodies: readonly ToldBody[]): Promise<void> {
  for (const [source, group] of Map.groupBy(bodies, (body) => body.source)) {
    await lockKind(tx, source.family);
    await tellRows(source, house, tx, { importId: null, receiptIds: group.map(({ receiptId }) => receiptId), located: [] }, group.map(({ row }) => row));
  }
}
