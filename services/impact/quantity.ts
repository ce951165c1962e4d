// Everything that a figure can be of, and what is true of each: plain metrics, parts of composites, composites. Pure.
import { composites, metrics, type Composite, type Metric } from '../../channels/vocabulary.ts';
import { compositeDefinitions } from './composite.ts';
import { metricDefinitions, notMeasurable, type Counts, type Definition, type Figure, type Formula, type Quantity, type Sums, type Unit } from './metric.ts';
import { noPartSums, partDefinitions, parts, type Part } from './part.ts';

type Plain = Exclude<Metric, Composite> | Part;
export const quantities: readonly Quantity[] = [...metrics, ...parts];
/** What comes out of the sums alone. */
export const plainQuantities: readonly Plain[] = quantities.filter((quantity): quantity is Plain => !isComposite(quantity));
const plain: Readonly<Record<Plain, Definition>> = { ...metricDefinitions, ...partDefinitions };

export function isComposite(quantity: Quantity): quantity is Composite {
  return (composites as readonly string[]).includes(quantity);
}

export function isPart(quantity: Quantity): quantity is Part {
  return (parts as readonly string[]).includes(quantity);
}

export function computePlain(quantity: Plain, sums: Sums): Figure {
  return plain[quantity].compute(sums);
}

export function unitOf(quantity: Quantity): Unit {
  return isComposite(quantity) ? compositeDefinitions[quantity].unit : plain[quantity].unit;
}

export function formulaOf(quantity: Quantity): Formula {
  return { id: quantity, ...(isComposite(quantity) ? compositeDefinitions[quantity].formula : plain[quantity].formula) };
}

export function isAboutPeople(quantity: Quantity): boolean {
  return isComposite(quantity) || plain[quantity].aboutPeople;
}

/** What a period says in which nothing happened. */
export function emptyFigure(quantity: Quantity): Figure {
  const figure = emptyFigures.get(quantity) ?? (isComposite(quantity) ? notMeasurable(quantity === 'vis' ? 'nothing_measured' : 'no_outcome') : computePlain(quantity, emptySums()));
  emptyFigures.set(quantity, figure);
  return figure;
}

const emptyFigures = new Map<Quantity, Figure>();

export function emptySums(): Sums {
  const counts: Record<keyof Counts, bigint> = {
    participants: 0n, volunteers: 0n, completed: 0n, cancelled: 0n, noShow: 0n, unreported: 0n, confirmedMinutes: 0n, confirmedSessions: 0n, withoutMinutes: 0n, ratings: 0n, ratingSum: 0n, ratingSquares: 0n,
    ratedBy: 0n, scheduled: 0n, matchesActive: 0n, matchesEnded: 0n, checkins: 0n, courses: 0n, credentials: 0n, placements: 0n, placedPeople: 0n, eligible: 0n, eligibleActive: 0n, paidMinutes: 0n, paidRows: 0n,
    ready: 0n,
  };
  return { ...counts, scored: {}, ...noPartSums };
}

