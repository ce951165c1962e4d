// Privacy: what people said of how their words may be used. Keeps each saying, and tells whoever shows words when one changes what holds.
import { consentPurposes } from '../../channels/vocabulary.ts';
import type { EventItem } from '../../channels/contracts.ts';
import { action, defineActor, type ActionMap, type Consumer } from '../../mixins/broker/actions.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { newId } from '../kernel/ids.ts';
import { checkSaying, effects, viewsOf, type ConsentItem, type ConsentView } from './consent.ts';
import { keepSaying, nextChanges, sayingsOf } from './consent.store.ts';

const one = { id: { type: 'uuid' } } as const;

const actions = {
  consents: action({
    summary: 'What a participant said of how their words may be used: what holds, and every saying with the version of its text',
    access: 'profiles:read',
    params: one,
    async handler(ctx): Promise<{ items: ConsentView[] }> {
      const { members } = await ctx.ask('profiles.oneWith', ctx.params);
      return { items: viewsOf(await ctx.read((tx) => sayingsOf(tx, members))) };
    },
  }),

  recordConsent: action({
    summary: 'Records that a participant agreed, or withdrew: what was quoted of them is gone from answers, search, reports and files within a minute',
    access: 'profiles:write',
    changes: 'consent',
    params: { ...one, purpose: { type: 'enum', values: consentPurposes }, given: { type: 'boolean' }, textVersion: { type: 'string', max: 100, optional: true }, saidOn: { type: 'string', pattern: /^\d{4}-\d\d-\d\d$/, optional: true } },
    async handler(ctx): Promise<{ items: ConsentView[] }> {
      const { purpose, given, textVersion } = ctx.params;
      const recordedAt = new Date(ctx.house.clock.nowMs()).toISOString();
      const saidOn = ctx.params.saidOn ?? recordedAt.slice(0, 10);
      checkSaying({ given, textVersion, saidOn }, latestToday(ctx.house.clock.nowMs()));
      const { id: personId, members } = await ctx.ask('profiles.oneWith', { id: ctx.params.id });
      const recordedBy = ctx.identity.kind === 'user' ? ctx.identity.actor : null;
      await ctx.change(async (tx) => {
        const [change = 0] = await nextChanges(tx, 1);
        const id = newId();
        await keepSaying(tx, { id, change, personId, purpose, given, textVersion: textVersion?.trim() || null, saidOn, recordedAt, recordedBy });
        await tellWhatHolds(tx, [members]);
        tx.note(personId, { purpose, given, saidOn });
      });
      return { items: viewsOf(await ctx.read((tx) => sayingsOf(tx, members))) };
    },
  }),
};

/** Somewhere it is tomorrow already. */
function latestToday(nowMs: number): string {
  return new Date(nowMs + 14 * 3_600_000).toISOString().slice(0, 10);
}

/** Tells of each of these groups of people, who count as one each, what now holds. */
async function tellWhatHolds(tx: Transaction, groups: readonly (readonly string[])[]): Promise<void> {
  const people = groups.flat();
  const sayings = await sayingsOf(tx, people);
  if (sayings.length === 0) return;
  const changes = await nextChanges(tx, people.length * consentPurposes.length);
  const stamp = (): { id: string; change: number } => ({ id: newId(), change: changes.shift() ?? 0 });
  const items: ConsentItem[] = groups.flatMap((members) => effects(members, sayings, stamp));
  await tx.emit('privacy.consent.recorded', items);
}

/** Who becomes one with another is bound by what was said of either; told apart, each by its own. */
async function follow(merges: readonly EventItem<'profiles.person.merged'>[], consumer: Consumer): Promise<void> {
  const { items: members } = await consumer.ask('profiles.together', { people: [...new Set(merges.flatMap(({ personId, otherId }) => [personId, otherId]))] });
  const groups = [...Map.groupBy(members, ({ survivor }) => survivor).values()].map((group) => group.map(({ id }) => id));
  await consumer.once((tx) => tellWhatHolds(tx, groups));
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'privacy', typeof actions> {}
}

export default defineActor({
  name: 'privacy',
  actions,
  channels: { 'profiles.person.merged': follow, 'profiles.person.unmerged': follow },
});
