// The words of a text as names are looked for among them. Every spelling is folded once and kept; what stands around it is not. Pure.
import { kindsAt, letter, mark, tableOf } from './characters.ts';
import { hintsOf } from './redacted-hints.ts';

export interface Spelling { text: string; /** As names are compared. */ word: string; first: string; hasCapital: boolean; isUpper: boolean; isCyrillic: boolean; hints: number }
/** A word where it stands, and what lies between it and the word before. */
export interface Place { spelling: Spelling; start: number; end: number; gap: string }

/** A list that grew long is dropped whole, since it holds what people wrote. */
const spellings = new Map<string, Spelling>();
const mostSpellings = 16_000;
const joints = tableOf('\'’ʼ`');

export function placesOf(text: string): Place[] {
  const places: Place[] = [];
  let last = 0;
  for (let at = 0; at < text.length;) {
    if ((kindsAt(text, at) & letter) === 0) {
      at += 1;
      continue;
    }
    const start = at;
    do at += 1; while ((kindsAt(text, at) & (letter | mark)) !== 0 || (joints[text.charCodeAt(at)] === 1 && (kindsAt(text, at + 1) & letter) !== 0));
    places.push({ spelling: spellingOf(text.slice(start, at)), start, end: at, gap: text.slice(last, start) });
    last = at;
  }
  return places;
}

function spellingOf(text: string): Spelling {
  let spelling = spellings.get(text);
  if (spelling === undefined) {
    if (spellings.size >= mostSpellings) spellings.clear();
    const first = text.charAt(0).toLowerCase();
    const word = foldWord(text);
    spellings.set(text, spelling = { text, word, first, hasCapital: text.charAt(0) !== first, isUpper: text === text.toUpperCase(), isCyrillic: hasCyrillic(word), hints: hintsOf(text) });
  }
  return spelling;
}

const letters: Readonly<Record<string, string>> = { ø: 'o', æ: 'ae', ł: 'l', đ: 'd', ß: 'ss', ð: 'd', þ: 'th' };

/** Lower-cased, one kind of apostrophe, Latin letters without accents. Ukrainian й and ї are letters of their own and stay. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase().replace(/[’ʼ`]/g, '\'');
  if (/^[a-z']*$/.test(lower)) return lower;
  if (hasCyrillic(lower)) return lower.normalize('NFC');
  return lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/[øæłđßðþ]/g, (letter) => letters[letter] ?? letter);
}

export function hasCyrillic(word: string): boolean {
  return /[\u0400-\u052f]/.test(word);
}

/** All that a pattern finds. `matchAll` would make the pattern anew for every text, which takes longer than to look. */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) found.push(match);
  return found;
}
