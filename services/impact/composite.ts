// The two composites, from figures that may be shown and the exact sums behind them: social return on two bases, and the impact score.
// What a figure rested on is kept with it, so that its walk reckons with the same numbers later. Pure.
import { costKinds, dimensions, type Composite, type CostKind, type Dimension } from '../../channels/vocabulary.ts';
import { asNumber, fraction, over, scaled, sumOf, type Fraction } from '../kernel/fraction.ts';
import { inMajor, rateOn, type Exchange } from './exchange.ts';
import { notMeasurable, type Figure, type Formula, type Quantity, type Sums, type Unit } from './metric.ts';
import { outcomes, peopleIn, tallyOf, type Outcome } from './outcome.ts';
import { keptRate, rateOfKept, type KeptRate } from './part.ts';
import { investedBy, isDoubtful, valueOf, withSet, type Basis, type SroiInput } from './sroi.ts';
import { assumptionsOf, gradeOn, worstOf, type Grade, type Price, type ValueMap } from './value-map.ts';
import { hoursAHead, usualReference, visOf, type Band, type VisInput, type Weights } from './vis.ts';

type LeftOut = { outcome: Outcome; reason: 'too_few' | 'not_valued' | 'no_two_texts' };
/** What a social return rested on, whichever basis it is on. Whole numbers, and rates as written fractions. */
export interface SroiBasis {
  valueMap: number; currency: string; day: string; people: number; leftOut: LeftOut[]; lacking: string | null; rates: KeptRate[];
  outcomes: { outcome: Outcome; improved: number; declined: number; people: number; scores: number; confidenceSum: number }[];
  minutes: number; paidMinutes: number; costs: Record<CostKind, number>; leading: Basis;
}
/** What an impact score rested on; `means` are sums in millionths over counts. */
export interface VisBasis {
  valueMap: number; minutes: number; eligible: number; volunteers: number; ratings: number; means: { metric: Quantity; sum: number; count: number }[];
  lift: { some: number; all: number } | null; placement: { some: number; all: number } | null; band: Band | null;
}

/** What is known of one period and programme when its composites are made. `day` is the period's last. */
export interface Cell { day: string; sums: Sums; shown(this: void, quantity: Quantity): Figure; valueMap: { version: number; map: ValueMap }; currency: string; exchange: Exchange }

const recompute = { op: 'composite', divisor: 1 } as const;
const returned = 'Σ present values × confidence factor ÷ investment; a present value is net people × proxy × (1 − deadweight) × (1 − attribution to others) × (1 − displacement), over the years that it lasts';
export const compositeDefinitions: Readonly<Record<Composite, { unit: Unit; formula: Omit<Formula, 'id'> }>> = {
  sroi: { unit: 'ratio', formula: { version: 1, text: `${returned}; investment is all hours and all costs`, recompute } },
  sroi_company: { unit: 'ratio', formula: { version: 1, text: `${returned}; investment is the hours that were paid working time, and all costs`, recompute } },
  vis: { unit: 'points', formula: { version: 1, text: 'hours, quality, lift and placement, each 0 to 100, weighed; the weights of what is missing go to the rest', recompute } },
};
export const basisOf: Readonly<Record<Exclude<Composite, 'vis'>, Basis>> = { sroi: 'society', sroi_company: 'company' };
/** What quality is the mean of. */
export const qualityMeans = ['rating_mean', ...dimensions.filter((dimension): dimension is Exclude<Dimension, 'lang_level_proxy'> => dimension !== 'lang_level_proxy')] as const;

export function compositesOf(cell: Cell): Record<Composite, Figure> {
  const basis = sroiBasisOf(cell);
  return { sroi: sroiFigure(cell, basis, 'society'), sroi_company: sroiFigure(cell, basis, 'company'), vis: visFigure(cell) };
}

