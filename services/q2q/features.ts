// What the model sees of a text: words, pairs, letter groups and word groups, each hashed to a bucket, with what negation and
// time do to their meaning. Pure; it knows no weights. Every feature belongs to one token or to two, so that scores explain themselves.
import type { Language } from '../../channels/vocabulary.ts';
import { concepts, conceptsOf, type Concept } from './lexicon.ts';
import { splitSentences, type Sentence } from './sentences.ts';

/** What a group says of confidence before anything is learnt; how much that counts is learnt. */
const leanings: Readonly<Partial<Record<Concept, number>>> = { sure: 1, dare: 1, worth: 1, can: 0.7, growth: 0.5, voice: 0.2, doubt: -1, strain: -1 };

export const bucketBits = 18;
export const bucketCount = 2 ** bucketBits;

export interface Token { start: number; end: number; word: string; clause: number; isNegated: boolean; isPast: boolean; leaning: number }
/** Features of one sentence. `level` differs from `speaks` in sign and strength: "not afraid" speaks of fear and means courage. */
export interface SentenceFeatures { sentence: Sentence; tokens: number; buckets: Int32Array; speaks: Float64Array; level: Float64Array; first: Int32Array; second: Int32Array }
export interface TextFeatures { tokens: Token[]; sentences: SentenceFeatures[] }

/** How much of a meaning is left in the shared feature when it is negated, past, or only a group of letters. */
const negatedShare = -0.85;
const pastShare = 0.15;
const lettersShare = 0.35;
const scopeTokens = 5;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const negators: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words('not no never cannot cant without neither nor hardly none nothing zero dont wont isnt didnt wasnt doesnt couldnt havent aint stopped less lost lose lack lacking hard wish'),
  no: words('ikke aldri ingen ingenting uten verken knapt ikkje slutta sluttet mindre null mistet mista mistar mangler vanskelig ønske ønsker borte'),
  uk: words('не ні ніколи без жодного жодної ані нема немає перестала перестав менше ніхто ніщо нічого позбулася позбувся нуль втратила втратив бракує важко хотів хотіла б би'),
};
/** Norwegian puts "ikke" after the verb of a main clause: "jeg tør ikke", "jeg gjemmer meg ikke". */
const followsItsVerb = words('ikke aldri ikkje');
const openers = words('at som om hvis når fordi hva');
/** What is said to be gone or down: "my doubts are gone", "selvtilliten er på bunn". */
const reversers = words('gone disappeared vanished bottom dropped sunk fails failed borte forsvant forsvunnet bunn sunket sviktet svikter sank зник зникла зникло зникли впала нулі пропав пропала пропало');
/** Doubt denies what follows it, unless it is denied itself: "I doubt that I can". */
const doubting = words('doubt doubts doubted doubting tviler tvilte tvil сумніваюся сумніваюсь сумніваємось');
const notOnly = words('only just bare tilki тільки лише просто');
const contrasts: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words('but however although though yet because'), no: words('men imidlertid selv fordi mens'), uk: words('але проте однак а зате бо хоча та'),
};
const pastWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words('before used earlier previously first initially once ago'), no: words('før tidligere først begynnelsen starten engang tidlegare pleide'),
  uk: words('раніше спочатку колись спершу тоді попередньо'),
};
const nowWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words('now today nowadays anymore longer'), no: words('nå no idag lenger etterhvert'), uk: words('тепер зараз сьогодні нині вже'),
};
/** Takes away what it names and no more: "without work I feel …". */
const lacking = words('without uten без');
const comparing = words('than enn ніж як як-от за');

const tokenPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*/gu;

export function extractFeatures(text: string, language: Language): TextFeatures {
  const tokens = tokenise(text, language);
  const both = markLeanings(tokens, language);
  const sentences = splitSentences(text);
  let at = 0;
  return {
    tokens,
    sentences: sentences.map((sentence) => {
      while (at < tokens.length && (tokens[at]?.start ?? 0) < sentence.start) at += 1;
      const from = at;
      while (at < tokens.length && (tokens[at]?.start ?? 0) < sentence.end) at += 1;
      return featuresOf(tokens, from, at, sentence, language, both);
    }),
  };
}

/** What each token leans to as it stands; answers where a text first leans the other way than it did in an earlier clause, or -1. */
function markLeanings(tokens: readonly Token[], language: Language): number {
  let turn = -1;
  for (const [index, token] of tokens.entries()) {
    const leaning = conceptsOf(token.word, language).reduce((sum, concept) => sum + (leanings[concept] ?? 0), 0);
    token.leaning = token.isPast ? 0 : leaning * (token.isNegated ? negatedShare : 1);
    if (turn < 0 && Math.abs(token.leaning) > 0.4 && tokens.slice(0, index).some((other) => other.clause < token.clause && other.leaning * token.leaning < -0.2)) turn = index;
  }
  return turn;
}

/** Tokens with their clause, and whether a negation or the past reaches them. */
function tokenise(text: string, language: Language): Token[] {
  const tokens: Token[] = [];
  let clause = 0;
  let left = 0;
  let last = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const word = match[0].toLowerCase().normalize('NFC').replace(/[’ʼ]/g, '\'');
    const isBreak = tokens.length > 0 && /[.,;:!?()–—\n]|\s-\s/.test(text.slice(last, match.index));
    if (isBreak || contrasts[language].has(word)) {
      clause += 1;
      // "Не думаю, що я …": Ukrainian sets a comma where the denial goes on.
      if (word !== 'що' && word !== 'щоб') left = 0;
    }
    last = match.index + match[0].length;
    const previous = tokens.at(-1);
    if (notOnly.has(word) && previous && isNegator(previous.word, language)) left = 0;
    tokens.push({ start: match.index, end: last, word, clause, isNegated: left > 0, isPast: false, leaning: 0 });
    left = lacking.has(word) ? 2 : isNegator(word, language) || (left === 0 && doubting.has(word)) ? scopeTokens : Math.max(0, left - 1);
    negateBackwards(tokens, word, language);
  }
  markPast(tokens, language);
  return tokens;
}

