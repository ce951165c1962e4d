// Reviews: the queue of what a person must look at, and what was decided. It hears of flags, tells of decisions, and keeps no text: what
// a reader may see is opened by the room that has it, and redacted before it is shown.
import { dimensions, reviewDecisions, reviewStates, type ReviewDecision } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type ActorContext } from '../../mixins/broker/actions.ts';
import { holds } from '../../mixins/broker/rights.ts';
import { foreignCursor, listParams, makeCursor, readCursor, type List } from '../kernel/paging.ts';
import { isId } from '../kernel/ids.ts';
import { completedItem, refusalOf, viewOf, type Opened, type Review, type ReviewView, type Score } from './review.ts';
import { keepDecision, keepFlags, listReviews, reviewById, type Place } from './review.store.ts';

const one = { id: { type: 'uuid' } } as const;

const actions = {
  list: action({
    summary: 'Texts that somebody must look at, or that were decided, by due time',
    access: 'reviews:read',
    params: { ...listParams, state: { type: 'enum', values: reviewStates, optional: true } },
    async handler(ctx): Promise<List<ReviewView>> {
      const { after, limit = 50, state } = ctx.params;
      const found = await ctx.read((tx) => listReviews(ctx.house, tx, state, after === undefined ? null : placeIn(after), limit + 1));
      const reviews = found.slice(0, limit);
      const last = reviews.at(-1);
      return { items: await viewsOf(ctx, reviews), next: found.length > limit && last ? makeCursor(`${last.dueAt} ${last.id}`) : null };
    },
  }),

  get: action({
    summary: 'One review',
    access: 'reviews:read',
    params: one,
    async handler(ctx): Promise<ReviewView> {
      return viewById(ctx, ctx.params.id);
    },
  }),

  decide: action({
    summary: 'Decides: approve keeps the text hidden, reject lifts the flag, correct keeps it hidden and replaces scores',
    access: 'reviews:write',
    changes: 'review',
    params: {
      ...one, decision: { type: 'enum', values: reviewDecisions }, note: { type: 'string', min: 1, max: 2_000 },
      scores: { type: 'array', min: 1, max: dimensions.length, optional: true, items: { type: 'object', props: { dimension: { type: 'enum', values: dimensions }, score: { type: 'number', min: 0, max: 1 } } } },
    },
    async handler(ctx): Promise<ReviewView> {
      const { id, decision, note, scores } = ctx.params;
      const review = await ctx.read((tx) => reviewById(ctx.house, tx, id));
      const refusal = refusalOf(decision, scores, (await scoresOf(ctx, [review])).get(review.textId) ?? []);
      if (refusal) throw refusal;
      await ctx.change(async (tx) => {
        await keepDecision(ctx.house, tx, review, { decision, note, by: ctx.identity.actor, atIso: new Date(ctx.house.clock.nowMs()).toISOString() });
        await tx.emit('safety.review.completed', [completedItem(review, decision, scores ?? [])]);
        tx.note(id, detailsOf(review, decision));
      });
      return viewById(ctx, id);
    },
  }),
};

function placeIn(cursor: string): Place {
  const [dueAt = '', id = ''] = readCursor(cursor).split(' ');
  if (!isId(id) || Number.isNaN(Date.parse(dueAt))) throw foreignCursor();
  return { dueAt, id };
}

async function viewById(ctx: ActorContext, id: string): Promise<ReviewView> {
  const review = await ctx.read((tx) => reviewById(ctx.house, tx, id));
  const [view] = await viewsOf(ctx, [review]);
  return view ?? viewOf(review, null, []);
}

async function viewsOf(ctx: ActorContext, reviews: readonly Review[]): Promise<ReviewView[]> {
  if (reviews.length === 0) return [];
  const [opened, scores] = [holds(ctx.identity, 'evidence:read') ? await openedOf(ctx, reviews) : new Map<string, Opened>(), await scoresOf(ctx, reviews)];
  return reviews.map((review) => viewOf(review, opened.get(review.id) ?? null, scores.get(review.textId) ?? []));
}

/** The words from the rooms that keep them, with the names to take out and what was found; those of erased people are missing. */
async function openedOf({ ask }: Pick<ActorContext, 'ask'>, reviews: readonly Review[]): Promise<Map<string, Opened>> {
  const ids = (room: string): string[] => reviews.flatMap(({ source, textId }) => (source.startsWith(`${room}.`) ? textId : []));
  const [sessions, pairs] = [ids('kintell'), ids('buddy')];
  const texts = new Map([
    ...sessions.length === 0 ? [] : (await ask('kintell.texts', { ids: sessions })).items,
    ...pairs.length === 0 ? [] : (await ask('buddy.texts', { ids: pairs })).items,
  ].map(({ id, texts: words }) => [id, words]));
  const names = new Map((await ask('profiles.names', { ids: [...new Set(reviews.flatMap(({ participantId, volunteerId }) => [participantId, volunteerId]))] })).items.map((known) => [known.id, known.names]));
  const hits = new Map((await ask('safety.hits', { ids: reviews.map(({ id }) => id) })).items.map((found) => [found.id, found.hits]));
  return new Map(reviews.flatMap(({ id, textId, participantId, volunteerId }) => {
    const words = texts.get(textId);
    return words ? [[id, { texts: words, names: [...names.get(participantId) ?? [], ...names.get(volunteerId) ?? []], hits: hits.get(id) ?? [] }] as const] : [];
  }));
}

async function scoresOf({ ask }: Pick<ActorContext, 'ask'>, reviews: readonly Review[]): Promise<Map<string, Score[]>> {
  const { items } = await ask('evidence.scoresOf', { items: reviews.map(({ source, key, textId }) => ({ source, key, textId })) });
  return Map.groupBy(items.map(({ textId, ...score }) => ({ textId, score })), ({ textId }) => textId)
    .entries().reduce((all, [textId, scores]) => all.set(textId, scores.map(({ score }) => score)), new Map<string, Score[]>());
}

function detailsOf({ kind, rule, severity }: Review, decision: ReviewDecision): Record<string, string> {
  return { decision, kind, rule, severity };
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'reviews', typeof actions> {}
}

export default defineActor({
  name: 'reviews',
  actions,
  dependencies: ['evidence', 'safety', 'profiles'],
  channels: {
    'safety.flag.raised': (flags, consumer) => consumer.once((tx) => keepFlags(tx, flags)),
    'safety.flag.withdrawn': (flags, consumer) => consumer.once((tx) => keepFlags(tx, flags)),
  },
});
