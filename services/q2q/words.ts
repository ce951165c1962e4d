// What the model sees of one word, as it stands alone: its own bucket, its groups of letters, the word groups it belongs to and what
// those say of each dimension, each by whether a negation or the past reaches it. Pure.
import { dimensions, type Dimension, type Language } from '../../channels/vocabulary.ts';
import { concepts, conceptsOf, type Concept } from './lexicon.ts';
import { traitsOf } from './traits.ts';

/** What a group says of a dimension before anything is learnt; how much that counts is learnt. */
const leanings: Readonly<Record<Dimension, Readonly<Partial<Record<Concept, number>>>>> = {
  confidence: { sure: 1, dare: 1, worth: 1, can: 0.7, growth: 0.5, voice: 0.2, doubt: -1, strain: -1 },
  belonging: { tie: 1, apart: -1 },
  lang_level_proxy: { grasp: 1, can: 0.5, growth: 0.5, lost: -1 },
  job_readiness: { ready: 1, work: 0.2, can: 0.5, growth: 0.3, jobless: -1 },
  well_being: { glad: 1, growth: 0.3, gloom: -1 },
};

export const bucketCount = 2 ** 18;

/** Features of a word alone. `level` differs from `speaks` in sign and strength: "not afraid" speaks of fear and means courage. */
export interface Single { buckets: Int32Array; speaks: Float64Array; level: Float64Array }
/** What is true of a spelling wherever it stands, and its features by scope: 1 is negated, 2 past, 3 both. */
export interface Word {
  /** As it is written, and its number: no two words that are made have the same. */
  written: string; id: number; plain: string; own: number; concepts: readonly number[]; leans: readonly number[]; /** A bit a dimension on which it leans. */ leaning: number;
  traits: number; singles: (Single | undefined)[];
}

const conceptIndex = new Map(concepts.map((concept, index) => [concept as string, index]));
const leansOfConcept = concepts.map((concept) => dimensions.map((dimension) => leanings[dimension][concept] ?? 0));
const conceptHashes = [0, 1, 2, 3].map((scope) => concepts.map((concept) => hashWord(40 + scope, concept)));
const sharedConceptHashes = concepts.map((concept) => hashWord(30, concept));
/** How much of a meaning is left in the shared feature when it is negated, past, or only a group of letters. */
export const negatedShare = -0.85;
const pastShare = 0.15;
const lettersShare = 0.35;

export function shareOf(scope: number): number {
  return ((scope & 1) !== 0 ? negatedShare : 1) * ((scope & 2) !== 0 ? pastShare : 1);
}

let made = 0;

export function wordOf(written: string, language: Language): Word {
  const plain = written.toLowerCase().normalize('NFC').replace(/[’ʼ]/g, '\'');
  const groups = conceptsOf(plain, language).map((concept) => conceptIndex.get(concept) ?? 0);
  const leans = dimensions.map((_, dimension) => groups.reduce((sum, concept) => sum + (leansOfConcept[concept]?.[dimension] ?? 0), 0));
  made += 1;
  return {
    written, id: made, plain, own: hashWord(1, plain), concepts: groups, leans, leaning: leans.reduce((mask, lean, dimension) => (lean === 0 ? mask : mask | (1 << dimension)), 0),
    traits: traitsOf(plain, language), singles: [],
  };
}

/** The features of a word in a scope; kept for whoever asks again. */
export function singleOf(word: Word, scope: number): Single {
  return word.singles[scope] ??= makeSingle(word, scope);
}

export function makeSingle({ own, concepts: groups, plain }: Word, scope: number): Single {
  const share = shareOf(scope);
  const features: [bucket: number, speaks: number, level: number][] = [[own, 1, share]];
  if (scope > 0) features.push([mix(own + scope), 0.7, 0.7]);
  const marked = `^${plain}$`;
  const weight = lettersShare / Math.sqrt(Math.max(1, marked.length - 2));
  for (const letters of lettersOf(marked)) features.push([letters, weight, weight * share]);
  for (const concept of groups) {
    for (const [dimension, leaning] of (leansOfConcept[concept] ?? []).entries()) {
      if (leaning !== 0) features.push([mix(9000 + 2 * dimension + (scope >> 1)), 1, 2 * leaning * ((scope & 1) !== 0 ? negatedShare : 1)]);
    }
    features.push([conceptHashes[scope]?.[concept] ?? 0, 1, 1], [sharedConceptHashes[concept] ?? 0, 1.5, 1.5 * share]);
  }
  return { buckets: Int32Array.from(features, ([bucket]) => bucket & (bucketCount - 1)), speaks: Float64Array.from(features, ([, speaks]) => speaks), level: Float64Array.from(features, ([, , level]) => level) };
}

/** Groups of 3 to 5 letters, with the word's ends marked: inflections and typing errors share most of them. */
function lettersOf(marked: string): number[] {
  const found: number[] = [];
  for (let length = 3; length <= 5; length += 1) {
    for (let start = 0; start + length <= marked.length; start += 1) {
      let hash = 0x811c9dc5 ^ length;
      for (let index = start; index < start + length; index += 1) hash = Math.imul(hash ^ marked.charCodeAt(index), 0x01000193);
      found.push(mix(hash));
    }
  }
  return found;
}

/** FNV-1a over the units of a word, from a seed that names the kind of feature. */
export function hashWord(seed: number, word: string): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** FNV leaves its low bits poor: the end of murmur3 spreads them. */
export function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
