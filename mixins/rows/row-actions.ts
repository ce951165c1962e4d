// Actions that every room of source rows has for the others: its rows as they stand, page by page, and its words, opened.
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { action, type ActionDefinition } from '../broker/actions.ts';
import { openWords, pageRows } from './rows.store.ts';
import type { SourceTable, Value } from './source.ts';

const page = { after: { type: 'number', integer: true }, limit: { type: 'number', integer: true, min: 1, max: 5000 } } as const;
export interface Page<E extends EventType> { items: EventItem<E>[]; next: number | null }

/** Rows as they stand, for whoever builds anew what its events would have told. */
export function pagesOf<V extends Record<keyof V, Value>, E extends EventType>(source: SourceTable<V, E>): ActionDefinition<typeof page, Page<E>> {
  return action({
    summary: `Rows of ${source.table} as they stand, page by page, for a rebuild`,
    access: 'room',
    params: page,
    async handler(ctx): Promise<Page<E>> {
      return ctx.read((tx) => pageRows(source, tx, ctx.params.after, ctx.params.limit));
    },
  });
}

export const texts = action({
  summary: 'Opens words by the id of their text; those of erased people are missing',
  access: 'room',
  params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
  async handler(ctx): Promise<{ items: { id: string; personId: string; texts: Record<string, string> }[] }> {
    return { items: await ctx.read((tx) => openWords(ctx.house, tx, ctx.params.ids)) };
  },
});
