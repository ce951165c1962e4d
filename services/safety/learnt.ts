// What was learnt from the corpus beside this file: how likely a text belongs to a category an officer must see. Reads pieces of words
// under one alphabet, so that Ukrainian in either of its scripts, and words that are misspelt or inflected, weigh alike. Pure.
import { safetyCategories, type SafetyCategory } from '../../channels/vocabulary.ts';
import { eachWord } from './words.ts';

/** What a word stands for in the policy's patterns, in any language: their elements, and for each a key that outlives their numbering. */
export interface Meanings { elementsOf: (word: string) => readonly number[]; keys: readonly number[] }

/** Of each bucket one weight a category, in steps; that a text is clear has the weight nought. */
export interface Learnt { weights: Int8Array; step: number; bias: readonly number[] }
export interface LearntFile { version: string; corpusSha256: string; step: number; bias: number[]; weights: string }
/** How likely a text is grave at all, as what most likely, and where that is said the most plainly. */
export interface Verdict { grave: number; category: SafetyCategory; start: number; end: number }
interface Sentence { start: number; end: number; words: number }

export const bucketCount = 131_072;
const labels = safetyCategories.length;
/** Longer texts are read in passages: a sentence must not drown among others. */
const passageWords = 60;
const shortestGram = 3;
const longestGram = 5;
const wordValue = 2;
const meaningValue = 3;

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
const seen = new Int32Array(bucketCount);
let reading = 0;

export function readLearnt({ step, bias, weights }: LearntFile): Learnt {
  const bytes = Buffer.from(weights, 'base64');
  if (bytes.length !== bucketCount * labels) throw new Error('the learnt weights are cut short: train them anew with services/safety/train.script.ts');
  return { weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), step, bias };
}

/** The gravest passage of a text; null where it has no words. */
export function judge(learnt: Learnt, text: string, meanings: Meanings): Verdict | null {
  let gravest: Verdict | null = null;
  for (const sentences of passagesOf(text)) {
    const [first, last] = [sentences[0], sentences.at(-1)];
    if (!first || !last) continue;
    for (const { start, end } of sentences.length > 1 ? [{ start: first.start, end: last.end }, ...sentences] : sentences) {
      const verdict = { ...weigh(learnt, text.slice(start, end), meanings), start, end };
      if (verdict.grave > (gravest?.grave ?? 0)) gravest = verdict;
    }
  }
  return gravest;
}

function passagesOf(text: string): Sentence[][] {
  const passages: Sentence[][] = [];
  let words = passageWords;
  let last = -1;
  eachWord(text, (start, end, sentence) => {
    if (sentence !== last && words >= passageWords) { passages.push([]); words = 0; }
    const passage = passages.at(-1);
    const open = passage?.at(-1);
    if (sentence === last && open) { open.end = end; open.words += 1; } else passage?.push({ start, end, words: 1 });
    last = sentence;
    words += 1;
  });
  return passages;
}

function weigh({ weights, step, bias }: Learnt, text: string, meanings: Meanings): Pick<Verdict, 'grave' | 'category'> {
  const sums = new Float64Array(labels);
  let squares = 0;
  eachFeature(text, meanings, (bucket, value) => {
    squares += value * value;
    const from = bucket * labels;
    for (let label = 0; label < labels; label += 1) sums[label] = (sums[label] ?? 0) + value * (weights[from + label] ?? 0);
  });
  const scale = step / Math.sqrt(squares || 1);
  const odds = sums.map((sum, label) => Math.exp(sum * scale + (bias[label] ?? 0)));
  const all = odds.reduce((total, one) => total + one, 0);
  return { grave: all / (1 + all), category: safetyCategories[odds.indexOf(Math.max(...odds))] ?? 'crisis' };
}

/** Words, pairs of them with at most one between, pieces of each word with its edges, and what it stands for; each once. */
export function eachFeature(text: string, { elementsOf, keys }: Meanings, tell: (bucket: number, value: number) => void): void {
  reading += 1;
  const told = (hash: number, value: number): void => {
    const bucket = (hash ^ hash >>> 16) & bucketCount - 1;
    if (seen[bucket] === reading) return;
    seen[bucket] = reading;
    tell(bucket, value);
  };
  let [before, last] = [0, 0];
  eachWord(text, (start, end) => {
    const length = spell(text, start, end);
    let word = 7;
    for (let at = 1; at < length - 1; at += 1) word = mix(word, codes[at] ?? 0);
    told(word, wordValue);
    told(mix(mix(11, last), word), wordValue);
    told(mix(mix(13, before), word), wordValue);
    for (let from = 0; from < length; from += 1) {
      let gram = 17;
      for (let size = 1; size <= longestGram && from + size <= length; size += 1) {
        gram = mix(gram, codes[from + size - 1] ?? 0);
        if (size >= shortestGram) told(gram, 1);
      }
    }
    for (const element of elementsOf(text.slice(start, end))) told(mix(19, keys[element] ?? 0), meaningValue);
    [before, last] = [last, word];
  });
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
function spell(text: string, start: number, end: number): number {
  codes[0] = edge;
  let length = 1;
  for (let at = start; at < end && length < longestWord; at += 1) {
    for (let packed = spelt[text.charCodeAt(at)] ?? 0; packed > 0; packed >>>= 5) {
      const code = packed & 31;
      if (code !== codes[length - 1]) { codes[length] = code; length += 1; }
    }
  }
  codes[length] = edge;
  return length + 1;
}
