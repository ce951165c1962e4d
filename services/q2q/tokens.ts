// The words of a text in columns: which each is, where it stands, in which clause, and whether a negation or the past reaches it. One set
// of columns serves text after text, so that a word costs no object. Pure.
import type { Language } from '../../channels/vocabulary.ts';
import { blank, kindsAt, letter, mark, number, tableOf } from '../kernel/characters.ts';
import { traits } from './traits.ts';
import { hashOn, hashStart, Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

export const negated = 1;
export const past = 2;
const scopeTokens = 5;
const reachOfReverser = 6;
const reachOverVerb = 2;
const reachOfLack = 2;

/** Where a clause ends; a dash does only between spaces. */
const breaks = tableOf('.,;:!?()–—\n');
const joints = tableOf('\'’-');
const dash = 0x2d;
const space = 0x20;

const vocabularies: Readonly<Record<Language, Vocabulary>> = { en: new Vocabulary('en'), no: new Vocabulary('no'), uk: new Vocabulary('uk') };

/** What `words`, `start` and the others hold from `size` on is of earlier texts. */
export class Tokens {
  size = 0;
  readonly words: Word[] = [];
  start = new Int32Array(1_024);
  end = new Int32Array(1_024);
  clause = new Int32Array(1_024);
  /** Bits: `negated`, `past`. */
  scope = new Uint8Array(1_024);
  #isPastClause = new Uint8Array(1_024);
  #clause = 0;
  /** How many words a negation still reaches. */
  #left = 0;
  #lastNow = -1;
  #hasPast = false;

  read(text: string, language: Language): void {
    const vocabulary = vocabularies[language];
    this.#begin();
    let isBroken = false;
    for (let at = 0; at < text.length;) {
      let code = text.charCodeAt(at);
      if ((kindsAt(text, at) & (letter | number)) === 0) {
        isBroken ||= code !== space && (breaks[code] === 1 || (code === dash && isBetweenBlanks(text, at)));
        at += 1;
        continue;
      }
      const start = at;
      let hash = hashStart;
      do {
        hash = hashOn(hash, code);
        at += 1;
        code = text.charCodeAt(at);
      } while (goesOn(text, at, code));
      this.#add(vocabulary.find(text, start, at, hash), start, at, isBroken, language);
      isBroken = false;
    }
    if (this.#hasPast || this.#lastNow >= 0) this.#markPast();
  }

  #begin(): void {
    this.size = 0;
    this.#isPastClause.fill(0, 0, this.#clause + 1);
    this.#clause = 0;
    this.#left = 0;
    this.#lastNow = -1;
    this.#hasPast = false;
  }

  #add(word: Word, start: number, end: number, isBroken: boolean, language: Language): void {
    const at = this.size;
    const { traits: has } = word;
    if (at === this.start.length) this.#grow();
    if ((isBroken && at > 0) || (has & traits.contrasts) !== 0) {
      this.#clause += 1;
      if ((has & traits.goesOn) === 0) this.#left = 0;
    }
    const before = at > 0 ? this.words[at - 1]?.traits ?? 0 : 0;
    if ((has & traits.onlyAfter) !== 0 && (before & traits.negates) !== 0) this.#left = 0;
    this.words[at] = word;
    this.start[at] = start;
    this.end[at] = end;
    this.clause[at] = this.#clause;
    this.scope[at] = this.#left > 0 ? negated : 0;
    this.size = at + 1;
    if (has === 0) {
      if (this.#left > 0) this.#left -= 1;
      return;
    }
    if ((has & traits.lacks) !== 0) this.#left = reachOfLack;
    else if ((has & traits.negates) !== 0 || (this.#left === 0 && (has & traits.doubts) !== 0)) this.#left = scopeTokens;
    else this.#left = Math.max(0, this.#left - 1);
    if ((has & traits.reverses) !== 0) this.#negateBackwards(reachOfReverser);
    else if (language === 'no' && (has & traits.followsItsVerb) !== 0) this.#negateBackwards(reachOverVerb);
    if ((has & traits.past) !== 0 && (before & traits.compares) === 0) {
      this.#isPastClause[this.#clause] = 1;
      this.#hasPast = true;
    }
    if ((has & traits.now) !== 0) this.#lastNow = this.#clause;
  }

  #negateBackwards(reach: number): void {
    const last = this.size - 1;
    for (let at = last - 1; at >= Math.max(0, last - reach); at -= 1) {
      if (this.clause[at] !== this.#clause || ((this.words[at]?.traits ?? 0) & traits.opens) !== 0) break;
      this.scope[at] = (this.scope[at] ?? 0) | negated;
    }
  }

  /** A clause with a word of the past is past, and so are those before a "now". "Than before" compares: it is no past. */
  #markPast(): void {
    for (let at = 0; at < this.size; at += 1) {
      const clause = this.clause[at] ?? 0;
      if (clause !== this.#lastNow && (clause < this.#lastNow || this.#isPastClause[clause] === 1)) this.scope[at] = (this.scope[at] ?? 0) | past;
    }
  }

  #grow(): void {
    this.start = new Int32Array(this.start.buffer.transfer(2 * this.start.byteLength));
    this.end = new Int32Array(this.end.buffer.transfer(2 * this.end.byteLength));
    this.clause = new Int32Array(this.clause.buffer.transfer(2 * this.clause.byteLength));
    this.scope = new Uint8Array(this.scope.buffer.transfer(2 * this.scope.byteLength));
    this.#isPastClause = new Uint8Array(this.#isPastClause.buffer.transfer(2 * this.#isPastClause.byteLength));
  }
}

/** Whether a word goes on at a place: with a letter, a mark or a digit, or with what joins one to the next. */
function goesOn(text: string, at: number, code: number): boolean {
  const part = letter | mark | number;
  return (kindsAt(text, at) & part) !== 0 || (joints[code] === 1 && (kindsAt(text, at + 1) & part) !== 0);
}

function isBetweenBlanks(text: string, at: number): boolean {
  return (kindsAt(text, at - 1) & kindsAt(text, at + 1) & blank) !== 0;
}
