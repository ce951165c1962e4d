// What the model sees of a text: words, pairs, letter groups and word groups, each hashed to a bucket, with what negation and
// time do to their meaning. Pure; it knows no weights. Every feature belongs to one token or to two, so that scores explain themselves.
import { dimensions, type Language } from '../../channels/vocabulary.ts';
import { splitSentences, type Sentence } from './sentences.ts';
import { bucketCount, contrasts, mix, negatedShare, shareOf, singleOf, wordOf, type Single, type Word } from './words.ts';

export interface Token { start: number; end: number; word: string; clause: number; isNegated: boolean; isPast: boolean }
/** Features of one sentence: those of each token from `from` on, and those of two tokens together. */
export interface SentenceFeatures {
  sentence: Sentence; from: number; singles: readonly Single[]; buckets: Int32Array; speaks: Float64Array; level: Float64Array; first: Int32Array; second: Int32Array;
}
export interface TextFeatures { tokens: Token[]; sentences: SentenceFeatures[] }

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
  const known = tokens.map(({ word }) => wordOf(word, language));
  const turns = findTurns(tokens, known);
  const sentences = splitSentences(text);
  let at = 0;
  return {
    tokens,
    sentences: sentences.map((sentence) => {
      while (at < tokens.length && (tokens[at]?.start ?? 0) < sentence.start) at += 1;
      const from = at;
      while (at < tokens.length && (tokens[at]?.start ?? 0) < sentence.end) at += 1;
      return featuresOf(tokens, known, from, at, sentence, turns);
    }),
  };
}

/** For each dimension, where a text first leans the other way than it did in an earlier clause, or -1. */
function findTurns(tokens: readonly Token[], known: readonly Word[]): number[] {
  const leanings = known.reduce((mask, { leaning }) => mask | leaning, 0);
  return dimensions.map((_, dimension) => {
    if ((leanings & (1 << dimension)) === 0) return -1;
    const leaning = (index: number): number => {
      const token = tokens[index];
      return !token || token.isPast ? 0 : (known[index]?.leans[dimension] ?? 0) * (token.isNegated ? negatedShare : 1);
    };
    const places: number[] = [];
    for (let index = 0; index < tokens.length; index += 1) {
      const here = leaning(index);
      if (here === 0) continue;
      if (Math.abs(here) > 0.4 && places.some((other) => (tokens[other]?.clause ?? 0) < (tokens[index]?.clause ?? 0) && leaning(other) * here < -0.2)) return index;
      places.push(index);
    }
    return -1;
  });
}

const spellings = new Map<string, string>();
const mostSpellings = 8_000;

/** A word as it is looked up. */
function spelling(raw: string): string {
  let word = spellings.get(raw);
  if (word === undefined) {
    if (spellings.size >= mostSpellings) spellings.clear();
    spellings.set(raw, word = raw.toLowerCase().normalize('NFC').replace(/[’ʼ]/g, '\''));
  }
  return word;
}

/** Tokens with their clause, and whether a negation or the past reaches them. */
function tokenise(text: string, language: Language): Token[] {
  const tokens: Token[] = [];
  let clause = 0;
  let left = 0;
  let last = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const word = spelling(match[0]);
    // Mostly one space lies between two words, and needs no closer look.
    const isBreak = tokens.length > 0 && (match.index !== last + 1 || text[last] !== ' ') && /[.,;:!?()–—\n]|\s-\s/.test(text.slice(last, match.index));
    if (isBreak || contrasts[language].has(word)) {
      clause += 1;
      // "Не думаю, що я …": Ukrainian sets a comma where the denial goes on.
      if (word !== 'що' && word !== 'щоб') left = 0;
    }
    last = match.index + match[0].length;
    const previous = tokens.at(-1);
    if (notOnly.has(word) && previous && isNegator(previous.word, language)) left = 0;
    tokens.push({ start: match.index, end: last, word, clause, isNegated: left > 0, isPast: false });
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

/** Collects the features of one sentence, and is used again for the next. */
class Collector {
  #size = 0;
  #buckets = new Int32Array(512);
  #speaks = new Float64Array(512);
  #level = new Float64Array(512);
  #first = new Int32Array(512);
  #second = new Int32Array(512);

  begin(): void {
    this.#size = 0;
  }

  add(bucket: number, speaks: number, level: number, first: number, second = -1): void {
    const at = this.#size;
    if (at === this.#buckets.length) this.#grow();
    this.#size = at + 1;
    this.#buckets[at] = bucket & (bucketCount - 1);
    this.#speaks[at] = speaks;
    this.#level[at] = level;
    this.#first[at] = first;
    this.#second[at] = second;
  }

  take(): Pick<SentenceFeatures, 'buckets' | 'speaks' | 'level' | 'first' | 'second'> {
    const end = this.#size;
    return { buckets: this.#buckets.slice(0, end), speaks: this.#speaks.slice(0, end), level: this.#level.slice(0, end), first: this.#first.slice(0, end), second: this.#second.slice(0, end) };
  }

  #grow(): void {
    const twice = <T extends Int32Array | Float64Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    const size = this.#buckets.length * 2;
    this.#buckets = twice(this.#buckets, new Int32Array(size));
    this.#speaks = twice(this.#speaks, new Float64Array(size));
    this.#level = twice(this.#level, new Float64Array(size));
    this.#first = twice(this.#first, new Int32Array(size));
    this.#second = twice(this.#second, new Int32Array(size));
  }
}

const collector = new Collector();

function featuresOf(tokens: readonly Token[], known: readonly Word[], from: number, until: number, sentence: Sentence, turns: readonly number[]): SentenceFeatures {
  const groups: { concept: number; at: number; share: number }[] = [];
  const singles: Single[] = [];
  collector.begin();
  for (const [dimension, turn] of turns.entries()) if (turn >= from && turn < until) collector.add(mix(9100 + dimension), 2, 0, turn);
  for (let at = from; at < until; at += 1) {
    const token = tokens[at];
    const word = known[at];
    if (!token || !word) continue;
    if (word.isContrast) for (const [dimension, turn] of turns.entries()) collector.add(mix(9200 + 2 * dimension + (turn >= 0 ? 1 : 0)), 1, 0, at);
    const scope = (token.isNegated ? 1 : 0) + (token.isPast ? 2 : 0);
    const share = shareOf(scope);
    singles.push(singleOf(word, token.word, scope));
    const previous = known[at - 1];
    if (previous && at > from) collector.add(mix(Math.imul(previous.own, 0x01000193) ^ word.own ^ scope), 0.8, 0.8, at - 1, at);
    for (const concept of word.concepts) {
      for (const other of groups) {
        if (at - other.at > 5 || tokens[other.at]?.clause !== token.clause || other.at === at) continue;
        collector.add(mix(5000 + other.concept * 64 + concept), 0.8, 0.8 * share * (other.share < 0 ? -1 : 1) * (share < 0 && other.share < 0 ? -1 : 1), other.at, at);
      }
      groups.push({ concept, at, share });
    }
  }
  return { sentence, from, singles, ...collector.take() };
}
