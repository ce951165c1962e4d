// The metrics: what each counts, its formula and version, and how one figure comes out of exact sums. Pure.
import { dimensions, programmes, type Dimension, type Metric, type MetricState, type Programme } from '../../channels/vocabulary.ts';
import { divideHalfEven, divideMicro, meanInterval, wilsonInterval } from '../kernel/statistics.ts';

export type Scope = Programme | 'all';
export type Unit = 'people' | 'hours' | 'sessions' | 'rate' | 'score' | 'matches' | 'checkins' | 'courses' | 'credentials' | 'placements' | 'change';
export interface Formula { id: Metric; version: number; text: string; recompute: { op: 'sum' | 'distinct' | 'ratio'; divisor: number } }

/** Of scores on a dimension, and of what changed in people since their score before. */
export interface ScoreSums { scores: bigint; sum: bigint; squares: bigint; people: bigint; confidenceSum: bigint; changes: bigint; changeSum: bigint; changeSquares: bigint }

/** Sums over the rows of one period and programme. All integers. */
export interface Sums extends Counts { scored: Readonly<Partial<Record<Dimension, ScoreSums>>> }

export interface Counts {
  participants: bigint; volunteers: bigint; completed: bigint; cancelled: bigint; noShow: bigint; unreported: bigint; confirmedMinutes: bigint; confirmedSessions: bigint;
  withoutMinutes: bigint; ratings: bigint; ratingSum: bigint; ratingSquares: bigint; ratedBy: bigint;
  scheduled: bigint; matchesActive: bigint; matchesEnded: bigint; checkins: bigint; courses: bigint; credentials: bigint; placements: bigint; placedPeople: bigint;
  eligible: bigint; eligibleActive: bigint;
}

export interface Figure {
  valueMicro: bigint | null; n: bigint | null; people: bigint | null; numerator: bigint | null; denominator: bigint | null; lowMicro: bigint | null; highMicro: bigint | null;
  state: MetricState; reason: string | null;
}

export interface MetricName { metric: Metric; programme: Scope; period: string }

interface Definition { unit: Unit; formula: Omit<Formula, 'id'>; aboutPeople: boolean; compute(sums: Sums): Figure }

const fewest = 5n;
/** Between a first score and a later one of the same period, for the two to tell a change. */
export const leastDaysApart = 14;
export const noScores: ScoreSums = { scores: 0n, sum: 0n, squares: 0n, people: 0n, confidenceSum: 0n, changes: 0n, changeSum: 0n, changeSquares: 0n };
const doubtBelowMicro = 700_000n;
/** Above this share of held sessions without a duration, hours are provisional. */
const missingShare = { numerator: 5n, denominator: 100n };

