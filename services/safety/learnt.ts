// What was learnt from the corpus beside this file: how likely a text belongs to a category an officer must see. Reads pieces of words
// under one alphabet, so that Ukrainian in either of its scripts, and words that are misspelt or inflected, weigh alike. Pure.
import { brotliDecompressSync } from 'node:zlib';
import { safetyCategories, type SafetyCategory } from '../../channels/vocabulary.ts';
import type { Words } from './words.ts';

/**
 * What a word weighs by: its spelling, pieces of it, and what it stands for in the policy's patterns, in any language; no bucket twice.
 * `meaning` is the group of words of one meaning that it belongs to, or 0.
 */
export interface Pieces { own: number; grams: readonly number[]; meanings: readonly number[]; meaning: number; /** What it weighs alone, by what was learnt last. */ alone?: Alone }
interface Alone { learnt: Learnt; sums: readonly number[]; squares: number }

/** Of each bucket one weight a category, in steps; that a text is clear has the weight nought. */
export interface Learnt { weights: Int8Array; step: number; bias: readonly number[] }
/** `weights`: compressed, in base64; most are nought. */
export interface LearntFile { version: string; corpusSha256: string; step: number; bias: number[]; weights: string }
/** How likely a text is grave at all, as what most likely, and where that is said the most plainly. */
export interface Verdict { grave: number; category: SafetyCategory; start: number; end: number }
/** Words that are weighed together, from one number up to another. */
interface Range { from: number; until: number }

/** So many that few of the pieces that the corpus holds share one. */
export const bucketCount = 1_048_576;
const labels = safetyCategories.length;
/** Longer texts are read in passages: a sentence must not drown among others. */
const passageWords = 60;
const shortestGram = 3;
const longestGram = 6;
const wordValue = 2;
const gramValue = 1;
const meaningValue = 2;
const meaningPairValue = 1;

const edge = 29;
const digit = 27;
const longestWord = 40;
const latin: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f',
  х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ъ: '', ю: 'iu', я: 'ia', ы: 'i', э: 'e', ё: 'e', y: 'i', j: 'i', å: 'a', ä: 'a', æ: 'a', ø: 'o', ö: 'o', é: 'e', è: 'e', ê: 'e', ò: 'o', ô: 'o', ü: 'u',
};
/** Up to four Latin letters for each character, five bits each. */
const spelt = Uint32Array.from({ length: 65_536 }, (_, code) => {
  const char = String.fromCharCode(code).toLowerCase();
  if (/\p{N}/u.test(char)) return digit;
  return (latin[char] ?? (/^[a-z]$/.test(char) ? char : '')).split('').reduceRight((packed, letter) => packed * 32 + letter.charCodeAt(0) - 96, 0);
});
const codes = new Uint8Array(longestWord + 6);
/** In which reading a bucket was last met. */
const seen = new Uint8Array(bucketCount);
let reading = 0;

/** The features of what was read last, each once. */
export const features = { size: 0, buckets: new Int32Array(1_024), values: new Int8Array(1_024) };
const sums = new Float64Array(labels);

export function readLearnt({ step, bias, weights }: LearntFile): Learnt {
  const bytes = brotliDecompressSync(Buffer.from(weights, 'base64'));
  if (bytes.length !== bucketCount * labels) throw new Error('the learnt weights are cut short: train them anew with services/safety/train.script.ts');
  return { weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), step, bias };
}

/** The gravest passage of a text; null where it has no words. */
export function judge(learnt: Learnt, words: Words<Pieces>): Verdict | null {
  let gravest: Verdict | null = null;
  for (const sentences of passagesOf(words)) {
    const [first, last] = [sentences[0], sentences.at(-1)];
    if (!first || !last) continue;
    for (const range of sentences.length > 1 ? [{ from: first.from, until: last.until }, ...sentences] : sentences) {
      const { grave, category } = weigh(learnt, words, range);
      if (grave > (gravest?.grave ?? 0)) gravest = { grave, category, start: words.start[range.from] ?? 0, end: words.end[range.until - 1] ?? 0 };
    }
  }
  return gravest;
}

function passagesOf({ size, sentence }: Words<Pieces>): Range[][] {
  const passages: Range[][] = [];
  let count = passageWords;
  for (let from = 0; from < size;) {
    let until = from + 1;
    while (until < size && sentence[until] === sentence[from]) until += 1;
    if (count >= passageWords) { passages.push([]); count = 0; }
    passages.at(-1)?.push({ from, until });
    count += until - from;
    from = until;
  }
  return passages;
}

function weigh(learnt: Learnt, words: Words<Pieces>, range: Range): Pick<Verdict, 'grave' | 'category'> {
  const { weights, step, bias } = learnt;
  readFeatures(words, range, true);
  sums.fill(0);
  let squares = 0;
  for (let at = range.from; at < range.until; at += 1) {
    const word = words.known[at];
    if (!word) continue;
    const alone = aloneOf(learnt, word);
    squares += alone.squares;
    for (let label = 0; label < labels; label += 1) sums[label] = (sums[label] ?? 0) + (alone.sums[label] ?? 0);
  }
  const { size, buckets, values } = features;
  for (let index = 0; index < size; index += 1) {
    const value = values[index] ?? 0;
    squares += value * Math.abs(value);
    const from = (buckets[index] ?? 0) * labels;
    for (let label = 0; label < labels; label += 1) sums[label] = (sums[label] ?? 0) + value * (weights[from + label] ?? 0);
  }
  const scale = step / Math.sqrt(squares || 1);
  const odds = sums.map((sum, label) => Math.exp(sum * scale + (bias[label] ?? 0)));
  const all = odds.reduce((total, one) => total + one, 0);
  return { grave: all / (1 + all), category: safetyCategories[odds.indexOf(Math.max(...odds))] ?? 'crisis' };
}

