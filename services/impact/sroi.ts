// Social return on investment: what outcomes are worth, held against what went in, on two named bases. Pure, and exact: everything is
// a fraction until it is taken out, so that a stored figure and a tried one are the same to the last digit.
// Source: Guide to SROI (Cabinet Office 2009, Social Value International); attribution is the share due to others, and is deducted.
import { exact, fraction, isBelow, minus, over, plus, rounded, sumOf, times, type Amount, type Fraction } from '../kernel/fraction.ts';

export interface Assumptions { deadweight: number; attributionToOthers: number; displacement: number; dropOff: number; durationYears: number; discountRate: number }
/** People who rose and fell by more than noise, and what one of them is worth for a year. An outcome may have assumptions of its own. */
export interface OutcomeValue { outcome: string; improved: number; declined: number; proxy: Amount; assumptions?: Partial<Assumptions> | undefined }
/** Volunteers' hours: `paid` by the company, or their `own`; `rate` is what one hour is counted at. */
export interface Hours { kind: 'paid' | 'own'; hours: Amount; rate: Amount }
/** All amounts in one currency. */
export interface SroiInput { outcomes: readonly OutcomeValue[]; hours: readonly Hours[]; costs: Amount; meanConfidence?: Amount | undefined; assumptions?: Partial<Assumptions> | undefined }
/** The company's own input, or all of society's: hours that volunteers gave are an input of the second only. */
export const bases = ['company', 'society'] as const;
export type Basis = (typeof bases)[number];
type Bases = Record<Basis, number | null>;
/** `ends` are what the assumption is moved to; of hour value and proxies, shares of what was given. */
export interface Swing { assumption: keyof Assumptions | 'hourValue' | 'proxies'; ends: [number, number]; low: number | null; high: number | null }
/** At which deadweight, at which share of all proxies, and for a single outcome at how many people, one gets back just what one put in. */
export interface BreakEven { deadweight: number | null; proxies: number | null; people: number | null }
export interface Sroi {
  presentValue: number; investment: Record<Basis, number>; ratio: Bases; npv: Bases; flagged: boolean; state: 'measured' | 'not_measurable'; reason: string | null; breakEven: BreakEven; tornado: Swing[];
}

export const usualAssumptions: Assumptions = { deadweight: 0.2, attributionToOthers: 0.25, displacement: 0, dropOff: 0.35, durationYears: 3, discountRate: 0.035 };
/** Below this mean confidence of the scores that the outcomes rest on, their value counts less, and the result says so. */
export const doubtBelow = 0.7;
export const doubtfulFactor = 0.8;
/** Ends that are held against the result, one assumption at a time: as wide as practice differs. Hour value, to whole cents, and proxies are shares of what was given. */
const ends: Readonly<Record<Swing['assumption'], readonly [number, number]>> = {
  deadweight: [0.1, 0.4], attributionToOthers: [0.1, 0.5], displacement: [0, 0.1], dropOff: [0.2, 0.5], durationYears: [1, 5], discountRate: [0.015, 0.06], hourValue: [0.75, 1.25], proxies: [0.5, 1.5],
};
/** Named sets: careful in all that practice is careful about, and generous in it; never on the wrong side of what is assumed anyway. */
const sets = {
  low: { deadweight: 0.3, attributionToOthers: 0.35, dropOff: 0.45, durationYears: 2 }, high: { deadweight: 0.15, attributionToOthers: 0.2, dropOff: 0.25, durationYears: 4 },
} as const satisfies Record<string, Partial<Assumptions>>;
export type NamedSet = keyof typeof sets;

/** Everything is rounded once, at the end: money to cents, ratios and shares to four decimals. */
export function sroiOf(input: SroiInput): Sroi {
  const presentValue = valueOf(input);
  const investment = { company: investedBy(input, 'company'), society: investedBy(input, 'society') };
  const reason = input.outcomes.length === 0 ? 'no_outcome' : investment.society.top <= 0n ? 'no_investment' : null;
  const against = (from: (put: Fraction) => Fraction, digits: number): Bases => {
    const on = (put: Fraction): number | null => (reason !== null || put.top <= 0n ? null : rounded(from(put), digits));
    return { company: on(investment.company), society: on(investment.society) };
  };
  return {
    presentValue: rounded(presentValue, 2), investment: { company: rounded(investment.company, 2), society: rounded(investment.society, 2) },
    ratio: against((put) => over(presentValue, put), 4), npv: against((put) => minus(presentValue, put), 2), flagged: isDoubtful(input), state: reason === null ? 'measured' : 'not_measurable', reason,
    breakEven: breakEvenOf(input, 'society'), tornado: reason === null ? swingsOf(input, 'society') : [],
  };
}

/** What came of it, the doubt about the model taken off. */
export function valueOf(input: SroiInput): Fraction {
  return times(sumOf(input.outcomes.map((outcome) => worthOf(input, outcome))), isDoubtful(input) ? doubtfulFactor : 1);
}

