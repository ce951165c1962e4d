// People of a tenant: found or made by address, and the words that would name them in a text; and the jobs that files tell of.
// Loading its own files it asks itself for people, as any other room does.
import type { EventItem } from '../../channels/contracts.ts';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { pageRows } from '../../mixins/rows/rows.store.ts';
import { employmentFile } from './employment-file.ts';
import { employments } from './employment.ts';
import { createPeople, detailsOf, findPeople } from './people.store.ts';
import { namesOf } from './person.ts';

const files = importing([fileKind(employments, employmentFile)]);

const actions = {
  ...files.actions,

  resolve: action({
    summary: 'People by address, in the order asked; made where asked for',
    access: 'room',
    changes: 'people',
    params: { addresses: { type: 'array', items: { type: 'string' }, max: 20_000 }, create: { type: 'boolean' } },
    timeoutMs: 60_000,
    async handler(ctx): Promise<{ ids: (string | null)[] }> {
      const { addresses, create } = ctx.params;
      const found = await ctx.read((tx) => findPeople(ctx.house, tx, addresses));
      const missing = addresses.filter((_, index) => found[index] === null);
      if (!create || missing.length === 0) return { ids: found };
      await ctx.change(async (tx) => {
        await createPeople(ctx.house, tx, missing);
        tx.note('people', { asked: missing.length });
      });
      return { ids: await ctx.read((tx) => findPeople(ctx.house, tx, addresses)) };
    },
  }),

  names: action({
    summary: 'The words that name each of these people, for redaction',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 1000 } },
    async handler(ctx): Promise<{ items: { id: string; names: string[] }[] }> {
      const details = await ctx.read((tx) => detailsOf(ctx.house, tx, ctx.params.ids));
      return { items: [...details].map(([id, known]) => ({ id, names: namesOf(known) })) };
    },
  }),

  activity: action({
    summary: 'Employment outcomes as they stand, page by page, for a rebuild',
    access: 'room',
    params: { after: { type: 'number', integer: true }, limit: { type: 'number', integer: true, min: 1, max: 5000 } },
    async handler(ctx): Promise<{ items: EventItem<'profiles.employment.reported'>[]; next: number | null }> {
      return ctx.read((tx) => pageRows(employments, tx, ctx.params.after, ctx.params.limit));
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'profiles', typeof actions> {}
}

export default defineActor({ name: 'profiles', actions, started: (actor) => files.started(actor) });