/** The formula's input, from what was kept and the value map of that version. Without every rate there is none. */
export function sroiInputOf(basis: SroiBasis, map: ValueMap): SroiInput {
  const rates = basis.rates.map(rateOfKept);
  const inCurrency = (minor: number, from: string): Fraction => {
    const rate = from === basis.currency ? rateOn({ reference: [], own: [] }, from, from, basis.day) : rates.find((one) => one.from === from);
    if (!rate) throw new RangeError(`no rate for ${from}`);
    return inMajor(BigInt(minor), rate);
  };
  const scores = basis.outcomes.reduce((sum, one) => sum + one.scores, 0);
  return {
    outcomes: basis.outcomes.flatMap(({ outcome, improved, declined }) => map.proxies.filter((proxy) => proxy.outcome === outcome)
      .map(({ amountMinor, currency, assumptions }) => ({ outcome, improved, declined, proxy: inCurrency(amountMinor, currency), assumptions }))),
    hours: ([['paid', basis.paidMinutes], ['own', basis.minutes - basis.paidMinutes]] as const)
      .map(([kind, minutes]) => ({ kind, hours: fraction(BigInt(minutes), 60n), rate: inCurrency(map.hours[kind].amountMinor, map.hours[kind].currency) })),
    costs: inCurrency(costKinds.reduce((sum, kind) => sum + basis.costs[kind], 0), basis.currency),
    assumptions: assumptionsOf(map),
    meanConfidence: scores === 0 ? undefined : fraction(BigInt(basis.outcomes.reduce((sum, one) => sum + one.confidenceSum, 0)), BigInt(scores) * 1_000_000n),
  };
}

function sroiBasisOf({ day, sums, shown, valueMap: { version, map }, currency, exchange }: Cell): SroiBasis {
  const valued = outcomes.filter((outcome) => map.proxies.some((proxy) => proxy.outcome === outcome));
  const reasonOf = (outcome: Outcome): LeftOut['reason'] | undefined => {
    const { state } = shown(`improved_${outcome}`);
    return state === 'too_few' ? 'too_few' : state === 'not_measurable' ? 'no_two_texts' : valued.includes(outcome) ? undefined : 'not_valued';
  };
  const used = outcomes.filter((outcome) => reasonOf(outcome) === undefined);
  const prices = [...map.proxies.filter(({ outcome }) => used.includes(outcome)), map.hours.paid, map.hours.own];
  const wanted = [...new Set(prices.map((price) => price.currency))].filter((from) => from !== currency);
  const rates = wanted.map((from) => ({ from, rate: rateOn(exchange, from, currency, day) }));
  return {
    valueMap: version, leading: map.leadingBasis, currency, day, people: Number(peopleIn(sums.profiles, used)),
    outcomes: used.map((outcome) => {
      const [{ improved, declined, people }, { scores, confidenceSum }] = [tallyOf(sums.profiles, outcome), sums.compared[outcome]];
      return { outcome, improved: Number(improved), declined: Number(declined), people: Number(people), scores: Number(scores), confidenceSum: Number(confidenceSum) };
    }),
    leftOut: outcomes.flatMap((outcome) => { const reason = reasonOf(outcome); return reason === undefined ? [] : [{ outcome, reason }]; }),
    lacking: costKinds.map((kind) => sums.costs[kind].lacking).find((one) => one !== null) ?? rates.find(({ rate }) => rate === null)?.from ?? null,
    rates: rates.flatMap(({ rate }) => (rate ? [keptRate(rate)] : [])),
    minutes: Number(sums.confirmedMinutes), paidMinutes: Number(sums.paidMinutes), costs: Object.fromEntries(costKinds.map((kind) => [kind, Number(sums.costs[kind].minor)])) as Record<CostKind, number>,
  };
}

function sroiFigure({ shown, valueMap: { map } }: Cell, basis: SroiBasis, on: Basis): Figure {
  const isEmpty = basis.minutes === 0 && basis.lacking === null && costKinds.every((kind) => basis.costs[kind] === 0) && basis.leftOut.every(({ reason }) => reason === 'no_two_texts');
  const details = isEmpty && basis.outcomes.length === 0 ? {} : { details: { ...basis, grade: worstGradeOf(basis, map, on) } };
  if (basis.outcomes.length === 0) {
    const isFew = basis.leftOut.some(({ reason }) => reason === 'too_few');
    return isFew ? { ...notMeasurable('too_few'), n: null, state: 'too_few' } : { ...notMeasurable('no_outcome'), ...details };
  }
  if (basis.lacking !== null) return { ...notMeasurable('no_rate'), ...details };
  const input = sroiInputOf(basis, map);
  const ratio = (given: SroiInput): bigint => scaled(over(valueOf(given), investedBy(given, on)), 6);
  if (investedBy(input, on).top <= 0n) return { ...notMeasurable('no_investment'), ...details };
  const ends = [ratio(withSet(input, 'low')), ratio(withSet(input, 'high'))].sort((one, other) => (one < other ? -1 : 1));
  const hours = shown('volunteer_hours');
  const reason = isDoubtful(input) ? 'model_unsure' : hours.state === 'provisional' ? hours.reason : null;
  return {
    valueMicro: ratio(input), n: BigInt(basis.people), people: BigInt(basis.people), numerator: null, denominator: null, lowMicro: ends[0] ?? null, highMicro: ends[1] ?? null,
    state: reason === null ? 'measured' : 'provisional', reason, ...details,
  };
}

