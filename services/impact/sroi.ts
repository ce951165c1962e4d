// Social return on investment: what outcomes are worth, held against what went in, on two named bases. Pure.
// Source: Guide to SROI (Cabinet Office 2009, Social Value International); attribution is the share due to others, and is deducted.
export interface Assumptions { deadweight: number; attributionToOthers: number; displacement: number; dropOff: number; durationYears: number; discountRate: number }
/** People who rose and fell by more than noise, and what one of them is worth for a year, in the tenant's currency. */
export interface Outcome { outcome: string; improved: number; declined: number; proxy: number }
/** Volunteers' hours: `paid` by the company, or their `own`; `rate` is what one hour is counted at. */
export interface Hours { kind: 'paid' | 'own'; hours: number; rate: number }
export interface SroiInput { outcomes: readonly Outcome[]; hours: readonly Hours[]; costs: number; meanConfidence?: number | undefined; assumptions?: Partial<Assumptions> | undefined }
/** The company's own input, or all of society's: hours that volunteers gave are an input of the second only. */
export interface Bases { company: number | null; society: number | null }
export interface Swing { assumption: keyof Assumptions | 'hourValue' | 'proxies'; low: number | null; high: number | null }
export interface Sroi {
  presentValue: number; investment: { company: number; society: number }; ratio: Bases; npv: Bases; flagged: boolean; state: 'measured' | 'not_measurable'; reason: string | null;
  breakEven: { deadweight: number | null; people: number | null }; tornado: Swing[];
}

export const usualAssumptions: Assumptions = { deadweight: 0.2, attributionToOthers: 0.25, displacement: 0, dropOff: 0.35, durationYears: 3, discountRate: 0.035 };
/** Below this mean confidence of the scores that the outcomes rest on, their value counts less, and the result says so. */
const doubtBelow = 0.7;
const doubtfulFactor = 0.8;
/** Ends that are held against the result, one assumption at a time: as wide as practice differs. Hour value, to whole cents, and proxies are shares of what was given. */
const ends: Readonly<Record<Swing['assumption'], readonly [number, number]>> = {
  deadweight: [0.1, 0.4], attributionToOthers: [0.1, 0.5], displacement: [0, 0.1], dropOff: [0.2, 0.5], durationYears: [1, 5], discountRate: [0.015, 0.06], hourValue: [0.75, 1.25], proxies: [0.5, 1.5],
};

/** Everything is rounded once, at the end: money to cents, ratios and shares to four decimals. */
export function sroiOf(input: SroiInput): Sroi {
  const assumptions = { ...usualAssumptions, ...input.assumptions };
  const presentValue = valueOf(input, assumptions);
  const investment = { company: investedBy(input, 'company'), society: investedBy(input, 'society') };
  const reason = input.outcomes.length === 0 ? 'no_outcome' : investment.society <= 0 ? 'no_investment' : null;
  const against = (from: (put: number) => number, digits: number): Bases => ({
    company: reason !== null || investment.company <= 0 ? null : round(from(investment.company), digits), society: reason !== null ? null : round(from(investment.society), digits),
  });
  return {
    presentValue: round(presentValue, 2), investment: { company: round(investment.company, 2), society: round(investment.society, 2) },
    ratio: against((put) => presentValue / put, 4), npv: against((put) => presentValue - put, 2), flagged: factorOf(input) < 1, state: reason === null ? 'measured' : 'not_measurable', reason,
    breakEven: breakEvenOf(input, assumptions, presentValue, investment.society), tornado: reason === null ? swingsOf(input, assumptions) : [],
  };
}

function valueOf(input: SroiInput, assumptions: Assumptions): number {
  const worth = input.outcomes.reduce((sum, { improved, declined, proxy }) => sum + (improved - declined) * proxy, 0);
  return worth * keptShare(assumptions) * yearsOf(assumptions) * factorOf(input);
}

/** What is left of a change once all that is not the programme's is taken off. */
function keptShare({ deadweight, attributionToOthers, displacement }: Assumptions): number {
  return (1 - deadweight) * (1 - attributionToOthers) * (1 - displacement);
}

/** Σ t=0..D−1 (1 − drop-off)^t / (1 + r)^(t+1): each year's part of the first, at today's value. */
function yearsOf({ dropOff, durationYears, discountRate }: Assumptions): number {
  let sum = 0;
  for (let year = 0; year < durationYears; year += 1) sum += (1 - dropOff) ** year / (1 + discountRate) ** (year + 1);
  return sum;
}

function factorOf({ meanConfidence }: SroiInput): number {
  return meanConfidence !== undefined && meanConfidence < doubtBelow ? doubtfulFactor : 1;
}

function investedBy({ hours, costs }: SroiInput, basis: keyof Bases): number {
  return hours.reduce((sum, { kind, hours: count, rate }) => sum + (basis === 'society' || kind === 'paid' ? count * rate : 0), costs);
}

/** At which deadweight, and for a single outcome at how many people, society would get back just what it put in. */
function breakEvenOf({ outcomes }: SroiInput, { deadweight }: Assumptions, value: number, investment: number): Sroi['breakEven'] {
  const [only] = outcomes;
  if (value <= 0 || investment <= 0) return { deadweight: null, people: null };
  const share = 1 - (1 - deadweight) * (investment / value);
  return { deadweight: share >= 0 && share <= 1 ? round(share, 4) : null, people: outcomes.length === 1 && only ? round((only.improved - only.declined) * (investment / value), 2) : null };
}

function swingsOf(input: SroiInput, assumptions: Assumptions): Swing[] {
  const ratioWith = (assumption: Swing['assumption'], end: number): number | null => {
    const changed: SroiInput = {
      ...input, hours: assumption === 'hourValue' ? input.hours.map((part) => ({ ...part, rate: round(part.rate * end, 2) })) : input.hours,
      outcomes: assumption === 'proxies' ? input.outcomes.map((part) => ({ ...part, proxy: part.proxy * end })) : input.outcomes,
    };
    const put = investedBy(changed, 'society');
    return put <= 0 ? null : round(valueOf(changed, assumption in assumptions ? { ...assumptions, [assumption]: end } : assumptions) / put, 4);
  };
  const swings = (Object.keys(ends) as Swing['assumption'][]).map((assumption): Swing => {
    const own = assumption in assumptions ? assumptions[assumption as keyof Assumptions] : 1;
    const [lowest, highest] = ends[assumption];
    return { assumption, low: ratioWith(assumption, Math.min(lowest, own)), high: ratioWith(assumption, Math.max(highest, own)) };
  });
  const width = ({ low, high }: Swing): number => Math.abs((high ?? 0) - (low ?? 0));
  return swings.sort((one, other) => width(other) - width(one));
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
