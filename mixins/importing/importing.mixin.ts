// What an actor can be: a reader of files. Gives a room the actions that the imports room asks for, and takes up loading
// again by itself after a restart.
import type { ImportKind } from '../../channels/vocabulary.ts';
import { Problem } from '../../services/kernel/errors.ts';
import { action, type Actor } from '../broker/actions.ts';
import type { AnyKind, KindDefinition, Preview } from './definition.ts';
import { loadQueued, previewImport } from './engine.ts';
import { lockKind, turnImport, useSpoolKeys } from './engine.store.ts';
import type { ColumnDefinition } from './file.ts';
import { mappingLists, mappingOfLists, type BuiltInMapping } from './mapping.ts';

const lookAgainMs = 2_000;

export interface KindCard { kind: string; columns: { name: string; synonyms: string[]; required: boolean; rule: string; example: string; personal: boolean; intimate: boolean }[] }

/** Actions and start of a room that reads these kinds of file. */
export function importing(definitions: readonly KindDefinition<never>[] | readonly unknown[]) {
  const kinds = definitions as readonly AnyKind[];
  const kindOf = (kind: string): AnyKind => {
    const found = kinds.find((definition) => definition.kind === kind);
    if (!found) throw new Problem('not_found', { internal: `no kind ${kind} here` });
    return found;
  };
  const loading = new Set<string>();
  /** One loader a tenant and node: sets of one import follow each other anyway. */
  const load = (actor: Actor, tenantId: string): void => {
    if (loading.has(tenantId)) return;
    loading.add(tenantId);
    actor.inBackground('loading an import', async () => {
      try {
        await loadQueued(actor, kinds, tenantId);
      } finally {
        loading.delete(tenantId);
      }
    });
  };
  const named = { kind: { type: 'string' }, importId: { type: 'uuid' } } as const;
  return {
    actions: {
      kinds: action({
        summary: 'Kinds of file this room reads',
        access: 'room',
        params: {},
        async handler(): Promise<{ items: KindCard[] }> {
          return { items: kinds.map((definition) => ({ kind: definition.kind, columns: definition.columns.map(cardOf) })) };
        },
      }),
      mappings: action({
        summary: 'Mappings that come with the kinds of file this room reads',
        access: 'room',
        params: {},
        async handler(): Promise<{ items: (BuiltInMapping & { kind: ImportKind })[] }> {
          return { items: kinds.flatMap(({ kind, mappings }) => mappings.map((mapping) => ({ ...mapping, kind }))) };
        },
      }),
      previewFile: action({
        summary: 'Reads a spooled file and says what a commit would do',
        access: 'room',
        params: { ...named, mapping: { type: 'object', optional: true, props: mappingLists } },
        timeoutMs: 120_000,
        async handler(ctx, actor): Promise<Preview> {
          const { kind, importId, mapping } = ctx.params;
          return previewImport(actor.job(ctx.tenantId, ctx.correlationId), kindOf(kind), importId, mapping && mappingOfLists(mapping));
        },
      }),
      loadFile: action({
        summary: 'Begins to load what is queued; answers at once',
        access: 'room',
        params: named,
        async handler(ctx, actor): Promise<{ accepted: boolean }> {
          kindOf(ctx.params.kind);
          load(actor, ctx.tenantId);
          return { accepted: true };
        },
      }),
      withdrawFile: action({
        summary: 'Takes back what an import did',
        access: 'room',
        changes: 'import',
        params: named,
        timeoutMs: 120_000,
        async handler(ctx): Promise<{ changed: number; kept: number }> {
          const definition = kindOf(ctx.params.kind);
          return ctx.change(async (tx) => {
            await lockKind(tx, definition.family);
            await turnImport(ctx.house, tx, ctx.params.importId, 'undone');
            const done = await definition.withdraw(ctx.house, tx, ctx.params.importId);
            tx.note(ctx.params.importId, { ...done });
            return done;
          });
        },
      }),
      restoreFile: action({
        summary: 'Brings back what an undo took',
        access: 'room',
        changes: 'import',
        params: named,
        timeoutMs: 120_000,
        async handler(ctx): Promise<{ changed: number; kept: number }> {
          const definition = kindOf(ctx.params.kind);
          return ctx.change(async (tx) => {
            await lockKind(tx, definition.family);
            await turnImport(ctx.house, tx, ctx.params.importId, 'done');
            const done = await definition.restore(ctx.house, tx, ctx.params.importId);
            tx.note(ctx.params.importId, { ...done });
            return done;
          });
        },
      }),
    },
    async started(actor: Actor): Promise<void> {
      useSpoolKeys(actor.house);
      // Queued imports of nodes that have gone, and whatever a lost call left waiting.
      actor.repeat('looking for imports to load', lookAgainMs, async () => {
        const rows = await actor.asKeeper(undefined, (tx) => tx.rows<{ tenant_id: string }>(
          `select distinct tenant_id from imports where kind = any($1) and (state = 'queued' or (state = 'running' and lease_until < $2))`,
          [kinds.map((definition) => definition.kind), new Date(actor.house.clock.nowMs()).toISOString()]));
        for (const row of rows) load(actor, row.tenant_id);
      });
    },
  };
}

function cardOf({ name, synonyms, required, rule, example, personal, intimate }: ColumnDefinition): KindCard['columns'][number] {
  return { name, synonyms: [...synonyms], required, rule, example, personal: personal !== null, intimate };
}
