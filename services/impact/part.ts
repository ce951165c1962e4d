// Parts of composites: figures that are no metric of their own but have a walk like one, so that nothing in a composite is without its
// rows. What each counts, and how it comes out of the sums. Pure.
import { costKinds, type CostKind } from '../../channels/vocabulary.ts';
import { divideHalfEven, divideMicro, wilsonInterval } from '../kernel/statistics.ts';
import { minorDigits } from '../kernel/money.ts';
import type { Rate } from './exchange.ts';
import { count, notMeasurable, type Definition, type Figure, type Sums } from './metric.ts';
import { jobReadyMicro, liftedIn, outcomes, peopleIn, tallyOf, type Outcome } from './outcome.ts';

/** In the order in which they were added: ids name their places, from `firstPlace` on. */
export const parts = [
  'paid_hours', 'costs_cash', 'costs_in_kind', 'costs_management', 'improved_integration', 'declined_integration', 'certainty_integration', 'improved_language', 'declined_language', 'certainty_language',
  'improved_job_readiness', 'declined_job_readiness', 'certainty_job_readiness', 'improved_confidence', 'declined_confidence', 'certainty_confidence', 'lift', 'placement_share',
] as const;
export type Part = (typeof parts)[number];
type OutcomePart = Extract<Part, `${string}_${Outcome}`>;
export const firstPlace = 128;

/** What costs of one kind come to in the company's money; `lacking` is a currency that has no rate on the period's last day. */
export interface CostSum { minor: bigint; rows: bigint; currency: string; lacking: string | null; rates: readonly Rate[] }
export const noCosts: CostSum = { minor: 0n, rows: 0n, currency: 'EUR', lacking: null, rates: [] };
/** A rate as a figure keeps it, to be walked with later. */
export interface KeptRate { from: string; to: string; top: string; bottom: string; date: string; source: string; isOwn: boolean }

export const partDefinitions: Readonly<Record<Part, Definition>> = {
  paid_hours: {
    unit: 'hours', aboutPeople: false,
    formula: { version: 1, text: 'sum of confirmed minutes of completed sessions and events that were paid working time ÷ 60', recompute: { op: 'sum', divisor: 60 } },
    compute: ({ paidMinutes, paidRows }) => ({ ...count(0n, paidRows), valueMicro: divideMicro(paidMinutes, 60n), numerator: paidMinutes, denominator: 60n }),
  },
  ...Object.fromEntries(costKinds.map((kind) => [`costs_${kind}`, costing(kind)])) as Record<Extract<Part, `costs_${string}`>, Definition>,
  ...Object.fromEntries(outcomes.flatMap((outcome) => [
    [`improved_${outcome}`, moving(outcome, 'improved', 'rose')], [`declined_${outcome}`, moving(outcome, 'declined', 'fell')], [`certainty_${outcome}`, certainty(outcome)],
  ])) as Record<OutcomePart, Definition>,
  lift: {
    unit: 'rate', aboutPeople: true,
    formula: {
      version: 1, recompute: { op: 'ratio', divisor: 1 },
      text: 'participants of whom something rose by more than the model’s reliable change, or by a recorded level, and nothing fell ÷ participants of whom two scores or levels could be compared',
    },
    compute: ({ profiles }) => share(liftedIn(profiles), peopleIn(profiles, outcomes), 'no_two_texts'),
  },
  placement_share: {
    unit: 'rate', aboutPeople: true,
    formula: { version: 1, text: `participants who began a job ÷ those and the others whose last job readiness score of the period is ${jobReadyMicro / 1e6} or more`, recompute: { op: 'ratio', divisor: 1 } },
    compute: ({ placedPeople, ready }) => share(placedPeople, ready, 'nobody_ready'),
  },
};

export function keptRate({ from, to, rate, date, source, isOwn }: Rate): KeptRate {
  return { from, to, top: rate.top.toString(), bottom: rate.bottom.toString(), date, source, isOwn };
}

export function rateOfKept({ top, bottom, ...rest }: KeptRate): Rate {
  return { ...rest, rate: { top: BigInt(top), bottom: BigInt(bottom) } };
}

function costing(kind: CostKind): Definition {
  return {
    unit: 'money', aboutPeople: false,
    formula: {
      version: 1, recompute: { op: 'sum', divisor: 100 },
      text: `${kind.replace('_', '-')} costs, each spread by days over the period it was told for, in the company’s currency at the rate of the last day; costs of all programmes together count in all programmes together only`,
    },
    compute({ costs }) {
      const { minor, rows, currency, lacking, rates } = costs[kind];
      if (lacking !== null) return { ...notMeasurable('no_rate'), details: { currency, lacking, rates: [] } };
      const units = 10n ** BigInt(minorDigits(currency));
      return { ...count(0n, rows), valueMicro: divideMicro(minor, units), numerator: minor, denominator: units, ...(rows === 0n ? {} : { details: { currency, rates: rates.map(keptRate) } }) };
    },
  };
}

function moving(outcome: Outcome, which: 'improved' | 'declined', verb: string): Definition {
  return {
    unit: 'people', aboutPeople: true,
    formula: {
      version: 1, recompute: { op: 'sum', divisor: 1 },
      text: `participants who ${verb} in ${outcome.replace('_', ' ')} by more than the larger of 0.15 and the model’s reliable change, both scores by one model version, or by a recorded level; who rose in one way and fell in another counts as neither`,
    },
    compute({ profiles }) {
      const tally = tallyOf(profiles, outcome);
      return tally.people === 0n ? notMeasurable('no_two_texts') : { ...count(tally[which], tally.people), people: tally.people };
    },
  };
}

function certainty(outcome: Outcome): Definition {
  return {
    unit: 'score', aboutPeople: true,
    formula: { version: 1, text: `mean confidence of the model over the scores that were compared for ${outcome.replace('_', ' ')}`, recompute: { op: 'ratio', divisor: 1_000_000 } },
    compute({ profiles, compared }) {
      const { scores, confidenceSum } = compared[outcome];
      const people = tallyOf(profiles, outcome).people;
      return scores === 0n ? { ...notMeasurable('no_scores'), people } : { ...count(0n, scores), valueMicro: divideHalfEven(confidenceSum, scores), people, numerator: confidenceSum, denominator: scores };
    },
  };
}

function share(some: bigint, all: bigint, reason: string): Figure {
  if (all === 0n) return notMeasurable(reason);
  const { low, high } = wilsonInterval(some, all);
  return { valueMicro: divideMicro(some, all), n: all, people: all, numerator: some, denominator: all, lowMicro: low, highMicro: high, state: 'measured', reason: null };
}

/** Every sum that parts need and plain metrics do not, as it is where nothing happened. */
export const noPartSums: Pick<Sums, 'profiles' | 'compared' | 'costs'> = {
  profiles: [], costs: { cash: noCosts, in_kind: noCosts, management: noCosts },
  compared: Object.fromEntries(outcomes.map((outcome) => [outcome, { scores: 0n, confidenceSum: 0n }])) as Sums['compared'],
};
