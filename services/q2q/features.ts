// What the model sees of a text: words, pairs, letter groups and word groups, each hashed to a bucket, with what negation and
// time do to their meaning. Pure; it knows no weights. Every feature belongs to one token or to two, so that scores explain themselves.
import { dimensions, type Language } from '../../channels/vocabulary.ts';
import { concepts } from './lexicon.ts';
import { splitSentences, type Sentence } from './sentences.ts';
import { negated, past, Tokens } from './tokens.ts';
import { traits } from './traits.ts';
import { bucketCount, mix, negatedShare, shareOf } from './words.ts';

/** A sentence with its tokens and its features of more than one word, each from one number up to another. */
export interface Passage { sentence: Sentence; from: number; until: number; pairsFrom: number; pairsUntil: number }
/** A text as the model sees it. Its columns are used again for the next text: whoever keeps something copies it. */
export interface TextRead { tokens: Tokens; pairs: Pairs; passages: Passage[] }

/** Word groups further apart than this are no pair. */
const pairTokens = 5;
const conceptSpace = 64;

const bucketOf = (hash: number): number => hash & (bucketCount - 1);
const turnBuckets = dimensions.map((_, dimension) => bucketOf(mix(9100 + dimension)));
const contrastBuckets = dimensions.map((_, dimension) => [0, 1].map((turned) => bucketOf(mix(9200 + 2 * dimension + turned))));
const conceptBuckets = Int32Array.from({ length: concepts.length * conceptSpace }, (_, pair) => bucketOf(mix(5000 + pair)));
const shares = [0, 1, 2, 3].map(shareOf);

/** Features of a text that belong to no single word: buckets, what each says on either side, and the tokens they belong to, the second -1 for none. */
export class Pairs {
  size = 0;
  buckets = new Int32Array(2_048);
  speaks = new Float64Array(2_048);
  level = new Float64Array(2_048);
  first = new Int32Array(2_048);
  second = new Int32Array(2_048);

  add(bucket: number, speaks: number, level: number, first: number, second: number): void {
    const at = this.size;
    if (at === this.buckets.length) this.#grow();
    this.size = at + 1;
    this.buckets[at] = bucket;
    this.speaks[at] = speaks;
    this.level[at] = level;
    this.first[at] = first;
    this.second[at] = second;
  }

  #grow(): void {
    this.buckets = new Int32Array(this.buckets.buffer.transfer(2 * this.buckets.byteLength));
    this.speaks = new Float64Array(this.speaks.buffer.transfer(2 * this.speaks.byteLength));
    this.level = new Float64Array(this.level.buffer.transfer(2 * this.level.byteLength));
    this.first = new Int32Array(this.first.buffer.transfer(2 * this.first.byteLength));
    this.second = new Int32Array(this.second.buffer.transfer(2 * this.second.byteLength));
  }
}

const tokens = new Tokens();
const pairs = new Pairs();
const noTurn = -1;
const turns = dimensions.map(() => noTurn);

export function readText(text: string, language: Language): TextRead {
  tokens.read(text, language);
  pairs.size = 0;
  findTurns();
  let at = 0;
  const passages = splitSentences(text).map((sentence): Passage => {
    while (at < tokens.size && (tokens.start[at] ?? 0) < sentence.start) at += 1;
    const from = at;
    while (at < tokens.size && (tokens.start[at] ?? 0) < sentence.end) at += 1;
    const pairsFrom = pairs.size;
    addPairs(from, at);
    return { sentence, from, until: at, pairsFrom, pairsUntil: pairs.size };
  });
  return { tokens, pairs, passages };
}

/** For each dimension, where a text first leans the other way than it did in an earlier clause. */
function findTurns(): void {
  let leanings = 0;
  // A text of one clause turns nowhere.
  if (tokens.size > 0 && (tokens.clause[tokens.size - 1] ?? 0) > 0) for (let at = 0; at < tokens.size; at += 1) leanings |= tokens.words[at]?.leaning ?? 0;
  for (let dimension = 0; dimension < turns.length; dimension += 1) turns[dimension] = (leanings & (1 << dimension)) === 0 ? noTurn : findTurn(dimension);
}

/** Only the least and the most that was said in clauses before can turn what is said here. */
function findTurn(dimension: number): number {
  let [least, most, leastHere, mostHere, clause] = [0, 0, 0, 0, -1];
  for (let at = 0; at < tokens.size; at += 1) {
    const scope = tokens.scope[at] ?? 0;
    const word = tokens.words[at];
    if (!word || (word.leaning & (1 << dimension)) === 0 || (scope & past) !== 0) continue;
    const here = (word.leans[dimension] ?? 0) * ((scope & negated) !== 0 ? negatedShare : 1);
    if (clause !== tokens.clause[at]) [least, most, clause] = [Math.min(least, leastHere), Math.max(most, mostHere), tokens.clause[at] ?? 0];
    if (Math.abs(here) > 0.4 && (least * here < -0.2 || most * here < -0.2)) return at;
    [leastHere, mostHere] = [Math.min(leastHere, here), Math.max(mostHere, here)];
  }
  return noTurn;
}

/** Word groups of the sentence so far: which, of which token, and how much of the meaning is left there. */
const groups: { concept: number[]; at: number[]; share: number[] } = { concept: [], at: [], share: [] };

function addPairs(from: number, until: number): void {
  let [first, count] = [0, 0];
  for (let dimension = 0; dimension < turns.length; dimension += 1) {
    const turn = turns[dimension] ?? noTurn;
    if (turn >= from && turn < until) pairs.add(turnBuckets[dimension] ?? 0, 2, 0, turn, -1);
  }
  for (let at = from; at < until; at += 1) {
    const word = tokens.words[at];
    if (!word) continue;
    if ((word.traits & traits.contrasts) !== 0) for (const [dimension, turn] of turns.entries()) pairs.add(contrastBuckets[dimension]?.[turn === noTurn ? 0 : 1] ?? 0, 1, 0, at, -1);
    const scope = tokens.scope[at] ?? 0;
    const share = shares[scope] ?? 1;
    if (at > from) pairs.add(bucketOf(mix(Math.imul(tokens.words[at - 1]?.own ?? 0, 0x01000193) ^ word.own ^ scope)), 0.8, 0.8, at - 1, at);
    while (first < count && at - (groups.at[first] ?? 0) > pairTokens) first += 1;
    for (const concept of word.concepts) {
      for (let other = first; other < count; other += 1) {
        const place = groups.at[other] ?? 0;
        if (place === at || tokens.clause[place] !== tokens.clause[at]) continue;
        const otherShare = groups.share[other] ?? 1;
        pairs.add(conceptBuckets[(groups.concept[other] ?? 0) * conceptSpace + concept] ?? 0, 0.8, 0.8 * share * (otherShare < 0 ? -1 : 1) * (share < 0 && otherShare < 0 ? -1 : 1), place, at);
      }
      groups.concept[count] = concept;
      groups.at[count] = at;
      groups.share[count] = share;
      count += 1;
    }
  }
}
