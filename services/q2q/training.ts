// How weights are learnt: logistic regression by AdaGrad, one sentence standing for its text. Pure and seeded: the same corpus
// gives the same weights. It knows no files.
import { dimensions, type Dimension, type Language } from '../../channels/vocabulary.ts';
import { attend, featuresOf, headLogit, tokensOf, type MovingHead, type SentenceFeatures, type TextFeatures } from './lesson.ts';
import { scaleOf, sigmoid, type Side, type Slope } from './model.ts';
import { bucketCount, type Single } from './words.ts';

export type Label = 'high' | 'low' | 'mixed' | 'silent';
export interface Example { text: string; labels: Readonly<Record<Dimension, Label>>; language: Language }
/** A text of the corpus and its variations, read once for all dimensions. */
export interface Prepared { example: Example; features: TextFeatures; variations: TextFeatures[] }
interface Lesson { features: TextFeatures; label: Label; language: Language }

export const levelOf = { high: 1, mixed: 0.5, low: 0 } as const;
const rate = 0.15;
const epochs = 14;
const decay = { speaks: 2e-4, level: 1e-3, torn: 1e-3 } as const;

/** Park–Miller: enough for shuffling, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export interface Heads { speaks: MovingHead; level: MovingHead; torn: MovingHead }

export function trainHeads(prepared: readonly Prepared[], dimension: Dimension, seed: number): Heads {
  const lessons = prepared.flatMap(({ example: { labels, language }, features, variations }) => [features, ...variations].map((one): Lesson => ({ features: one, label: labels[dimension], language })));
  const speaks = trainSpeaks(lessons, seeded(seed + 1));
  return { speaks, level: trainLevel(lessons, speaks, seeded(seed + 2)), torn: trainTorn(lessons, speaks, seeded(seed + 3)) };
}

/** Silent texts teach by every sentence, others by the one that speaks most: which one it is, the model finds out as it learns. */
function trainSpeaks(examples: readonly Lesson[], random: () => number): MovingHead {
  const learner = new Learner(decay.speaks);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { features, label, language } of shuffle(examples, random)) {
      const sentences = features.filter(({ singles }) => singles.length > 0);
      const chosen = label === 'silent' ? sentences : epoch < 2 ? sentences : attend(learner.head, features, language).best?.features ?? [];
      for (const sentence of Array.isArray(chosen) ? chosen : [chosen]) learner.learn([sentence], 'speaks', label === 'silent' ? 0 : 1, language);
    }
  }
  return learner.head;
}

function trainLevel(examples: readonly Lesson[], speaks: MovingHead, random: () => number): MovingHead {
  const learner = new Learner(decay.level);
  const clear = examples.filter(({ label }) => label === 'high' || label === 'low');
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { features, label, language } of shuffle(clear, random)) learner.learn(attend(speaks, features, language).attended, 'level', label === 'high' ? 1 : 0, language);
  }
  return learner.head;
}

/** Whether a text says both. Such texts are few: each counts several times. */
function trainTorn(examples: readonly Lesson[], speaks: MovingHead, random: () => number): MovingHead {
  const learner = new Learner(decay.torn);
  const speaking = examples.filter(({ label }) => label !== 'silent').flatMap((example) => (example.label === 'mixed' ? [example, example, example] : [example]));
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { features, label, language } of shuffle(speaking, random)) learner.learn(attend(speaks, features, language).attended, 'speaks', label === 'mixed' ? 1 : 0, language);
  }
  return learner.head;
}

class Learner {
  readonly head: MovingHead = { weights: new Float64Array(bucketCount), bias: { en: 0, uk: 0, no: 0 } };
  readonly #squares = new Float64Array(bucketCount);
  readonly #decay: number;

  constructor(decay: number) {
    this.#decay = decay;
  }

  learn(sentences: readonly SentenceFeatures[], side: Side, target: number, language: Language): void {
    if (sentences.length === 0) return;
    const { head } = this;
    const error = sigmoid(headLogit(head, sentences, side, language)) - target;
    const step = error * scaleOf(tokensOf(sentences));
    for (const features of sentences) {
      for (const single of features.singles) this.#move(single, side, step);
      this.#move(features.together, side, step);
    }
    head.bias[language] -= 0.02 * error;
  }

