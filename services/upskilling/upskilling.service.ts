// Upskilling: courses, credentials and progress as learning platforms report them. Asked to read, load, undo and show; tells what
// happened to each. Knows which providers there are only by their mappings.
import { defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { pagesOf, texts } from '../../mixins/rows/row-actions.ts';
import { hearing, toldTo } from '../../mixins/rows/webhook-kind.ts';
import { completionFile, credentialFile, progressFile } from './learning-files.ts';
import { completions, credentials, progress } from './learning.ts';

const files = importing([fileKind(completions, completionFile), fileKind(credentials, credentialFile), fileKind(progress, progressFile)]);

const webhooks = hearing('upskilling', [
  { kind: 'progress', read: (reader) => toldTo(progress, progressFile.check(reader)) },
  { kind: 'completion', read: (reader) => toldTo(completions, completionFile.check(reader)) },
  { kind: 'credential', read: (reader) => toldTo(credentials, credentialFile.check(reader)) },
]);

const actions = {
  ...files.actions,
  ...webhooks.actions,

  texts,
  courseActivity: pagesOf(completions),
  credentialActivity: pagesOf(credentials),
  progressActivity: pagesOf(progress),
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
