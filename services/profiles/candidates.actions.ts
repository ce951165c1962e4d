// Who may be the same person: the same rows were told of both, at different times, as when somebody's address changed.
import { action } from '../../mixins/broker/actions.ts';
import { survivorOf } from './profile.store.ts';
import type { ProfileSummary } from './profile.ts';
import { summariesOf } from './seek.store.ts';
import { todayOf } from './today.ts';

/** `rows`: how many were told of both. */
export type Candidate = ProfileSummary & { rows: number };

const most = 5;

export const candidatesActions = {
  candidates: action({
    summary: 'Profiles that may be the same participant: rows that are told of this one were told of them, or the other way round',
    access: 'profiles:write',
    params: { id: { type: 'uuid' } },
    async handler(ctx): Promise<{ items: Candidate[] }> {
      const { members } = await ctx.read((tx) => survivorOf(tx, ctx.params.id));
      const { items: others } = await ctx.ask('impact.othersOfRows', { people: members, limit: most });
      const today = await todayOf(ctx);
      const known = await ctx.read((tx) => summariesOf(tx, others.map(({ id }) => id), today));
      return { items: others.flatMap(({ id, rows }) => known.filter((one) => one.id === id).map((one) => ({ ...one, rows }))) };
    },
  }),
};
