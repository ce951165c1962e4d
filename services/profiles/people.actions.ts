// People for other rooms: found or made by address, and the words that would name them in a text.
import { action } from '../../mixins/broker/actions.ts';
import { membersOf, type Member } from './merge.store.ts';
import { createPeople, detailsOf, findPeople } from './people.store.ts';
import { namesOf } from './person.ts';
import { survivorOf } from './profile.store.ts';

export const peopleActions = {
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

  oneWith: action({
    summary: 'The profile that an id leads to, and everybody who is one with it',
    access: 'room',
    params: { id: { type: 'uuid' } },
    async handler(ctx): Promise<{ id: string; members: string[] }> {
      const { id, members } = await ctx.read((tx) => survivorOf(tx, ctx.params.id));
      return { id, members };
    },
  }),

  together: action({
    summary: 'Everybody who is one with these people, participants or not',
    access: 'room',
    params: { people: { type: 'array', items: { type: 'uuid' }, max: 1000 } },
    async handler(ctx): Promise<{ items: Member[] }> {
      return { items: await ctx.read((tx) => membersOf(tx, ctx.params.people)) };
    },
  }),
};
