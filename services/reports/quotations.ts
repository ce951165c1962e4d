// Which of what people wrote is quoted: some for each dimension that has a figure, in several voices, no two alike.
// It knows likeness and order; it refuses to change a word.
import { dimensions, languages, type Dimension, type Language } from '../../channels/vocabulary.ts';
import type { Snippet } from './facts.ts';

/** A snippet as the evidence room answers it. */
export interface Quotable { id: string; text: string; language: string; programme: string; dimension: Dimension; scoreMicro: number; confidenceMicro: number; localDate: string; sha256: string }
/** Scores from here on speak of strength, and up to here of doubt. */
const clearMicro = 600_000;
const doubtMicro = 400_000;
const mostADimension = 2;
/** Two texts that share more of their words than this say the same to a reader. */
const mostAlike = 0.5;

/** At most `most`, in the order of the dimensions given: clear ones first, and a doubt wherever there is one. References are given last. */
export function chooseQuotations(found: readonly Quotable[], order: readonly Dimension[], most: number): Snippet[] {
  const chosen: Quotable[] = [];
  const admit = (one: Quotable | undefined): void => { if (one && chosen.length < most) chosen.push(one); };
  const next = (dimension: Dimension, fits: (one: Quotable) => boolean): Quotable | undefined => {
    const open = found.filter((one) => one.dimension === dimension && fits(one) && chosen.every((other) => !areAlike(one.text, other.text)));
    // Another language than the last one first: a report that quotes a single tongue hides the others.
    return open.find((one) => one.language !== chosen.at(-1)?.language) ?? open[0];
  };
  for (let round = 0; round < mostADimension; round += 1) for (const dimension of order) admit(next(dimension, ({ scoreMicro }) => scoreMicro >= clearMicro));
  const [first] = order;
  const doubt = first === undefined ? undefined : next(first, ({ scoreMicro }) => scoreMicro <= doubtMicro);
  if (doubt) chosen.splice(Math.min(chosen.length, most - 1), 1, doubt);
  const inOrder = chosen.toSorted((one, other) => order.indexOf(one.dimension) - order.indexOf(other.dimension));
  return inOrder.map((one, index) => ({ ...one, ref: `E${index + 1}`, language: languageOf(one.language) }));
}

export function isDoubt({ scoreMicro }: Pick<Snippet, 'scoreMicro'>): boolean {
  return scoreMicro <= doubtMicro;
}

/** Whether two texts share most of their words, in whatever order. */
export function areAlike(one: string, other: string): boolean {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / Math.max(1, Math.min(first.size, second.size)) > mostAlike;
}

export function dimensionsOf(metrics: readonly string[]): Dimension[] {
  return dimensions.filter((dimension) => metrics.includes(dimension));
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLocaleLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? []);
}

function languageOf(code: string): Language {
  return languages.find((known) => known === code) ?? 'en';
}
