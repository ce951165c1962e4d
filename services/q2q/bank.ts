// Models of several dimensions side by side, so that a text is walked once for all: of each bucket their weights stand together, and what
// a word alone adds is summed once for all texts. Pure.
import type { Passage, TextRead } from './features.ts';
import type { Head, Model, Side } from './model.ts';
import { bucketCount, makeSingle, type Word } from './words.ts';

/** Words in their scopes of which the sums are kept. */
const keptSums = 65_536;
const scopes = 4;

export class Bank {
  readonly models: readonly Model[];
  /** Whether a text speaks of each dimension. */
  readonly speaks: Heads;
  /** Of each model the head of the level and that of being torn, next to each other. */
  readonly scores: Heads;

  constructor(models: readonly Model[]) {
    this.models = models;
    this.speaks = new Heads(models.map(({ speaks }) => ({ ...speaks, side: 'speaks' })));
    this.scores = new Heads(models.flatMap(({ level, torn }) => [{ ...level, side: 'level' }, { ...torn, side: 'speaks' }]));
  }
}

/** Heads that are asked together. Those of scores stand apart: most texts are silent and ask nothing of them. */
class Heads {
  readonly #sides: readonly Side[];
  readonly #width: number;
  readonly #weights: Int8Array;
  readonly #steps: Float64Array;
  readonly #sums: Float64Array;
  /** Which word in which scope has its sums at a place. */
  readonly #owners = new Int32Array(keptSums);
  readonly #said: Float64Array;

  constructor(heads: readonly (Head & { side: Side })[]) {
    const width = heads.length;
    this.#sides = heads.map(({ side }) => side);
    this.#width = width;
    this.#weights = new Int8Array(bucketCount * width);
    for (const [place, { steps }] of heads.entries()) for (let bucket = 0; bucket < bucketCount; bucket += 1) this.#weights[bucket * width + place] = steps[bucket] ?? 0;
    this.#steps = Float64Array.from(heads, ({ step }) => step);
    this.#sums = new Float64Array(keptSums * width);
    this.#said = new Float64Array(width);
  }

  /** What a sentence says to each head, before it is scaled; used again for the next. */
  saidToAll({ tokens, pairs }: TextRead, { from, until, pairsFrom, pairsUntil }: Passage): Float64Array {
    const [said, sums, weights, width] = [this.#said, this.#sums, this.#weights, this.#width];
    for (let place = 0; place < width; place += 1) said[place] = 0;
    for (let at = from; at < until; at += 1) {
      const of = this.#sumsOf(tokens.words[at], tokens.scope[at] ?? 0);
      for (let place = 0; place < width; place += 1) said[place] = (said[place] ?? 0) + (sums[of + place] ?? 0);
    }
    for (let pair = pairsFrom; pair < pairsUntil; pair += 1) {
      const value = pairs.speaks[pair] ?? 0;
      const of = (pairs.buckets[pair] ?? 0) * width;
      for (let place = 0; place < width; place += 1) {
        const weight = weights[of + place] ?? 0;
        if (weight !== 0) said[place] = (said[place] ?? 0) + this.#weigh(weight, place) * value;
      }
    }
    return said;
  }

  /** The same to one of them. */
  saidTo(place: number, { tokens, pairs }: TextRead, { from, until, pairsFrom, pairsUntil }: Passage): number {
    let sum = 0;
    for (let at = from; at < until; at += 1) sum += this.#sums[this.#sumsOf(tokens.words[at], tokens.scope[at] ?? 0) + place] ?? 0;
    for (let pair = pairsFrom; pair < pairsUntil; pair += 1) sum += this.#weightOf(pairs.buckets[pair] ?? 0, place) * (pairs.speaks[pair] ?? 0);
    return sum;
  }

  /** Tells of each token what it says to one of them; what belongs to two is shared between them. */
  tellShares(place: number, { tokens, pairs }: TextRead, { from, until, pairsFrom, pairsUntil }: Passage, scale: number, shares: Float64Array): void {
    for (let at = from; at < until; at += 1) shares[at] = (this.#sums[this.#sumsOf(tokens.words[at], tokens.scope[at] ?? 0) + place] ?? 0) * scale;
    for (let pair = pairsFrom; pair < pairsUntil; pair += 1) {
      const weight = this.#weightOf(pairs.buckets[pair] ?? 0, place) * (pairs.level[pair] ?? 0) * scale;
      if (weight === 0) continue;
      const one = pairs.first[pair] ?? 0;
      const two = pairs.second[pair] ?? -1;
      const share = two < 0 ? weight : weight / 2;
      shares[one] = (shares[one] ?? 0) + share;
      if (two >= 0) shares[two] = (shares[two] ?? 0) + share;
    }
  }

  #weightOf(bucket: number, place: number): number {
    return this.#weigh(this.#weights[bucket * this.#width + place] ?? 0, place);
  }

  /** Steps as a weight, in the single precision in which models are judged. */
  #weigh(steps: number, place: number): number {
    return Math.fround(steps * (this.#steps[place] ?? 0));
  }

  /** Where the sums of a word in a scope stand, one a head. */
  #sumsOf(word: Word | undefined, scope: number): number {
    if (!word) return 0;
    const place = word.id + scope * (keptSums / scopes) & keptSums - 1;
    const owner = word.id * scopes + scope | 0;
    if (this.#owners[place] !== owner) {
      this.#owners[place] = owner;
      this.#sumUp(word, scope, place * this.#width);
    }
    return place * this.#width;
  }

  #sumUp(word: Word, scope: number, at: number): void {
    const single = makeSingle(word, scope);
    const { buckets } = single;
    for (const [place, side] of this.#sides.entries()) {
      const values = single[side];
      let sum = 0;
      for (let index = 0; index < buckets.length; index += 1) sum += this.#weightOf(buckets[index] ?? 0, place) * (values[index] ?? 0);
      this.#sums[at + place] = sum;
    }
  }
}
