// What a model learns from: the features of a text, copied so that they can be walked again and again, and what a head says of them while
// its weights still move. Pure.
import type { Language } from '../../channels/vocabulary.ts';
import { readText } from './features.ts';
import { scaleOf, type Side } from './model.ts';
import { singleOf, type Single } from './words.ts';

/** Features of one sentence: those of each token, and those of two together. */
export interface SentenceFeatures { singles: readonly Single[]; together: Single }
export type TextFeatures = readonly SentenceFeatures[];
/** A head while it learns. */
export interface MovingHead { weights: Float64Array; bias: Record<Language, number> }

export function featuresOf(text: string, language: Language): TextFeatures {
  const { tokens, pairs, passages } = readText(text, language);
  return passages.map(({ from, until, pairsFrom, pairsUntil }) => ({
    singles: tokens.words.slice(from, until).map((word, index) => singleOf(word, tokens.scope[from + index] ?? 0)),
    together: { buckets: pairs.buckets.slice(pairsFrom, pairsUntil), speaks: pairs.speaks.slice(pairsFrom, pairsUntil), level: pairs.level.slice(pairsFrom, pairsUntil) },
  }));
}

/** Raw logit of a head over the sentences that count. */
export function headLogit(head: MovingHead, sentences: TextFeatures, side: Side, language: Language): number {
  const scale = scaleOf(tokensOf(sentences));
  return sentences.reduce((sum, features) => sum + sentenceSum(head, features, side) * scale, head.bias[language]);
}

function sentenceSum(head: MovingHead, { singles, together }: SentenceFeatures, side: Side): number {
  let sum = 0;
  for (const single of singles) sum += weighed(head, single, side, 0);
  return weighed(head, together, side, sum);
}

function weighed({ weights }: MovingHead, features: Single, side: Side, from: number): number {
  const { buckets, [side]: values } = features;
  let sum = from;
  for (let index = 0; index < buckets.length; index += 1) sum += (weights[buckets[index] ?? 0] ?? 0) * (values[index] ?? 0);
  return sum;
}

export function tokensOf(sentences: TextFeatures): number {
  return sentences.reduce((sum, { singles }) => sum + singles.length, 0);
}

export interface Attention { best: { features: SentenceFeatures; logit: number } | null; attended: SentenceFeatures[] }

/** The sentence that speaks most, and those that speak nearly as much: the level is learnt from them alone. */
export function attend(head: MovingHead, features: TextFeatures, language: Language): Attention {
  const all = features.filter(({ singles }) => singles.length > 0).map((sentence) => ({ features: sentence, logit: sentenceSum(head, sentence, 'speaks') * scaleOf(sentence.singles.length) + head.bias[language] }));
  const best = all.reduce<typeof all[number] | null>((most, one) => (most === null || one.logit > most.logit ? one : most), null);
  return { best, attended: all.filter((one) => one === best || one.logit > 0).map(({ features: sentence }) => sentence) };
}