export const definitions: Readonly<Record<Metric, Definition>> = {
  participants: {
    unit: 'people', aboutPeople: false,
    formula: { version: 2, text: 'distinct participants with a completed session, event, check-in, feedback or learning row', recompute: { op: 'distinct', divisor: 1 } },
    compute: ({ participants }) => count(participants, participants),
  },
  volunteers: {
    unit: 'people', aboutPeople: false,
    formula: { version: 2, text: 'distinct volunteers with a completed session, event, check-in or feedback', recompute: { op: 'distinct', divisor: 1 } },
    compute: ({ volunteers }) => count(volunteers, volunteers),
  },
  volunteer_hours: {
    unit: 'hours', aboutPeople: false,
    formula: { version: 2, text: 'sum of confirmed minutes of completed sessions and events ÷ 60', recompute: { op: 'sum', divisor: 60 } },
    compute({ confirmedMinutes, confirmedSessions, withoutMinutes }) {
      const figure = { ...count(0n, confirmedSessions), valueMicro: divideMicro(confirmedMinutes, 60n), numerator: confirmedMinutes, denominator: 60n };
      const isPatchy = withoutMinutes * missingShare.denominator > confirmedSessions * missingShare.numerator;
      return isPatchy ? { ...figure, state: 'provisional', reason: 'duration_missing' } : figure;
    },
  },
  sessions_completed: {
    unit: 'sessions', aboutPeople: false,
    formula: { version: 1, text: 'number of completed sessions', recompute: { op: 'sum', divisor: 1 } },
    compute: ({ completed }) => count(completed, completed),
  },
  completion_rate: {
    unit: 'rate', aboutPeople: false,
    formula: { version: 1, text: 'completed ÷ (completed + cancelled + no-show + unreported)', recompute: { op: 'ratio', divisor: 1 } },
    compute({ completed, cancelled, noShow, unreported }) {
      const trials = completed + cancelled + noShow + unreported;
      if (trials === 0n) return notMeasurable('no_sessions');
      const { low, high } = wilsonInterval(completed, trials);
      return { valueMicro: divideMicro(completed, trials), n: trials, people: null, numerator: completed, denominator: trials, lowMicro: low, highMicro: high, state: 'measured', reason: null };
    },
  },
  rating_mean: {
    unit: 'score', aboutPeople: true,
    formula: { version: 2, text: 'mean of participants’ ratings of completed sessions and in feedback, on a scale from 0 to 1', recompute: { op: 'ratio', divisor: 1_000_000 } },
    compute: ({ ratingSum, ratingSquares, ratings, ratedBy }) => mean(ratingSum, ratingSquares, ratings, ratedBy, 'no_ratings'),
  },
  confidence: scoring('confidence', 'confidence'),
  sessions_scheduled: counting('sessions', 'number of sessions planned in the period, whatever became of them', 'scheduled'),
  no_shows: counting('sessions', 'number of sessions to which somebody did not come', 'noShow'),
  matches_active: counting('matches', 'number of matches that stood on any day of the period', 'matchesActive'),
  matches_ended: counting('matches', 'number of matches that ended in the period', 'matchesEnded'),
  checkins: counting('checkins', 'number of check-ins', 'checkins'),
  courses_completed: counting('courses', 'number of courses completed', 'courses'),
  credentials: counting('credentials', 'number of credentials issued', 'credentials'),
  placements: {
    unit: 'placements', aboutPeople: true,
    formula: { version: 1, text: 'number of jobs begun by participants; in a programme, by those active in it in the twelve months before', recompute: { op: 'sum', divisor: 1 } },
    compute: ({ placements, placedPeople }) => ({ ...count(placements, placements), people: placedPeople }),
  },
  participation_rate: {
    unit: 'rate', aboutPeople: false,
    formula: { version: 1, text: 'active employees on the roster ÷ employees eligible on any day of the period', recompute: { op: 'ratio', divisor: 1 } },
    compute({ eligible, eligibleActive }) {
      if (eligible === 0n) return notMeasurable('no_roster');
      const { low, high } = wilsonInterval(eligibleActive, eligible);
      return { valueMicro: divideMicro(eligibleActive, eligible), n: eligible, people: null, numerator: eligibleActive, denominator: eligible, lowMicro: low, highMicro: high, state: 'measured', reason: null };
    },
  },
  belonging: scoring('belonging', 'belonging'),
  lang_level_proxy: scoring('lang_level_proxy', 'language'),
  job_readiness: scoring('job_readiness', 'job readiness'),
  well_being: scoring('well_being', 'well-being'),
  confidence_change: changing('confidence', 'confidence'),
  belonging_change: changing('belonging', 'belonging'),
  lang_level_proxy_change: changing('lang_level_proxy', 'language'),
  job_readiness_change: changing('job_readiness', 'job readiness'),
  well_being_change: changing('well_being', 'well-being'),
};

export const scopes: readonly Scope[] = ['all', ...programmes];

export function formulaOf(metric: Metric): Formula {
  return { id: metric, ...definitions[metric].formula };
}

export function emptySums(): Sums {
  return {
    participants: 0n, volunteers: 0n, completed: 0n, cancelled: 0n, noShow: 0n, unreported: 0n, confirmedMinutes: 0n, confirmedSessions: 0n, withoutMinutes: 0n, ratings: 0n,
    ratingSum: 0n, ratingSquares: 0n, ratedBy: 0n, scored: {}, scheduled: 0n, matchesActive: 0n, matchesEnded: 0n, checkins: 0n, courses: 0n, credentials: 0n, placements: 0n, placedPeople: 0n,
    eligible: 0n, eligibleActive: 0n,
  };
}

