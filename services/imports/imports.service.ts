// Imports: takes a spooled file, lets the room of its kind check and load it, shows how it went, and undoes it.
import { importFilters, importKindNames } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { holds } from '../../mixins/broker/rights.ts';
import { moveState } from '../../mixins/importing/engine.store.ts';
import type { KindCard } from '../../mixins/importing/importing.mixin.ts';
import { mappingLists } from '../../mixins/importing/mapping.ts';
import { removeSpool } from '../../mixins/importing/spool.ts';
import { Problem } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { listOf, listParams, type List } from '../kernel/paging.ts';
import { freshnessActions } from './freshness.actions.ts';
import { forgetUploads } from './forgetting.store.ts';
import { errorHeader, errorLines, importTotalsView, importView, readableBy, rejectedPage, sampleFile, withoutIntimate, type RejectedRow } from './import.ts';
import { discardImport, fileNames, importTotals, insertImport, lineOf, listImports, queuePreview, rejectedLines, viewOf, type FileLine, type ImportTotals, type ImportView } from './imports.store.ts';
import { longestMapping } from './mapping.ts';
import { mappingActions } from './mappings.service.ts';
import { beginLoad, checkAgain, checkFile, chosenMapping, kindCard, mendingOf, readingRooms, turnFile } from './reading-room.ts';

const oneImport = { id: { type: 'uuid' } } as const;
const lineNumber = { type: 'number', integer: true, min: 0, max: 2_147_483_647, optional: true } as const;
const tidyEveryMs = 600_000;
const errorsAPage = 500;

/** Line numbers, as they fit into an address. */
const longestMends = 8_000;

