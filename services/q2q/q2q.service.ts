// Q2Q: from words to scores. Scores texts with registered models only, and says which words made each score. Keeps no text.
import { setImmediate } from 'node:timers/promises';
import type { Dimension, Language, Severity } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type Actor } from '../../mixins/broker/actions.ts';
import { platformTenant } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { readiness } from '../kernel/readiness.ts';
import { redact } from '../kernel/redaction.ts';
import { Answers } from './answers.ts';
import { detectLanguage } from './language.ts';
import { likenessOf } from './likeness.ts';
import { Bank } from './bank.ts';
import { listEvaluations, missingOf, registerModel, type Judged } from './model.store.ts';
import type { Sentence } from './sentences.ts';
import { openModels } from './shipped.client.ts';

const keptAnswers = 4_000;
/** Texts between two pauses, so that a set of them never holds the process for long. */
const textsInARow = 20;

export interface ScoredText {
  id: string; dimension: Dimension; language: Language; score: number | null; confidence: number; sentence: { start: number; end: number } | null; modelVersion: string;
  contributions: { token: string; weight: number }[];
  /** What the sentence is about, in base64; null where there is none, or nothing in it is known. */
  likeness: string | null;
}

const answers = new Answers(keptAnswers);
let opened: Bank | undefined;

function bank(): Bank {
  return opened ??= new Bank(openModels());
}

const actions = {
  register: action({
    summary: 'Enters the shipped models, with how they were judged, in the register',
    access: 'room',
    changes: 'model',
    params: {},
    async handler(ctx): Promise<{ registered: string[] }> {
      const missing = await ctx.read((tx) => missingOf(tx, bank().models));
      if (missing.length > 0) {
        await ctx.asPlatform('a model that ships with this version', async (tx) => {
          for (const model of missing) await registerModel(tx, model);
          tx.note(missing.map(({ version }) => version).join(' '));
        });
      }
      if (!await ctx.read(allRegistered)) throw new Problem('unavailable', { internal: 'another model stands in the register under this version' });
      return { registered: missing.map(({ version }) => version) };
    },
  }),

  evaluations: action({
    summary: 'How each registered version was judged, by language',
    access: 'room',
    params: {},
    async handler(ctx): Promise<{ items: Judged[] }> {
      return { items: await ctx.read(listEvaluations) };
    },
  }),

  versions: action({
    summary: 'The versions of the models that score now, one name for all of them',
    access: 'room',
    params: {},
    handler(): Promise<{ models: string }> {
      return Promise.resolve({ models: bank().models.map(({ version }) => version).join(' ') });
    },
  }),

  score: action({
    summary: 'Scores texts: where each says something about a dimension, how much, in which sentence and by which words',
    access: 'room',
    params: { items: { type: 'array', max: 500, items: { type: 'object', props: { id: { type: 'string', max: 200 }, text: { type: 'string', max: 20_000 } } } } },
    timeoutMs: 60_000,
    async handler(ctx): Promise<{ items: ScoredText[] }> {
      if (!await ctx.read(allRegistered)) throw new Problem('unavailable', { internal: 'the model is not in the register' });
      const items: ScoredText[] = [];
      for (const [index, { id, text }] of ctx.params.items.entries()) {
        if (index > 0 && index % textsInARow === 0) await setImmediate();
        items.push(...answersTo(id, text));
      }
      return { items };
    },
  }),

  preview: action({
    summary: 'What a text would come to: its language, scores with the words that made them, flags, and the text as it would be kept; stores nothing',
    access: 'trials:read',
    params: { text: { type: 'string', min: 1, max: 20_000 } },
    async handler(ctx): Promise<Preview> {
      const { text } = ctx.params;
      if (text.trim() === '') throw invalid('text', 'is empty', 'send the words to try');
      if (!await ctx.read(allRegistered)) throw new Problem('unavailable', { internal: 'the model is not in the register' });
      const { items: [screened] } = await ctx.ask('safety.screen', { items: [{ id: 'preview', texts: { text } }] });
      const scores = answersTo('preview', text).flatMap(({ dimension, score, confidence, contributions }) => (score === null ? [] : [{ dimension, score, confidence, contributions }]));
      return { language: detectLanguage(text).language, scores, flags: screened?.flags ?? [], redacted: redact(text).redacted };
    },
  }),
};

/** What somebody tries out: nothing of it is kept. */
export interface Preview {
  language: Language; scores: { dimension: Dimension; score: number; confidence: number; contributions: ScoredText['contributions'] }[]; flags: { rule: string; severity: Severity }[]; redacted: string;
}

async function allRegistered(tx: Transaction): Promise<boolean> {
  return (await missingOf(tx, bank().models)).length === 0;
}

function answersTo(id: string, text: string): ScoredText[] {
  const { models } = bank();
  // Several dimensions are mostly read from one sentence, which is as like others for each of them.
  const likenesses = new Map<number, string | null>();
  const likenessAt = ({ start, end }: Sentence, language: Language): string | null => {
    let likeness = likenesses.get(start);
    if (likeness === undefined) likenesses.set(start, likeness = base64Of(likenessOf(text.slice(start, end), language)));
    return likeness;
  };
  return answers.of(bank(), text).flatMap(({ language, score, confidence, sentence, contributions }, index): ScoredText[] => {
    const model = models[index];
    return model ? [{
      id, dimension: model.dimension, language, score, confidence, sentence, modelVersion: model.version,
      contributions: contributions.map(({ start, end, weight }) => ({ token: text.slice(start, end), weight })),
      likeness: sentence && likenessAt(sentence, language),
    }] : [];
  });
}

function base64Of(likeness: Int8Array | null): string | null {
  return likeness && Buffer.from(likeness.buffer, likeness.byteOffset, likeness.length).toString('base64');
}

/** Registers at start: nothing can be scored before, and the node is not ready. */
async function registerAtStart(actor: Actor): Promise<void> {
  await actor.broker.waitForServices('q2q', 30_000);
  await actor.job(platformTenant, 'start').ask('q2q.register', {});
  readiness(actor.broker).done('models');
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'q2q', typeof actions> {}
}

export default defineActor({
  name: 'q2q',
  actions,
  async started(actor) {
    readiness(actor.broker).wait('models', 'the models are being registered');
    actor.inBackground('registering models', () => registerAtStart(actor));
  },
});
