// A trained model and what it says of a text: whether the writer speaks of a dimension at all, and where on it. Linear, so that the
// score is the sum of what its tokens add, exactly. Pure; it knows neither the registry nor who asks.
import type { Dimension, Language } from '../../channels/vocabulary.ts';
import { detectLanguage } from './language.ts';
import { extractFeatures, type SentenceFeatures, type TextFeatures } from './features.ts';
import type { Sentence } from './sentences.ts';
import { bucketCount, type Single } from './words.ts';

export interface Slope { slope: number; shift: number }
/** Per language: Platt's scaling of both heads, and how sure a reading is from both logits. */
export interface Calibration { speaks: Slope; /** A text whose logit of speaking is below this is silent. */ silentBelow: number; level: Slope; torn: Slope; trust: { base: number; speaks: number; level: number; torn: number } }
export interface Evaluation { method: string; texts: number; macroF1: number; accuracy: number; calibrationError: number; reliableChange: number }
/** `sums`: of a head that is learnt, what each word alone adds, once it was asked for. */
export interface Head { weights: Float64Array | Float32Array; bias: Record<Language, number>; sums?: Record<Side, Map<Single, number>> }
export type Side = 'speaks' | 'level';
export interface Model { version: string; sha256: string; dimension: Dimension; speaks: Head; level: Head; torn: Head; calibration: Record<Language, Calibration>; evaluation: Record<Language, Evaluation> }

/** What one token adds to the logit of the score. */
export interface Contribution { start: number; end: number; token: string; weight: number }
export interface Scored {
  language: Language; score: number | null; confidence: number; sentence: Sentence | null;
  /** The logit of the score, and of speaking about the dimension at all. */
  logit: number; speaksLogit: number; contributions: Contribution[];
}

export type Reading = 'low' | 'mixed' | 'high';

/** Sums of words that are kept: as many as words themselves, in all their scopes. */
const mostSums = 24_000;

/** Between these a text says both, or neither clearly. */
export const mixedBetween = { low: 0.4, high: 0.6 } as const;

export function readingOf(score: number): Reading {
  return score >= mixedBetween.high ? 'high' : score <= mixedBetween.low ? 'low' : 'mixed';
}

/** Scores a text; null where it says nothing about the dimension, or is written in a language that was not learnt. */
export function scoreText(model: Model, text: string, given?: Language): Scored {
  const detected = given === undefined ? detectLanguage(text) : { language: given, foreign: false };
  const features = extractFeatures(text, detected.language);
  return score(model, text, detected, features, attend(model.speaks, features, detected.language));
}

/** Models of several dimensions, with what each bucket says of speaking about each of them side by side: a text is walked once for all. */
export interface Bank { models: readonly Model[]; speaks: Float32Array; sums: Map<Single, Float64Array> }

export function bankOf(models: readonly Model[]): Bank {
  const speaks = new Float32Array(bucketCount * models.length);
  for (const [place, { speaks: { weights } }] of models.entries()) for (let bucket = 0; bucket < bucketCount; bucket += 1) speaks[bucket * models.length + place] = weights[bucket] ?? 0;
  return { models, speaks, sums: new Map() };
}

/** What each model of a bank says of a text: the same as `scoreText` of each. */
export function scoreAll(bank: Bank, text: string): Scored[] {
  const { models } = bank;
  const detected = detectLanguage(text);
  const features = extractFeatures(text, detected.language);
  const logits = features.sentences.map((sentence) => {
    const sums = new Float64Array(models.length);
    for (const single of sentence.singles) {
      const added = singleSums(bank, single);
      for (let place = 0; place < sums.length; place += 1) sums[place] = (sums[place] ?? 0) + (added[place] ?? 0);
    }
    addSpeaking(bank, sentence, sums);
    const scale = scaleOf(sentence.singles.length);
    return models.map((model, place) => (sums[place] ?? 0) * scale + model.speaks.bias[detected.language]);
  });
  return models.map((model, place) => score(model, text, detected, features, attendTo(features, logits.map((of) => of[place] ?? 0))));
}

function singleSums(bank: Bank, single: Single): Float64Array {
  let sums = bank.sums.get(single);
  if (sums) return sums;
  if (bank.sums.size >= mostSums) bank.sums.clear();
  bank.sums.set(single, sums = new Float64Array(bank.models.length));
  addSpeaking(bank, single, sums);
  return sums;
}

function addSpeaking({ speaks, models: { length: width } }: Bank, { buckets, speaks: values }: Pick<Single, 'buckets' | 'speaks'>, sums: Float64Array): void {
  for (let index = 0; index < buckets.length; index += 1) {
    const value = values[index] ?? 0;
    const from = (buckets[index] ?? 0) * width;
    for (let place = 0; place < width; place += 1) sums[place] = (sums[place] ?? 0) + (speaks[from + place] ?? 0) * value;
  }
}

