// Upskilling: courses, credentials and progress as learning platforms report them. Asked to read, load, undo and show; tells what
// happened to each. Knows which providers there are only by their mappings.
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { openWords, pageRows } from '../../mixins/rows/rows.store.ts';
import { hearing, toldTo } from '../../mixins/rows/webhook-kind.ts';
import { completionFile, credentialFile, progressFile } from './learning-files.ts';
import { completions, credentials, progress } from './learning.ts';

const files = importing([fileKind(completions, completionFile), fileKind(credentials, credentialFile), fileKind(progress, progressFile)]);

const webhooks = hearing('upskilling', [
  { kind: 'progress', read: (reader) => toldTo(progress, progressFile.check(reader)) },
  { kind: 'completion', read: (reader) => toldTo(completions, completionFile.check(reader)) },
  { kind: 'credential', read: (reader) => toldTo(credentials, credentialFile.check(reader)) },
]);

const page = { after: { type: 'number', integer: true }, limit: { type: 'number', integer: true, min: 1, max: 5000 } } as const;
interface Page<E extends EventType> { items: EventItem<E>[]; next: number | null }

const actions = {
  ...files.actions,
  ...webhooks.actions,

  texts: action({
    summary: 'Opens credentials’ addresses and codes by the id of their text',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
    async handler(ctx): Promise<{ items: { id: string; personId: string; texts: Record<string, string> }[] }> {
      return { items: await ctx.read((tx) => openWords(ctx.house, tx, ctx.params.ids)) };
    },
  }),

  courseActivity: action({
    summary: 'Completed courses as they stand, page by page, for a rebuild',
    access: 'room',
    params: page,
    async handler(ctx): Promise<Page<'upskilling.course.completed'>> {
      return ctx.read((tx) => pageRows(completions, tx, ctx.params.after, ctx.params.limit));
    },
  }),

  credentialActivity: action({
    summary: 'Credentials as they stand, page by page, for a rebuild',
    access: 'room',
    params: page,
    async handler(ctx): Promise<Page<'upskilling.credential.issued'>> {
      return ctx.read((tx) => pageRows(credentials, tx, ctx.params.after, ctx.params.limit));
    },
  }),

  progressActivity: action({
    summary: 'Progress as it stands, page by page, for a rebuild',
    access: 'room',
    params: page,
    async handler(ctx): Promise<Page<'upskilling.progress.updated'>> {
      return ctx.read((tx) => pageRows(progress, tx, ctx.params.after, ctx.params.limit));
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'upskilling', typeof actions> {}
}

export default defineActor({
  name: 'upskilling',
  actions,
  channels: { 'webhooks.receipt.accepted': (items, consumer) => webhooks.hear(items, consumer) },
  started: (actor) => files.started(actor),
});