function negateBackwards(tokens: readonly Token[], word: string, language: Language): void {
  const reach = reversers.has(word) ? 6 : language === 'no' && followsItsVerb.has(word) ? 2 : 0;
  const clause = tokens.at(-1)?.clause;
  for (let at = tokens.length - 2; at >= Math.max(0, tokens.length - 1 - reach); at -= 1) {
    const earlier = tokens[at];
    if (!earlier || earlier.clause !== clause || openers.has(earlier.word)) break;
    earlier.isNegated = true;
  }
}

function isNegator(word: string, language: Language): boolean {
  return negators[language].has(word) || (language === 'en' && word.endsWith('n\'t'));
}

/** A clause with a word of the past is past, and so are those before a "now". "Than before" compares: it is no past. */
function markPast(tokens: Token[], language: Language): void {
  const past = new Set<number>();
  let lastNow = -1;
  for (const [index, { word, clause }] of tokens.entries()) {
    if (pastWords[language].has(word) && !comparing.has(tokens[index - 1]?.word ?? '')) past.add(clause);
    if (nowWords[language].has(word)) lastNow = clause;
  }
  for (const token of tokens) token.isPast = token.clause !== lastNow && (past.has(token.clause) || token.clause < lastNow);
}

const conceptIndex = new Map(concepts.map((concept, index) => [concept as string, index]));

class Collector {
  buckets: number[] = [];
  speaks: number[] = [];
  level: number[] = [];
  first: number[] = [];
  second: number[] = [];

  add(bucket: number, speaks: number, level: number, first: number, second = -1): void {
    this.buckets.push(bucket & (bucketCount - 1));
    this.speaks.push(speaks);
    this.level.push(level);
    this.first.push(first);
    this.second.push(second);
  }
}

function featuresOf(tokens: readonly Token[], from: number, until: number, sentence: Sentence, language: Language, turn: number): SentenceFeatures {
  const found = new Collector();
  const groups: { concept: number; at: number; share: number }[] = [];
  if (turn >= from && turn < until) found.add(mix(9100), 2, 0, turn);
  for (let at = from; at < until; at += 1) {
    const token = tokens[at];
    if (!token) continue;
    if (contrasts[language].has(token.word)) found.add(mix(turn >= 0 ? 9102 : 9101), 1, 0, at);
    const share = (token.isNegated ? negatedShare : 1) * (token.isPast ? pastShare : 1);
    const scope = (token.isNegated ? 1 : 0) + (token.isPast ? 2 : 0);
    found.add(hashWord(1, token.word), 1, share, at);
    if (scope > 0) found.add(hashWord(10 + scope, token.word), 0.7, 0.7, at);
    addLetters(found, token.word, share, at);
    const previous = tokens[at - 1];
    if (previous && at > from) found.add(hashWord(hashWord(20 + scope, previous.word), token.word), 0.8, 0.8, at - 1, at);
    for (const concept of conceptsOf(token.word, language)) {
      const leaning = leanings[concept];
      if (leaning !== undefined) found.add(mix(token.isPast ? 9001 : 9000), 1, 2 * leaning * (token.isNegated ? negatedShare : 1), at);
      const index = conceptIndex.get(concept) ?? 0;
      found.add(hashWord(40 + scope, concept), 1, 1, at);
      found.add(hashWord(30, concept), 1.5, 1.5 * share, at);
      for (const other of groups) {
        if (at - other.at > 5 || tokens[other.at]?.clause !== token.clause || other.at === at) continue;
        found.add(mix(5000 + other.concept * 64 + index), 0.8, 0.8 * share * (other.share < 0 ? -1 : 1) * (share < 0 && other.share < 0 ? -1 : 1), other.at, at);
      }
      groups.push({ concept: index, at, share });
    }
  }
  return {
    sentence, tokens: until - from, buckets: Int32Array.from(found.buckets), speaks: Float64Array.from(found.speaks), level: Float64Array.from(found.level),
    first: Int32Array.from(found.first), second: Int32Array.from(found.second),
  };
}

/** Groups of 3 to 5 letters, with the word's ends marked: inflections and typing errors share most of them. */
function addLetters(found: Collector, word: string, share: number, at: number): void {
  const marked = `^${word}$`;
  const weight = lettersShare / Math.sqrt(Math.max(1, marked.length - 2));
  for (let length = 3; length <= 5; length += 1) {
    for (let start = 0; start + length <= marked.length; start += 1) {
      let hash = 0x811c9dc5 ^ length;
      for (let index = start; index < start + length; index += 1) hash = Math.imul(hash ^ marked.charCodeAt(index), 0x01000193);
      found.add(mix(hash), weight, weight * share, at);
    }
  }
}

/** FNV-1a over the units of a word, from a seed that names the kind of feature. */
function hashWord(seed: number, word: string): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** FNV leaves its low bits poor: the end of murmur3 spreads them. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
