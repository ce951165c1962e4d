// The metrics: what each counts, its formula and version, and how one figure comes out of exact sums. Pure.
import { dimensions, programmes, type Composite, type CostKind, type Dimension, type Metric, type MetricState, type Programme } from '../../channels/vocabulary.ts';
import { divideHalfEven, divideMicro, meanInterval, wilsonInterval } from '../kernel/statistics.ts';
import type { Compared, Outcome, Profile } from './outcome.ts';
import type { CostSum, Part } from './part.ts';

export type Scope = Programme | 'all';
export type Unit = 'people' | 'hours' | 'sessions' | 'rate' | 'score' | 'matches' | 'checkins' | 'courses' | 'credentials' | 'placements' | 'change' | 'money' | 'ratio' | 'points';
/** A metric, or a part of one that is made of others: what a figure can be of. */
export type Quantity = Metric | Part;
export interface Formula { id: Quantity; version: number; text: string; recompute: { op: 'sum' | 'distinct' | 'ratio' | 'composite'; divisor: number } }

/** Of scores on a dimension, and of what changed in people since their score before. */
export interface ScoreSums { scores: bigint; sum: bigint; squares: bigint; people: bigint; confidenceSum: bigint; changes: bigint; changeSum: bigint; changeSquares: bigint }

/** Sums over the rows of one period and programme. All integers. */
export interface Sums extends Counts {
  scored: Readonly<Partial<Record<Dimension, ScoreSums>>>; profiles: readonly Profile[]; compared: Readonly<Record<Outcome, Compared>>; costs: Readonly<Record<CostKind, CostSum>>;
}

export interface Counts {
  participants: bigint; volunteers: bigint; completed: bigint; cancelled: bigint; noShow: bigint; unreported: bigint; confirmedMinutes: bigint; confirmedSessions: bigint;
  withoutMinutes: bigint; ratings: bigint; ratingSum: bigint; ratingSquares: bigint; ratedBy: bigint;
  scheduled: bigint; matchesActive: bigint; matchesEnded: bigint; checkins: bigint; courses: bigint; credentials: bigint; placements: bigint; placedPeople: bigint;
  eligible: bigint; eligibleActive: bigint; paidMinutes: bigint; paidRows: bigint; ready: bigint;
}

export interface Figure {
  valueMicro: bigint | null; n: bigint | null; people: bigint | null; numerator: bigint | null; denominator: bigint | null; lowMicro: bigint | null; highMicro: bigint | null;
  state: MetricState; reason: string | null;
  /** What a walk of it needs besides its rows; kept with it. */
  details?: Readonly<Record<string, unknown>>;
}

export interface MetricName { metric: Quantity; programme: Scope; period: string }

export interface Definition { unit: Unit; formula: Omit<Formula, 'id'>; aboutPeople: boolean; compute(sums: Sums): Figure }

/** Between a first score and a later one of the same period, for the two to tell a change. */
export const leastDaysApart = 14;
export const noScores: ScoreSums = { scores: 0n, sum: 0n, squares: 0n, people: 0n, confidenceSum: 0n, changes: 0n, changeSum: 0n, changeSquares: 0n };
const doubtBelowMicro = 700_000n;
/** Above this share of held sessions without a duration, hours are provisional. */
const missingShare = { numerator: 5n, denominator: 100n };

export const metricDefinitions: Readonly<Record<Exclude<Metric, Composite>, Definition>> = {
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
  well_being: scoring('well_being', 'wellbeing'),
  confidence_change: changing('confidence', 'confidence'),
  belonging_change: changing('belonging', 'belonging'),
  lang_level_proxy_change: changing('lang_level_proxy', 'language'),
  job_readiness_change: changing('job_readiness', 'job readiness'),
  well_being_change: changing('well_being', 'wellbeing'),
};

export const scopes: readonly Scope[] = ['all', ...programmes];

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
export function scoredBy(metric: Quantity): { dimension: Dimension; isChange: boolean } | undefined {
  const dimension = dimensions.find((one) => one === metric || `${one}_change` === metric);
  return dimension && { dimension, isChange: dimension !== metric };
}

function counting(unit: Unit, text: string, name: keyof Counts): Definition {
  return { unit, aboutPeople: false, formula: { version: 1, text, recompute: { op: 'sum', divisor: 1 } }, compute: (sums) => count(sums[name], sums[name]) };
}

export function count(value: bigint, n: bigint): Figure {
  return { valueMicro: value * 1_000_000n, n, people: null, numerator: value, denominator: 1n, lowMicro: null, highMicro: null, state: 'measured', reason: null };
}

export function mean(sum: bigint, squares: bigint, n: bigint, people: bigint, reason: string): Figure {
  if (n === 0n) return notMeasurable(reason);
  const interval = meanInterval(sum, squares, n);
  return {
    valueMicro: divideHalfEven(sum, n), n, people, numerator: sum, denominator: n, lowMicro: interval?.low ?? null, highMicro: interval?.high ?? null, state: 'measured', reason: null,
  };
}

export function notMeasurable(reason: string): Figure {
  return { valueMicro: null, n: 0n, people: 0n, numerator: null, denominator: null, lowMicro: null, highMicro: null, state: 'not_measurable', reason };
}