function score(model: Model, text: string, detected: { language: Language; foreign: boolean }, features: TextFeatures, { best, attended }: Attention): Scored {
  const { language } = detected;
  const { speaks, silentBelow, level, torn, trust } = model.calibration[language];
  const speaksLogit = best === null ? -20 : speaks.slope * best.logit + speaks.shift;
  const silent: Scored = { language, score: null, confidence: sigmoid(-speaksLogit), sentence: null, logit: 0, speaksLogit, contributions: [] };
  if (best === null || detected.foreign || speaksLogit < silentBelow) return silent;
  const added = addUp(model.level, attended, features.tokens.length);
  // A text that says both is drawn to the middle, all its words alike.
  const tornLogit = torn.slope * headLogit(model.torn, attended, 'speaks', language) + torn.shift;
  const whole = sigmoid(-tornLogit);
  // The starting point of a language belongs to no word: visible tokens share it evenly, so that nothing is left unexplained.
  const visible = features.tokens.flatMap((token, index) => (attended.some(({ sentence }) => token.start >= sentence.start && token.start < sentence.end) ? [index] : []));
  const base = (level.slope * model.level.bias[language] + level.shift) / visible.length;
  const contributions = visible.map((index): Contribution => {
    const { start = 0, end = 0 } = features.tokens[index] ?? {};
    return { start, end, token: text.slice(start, end), weight: whole * (level.slope * (added[index] ?? 0) + base) };
  });
  const logit = contributions.reduce((sum, { weight }) => sum + weight, 0);
  return {
    language, score: sigmoid(logit), confidence: sigmoid(trust.base + trust.speaks * speaksLogit + trust.level * Math.abs(logit) + trust.torn * Math.abs(tornLogit)), sentence: best.features.sentence, logit, speaksLogit, contributions,
  };
}

/** Raw logit of a head for one sentence. */
export function sentenceLogit(head: Head, features: SentenceFeatures, side: Side, language: Language): number {
  return sentenceSum(head, features, side) * scaleOf(features.singles.length) + head.bias[language];
}

function sentenceSum(head: Head, features: SentenceFeatures, side: Side): number {
  let sum = 0;
  for (const single of features.singles) sum += singleSum(head, single, side);
  return addWeighed(head, features, side, sum);
}

/** What a word alone adds. */
function singleSum(head: Head, single: Single, side: Side): number {
  const sums = head.sums?.[side];
  const known = sums?.get(single);
  if (known !== undefined) return known;
  const sum = addWeighed(head, single, side, 0);
  if (sums && sums.size >= mostSums) sums.clear();
  sums?.set(single, sum);
  return sum;
}

function addWeighed({ weights }: Head, features: Single, side: Side, from: number): number {
  const { buckets, [side]: values } = features;
  let sum = from;
  for (let index = 0; index < buckets.length; index += 1) sum += (weights[buckets[index] ?? 0] ?? 0) * (values[index] ?? 0);
  return sum;
}

/** Raw logit of a head over the sentences that count. */
export function headLogit(head: Head, sentences: readonly SentenceFeatures[], side: Side, language: Language): number {
  const scale = scaleOf(tokensOf(sentences));
  return sentences.reduce((sum, features) => sum + sentenceSum(head, features, side) * scale, head.bias[language]);
}

export function tokensOf(sentences: readonly SentenceFeatures[]): number {
  return sentences.reduce((sum, { singles }) => sum + singles.length, 0);
}

/** Long sentences repeat themselves: their features count less each. */
export function scaleOf(tokens: number): number {
  return 1 / Math.sqrt(Math.max(6, tokens));
}

export interface Attention { best: { features: SentenceFeatures; logit: number } | null; attended: SentenceFeatures[] }

/** The sentence that speaks most, and those that speak nearly as much: the score is read from them alone. */
export function attend(head: Head, features: TextFeatures, language: Language): Attention {
  return attendTo(features, features.sentences.map((sentence) => sentenceLogit(head, sentence, 'speaks', language)));
}

function attendTo({ sentences }: TextFeatures, logits: readonly number[]): Attention {
  const all = sentences.map((features, index) => ({ features, logit: logits[index] ?? 0 })).filter(({ features: { singles } }) => singles.length > 0);
  const best = all.reduce<typeof all[number] | null>((most, one) => (most === null || one.logit > most.logit ? one : most), null);
  return { best, attended: all.filter((one) => one === best || one.logit > 0).map(({ features }) => features) };
}

function addUp(head: Head, attended: readonly SentenceFeatures[], tokens: number): Float64Array {
  const added = new Float64Array(tokens);
  const scale = scaleOf(tokensOf(attended));
  for (const { from, singles, buckets, level, first, second } of attended) {
    for (const [index, single] of singles.entries()) added[from + index] = (added[from + index] ?? 0) + singleSum(head, single, 'level') * scale;
    for (let index = 0; index < buckets.length; index += 1) {
      const weight = (head.weights[buckets[index] ?? 0] ?? 0) * (level[index] ?? 0) * scale;
      const one = first[index] ?? 0;
      const two = second[index] ?? -1;
      const share = two < 0 ? weight : weight / 2;
      added[one] = (added[one] ?? 0) + share;
      if (two >= 0) added[two] = (added[two] ?? 0) + share;
    }
  }
  return added;
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
