// A trained model and what it says of a text: whether the writer speaks of a dimension at all, and where on it. Linear, so that the
// score is the sum of what its tokens add, exactly. Pure; it knows neither the registry nor who asks.
import { hash } from 'node:crypto';
import type { Dimension, Language } from '../../channels/vocabulary.ts';
import { detectLanguage } from './language.ts';
import { bucketCount, extractFeatures, type SentenceFeatures, type TextFeatures } from './features.ts';
import type { Sentence } from './sentences.ts';

/** One linear head: bucket weights in steps of `step`, and a starting point for each language. */
export interface HeadFile { step: number; weights: string; bias: Record<Language, number> }
export interface Slope { slope: number; shift: number }
/** Per language: Platt's scaling of both heads, and how sure a reading is from both logits. */
export interface Calibration { speaks: Slope; level: Slope; torn: Slope; trust: { base: number; speaks: number; level: number; torn: number } }
export interface Evaluation { method: string; texts: number; macroF1: number; accuracy: number; calibrationError: number; reliableChange: number }
export interface ModelFile {
  version: string; dimension: Dimension; corpusSha256: string; buckets: string; speaks: HeadFile; level: HeadFile; torn: HeadFile;
  calibration: Record<Language, Calibration>; evaluation: Record<Language, Evaluation>; sha256: string;
}
export interface Head { weights: Float64Array; bias: Record<Language, number> }
export interface Model { version: string; sha256: string; dimension: Dimension; speaks: Head; level: Head; torn: Head; calibration: Record<Language, Calibration>; evaluation: Record<Language, Evaluation> }

/** What one token adds to the logit of the score. */
export interface Contribution { start: number; end: number; token: string; weight: number }
export interface Scored {
  language: Language; score: number | null; confidence: number; sentence: Sentence | null;
  /** The logit of the score, and of speaking about the dimension at all. */
  logit: number; speaksLogit: number; contributions: Contribution[];
}

export type Reading = 'low' | 'mixed' | 'high';

/** Between these a text says both, or neither clearly. */
export const mixedBetween = { low: 0.4, high: 0.6 } as const;

export function readingOf(score: number): Reading {
  return score >= mixedBetween.high ? 'high' : score <= mixedBetween.low ? 'low' : 'mixed';
}

/** Scores a text; null where it says nothing about the dimension, or is written in a language that was not learnt. */
export function scoreText(model: Model, text: string, given?: Language): Scored {
  const detected = given === undefined ? detectLanguage(text) : { language: given, foreign: false };
  const { language } = detected;
  const features = extractFeatures(text, language);
  const { speaks, level, torn, trust } = model.calibration[language];
  const { best, attended } = attend(model.speaks, features, language);
  const speaksLogit = best === null ? -20 : speaks.slope * best.logit + speaks.shift;
  const silent: Scored = { language, score: null, confidence: sigmoid(-speaksLogit), sentence: null, logit: 0, speaksLogit, contributions: [] };
  if (best === null || detected.foreign || speaksLogit < 0) return silent;
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
export function sentenceLogit(head: Head, features: SentenceFeatures, side: 'speaks' | 'level', language: Language): number {
  const values = features[side];
  let sum = 0;
  for (let index = 0; index < features.buckets.length; index += 1) sum += (head.weights[features.buckets[index] ?? 0] ?? 0) * (values[index] ?? 0);
  return sum * scaleOf(features.tokens) + head.bias[language];
}

/** Raw logit of a head over the sentences that count. */
export function headLogit(head: Head, sentences: readonly SentenceFeatures[], side: 'speaks' | 'level', language: Language): number {
  const scale = scaleOf(sentences.reduce((sum, { tokens }) => sum + tokens, 0));
  return sentences.reduce((sum, features) => sum + (sentenceLogit(head, features, side, language) - head.bias[language]) / scaleOf(features.tokens) * scale, head.bias[language]);
}

/** Long sentences repeat themselves: their features count less each. */
export function scaleOf(tokens: number): number {
  return 1 / Math.sqrt(Math.max(6, tokens));
}

/** The sentence that speaks most, and those that speak nearly as much: the score is read from them alone. */
export function attend(head: Head, { sentences }: TextFeatures, language: Language): { best: { features: SentenceFeatures; logit: number } | null; attended: SentenceFeatures[] } {
  const all = sentences.filter(({ tokens }) => tokens > 0).map((features) => ({ features, logit: sentenceLogit(head, features, 'speaks', language) }));
  const best = all.reduce<typeof all[number] | null>((most, one) => (most === null || one.logit > most.logit ? one : most), null);
  return { best, attended: all.filter((one) => one === best || one.logit > 0).map(({ features }) => features) };
}

function addUp(head: Head, attended: readonly SentenceFeatures[], tokens: number): Float64Array {
  const added = new Float64Array(tokens);
  const scale = scaleOf(attended.reduce((sum, features) => sum + features.tokens, 0));
  for (const { buckets, level, first, second } of attended) {
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

/** The hash that a model is registered by: over everything in its file but the hash. */
export function hashModel(file: Omit<ModelFile, 'sha256'>): string {
  const { version, dimension, corpusSha256, buckets, speaks, level, torn, calibration, evaluation } = file;
  return hash('sha256', JSON.stringify({ version, dimension, corpusSha256, buckets, speaks, level, torn, calibration, evaluation }), 'hex');
}

/** Opens a model file. Its name carries the start of its hash: a retrained model is another version. */
export function readModel(file: ModelFile): Model {
  if (hashModel(file) !== file.sha256) throw new Error(`model ${file.version}: its content is not what its hash says`);
  const buckets = readBuckets(file.buckets);
  const head = ({ step, weights, bias }: HeadFile): Head => {
    const bytes = Buffer.from(weights, 'base64');
    const full = new Float64Array(bucketCount);
    for (const [index, bucket] of buckets.entries()) full[bucket] = bytes.readInt8(index) * step;
    return { weights: full, bias };
  };
  return {
    version: `${file.version}.${file.sha256.slice(0, 8)}`, sha256: file.sha256, dimension: file.dimension, speaks: head(file.speaks), level: head(file.level), torn: head(file.torn),
    calibration: file.calibration, evaluation: file.evaluation,
  };
}

/** Bucket numbers as distances, seven bits a byte. */
export function writeBuckets(buckets: readonly number[]): string {
  const bytes: number[] = [];
  let last = 0;
  for (const bucket of buckets) {
    for (let rest = bucket - last; ; rest >>>= 7) {
      if (rest < 128) {
        bytes.push(rest);
        break;
      }
      bytes.push((rest & 127) | 128);
    }
    last = bucket;
  }
  return Buffer.from(bytes).toString('base64');
}

function readBuckets(packed: string): number[] {
  const buckets: number[] = [];
  let last = 0;
  let value = 0;
  let shift = 0;
  for (const byte of Buffer.from(packed, 'base64')) {
    value |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) {
      last += value;
      buckets.push(last);
      value = 0;
      shift = 0;
    }
  }
  return buckets;
}
