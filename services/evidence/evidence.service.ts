// Evidence: hears of sessions, has participants' own words scored, keeps the sentence that carried each score, redacted,
// and tells which scores and figures rest on it; of those texts it keeps none as it was written. Takes in what validated
// questionnaires found, to hold our own scores against.
import { dimensions, programmes, type Dimension } from '../../channels/vocabulary.ts';
import type { EventItem } from '../../channels/contracts.ts';
import { action, defineActor, type ActionMap, type Consumer } from '../../mixins/broker/actions.ts';
import { holds } from '../../mixins/broker/rights.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { pagesOf } from '../../mixins/rows/row-actions.ts';
import { pageScores, quotesOf, snippetsById, snippetsOf, type Quote } from './evidence.store.ts';
import { instrumentFile } from './instrument-file.ts';
import { keptScores } from './instrument.store.ts';
import { hasWords, newestOf, snippetOf, type Meaning, type Session } from './meaning.ts';
import { applyMeanings } from './score.store.ts';

const files = importing([fileKind(keptScores, instrumentFile)]);
const shownBesideMetric = 10;
/** Dimensions that are scored so far. */
const scoredDimensions = ['confidence'] as const satisfies readonly Dimension[];

const span = { dimension: { type: 'enum', values: dimensions }, from: { type: 'string' }, to: { type: 'string' }, programme: { type: 'enum', values: ['all', ...programmes] } } as const;

const actions = {
  ...files.actions,

  restingOn: action({
    summary: 'The snippets that a metric of a span rests on',
    access: 'room',
    params: span,
    async handler(ctx): Promise<{ items: { id: string; text: string | null }[] }> {
      const mayRead = holds(ctx.identity, 'evidence:read');
      const items = await ctx.read((tx) => snippetsOf(ctx.house, tx, { ...ctx.params, limit: shownBesideMetric }, mayRead));
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

  byIds: action({
    summary: 'Snippets by id; hidden ones and those of erased people are missing',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
    async handler(ctx): Promise<{ items: Quote[] }> {
      return { items: await ctx.read((tx) => snippetsById(ctx.house, tx, ctx.params.ids)) };
    },
  }),
};

/** `isLate`: this kind of event may overtake an older one of the same session. */
function hear(isLate: boolean): (items: readonly Session[], consumer: Consumer) => Promise<void> {
  return async (items, consumer) => {
    const meanings = await meaningsOf(newestOf(items), consumer);
    await consumer.once((tx) => applyMeanings(consumer.house, tx, meanings, isLate));
  };
}

/** Asks the rooms for words, names and scores; what comes back is all the transaction needs. */
async function meaningsOf(sessions: readonly Session[], { tenantId, ask }: Consumer): Promise<Meaning[]> {
  const silent = sessions.flatMap((session) => scoredDimensions.map((dimension): Meaning => ({ session, dimension, reading: null, snippet: null })));
  const spoken = sessions.filter(hasWords);
  if (spoken.length === 0) return silent;
  const { items: texts } = await ask('kintell.texts', { ids: spoken.flatMap(({ textId }) => textId ?? []) });
  const words = new Map(texts.flatMap(({ id, texts: { feedback } }) => (feedback === undefined || feedback.trim() === '' ? [] : [[id, feedback] as const])));
  if (words.size === 0) return silent;
  const { items: scores } = await ask('q2q.score', { items: [...words].map(([id, text]) => ({ id, text })) }, { timeoutMs: 60_000 });
  const heard = spoken.filter(({ textId }) => scores.some(({ id, score }) => id === textId && score !== null));
  const people = [...new Set(heard.flatMap(({ participantId, volunteerId }) => [participantId, volunteerId]))];
  const { items: known } = people.length === 0 ? { items: [] } : await ask('profiles.names', { ids: people });
  const namesOf = new Map(known.map(({ id, names }) => [id, names]));
  const scoreOf = new Map(scores.map((scored) => [`${scored.id} ${scored.dimension}`, scored]));
  return silent.map((meaning): Meaning => {
    const { session, dimension } = meaning;
    const text = words.get(session.textId ?? '');
    const scored = scoreOf.get(`${session.textId ?? ''} ${dimension}`);
    if (!hasWords(session) || text === undefined || !scored || scored.score === null || scored.sentence === null) return meaning;
    const { language, score, confidence, sentence, modelVersion } = scored;
    const reading = { dimension, language, score, confidence, sentence, modelVersion };
    const names = [...namesOf.get(session.participantId) ?? [], ...namesOf.get(session.volunteerId) ?? []];
    return { session, dimension, reading, snippet: snippetOf(tenantId, session, reading, text, names) };
  });
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'evidence', typeof actions> {}
}

export default defineActor({
  name: 'evidence',
  actions,
  started: (actor) => files.started(actor),
  channels: {
    'kintell.session.completed': hear(false),
    'kintell.session.corrected': hear(true),
    'kintell.session.withdrawn': hear(true),
  },
});