/** A figure that rests on too few people: nothing of it is told. */
export function withheld(figure: Figure): Figure {
  return { valueMicro: null, n: null, people: figure.people, numerator: null, denominator: null, lowMicro: null, highMicro: null, state: 'too_few', reason: 'too_few' };
}

/**
 * Withholds figures about how people fare that rest on fewer than five; where a part of a shown whole is withheld, the next smallest
 * go with it until the hidden ones together cannot be told from the whole minus the others.
 */
export function suppressParts(metric: Metric, whole: Figure, parts: readonly Figure[]): Figure[] {
  if (!definitions[metric].aboutPeople) return [...parts];
  const hidden = parts.map((figure) => tooFew(figure));
  const hiddenPeople = (): bigint => parts.reduce((sum, figure, index) => sum + (hidden[index] ? figure.people ?? 0n : 0n), 0n);
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

export function suppressAlone(metric: Metric, figure: Figure): Figure {
  return definitions[metric].aboutPeople && tooFew(figure) ? withheld(figure) : figure;
}

function tooFew({ people }: Figure): boolean {
  return people !== null && people > 0n && people < fewest;
}

/** The mean of what participants' own words say of a dimension; provisional where the model is unsure of them on the whole. */
function scoring(dimension: Dimension, name: string): Definition {
  return {
    unit: 'score', aboutPeople: true,
    formula: { version: 1, text: `mean of the ${name} scores of participants’ own words`, recompute: { op: 'ratio', divisor: 1_000_000 } },
    compute({ scored }) {
      const { scores, sum, squares, people, confidenceSum } = scored[dimension] ?? noScores;
      const figure = mean(sum, squares, scores, people, 'no_texts');
      const isDoubtful = figure.state === 'measured' && divideHalfEven(confidenceSum, scores) < doubtBelowMicro;
      return isDoubtful ? { ...figure, state: 'provisional', reason: 'model_unsure' } : figure;
    },
  };
}

/** How far people moved: each one's last score of the period against the one before it. One text is no change. */
function changing(dimension: Dimension, name: string): Definition {
  return {
    unit: 'change', aboutPeople: true,
    formula: {
      version: 1, recompute: { op: 'ratio', divisor: 1_000_000 },
      text: `mean over people of their last ${name} score in the period minus the last one before it, else the first one in it at least ${leastDaysApart} days earlier`,
    },
    compute({ scored }) {
      const { changes, changeSum, changeSquares } = scored[dimension] ?? noScores;
      return mean(changeSum, changeSquares, changes, changes, 'no_two_texts');
    },
  };
}

/** The dimension that a metric is about, and whether it is a change. */
export function scoredBy(metric: Metric): { dimension: Dimension; isChange: boolean } | undefined {
  const dimension = dimensions.find((one) => one === metric || `${one}_change` === metric);
  return dimension && { dimension, isChange: dimension !== metric };
}

function counting(unit: Unit, text: string, name: keyof Counts): Definition {
  return { unit, aboutPeople: false, formula: { version: 1, text, recompute: { op: 'sum', divisor: 1 } }, compute: (sums) => count(sums[name], sums[name]) };
}

function count(value: bigint, n: bigint): Figure {
  return { valueMicro: value * 1_000_000n, n, people: null, numerator: value, denominator: 1n, lowMicro: null, highMicro: null, state: 'measured', reason: null };
}

function mean(sum: bigint, squares: bigint, n: bigint, people: bigint, reason: string): Figure {
  if (n === 0n) return notMeasurable(reason);
  const interval = meanInterval(sum, squares, n);
  return {
    valueMicro: divideHalfEven(sum, n), n, people, numerator: sum, denominator: n, lowMicro: interval?.low ?? null, highMicro: interval?.high ?? null, state: 'measured', reason: null,
  };
}

function notMeasurable(reason: string): Figure {
  return { valueMicro: null, n: 0n, people: 0n, numerator: null, denominator: null, lowMicro: null, highMicro: null, state: 'not_measurable', reason };
}
