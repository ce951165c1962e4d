// Evidence: hears of sessions and feedback, has participants' own words scored, keeps the sentence that carried each score, redacted,
// and tells which scores and figures rest on it; of those texts it keeps none as it was written. Takes in what validated
// questionnaires found, to hold our own scores against.
import { dimensions, flaggedSources, programmes } from '../../channels/vocabulary.ts';
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { action, defineActor, type ActionMap, type Actor, type Consumer } from '../../mixins/broker/actions.ts';
import { holds } from '../../mixins/broker/rights.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { isLoading } from '../../mixins/importing/pressure.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { pagesOf } from '../../mixins/rows/row-actions.ts';
import { anewActions, readAllAnew } from './anew.actions.ts';
import { applyReviews } from './correction.store.ts';
import { pageScores, quotesOf, snippetsById, snippetsOf, type Quote } from './evidence.store.ts';
import { explorerActions } from './explorer.actions.ts';
import { instrumentFile } from './instrument-file.ts';
import { redact, type Redacted } from '../kernel/redaction.ts';
import { keptScores } from './instrument.store.ts';
import { newestOf, ofFeedback, ofSession, type Saying } from './meaning.ts';
import { meaningsOf } from './reading.ts';
import { applyMeanings } from './score.store.ts';
import { hashMarked } from './search.store.ts';
import { hideTexts, scoresOfTexts, type TextScore } from './verdict.store.ts';
import { keepWithdrawals } from './withdrawal.store.ts';

const files = importing([fileKind(keptScores, instrumentFile)]);
const shownBesideMetric = 10;
const hashEveryMs = 2_000;
const anewEveryMs = 60_000;
/** Snippets whose words are hashed in one transaction. */
const hashedAtOnce = 500;

const span = { dimension: { type: 'enum', values: dimensions }, from: { type: 'string' }, to: { type: 'string' }, programme: { type: 'enum', values: ['all', ...programmes] } } as const;

const actions = {
  ...files.actions,
  ...explorerActions,
  ...anewActions,

  restingOn: action({
    summary: 'The snippets that a metric of a span rests on',
    access: 'room',
    params: { ...span, cohort: { type: 'string', max: 125, optional: true } },
    async handler(ctx): Promise<{ items: { id: string; text: string | null }[] }> {
      const { cohort, ...resting } = ctx.params;
      const people = cohort === undefined ? null : (await ctx.ask('impact.cohortPeople', { cohort })).ids;
      const mayRead = holds(ctx.identity, 'evidence:read');
      const items = await ctx.read((tx) => snippetsOf(ctx.house, tx, { ...resting, limit: shownBesideMetric, people }, mayRead));
      return { items: items.map(({ id, text }) => ({ id, text })) };
    },
  }),

  quotes: action({
    summary: 'Sentences to quote for a dimension and span: one a person, the surest first',
    access: 'room',
    params: { ...span, limit: { type: 'number', integer: true, min: 1, max: 100 }, minConfidenceMicro: { type: 'number', integer: true, min: 0, max: 1_000_000, optional: true } },
    async handler(ctx): Promise<{ items: Quote[] }> {
      return { items: await ctx.read((tx) => quotesOf(ctx.house, tx, { ...ctx.params, minConfidenceMicro: ctx.params.minConfidenceMicro ?? 0 })) };
    },
  }),

  activity: action({
    summary: 'Scores as they stand, page by page, for a rebuild',
    access: 'room',
    params: { after: { type: 'string' }, limit: { type: 'number', integer: true, min: 1, max: 5000 } },
    async handler(ctx): Promise<{ items: EventItem<'impact.outcome.scored'>[]; next: string | null }> {
      return ctx.read((tx) => pageScores(tx, ctx.params.after, ctx.params.limit));
    },
  }),
  instrumentActivity: pagesOf(keptScores),

  redactionPreview: action({
    summary: 'A text as it would be kept, and what was taken out of it; stores nothing',
    access: 'trials:read',
    params: { text: { type: 'string', min: 1, max: 20_000 }, people: { type: 'array', max: 100, optional: true, items: { type: 'string', min: 1, max: 200 } } },
    handler(ctx): Promise<Redacted> {
      return Promise.resolve(redact(ctx.params.text, { names: ctx.params.people ?? [] }));
    },
  }),

  scoresOf: action({
    summary: 'What texts were scored, by the rows that tell them',
    access: 'room',
    params: { items: { type: 'array', max: 500, items: { type: 'object', props: { source: { type: 'enum', values: flaggedSources }, key: { type: 'string' }, textId: { type: 'uuid' } } } } },
    async handler(ctx): Promise<{ items: TextScore[] }> {
      return { items: await ctx.read((tx) => scoresOfTexts(tx, ctx.params.items)) };
    },
  }),

  byIds: action({
    summary: 'Snippets by id; hidden ones and those of erased people are missing',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
    async handler(ctx): Promise<{ items: Quote[] }> {
      return { items: await ctx.read((tx) => snippetsById(ctx.house, tx, ctx.params.ids)) };
    },
  }),
};

/** `isLate`: this kind of event may overtake an older one of the same row. */
function hear<T extends EventType>(sayingOf: (item: EventItem<T>) => Saying, isLate: boolean): (items: readonly EventItem<T>[], consumer: Consumer) => Promise<void> {
  return async (items, consumer) => {
    const meanings = await meaningsOf(newestOf(items.map(sayingOf)), consumer);
    await consumer.once((tx) => applyMeanings(consumer.house, tx, meanings, { isLate }));
  };
}

/** New snippets can be found by their words after a moment; while a file is loaded, a set at a time. */
async function hashWords(actor: Actor): Promise<void> {
  for (const { tenant_id: tenantId } of await actor.asKeeper(undefined, (tx) => tx.rows<{ tenant_id: string }>('select distinct tenant_id from evidence_marks'))) {
    for (let hashed = hashedAtOnce; hashed === hashedAtOnce && !actor.stopping.aborted;) {
      hashed = await actor.job(tenantId, 'search').redoable((tx) => hashMarked(actor.house, tx, hashedAtOnce));
      if (isLoading(actor.house)) break;
    }
  }
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'evidence', typeof actions> {}
}

export default defineActor({
  name: 'evidence',
  actions,
  async started(actor) {
    await files.started(actor);
    actor.repeat('hashing words', hashEveryMs, () => hashWords(actor));
    actor.repeat('reading words by newer models', anewEveryMs, () => readAllAnew(actor));
  },
  channels: {
    'kintell.session.completed': hear(ofSession, false),
    'kintell.session.corrected': hear(ofSession, true),
    'kintell.session.withdrawn': hear(ofSession, true),
    'buddy.feedback.submitted': hear(ofFeedback, false),
    'buddy.feedback.corrected': hear(ofFeedback, true),
    'buddy.feedback.withdrawn': hear(ofFeedback, true),
    'safety.flag.raised': (flags, consumer) => consumer.once((tx) => hideTexts(tx, flags)),
    'privacy.consent.recorded': (consents, consumer) => consumer.once((tx) => keepWithdrawals(tx, consents)),
    'safety.review.completed': (reviews, consumer) => consumer.once((tx) => applyReviews(tx, reviews)),
  },
});