/** Sums are of whole numbers: exact, in whatever order they are made. */
function aloneOf(learnt: Learnt, word: Pieces): Alone {
  if (word.alone?.learnt === learnt) return word.alone;
  const features = [{ bucket: bucketOf(word.own), value: wordValue }, ...word.grams.map((bucket) => ({ bucket, value: gramValue })), ...word.meanings.map((bucket) => ({ bucket, value: meaningValue }))];
  return word.alone = {
    learnt, squares: features.reduce((sum, { value }) => sum + value * value, 0),
    sums: safetyCategories.map((_, label) => features.reduce((sum, { bucket, value }) => sum + value * (learnt.weights[bucket * labels + label] ?? 0), 0)),
  };
}

/**
 * Reads words, pairs of them with at most one between, pieces of each word with its edges, what it stands for, and which two meanings
 * follow each other, in either order, with at most one other between. Where words are weighed `apart`, each by what it weighs alone, pairs are left, and what an earlier feature had taken from a word is taken off.
 */
export function readFeatures({ known }: Words<Pieces>, { from, until }: Range, apart: boolean): void {
  if (reading === 255) seen.fill(0);
  reading = reading % 255 + 1;
  features.size = 0;
  let [before, last] = [0, 0];
  let [meantBefore, meant] = [0, 0];
  for (let at = from; at < until; at += 1) {
    const word = known[at];
    if (!word) continue;
    const { own, grams, meanings, meaning } = word;
    meet(bucketOf(own), wordValue, apart);
    meet(bucketOf(mix(mix(11, last), own)), wordValue, false);
    meet(bucketOf(mix(mix(13, before), own)), wordValue, false);
    for (let piece = 0; piece < grams.length; piece += 1) meet(grams[piece] ?? 0, gramValue, apart);
    for (let piece = 0; piece < meanings.length; piece += 1) meet(meanings[piece] ?? 0, meaningValue, apart);
    [before, last] = [last, own];
    if (meaning === 0) continue;
    if (meant !== 0) meet(pairOf(meant, meaning), meaningPairValue, false);
    if (meantBefore !== 0) meet(pairOf(meantBefore, meaning), meaningPairValue, false);
    [meantBefore, meant] = [meant, meaning];
  }
}

function pairOf(one: number, other: number): number {
  return bucketOf(one < other ? mix(mix(29, one), other) : mix(mix(29, other), one));
}

function meet(bucket: number, value: number, isApart: boolean): void {
  const isRepeated = seen[bucket] === reading;
  seen[bucket] = reading;
  if (isRepeated === isApart) keep(bucket, isApart ? -value : value);
}

function keep(bucket: number, value: number): void {
  const at = features.size;
  if (at === features.buckets.length) {
    features.buckets = new Int32Array(features.buckets.buffer.transfer(2 * features.buckets.byteLength));
    features.values = new Int8Array(features.values.buffer.transfer(2 * features.values.byteLength));
  }
  features.buckets[at] = bucket;
  features.values[at] = value;
  features.size = at + 1;
}

/** What a word weighs by itself; `keys` are those of the patterns' elements that it may stand for, which outlive their numbering. */
export function piecesOf(word: string, keys: readonly number[], meaning: number): Pieces {
  const length = spell(word);
  let own = 7;
  for (let at = 1; at < length - 1; at += 1) own = mix(own, codes[at] ?? 0);
  const grams = new Set<number>();
  for (let from = 0; from < length; from += 1) {
    let gram = 17;
    for (let size = 1; size <= longestGram && from + size <= length; size += 1) {
      gram = mix(gram, codes[from + size - 1] ?? 0);
      if (size >= shortestGram) grams.add(bucketOf(gram));
    }
  }
  grams.delete(bucketOf(own));
  const meanings = new Set(keys.map((key) => bucketOf(mix(19, key)))).difference(grams);
  meanings.delete(bucketOf(own));
  return { own, grams: [...grams], meanings: [...meanings], meaning };
}

function bucketOf(hash: number): number {
  return (hash ^ hash >>> 16) & bucketCount - 1;
}

export function keyOf(name: string): number {
  let key = 23;
  for (let at = 0; at < name.length; at += 1) key = mix(key, name.charCodeAt(at));
  return key;
}

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ mixed >>> 15;
}

/** Writes a word into `codes`, between edges, letters that are doubled once; answers how many there are. */
function spell(word: string): number {
  codes[0] = edge;
  let length = 1;
  for (let at = 0; at < word.length && length < longestWord; at += 1) {
    for (let packed = spelt[word.charCodeAt(at)] ?? 0; packed > 0; packed >>>= 5) {
      const code = packed & 31;
      if (code !== codes[length - 1]) { codes[length] = code; length += 1; }
    }
  }
  codes[length] = edge;
  return length + 1;
}
