// The words of a text with what the lists know of each. Pure.
import { sentenceEnd } from './redacted-cues.ts';
import { knownOf, type Known } from './redacted-lists.ts';
import type { Place } from './redacted-words.ts';

export interface Token { text: string; word: string; start: number; end: number; isCapital: boolean; isAcronym: boolean; isCyrillic: boolean; isFirst: boolean; gap: string; known: Known }

export function tokensOf(text: string, places: readonly Place[]): Token[] {
  const isShouted = places.every(({ spelling }) => spelling.isUpper) && text === text.toUpperCase();
  return places.map(({ spelling, start, end, gap }, index): Token => ({
    text: spelling.text, word: spelling.word, start, end, isCapital: !isShouted && spelling.hasCapital, isAcronym: spelling.isUpper && spelling.text.length > 1 && spelling.text.length <= 4,
    isCyrillic: spelling.isCyrillic, isFirst: index === 0 || (gap !== ' ' && sentenceEnd.test(gap)), gap, known: knownOf(spelling.word),
  }));
}

export const noSpace = (gap: string): boolean => gap === ' ' || gap === '\u00a0';