  #move(features: Single, side: Side, step: number): void {
    const { buckets, [side]: values } = features;
    const { weights } = this.head;
    for (let index = 0; index < buckets.length; index += 1) {
      const bucket = buckets[index] ?? 0;
      const weight = weights[bucket] ?? 0;
      const gradient = step * (values[index] ?? 0) + this.#decay * weight;
      const square = (this.#squares[bucket] ?? 0) + gradient * gradient;
      this.#squares[bucket] = square;
      weights[bucket] = weight - rate * gradient / (Math.sqrt(square) + 0.05);
    }
  }
}

/** Reads the corpus, each text also in other clothes: beside a text that says nothing, and with a slip of the finger. Labels stay true. */
export function prepare(examples: readonly Example[], random: () => number): Prepared[] {
  const silent = examples.filter(({ labels }) => dimensions.every((dimension) => labels[dimension] === 'silent'));
  return examples.map((example) => {
    const { text, language } = example;
    const company = silent.filter((other) => other.language === language);
    const other = company[Math.floor(random() * company.length)]?.text ?? '';
    const joined = random() < 0.5 ? `${text} ${other}` : `${other} ${text}`;
    return { example, features: featuresOf(text, language), variations: [joined, slip(text, random)].map((varied) => featuresOf(varied, language)) };
  });
}

function slip(text: string, random: () => number): string {
  const words = text.split(' ');
  const at = Math.floor(random() * words.length);
  const word = words[at] ?? '';
  if (word.length < 5) return text.toLowerCase().replace(/[.,]/g, '');
  const place = 1 + Math.floor(random() * (word.length - 2));
  words[at] = random() < 0.5 ? word.slice(0, place) + word.slice(place + 1) : word.slice(0, place) + (word[place + 1] ?? '') + (word[place] ?? '') + word.slice(place + 2);
  return words.join(' ');
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const shuffled = [...items];
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const kept = shuffled[index] as T;
    shuffled[index] = shuffled[other] as T;
    shuffled[other] = kept;
  }
  return shuffled;
}

/** Logistic regression on a few numbers, by Newton's steps with a little ridge: Platt's scaling and its kin. */
export function fitLogistic(rows: readonly (readonly number[])[], targets: readonly number[], ridge: number, prior?: readonly number[]): number[] {
  const size = (rows[0]?.length ?? 0) + 1;
  const centre = prior ?? Array.from({ length: size }, () => 0);
  const beta = [...centre];
  for (let step = 0; step < 60; step += 1) {
    const gradient = beta.map((value, index) => ridge * (value - (centre[index] ?? 0)));
    const hessian = Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, column) => (row === column ? ridge : 0)));
    for (const [index, row] of rows.entries()) {
      const x = [1, ...row];
      const p = sigmoid(x.reduce((sum, value, at) => sum + value * (beta[at] ?? 0), 0));
      for (let a = 0; a < size; a += 1) {
        gradient[a] = (gradient[a] ?? 0) + (p - (targets[index] ?? 0)) * (x[a] ?? 0);
        const line = hessian[a] ?? [];
        for (let b = 0; b < size; b += 1) line[b] = (line[b] ?? 0) + Math.max(1e-6, p * (1 - p)) * (x[a] ?? 0) * (x[b] ?? 0);
      }
    }
    const delta = solve(hessian, gradient);
    for (let a = 0; a < size; a += 1) beta[a] = (beta[a] ?? 0) - (delta[a] ?? 0);
  }
  return beta;
}

function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((line, index) => [...line, right[index] ?? 0]);
  for (const [pivot, line] of rows.entries()) {
    const head = line[pivot] ?? 1;
    for (const [other, target] of rows.entries()) {
      if (other === pivot) continue;
      const factor = (target[pivot] ?? 0) / head;
      for (let column = pivot; column < target.length; column += 1) target[column] = (target[column] ?? 0) - factor * (line[column] ?? 0);
    }
  }
  return rows.map((line, index) => (line[rows.length] ?? 0) / (line[index] ?? 1));
}

export function fitSlope(logits: readonly number[], targets: readonly number[]): Slope {
  const [shift = 0, slope = 1] = fitLogistic(logits.map((logit) => [logit]), targets, 1, [0, 1]);
  return { slope: Math.max(0.1, slope), shift };
}
