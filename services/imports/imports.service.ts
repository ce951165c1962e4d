// Imports: takes a spooled file, lets the room of its kind check and load it, shows how it went, and undoes it.
import { importKindNames, importKinds, type ImportKind } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type ActorContext } from '../../mixins/broker/actions.ts';
import { moveState } from '../../mixins/importing/engine.store.ts';
import { removeSpool } from '../../mixins/importing/spool.ts';
import { newId } from '../kernel/ids.ts';
import { listOf, listParams, type List } from '../kernel/paging.ts';
import {
  destroyImportKey, discardImport, fileNames, forgettable, insertImport, isStillPreview, keepPreview, lineOf, listImports, queuePreview, rejectedLines, viewOf,
  type FileLine, type ImportView,
} from './imports.store.ts';
import { errorHeader, errorLines, importView, sampleFile } from './import.ts';

const oneImport = { id: { type: 'uuid' } } as const;
const tidyEveryMs = 600_000;
const errorsAPage = 500;

function roomAction<A extends 'previewFile' | 'loadFile' | 'withdrawFile' | 'restoreFile'>(kind: ImportKind, verb: A): `${(typeof importKinds)[ImportKind]}.${A}` {
  return `${importKinds[kind]}.${verb}`;
}

async function begin(ctx: ActorContext, id: string, kind: ImportKind): Promise<void> {
  await ctx.ask(roomAction(kind, 'loadFile'), { kind, importId: id });
}

