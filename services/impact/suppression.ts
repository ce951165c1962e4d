// Which figures may not be shown: those that rest on too few people, and those from which such a one could be told. Pure.
import { partsOf } from '../kernel/period.ts';
import type { Figure, Quantity } from './metric.ts';
import { isAboutPeople } from './quantity.ts';

export const fewestPeople = 5;
const fewest = BigInt(fewestPeople);

/** A figure that rests on too few people: nothing of it is told. */
export function withheld(figure: Figure): Figure {
  return { valueMicro: null, n: null, people: figure.people, numerator: null, denominator: null, lowMicro: null, highMicro: null, state: 'too_few', reason: 'too_few' };
}

/**
 * Withholds figures about how people fare that rest on fewer than five; where a part of a shown whole is withheld, the next smallest
 * go with it until the hidden ones together cannot be told from the whole minus the others. People may be in several parts that overlap.
 */
export function suppressParts(metric: Quantity, whole: Figure, parts: readonly Figure[], overlap = false): Figure[] {
  if (!isAboutPeople(metric)) return [...parts];
  const hidden = parts.map((figure) => tooFew(figure));
  const hiddenPeople = (): bigint => parts.reduce((sum, { people }, index) => {
    const own = hidden[index] ? people ?? 0n : 0n;
    return overlap ? (own > sum ? own : sum) : sum + own;
  }, 0n);
  // The whole minus what is shown tells the hidden parts together: they must be two at least, and five people at least.
  while (!tooFew(whole) && hidden.some(Boolean) && (hidden.filter(Boolean).length === 1 || hiddenPeople() < fewest)) {
    const smallest = parts.reduce<number | undefined>((best, figure, index) => {
      if (hidden[index] || figure.people === null || figure.people === 0n) return best;
      return best === undefined || figure.people < (parts[best]?.people ?? 0n) ? index : best;
    }, undefined);
    if (smallest === undefined) break;
    hidden[smallest] = true;
  }
  return parts.map((figure, index) => (hidden[index] ? withheld(figure) : figure));
}

export function suppressAlone(metric: Quantity, figure: Figure): Figure {
  return isAboutPeople(metric) && tooFew(figure) ? withheld(figure) : figure;
}

/** Figures of these years with all their parts, as they may be shown. */
export function shownFigures(quantity: Quantity, years: readonly string[], raw: (period: string) => Figure): Map<string, Figure> {
  const shown = new Map(years.map((year) => [year, suppressAlone(quantity, raw(year))]));
  for (const whole of [...years, ...years.flatMap((year) => partsOf(year))]) {
    const parts = partsOf(whole);
    const found = parts.map(raw);
    const apart = suppressParts(quantity, raw(whole), found);
    // What is withheld for its whole's sake is withheld in its parts too: they would add up to it.
    const isHidden = shown.get(whole)?.state === 'too_few';
    for (const [index, part] of parts.entries()) {
      const figure = apart[index] ?? raw(part);
      shown.set(part, isHidden && figure.people !== null && figure.people > 0n ? withheld(figure) : figure);
    }
  }
  return shown;
}

function tooFew({ people, state }: Figure): boolean {
  return state === 'too_few' || (people !== null && people > 0n && people < fewest);
}
