// What the palette can lead to, and which of it fits what was typed. Pure.
import type { QueryClient } from '@tanstack/react-query';

export interface Doing { go: (to: string) => void; cache: QueryClient; companyId: string }
export interface Found {
  id: string; group: 'page' | 'figure' | 'import' | 'person' | 'action'; words: string; detail?: string; keys?: string;
  /** Where it leads, or what it does. */
  does: string | ((doing: Doing) => void);
  /** Found by what was typed already, whatever its words are. */
  isAnswer?: true;
}

/** Every word typed must begin a word of it; those that begin with all of it come first. */
export function rank(all: readonly Found[], typed: string): Found[] {
  const sought = folded(typed);
  if (sought === '') return all.filter(({ group }) => group !== 'person');
  const words = sought.split(' ');
  return all.map((one) => ({ one, text: folded(`${one.words} ${one.detail ?? ''}`) }))
    .filter(({ one, text }) => one.isAnswer || words.every((word) => text.includes(word)))
    .toSorted((a, b) => weight(b.text, sought, words) - weight(a.text, sought, words))
    .map(({ one }) => one);
}

function weight(text: string, sought: string, words: readonly string[]): number {
  return (text.startsWith(sought) ? 4 : 0) + (words.every((word) => ` ${text}`.includes(` ${word}`)) ? 2 : 0);
}

function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
