// Safety: screens every text that people write, when its row comes, changes or goes, and raises a flag that somebody must look at.
// It opens words to screen them and keeps none: who may see a flag's text asks the room that has it.
import type { FlaggedSource } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type Consumer } from '../../mixins/broker/actions.ts';
import { isId } from '../kernel/ids.ts';
import { anewActions, screenAllAnew } from './anew.actions.ts';
import { findingsOf, screenAll, type Told } from './findings.ts';
import { flagOf, type Finding, type FlagHit } from './flag.ts';
import { applyFindings, hitsOf } from './flag.store.ts';
import { shippedPolicy } from './policy.client.ts';

const anewEveryMs = 60_000;
const wordsByName = { type: 'record', key: { type: 'string' }, value: { type: 'string', max: 20_000 } } as const;

const actions = {
  ...anewActions,
  screen: action({
    summary: 'Screens texts; those in which nothing is found are missing from the answer',
    access: 'room',
    params: { items: { type: 'array', max: 500, items: { type: 'object', props: { id: { type: 'string', max: 200 }, texts: wordsByName } } } },
    async handler(ctx): Promise<{ items: { id: string; flags: Pick<FlagHit, 'rule' | 'severity'>[] }[] }> {
      const hits = await screenAll(ctx.house, ctx.params.items.map(({ id, texts: words }) => ({ id: isId(id) ? `${ctx.tenantId} ${id}` : null, words })));
      return { items: ctx.params.items.map(({ id }, index) => ({ id, flags: rulesOf(hits[index] ?? []) })).filter(({ flags }) => flags.length > 0) };
    },
  }),

  hits: action({
    summary: 'Where the texts of flags break which rules',
    access: 'room',
    params: { ids: { type: 'array', max: 500, items: { type: 'uuid' } } },
    async handler(ctx): Promise<{ items: { id: string; hits: FlagHit[] }[] }> {
      return { items: await ctx.read((tx) => hitsOf(tx, ctx.params.ids)) };
    },
  }),
};

function rulesOf(hits: readonly FlagHit[]): Pick<FlagHit, 'rule' | 'severity'>[] {
  return [...new Map(hits.map(({ rule, severity }) => [rule, { rule, severity }])).values()];
}

/** `isLate`: this kind of event may overtake an older one of the same row. */
function hear(source: FlaggedSource, isLate: boolean): (items: readonly Told[], consumer: Consumer) => Promise<void> {
  return async (items, consumer) => {
    const { house, tenantId } = consumer;
    const findings = await findingsOf(source, items, consumer, house);
    const policy = shippedPolicy();
    const applied = { source, policy, flagOf: (finding: Finding) => flagOf(tenantId, source, finding, policy, house.clock.nowMs()) };
    await consumer.once((tx) => applyFindings(tx, applied, findings, isLate));
  };
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'safety', typeof actions> {}
}

export default defineActor({
  name: 'safety',
  actions,
  dependencies: ['kintell', 'buddy'],
  /** A policy that cannot be read stops the start. */
  created: () => { shippedPolicy(); },
  async started(actor) {
    actor.repeat('screening words by a newer policy', anewEveryMs, () => screenAllAnew(actor));
  },
  channels: {
    'kintell.session.scheduled': hear('kintell.session', false),
    'kintell.session.completed': hear('kintell.session', false),
    'kintell.session.corrected': hear('kintell.session', true),
    'kintell.session.withdrawn': hear('kintell.session', true),
    'kintell.rating.created': hear('kintell.rating', false),
    'kintell.rating.corrected': hear('kintell.rating', true),
    'kintell.rating.withdrawn': hear('kintell.rating', true),
    'buddy.match.created': hear('buddy.match', false),
    'buddy.match.corrected': hear('buddy.match', true),
    'buddy.match.withdrawn': hear('buddy.match', true),
    'buddy.event.logged': hear('buddy.event', false),
    'buddy.event.corrected': hear('buddy.event', true),
    'buddy.event.withdrawn': hear('buddy.event', true),
    'buddy.checkin.completed': hear('buddy.checkin', false),
    'buddy.checkin.corrected': hear('buddy.checkin', true),
    'buddy.checkin.withdrawn': hear('buddy.checkin', true),
    'buddy.feedback.submitted': hear('buddy.feedback', false),
    'buddy.feedback.corrected': hear('buddy.feedback', true),
    'buddy.feedback.withdrawn': hear('buddy.feedback', true),
  },
});