/** The weakest evidence that a basis uses. Reference rates of exchange are an assumption, too. */
export function worstGradeOf({ outcomes: used, day, paidMinutes, minutes, rates }: SroiBasis, map: ValueMap, on: Basis): Grade {
  const prices: Price[] = [
    ...map.proxies.filter(({ outcome }) => used.some((one) => one.outcome === outcome)), ...paidMinutes > 0 ? [map.hours.paid] : [], ...on === 'society' && minutes > paidMinutes ? [map.hours.own] : [],
  ];
  const isAssumed = rates.some(({ from, isOwn }) => !isOwn && prices.some(({ currency }) => currency === from));
  return worstOf([...prices.map((price) => gradeOn(price, day)), ...Object.values(map.assumptions).map(({ grade }) => grade), ...isAssumed ? ['red' as const] : []]);
}

export function visInputOf({ minutes, eligible, volunteers, ratings, means, lift, placement }: VisBasis): VisInput {
  const shareOf = (share: VisBasis['lift']): number | null => share && share.some / share.all;
  return {
    hours: minutes / 60, hoursReference: eligible === 0 ? usualReference : eligible * hoursAHead, volunteers, ratings, lift: shareOf(lift), placement: shareOf(placement),
    quality: means.length === 0 ? null : asNumber(over(sumOf(means.map(({ sum, count }) => fraction(BigInt(sum), BigInt(count) * 1_000_000n))), means.length)),
  };
}

function visFigure({ sums, shown, valueMap: { version, map } }: Cell): Figure {
  const measured = (quantity: Quantity): { sum: number; count: number } | null => {
    const { valueMicro, numerator, denominator } = shown(quantity);
    return valueMicro === null || numerator === null || denominator === null ? null : { sum: Number(numerator), count: Number(denominator) };
  };
  const share = (quantity: Quantity): VisBasis['lift'] => { const found = measured(quantity); return found && { some: found.sum, all: found.count }; };
  const basis: VisBasis = {
    valueMap: version, minutes: Number(sums.confirmedMinutes), eligible: Number(sums.eligible), volunteers: Number(sums.volunteers), ratings: Number(sums.ratings),
    means: qualityMeans.flatMap((metric) => { const found = measured(metric); return found ? [{ metric, ...found }] : []; }), lift: share('lift'), placement: share('placement_share'), band: null,
  };
  if (basis.volunteers === 0 && basis.ratings === 0 && basis.means.length === 0) return notMeasurable('nothing_measured');
  const { score, band, state, reason, weights } = visOf(visInputOf(basis), map.visWeights, 6);
  const people = { n: sums.volunteers, people: sums.volunteers };
  if (score === null) return state === 'too_few' ? { ...notMeasurable('too_few'), n: null, people: people.people, state } : { ...notMeasurable(reason ?? 'nothing_measured'), details: { ...basis } };
  const hours = shown('volunteer_hours');
  const [down, up] = spreadOf(basis, shown, weights);
  const provisional = reason ?? (hours.state === 'provisional' ? hours.reason : null);
  const micro = (points: number): bigint => BigInt(Math.round(Math.min(100, Math.max(0, points)) * 1e6));
  return {
    valueMicro: micro(score), ...people, numerator: null, denominator: null, lowMicro: micro(score - down), highMicro: micro(score + up), state: provisional === null ? 'measured' : 'provisional', reason: provisional,
    details: { ...basis, band },
  };
}

/** How far the score may lie below and above: what quality's means and lift leave open, taken as independent. Hours are counted. */
function spreadOf({ means, lift }: VisBasis, shown: Cell['shown'], weights: Weights): [number, number] {
  const side = (end: 'lowMicro' | 'highMicro'): number => {
    const off = (quantity: Quantity): number => { const figure = shown(quantity); return figure[end] === null || figure.valueMicro === null ? 0 : Number(figure[end] - figure.valueMicro) / 1e6; };
    const quality = means.length === 0 ? 0 : Math.hypot(...means.map(({ metric }) => off(metric))) / means.length;
    return 100 * Math.hypot(weights.quality * quality, lift ? weights.lift * off('lift') : 0);
  };
  return [side('lowMicro'), side('highMicro')];
}
