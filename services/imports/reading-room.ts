// What imports asks of the room that reads a kind of file: its columns and mappings, a check, a load, an undo. Knows which room that is,
// and nothing of what the rows mean.
import { importKinds, type ImportKind } from '../../channels/vocabulary.ts';
import type { ActorContext } from '../../mixins/broker/actions.ts';
import { moveState } from '../../mixins/importing/engine.store.ts';
import type { KindCard } from '../../mixins/importing/importing.mixin.ts';
import type { Mapping, MappingLists } from '../../mixins/importing/mapping.ts';
import { removeSpool } from '../../mixins/importing/spool.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { isId } from '../kernel/ids.ts';
import { discardImport, keepPreview, viewOf, type ImportView, type Mending } from './imports.store.ts';
import { mappingById, mappingOfImport } from './mapping.store.ts';
import { parseMapping, readMapping } from './mapping.ts';

export const readingRooms = [...new Set(Object.values(importKinds))];

function roomAction<A extends 'previewFile' | 'loadFile' | 'withdrawFile' | 'restoreFile'>(kind: ImportKind, verb: A): `${(typeof importKinds)[ImportKind]}.${A}` {
  return `${importKinds[kind]}.${verb}`;
}

export async function kindCard(ctx: ActorContext, kind: ImportKind): Promise<KindCard> {
  const found = (await ctx.ask(`${importKinds[kind]}.kinds`, {})).items.find((card) => card.kind === kind);
  if (!found) throw new Problem('unavailable', { internal: `no room shows the kind ${kind}` });
  return found;
}

/** The mapping that a sender gave with a file, or named, itself or by an import that was read with it; or none. Throws a 422 for one that is not there, or is for files of another kind. */
export async function chosenMapping(ctx: ActorContext, { kind, mapping: id }: { kind: ImportKind; mapping?: string }): Promise<Mapping | null> {
  if (id === undefined) return null;
  if (id.startsWith('{')) return readMapping(parseMapping(id), (await kindCard(ctx, kind)).columns);
  const found = isId(id) ? await ctx.read(async (tx) => await mappingById(tx, id) ?? mappingOfImport(tx, id)) : await builtInMapping(ctx, id);
  if (!found) throw invalid('mapping', 'is no mapping of this company', 'use an id from GET …/import-mappings or of an import, send the mapping itself as JSON, or send the file without one');
  if (found.kind !== kind) throw invalid('mapping', `is for files of the kind ${found.kind}`, `choose a mapping for ${kind}, or send the file as ${found.kind}`);
  return found.mapping;
}

/** Of a file that is read as another was, which of that one's lines it brings again. */
export async function mendingOf(ctx: ActorContext, { mapping, mends }: { mapping?: string; mends?: string }): Promise<Mending | null> {
  if (mends === undefined) return null;
  const importId = mapping !== undefined && isId(mapping) && await ctx.read((tx) => mappingOfImport(tx, mapping)) ? mapping : null;
  if (importId === null) throw invalid('mends', 'needs the import whose lines these are', 'name that import as the mapping');
  return { importId, lines: mends.split(',').map(Number) };
}

async function builtInMapping(ctx: ActorContext, id: string): Promise<{ kind: ImportKind; mapping: Mapping } | undefined> {
  const rooms = await Promise.all(readingRooms.map((room) => ctx.ask(`${room}.mappings`, {})));
  return rooms.flatMap(({ items }) => items).find((mapping) => mapping.id === id);
}

export async function beginLoad(ctx: ActorContext, id: string, kind: ImportKind): Promise<void> {
  await ctx.ask(roomAction(kind, 'loadFile'), { kind, importId: id });
}

/** A file that is no CSV at all leaves nothing behind. */
export async function checkFile(ctx: ActorContext, id: string, kind: ImportKind, spoolKey: string): Promise<void> {
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

/** Another reading of a file that was only checked. It takes the place of the one before it when it is whole. */
export async function checkAgain(ctx: ActorContext, id: string, kind: ImportKind, sent: MappingLists): Promise<void> {
  const mapping = readMapping(sent, (await kindCard(ctx, kind)).columns);
  const preview = await ctx.ask(roomAction(kind, 'previewFile'), { kind, importId: id, mapping: sent }, { timeoutMs: 120_000 });
  await ctx.change(async (tx) => {
    await keepPreview(ctx.house, tx, id, preview, mapping);
    tx.note(id, { ...preview.counts });
  });
}

/** The room of the kind takes or brings the rows and turns the state in one transaction, with its audit entry. */
export async function turnFile(ctx: ActorContext, id: string, verb: 'withdrawFile' | 'restoreFile'): Promise<ImportView> {
  const { kind } = await ctx.read((tx) => viewOf(ctx.house, tx, id));
  await ctx.ask(roomAction(kind, verb), { kind, importId: id }, { timeoutMs: 120_000 });
  return ctx.read((tx) => viewOf(ctx.house, tx, id));
}