/** What one outcome is worth over its years, before any doubt. */
export function worthOf({ assumptions }: SroiInput, { improved, declined, proxy, assumptions: own }: OutcomeValue): Fraction {
  const given = { ...usualAssumptions, ...assumptions, ...own };
  return times(improved - declined, proxy, keptShare(given), yearsOf(given));
}

export function investedBy({ hours, costs }: SroiInput, basis: Basis): Fraction {
  return plus(sumOf(hours.filter(({ kind }) => basis === 'society' || kind === 'paid').map(({ hours: count, rate }) => times(count, rate))), costs);
}

export function isDoubtful({ meanConfidence }: SroiInput): boolean {
  return meanConfidence !== undefined && isBelow(meanConfidence, doubtBelow);
}

/** The input as a named set of assumptions would have it. */
export function withSet(input: SroiInput, name: NamedSet): SroiInput {
  const given = { ...usualAssumptions, ...input.assumptions };
  // A longer life is the generous side; of everything else, a smaller deduction is.
  const moved = (own: Partial<Assumptions>): Partial<Assumptions> => Object.fromEntries(Object.entries(sets[name]).map(([key, end]) => {
    const value = own[key as keyof Assumptions] ?? given[key as keyof Assumptions];
    return [key, (name === 'low') === (key === 'durationYears') ? Math.min(value, end) : Math.max(value, end)];
  }));
  return { ...input, assumptions: { ...given, ...moved({}) }, outcomes: input.outcomes.map((outcome) => ({ ...outcome, assumptions: outcome.assumptions && { ...outcome.assumptions, ...moved(outcome.assumptions) } })) };
}

/** What is left of a change once all that is not the programme's is taken off. */
export function keptShare({ deadweight, attributionToOthers, displacement }: Assumptions): Fraction {
  return times(minus(1, deadweight), minus(1, attributionToOthers), minus(1, displacement));
}

/** Σ t=0..D−1 (1 − drop-off)^t / (1 + r)^(t+1): each year's part of the first, at today's value. */
export function yearsOf({ dropOff, durationYears, discountRate }: Assumptions): Fraction {
  const [stays, later] = [minus(1, dropOff), over(1, plus(1, discountRate))];
  let [sum, part] = [fraction(0n), later];
  for (let year = 0; year < durationYears; year += 1) [sum, part] = [plus(sum, part), times(part, stays, later)];
  return sum;
}

export function breakEvenOf(input: SroiInput, basis: Basis): BreakEven {
  const [value, investment] = [valueOf(input), investedBy(input, basis)];
  if (value.top <= 0n || investment.top <= 0n) return { deadweight: null, proxies: null, people: null };
  const share = over(investment, value);
  const deadweight = rounded(minus(1, times(minus(1, input.assumptions?.deadweight ?? usualAssumptions.deadweight), share)), 4);
  const [only, ...others] = input.outcomes;
  return {
    deadweight: deadweight >= 0 && deadweight <= 1 && input.outcomes.every((outcome) => outcome.assumptions?.deadweight === undefined) ? deadweight : null,
    proxies: rounded(share, 4), people: only && others.length === 0 ? rounded(times(only.improved - only.declined, share), 2) : null,
  };
}

export function swingsOf(input: SroiInput, basis: Basis): Swing[] {
  const given = { ...usualAssumptions, ...input.assumptions };
  const ratioWith = (assumption: Swing['assumption'], end: number): number | null => {
    const changed = changedBy(input, assumption, end);
    const put = investedBy(changed, basis);
    return put.top <= 0n ? null : rounded(over(valueOf(changed), put), 4);
  };
  const swings = (Object.keys(ends) as Swing['assumption'][]).map((assumption): Swing => {
    const own = assumption in given ? given[assumption as keyof Assumptions] : 1;
    const [low, high] = [Math.min(ends[assumption][0], own), Math.max(ends[assumption][1], own)];
    return { assumption, ends: [low, high], low: ratioWith(assumption, low), high: ratioWith(assumption, high) };
  });
  const width = ({ low, high }: Swing): number => Math.abs((high ?? 0) - (low ?? 0));
  return swings.sort((one, other) => width(other) - width(one));
}

/** One assumption at an end of its range, in every outcome alike. */
function changedBy(input: SroiInput, assumption: Swing['assumption'], end: number): SroiInput {
  if (assumption === 'hourValue') return { ...input, hours: input.hours.map((part) => ({ ...part, rate: rounded(times(part.rate, end), 2) })) };
  if (assumption === 'proxies') return { ...input, outcomes: input.outcomes.map((part) => ({ ...part, proxy: times(exact(part.proxy), end) })) };
  return {
    ...input, assumptions: { ...input.assumptions, [assumption]: end },
    outcomes: input.outcomes.map((part) => ({ ...part, assumptions: part.assumptions && { ...part.assumptions, [assumption]: end } })),
  };
}
