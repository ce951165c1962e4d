// How told rows become rows: merged into their stacks, and with them whatever waited for them. Files and webhooks both come here.
import type { EventType } from '../../channels/contracts.ts';
import type { House } from '../broker/house.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Merged } from '../importing/definition.ts';
import { mergeRows, type Origin } from './rows.store.ts';
import type { SourceTable, Told, Value } from './source.ts';
import { followReferred } from './stand.store.ts';
import { settleLines, takeWaiting, type Waiting } from './waiting.store.ts';

type Any<V> = Record<keyof V, Value>;

export async function tellRows<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, origin: Origin, rows: readonly Told<V>[]): Promise<Merged[]> {
  const merged = await mergeRows(source, house, tx, origin, rows);
  const isChanged = (index: number): boolean => ['created', 'updated'].includes(merged[index]?.verdict ?? 'waiting');
  // A row that changed may be what others wait for as well as a new one: it begins earlier now, or names other people.
  const came = rows.filter((_, index) => isChanged(index));
  // Others may refer to it already, also where it was gone and is told anew.
  const known = rows.filter((_, index) => isChanged(index) && (merged[index]?.revision ?? 0) > 1);
  await releaseDependents(source, house, tx, came, known);
  return merged;
}

/** Applies what waited for these rows: they came, changed, or came back. What refers to those that changed follows them. */
export async function releaseDependents<V extends Any<V>, E extends EventType>(
  source: SourceTable<V, E>, house: House, tx: Transaction, rows: readonly Pick<Told<V>, 'key' | 'values'>[], changed: readonly Pick<Told<V>, 'key'>[],
): Promise<void> {
  const { unlocks } = source;
  if (!unlocks || rows.length === 0) return;
  const came = [...new Set(rows.flatMap((row) => unlocks.names(row)))];
  for (const hidden of unlocks.dependents()) {
    const dependent = hidden as unknown as SourceTable<Record<string, Value>>;
    if (changed.length > 0) await followReferred(dependent, house, tx, changed.map(({ key }) => key));
    await release(dependent, house, tx, came);
  }
}

/** Applies what waited under these names, each row as from the line or receipt that told it; what is still too early waits on. */
export async function release<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, came: readonly string[]): Promise<void> {
  for (const [importId, list] of Map.groupBy(await takeWaiting(source, house, tx, came), (waiting) => waiting.importId)) {
    const origin = originOf(importId, list);
    const merged = await mergeRows(source, house, tx, origin, list.map(({ told }) => told));
    const lines = list.flatMap(({ line }, index) => (line === null || !merged[index] ? [] : [{ line, merged: merged[index] }]));
    if (importId !== null && lines.length > 0) await settleLines(tx, importId, lines);
  }
}

function originOf<V>(importId: string | null, list: readonly Waiting<V>[]): Origin {
  const receiptIds = list.map(({ receiptId }) => receiptId);
  return { importId, located: list.map(({ line }) => ({ line: line ?? 0, cells: [] })), ...(importId === null ? { receiptIds: receiptIds.map((id) => id ?? '') } : {}) };
}