const actions = {
  ...freshnessActions,
  mayReceive: action({
    summary: 'Whether the caller may send a file of this kind, with this mapping; asked before the file is taken in',
    access: 'imports:write',
    params: { kind: { type: 'enum', values: importKindNames }, mapping: { type: 'string', max: longestMapping, optional: true } },
    async handler(ctx): Promise<null> {
      await chosenMapping(ctx, ctx.params);
      return null;
    },
  }),

  receive: action({
    summary: 'Takes a file: checked only (preview), or loaded (commit)',
    access: 'imports:write',
    changes: 'import',
    params: {
      kind: { type: 'enum', values: importKindNames }, mode: { type: 'enum', values: ['preview', 'commit'] }, fileName: { type: 'string', max: 255 }, mapping: { type: 'string', max: longestMapping, optional: true }, mends: { type: 'string', pattern: /^\d{1,9}(?:,\d{1,9})*$/, max: longestMends, optional: true },
      spool: { type: 'object', props: { key: { type: 'string' }, wrappedKey: { type: 'string' }, sha256: { type: 'string' }, bytes: { type: 'number', integer: true } } },
    },
    returns: importView,
    timeoutMs: 120_000,
    async handler(ctx): Promise<ImportView> {
      const { kind, mode, fileName, spool } = ctx.params;
      const mapping = await chosenMapping(ctx, ctx.params);
      const mending = await mendingOf(ctx, ctx.params);
      const id = newId();
      await ctx.change(async (tx) => {
        await insertImport(tx, { id, kind, fileName, spool, mapping, mending, state: mode === 'preview' ? 'preview' : 'queued', userId: ctx.identity.kind === 'user' ? ctx.identity.actor : null, nowMs: ctx.house.clock.nowMs() });
        tx.note(id, { mode, bytes: spool.bytes, ...(mapping === null ? {} : { mapping: ctx.params.mapping?.startsWith('{') ? 'its own' : ctx.params.mapping }) });
      });
      if (mode === 'commit') await beginLoad(ctx, id, kind);
      else await checkFile(ctx, id, kind, spool.key);
      return ctx.read((tx) => viewOf(ctx.house, tx, id));
    },
  }),

  check: action({
    summary: 'Checks a preview again, read as this mapping says; a mapping that the file cannot be read with leaves it as it was',
    access: 'imports:write',
    changes: 'import',
    params: { ...oneImport, ...mappingLists },
    returns: importView,
    timeoutMs: 120_000,
    async handler(ctx): Promise<ImportView> {
      const { id, ...mapping } = ctx.params;
      const { kind, state } = await ctx.read((tx) => viewOf(ctx.house, tx, id));
      if (state !== 'preview') throw new Problem('conflict', { detail: `The import is ${state}.` });
      await checkAgain(ctx, id, kind, mapping);
      return ctx.read((tx) => viewOf(ctx.house, tx, id));
    },
  }),

  commit: action({
    summary: 'Loads a file that was checked before, without a second upload',
    access: 'imports:write',
    changes: 'import',
    params: oneImport,
    returns: importView,
    async handler(ctx): Promise<ImportView> {
      const { kind } = await ctx.change(async (tx) => {
        tx.note(ctx.params.id);
        return queuePreview(tx, ctx.params.id, new Date(ctx.house.clock.nowMs()).toISOString());
      });
      await beginLoad(ctx, ctx.params.id, kind);
      return ctx.read((tx) => viewOf(ctx.house, tx, ctx.params.id));
    },
  }),

  list: action({
    summary: 'Imports, newest first, of all sorts or of one; with how many there are of each sort',
    access: 'imports:read',
    params: { ...listParams, show: { type: 'enum', values: importFilters, optional: true }, kind: { type: 'enum', values: importKindNames, optional: true } },
    returns: { items: { type: 'array', items: { type: 'object', props: importView } }, next: { type: 'string', nullable: true }, totals: importTotalsView },
    async handler(ctx): Promise<List<ImportView> & { totals: ImportTotals }> {
      const { show, kind } = ctx.params;
      const sought = { ...(show === undefined ? {} : { show }), ...(kind === undefined ? {} : { kind }) };
      return ctx.read(async (tx) => ({ ...await listOf(ctx.params, (after, limit) => listImports(ctx.house, tx, sought, after, limit), (item) => item.id), totals: await importTotals(tx) }));
    },
  }),

  get: action({
    summary: 'One import: state, counts, columns, problems',
    access: 'imports:read',
    params: oneImport,
    returns: importView,
    async handler(ctx): Promise<ImportView> {
      return ctx.read((tx) => viewOf(ctx.house, tx, ctx.params.id));
    },
  }),

  errors: action({
    summary: 'Rejected lines as CSV, page by page',
    access: 'imports:read',
    params: { ...oneImport, after: lineNumber },
    async handler(ctx): Promise<{ text: string; next: number | null }> {
      const { id, after = 0 } = ctx.params;
      const lines = await ctx.read((tx) => rejectedLines(ctx.house, tx, id, after, errorsAPage));
      return { text: (after === 0 ? errorHeader : '') + errorLines(readableBy(ctx.identity, lines)), next: lines.length === errorsAPage ? lines.at(-1)?.line ?? null : null };
    },
  }),

  rejected: action({
    summary: 'Rejected lines with all of their cells, to be mended; page by page',
    access: 'imports:write',
    params: { ...oneImport, after: lineNumber, limit: listParams.limit },
    returns: rejectedPage,
    async handler(ctx): Promise<{ headers: string[]; items: RejectedRow[]; next: number | null }> {
      const { id, after = 0, limit = 50 } = ctx.params;
      return ctx.read(async (tx) => {
        const { columns } = await viewOf(ctx.house, tx, id);
        const lines = await rejectedLines(ctx.house, tx, id, after, limit + 1, { toMend: true });
        const items = readableBy(ctx.identity, lines.slice(0, limit));
        return { headers: columns.map(({ header }) => header), items, next: lines.length > limit ? items.at(-1)?.line ?? null : null };
      });
    },
  }),

  sample: action({
    summary: 'A sample file of a kind',
    access: 'imports:read',
    params: { kind: { type: 'enum', values: importKindNames } },
    async handler(ctx): Promise<{ text: string; next: number | null }> {
      return { text: sampleFile((await kindCard(ctx, ctx.params.kind)).columns), next: null };
    },
  }),

  undo: action({
    summary: 'Takes back what an import did; other imports keep what they support',
    access: 'imports:write',
    params: oneImport,
    returns: importView,
    timeoutMs: 120_000,
    async handler(ctx): Promise<ImportView> {
      return turnFile(ctx, ctx.params.id, 'withdrawFile');
    },
  }),

  restore: action({
    summary: 'Undoes an undo',
    access: 'imports:write',
    params: oneImport,
    returns: importView,
    timeoutMs: 120_000,
    async handler(ctx): Promise<ImportView> {
      return turnFile(ctx, ctx.params.id, 'restoreFile');
    },
  }),

  discard: action({
    summary: 'Forgets a preview',
    access: 'imports:write',
    changes: 'import',
    params: oneImport,
    async handler(ctx): Promise<null> {
      const spoolKey = await ctx.change(async (tx) => {
        await moveState(tx, ctx.params.id, ['preview'], 'failed');
        tx.note(ctx.params.id);
        return discardImport(tx, ctx.params.id);
      });
      if (spoolKey) await removeSpool(ctx.house, spoolKey);
      return null;
    },
  }),

  kinds: action({
    summary: 'Kinds of file with their columns and rules',
    access: 'imports:read',
    params: {},
    async handler(ctx): Promise<{ items: KindCard[] }> {
      const cards = await Promise.all(readingRooms.map((room) => ctx.ask(`${room}.kinds`, {})));
      return { items: cards.flatMap(({ items }) => items) };
    },
  }),

  ...mappingActions,

  line: action({
    summary: 'The line of a file that a row came from; null where a cell names a person, and for who may not read evidence where it says how one fares',
    access: 'metrics:read',
    params: { ...oneImport, line: { type: 'number', integer: true, min: 1, max: 2_147_483_647 } },
    async handler(ctx): Promise<FileLine> {
      const { kind, columns, view } = await ctx.read((tx) => lineOf(tx, ctx.params.id, ctx.params.line));
      return holds(ctx.identity, 'evidence:read') ? view : withoutIntimate(view, columns, (await kindCard(ctx, kind)).columns);
    },
  }),

  names: action({
    summary: 'File names by import',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
    async handler(ctx): Promise<{ items: { id: string; fileName: string }[] }> {
      return { items: [...await ctx.read((tx) => fileNames(tx, ctx.params.ids))].map(([id, fileName]) => ({ id, fileName })) };
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'imports', typeof actions> {}
}

export default defineActor({
  name: 'imports',
  actions,
  async started(actor) {
    actor.repeat('forgetting old uploads', tidyEveryMs, () => forgetUploads(actor));
  },
});
