// Upskilling: courses, credentials and progress as learning platforms report them. Asked to read, load, undo and show; tells what
// happened to each. Knows which providers there are only by their mappings.
import type { EventItem } from '../../channels/contracts.ts';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { openWords, pageRows } from '../../mixins/rows/rows.store.ts';
import { completionFile, credentialFile, progressFile } from './learning-files.ts';
import { completions, credentials, progress } from './learning.ts';

const files = importing([fileKind(completions, completionFile), fileKind(credentials, credentialFile), fileKind(progress, progressFile)]);

type LearningItem = EventItem<'upskilling.course.completed'> | EventItem<'upskilling.credential.issued'> | EventItem<'upskilling.progress.updated'>;

const actions = {
  ...files.actions,

  texts: action({
    summary: 'Opens credentials’ addresses and codes by the id of their text',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
    async handler(ctx): Promise<{ items: { id: string; personId: string; texts: Record<string, string> }[] }> {
      return { items: await ctx.read((tx) => openWords(ctx.house, tx, ctx.params.ids)) };
    },
  }),

  activity: action({
    summary: 'Courses, credentials or progress as they stand, page by page, for a rebuild',
    access: 'room',
    params: {
      entity: { type: 'enum', values: ['course', 'credential', 'progress'] }, after: { type: 'number', integer: true }, limit: { type: 'number', integer: true, min: 1, max: 5000 },
    },
    async handler(ctx): Promise<{ items: LearningItem[]; next: number | null }> {
      const { entity, after, limit } = ctx.params;
      return ctx.read<{ items: LearningItem[]; next: number | null }>(async (tx) => {
        if (entity === 'course') return pageRows(completions, tx, after, limit);
        return entity === 'credential' ? pageRows(credentials, tx, after, limit) : pageRows(progress, tx, after, limit);
      });
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'upskilling', typeof actions> {}
}

export default defineActor({ name: 'upskilling', actions, started: (actor) => files.started(actor) });
