// Which words of a sentence made its score: what the model says each word of the whole text added, as far as it stands in the redacted
// sentence; everything else is one sum, so that no word is told that is not shown anyway. Pure.
import type { Language } from '../../channels/vocabulary.ts';
import type { Place } from './search.ts';
import { plainOf, wordsOf } from './words.ts';

/** Weights and rest add up to the log-odds of the score: what is above nothing raised it, what is below lowered it. */
export interface Why { words: { token: string; weight: number; places: Place[] }[]; rest: number }

const mostShown = 6;
const leastShare = 1e-9;

/** `contributions` are the strongest of the whole text; what the weaker ones added is in the rest. */
export function whyOf(sentence: string, language: Language, score: number, contributions: readonly { token: string; weight: number }[]): Why {
  const added = Map.groupBy(contributions, ({ token }) => plainOf(token));
  const standing = Map.groupBy(wordsOf(sentence, language), ({ plain }) => plain);
  const sum = (parts: readonly { weight: number }[]): number => parts.reduce((total, { weight }) => total + weight, 0);
  const words = [...standing].flatMap(([plain, places]) => {
    const parts = added.get(plain);
    return parts ? [{ token: sentence.slice(places[0]?.start, places[0]?.end), weight: sum(parts), places: places.map(({ start, end }) => ({ start, end })) }] : [];
  }).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, mostShown);
  // A score of nearly 1 is written as 1, whose odds have no end.
  const bounded = Math.min(Math.max(score, leastShare), 1 - leastShare);
  return { words, rest: Math.log(bounded / (1 - bounded)) - sum(words) };
}