const actions = {
  mayReceive: action({
    summary: 'Whether the caller may send a file of this kind; asked before the file is taken in',
    access: 'imports:write',
    params: { kind: { type: 'enum', values: importKindNames } },
    async handler(): Promise<null> {
      return null;
    },
  }),

  receive: action({
    summary: 'Takes a file: checked only (preview), or loaded (commit)',
    access: 'imports:write',
    changes: 'import',
    params: {
      kind: { type: 'enum', values: importKindNames }, mode: { type: 'enum', values: ['preview', 'commit'] }, fileName: { type: 'string', max: 255 },
      spool: { type: 'object', props: { key: { type: 'string' }, wrappedKey: { type: 'string' }, sha256: { type: 'string' }, bytes: { type: 'number', integer: true } } },
    },
    returns: importView,
    timeoutMs: 120_000,
    async handler(ctx): Promise<ImportView> {
      const { kind, mode, fileName, spool } = ctx.params;
      const id = newId();
      await ctx.change(async (tx) => {
        await insertImport(tx, { id, kind, fileName, spool, state: mode === 'preview' ? 'preview' : 'queued', userId: ctx.identity.kind === 'user' ? ctx.identity.actor : null, nowMs: ctx.house.clock.nowMs() });
        tx.note(id, { mode, bytes: spool.bytes });
      });
      if (mode === 'commit') await begin(ctx, id, kind);
      else await check(ctx, id, kind, spool.key);
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
      await begin(ctx, ctx.params.id, kind);
      return ctx.read((tx) => viewOf(ctx.house, tx, ctx.params.id));
    },
  }),

  list: action({
    summary: 'Imports, newest first',
    access: 'imports:read',
    params: listParams,
    returns: { items: { type: 'array', items: { type: 'object', props: importView } }, next: { type: 'string', nullable: true } },
    async handler(ctx): Promise<List<ImportView>> {
      return listOf(ctx.params, (after, limit) => ctx.read((tx) => listImports(ctx.house, tx, after, limit)), (item) => item.id);
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
    params: { ...oneImport, after: { type: 'number', integer: true, min: 0, max: 2_147_483_647, optional: true } },
    async handler(ctx): Promise<{ text: string; next: number | null }> {
      const { id, after = 0 } = ctx.params;
      const lines = await ctx.read((tx) => rejectedLines(ctx.house, tx, id, after, errorsAPage));
      // The operator and a key see where and what, not the words and names of people.
      const isBlanked = ctx.identity.role === 'platform_admin' || ctx.identity.kind === 'key';
      const shown = isBlanked ? lines.map((line) => ({ ...line, problems: line.problems.map((problem) => ({ ...problem, value: /\p{L}/u.test(problem.value) ? '' : problem.value.slice(0, 200) })) })) : lines;
      return { text: (after === 0 ? errorHeader : '') + errorLines(shown), next: lines.length === errorsAPage ? lines.at(-1)?.line ?? null : null };
    },
  }),

  sample: action({
    summary: 'A sample file of a kind',
    access: 'imports:read',
    params: { kind: { type: 'enum', values: importKindNames } },
    async handler(ctx): Promise<{ text: string; next: number | null }> {
      const { items } = await ctx.ask(`${importKinds[ctx.params.kind]}.kinds`, {});
      return { text: sampleFile(items.find((card) => card.kind === ctx.params.kind)?.columns ?? []), next: null };
    },
  }),

  undo: action({
    summary: 'Takes back what an import did; other imports keep what they support',
    access: 'imports:write',
    params: oneImport,
    returns: importView,
    timeoutMs: 120_000,
    async handler(ctx): Promise<ImportView> {
      return turn(ctx, ctx.params.id, 'withdrawFile');
    },
  }),

  restore: action({
    summary: 'Undoes an undo',
    access: 'imports:write',
    params: oneImport,
    returns: importView,
    timeoutMs: 120_000,
    async handler(ctx): Promise<ImportView> {
      return turn(ctx, ctx.params.id, 'restoreFile');
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
    async handler(ctx): Promise<{ items: { kind: string; columns: { name: string; synonyms: string[]; required: boolean; rule: string; example: string; personal: boolean }[] }[] }> {
      const rooms = [...new Set(Object.values(importKinds))];
      const cards = await Promise.all(rooms.map((room) => ctx.ask(`${room}.kinds`, {})));
      return { items: cards.flatMap(({ items }) => items) };
    },
  }),

  line: action({
    summary: 'The line of a file that a row came from; null where a cell names a person',
    access: 'metrics:read',
    params: { ...oneImport, line: { type: 'number', integer: true, min: 1, max: 2_147_483_647 } },
    async handler(ctx): Promise<FileLine> {
      return ctx.read((tx) => lineOf(tx, ctx.params.id, ctx.params.line));
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

/** A file that is no CSV at all leaves nothing behind. */
async function check(ctx: ActorContext, id: string, kind: ImportKind, spoolKey: string): Promise<void> {
  try {
    const preview = await ctx.ask(roomAction(kind, 'previewFile'), { kind, importId: id }, { timeoutMs: 120_000 });
    await ctx.change(async (tx) => {
      await keepPreview(ctx.house, tx, id, preview);
      tx.note(id, { ...preview.counts });
    });
  } catch (error) {
    await ctx.change(async (tx) => {
      await moveState(tx, id, ['preview'], 'failed');
      await discardImport(tx, id);
      tx.note(id, { discarded: true });
    });
    await removeSpool(ctx.house, spoolKey);
    throw error;
  }
}

/** The room of the kind takes or brings the rows and turns the state in one transaction, with its audit entry. */
async function turn(ctx: ActorContext, id: string, verb: 'withdrawFile' | 'restoreFile'): Promise<ImportView> {
  const { kind } = await ctx.read((tx) => viewOf(ctx.house, tx, id));
  await ctx.ask(roomAction(kind, verb), { kind, importId: id }, { timeoutMs: 120_000 });
  return ctx.read((tx) => viewOf(ctx.house, tx, id));
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'imports', typeof actions> {}
}

export default defineActor({
  name: 'imports',
  actions,
  async started(actor) {
    actor.repeat('forgetting old uploads', tidyEveryMs, async () => {
      const tenants = await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants'));
      for (const { id: tenantId } of tenants) {
        const job = actor.job(tenantId, 'tidy');
        const now = new Date(actor.house.clock.nowMs()).toISOString();
        const { previews, spools } = await job.read((tx) => forgettable(tx, now));
        if (previews.length + spools.length === 0) continue;
        // Rows first, files after: a preview that is committed meanwhile keeps its file.
        const gone = await job.step(async (tx) => {
          const keys: (string | null)[] = [];
          for (const { id } of previews) if (await isStillPreview(tx, id)) keys.push(await discardImport(tx, id));
          for (const { id, spoolKey } of spools) {
            await destroyImportKey(tx, id);
            keys.push(spoolKey);
          }
          tx.note('uploads', { files: keys.length });
          return keys;
        }, { action: 'imports.forget', objectKind: 'import' });
        for (const spoolKey of gone) if (spoolKey) await removeSpool(actor.house, spoolKey);
      }
    });
  },
});
