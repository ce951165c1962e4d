// Why a composite is what it is: its inputs, each with the walk it has of its own, the value map's rows in use, and how far it could move.
// Reckoned anew from what was kept with the figure, so that an earlier one is told as it was. Pure.
import { costKinds, type Composite } from '../../channels/vocabulary.ts';
import { asNumber, isBelow, minus, over, rounded, times } from '../kernel/fraction.ts';
import { minorDigits } from '../kernel/money.ts';
import { basisOf, sroiInputOf, visInputOf, worstGradeOf, type SroiBasis, type VisBasis } from './composite.ts';
import { rateOfKept } from './part.ts';
import type { Quantity } from './metric.ts';
import type { Outcome } from './outcome.ts';
import { bases, breakEvenOf, doubtBelow, doubtfulFactor, investedBy, isDoubtful, keptShare, swingsOf, usualAssumptions, valueOf, withSet, worthOf, yearsOf, type Assumptions, type Basis, type BreakEven, type Swing } from './sroi.ts';
import { gradeOn, isValidOn, type Grade, type ValueMap } from './value-map.ts';
import { components, fewest, fewestForBand, visOf, type Band, type Component } from './vis.ts';

export interface Input { name: string; value: number; unit: string; metricId?: string; revision?: number; grade?: Grade; source?: string }
type Numbers = Record<Basis, number | null>;
export interface SroiView {
  kind: 'sroi'; basis: Basis; leading: Basis; currency: string; day: string; valueMap: number; worstGrade: Grade; presentValue: number; investment: Record<Basis, number>; ratio: Numbers; npv: Record<Basis, number>;
  confidence: { mean: number | null; factor: number; flagged: boolean; below: number };
  outcomes: { outcome: Outcome; improved: number; declined: number; people: number; proxy: number; given: { amountMinor: number; currency: string; priceYear: number; source: string; licence: string; validFrom: string | null; validTo: string | null }; grade: Grade; lapsed: boolean; value: number }[];
  leftOut: SroiBasis['leftOut']; costs: { name: string; count: number | null; rate: number | null; company: number; society: number; grade: Grade | null; source: string | null }[];
  assumptions: { name: keyof Assumptions; value: number; grade: Grade; source: string }[]; keptShare: number; yearsFactor: number;
  sets: Record<'low' | 'base' | 'high', { assumptions: Partial<Assumptions>; ratio: Numbers }>; tornado: Record<Basis, Swing[]>; breakEven: Record<Basis, BreakEven>;
  rates: { from: string; to: string; rate: number; date: string; source: string; isOwn: boolean }[];
}
export interface VisView {
  kind: 'vis'; valueMap: number; band: Band | null; components: { component: Component; value: number | null; weight: number; given: number; adds: number }[];
  hours: { hours: number; reference: number; eligible: number }; means: { metric: Quantity; n: number; value: number }[]; lift: VisBasis['lift']; placement: VisBasis['placement'];
  gates: { gate: 'volunteers' | 'ratings' | 'components_for_final' | 'components_for_band'; needs: number; has: number }[];
}
/** How an input that is a figure itself is found. */
export type Door = (quantity: Quantity) => { metricId: string; revision?: number };
/** Without a rate of exchange there is nothing to reckon with: what was counted is told, and no more. */
export interface Explained { inputs: Input[]; composite: SroiView | VisView | null }

export function explain(composite: Composite, details: Record<string, unknown>, map: ValueMap, door: Door): Explained {
  if (composite === 'vis') return explainVis(details as unknown as VisBasis, map, door);
  const basis = details as unknown as SroiBasis;
  return basis.lacking === null ? explainSroi(basis, map, basisOf[composite], door) : { inputs: countedInputs(basis, door), composite: null };
}

function explainSroi(basis: SroiBasis, map: ValueMap, on: Basis, door: Door): Explained {
  const input = sroiInputOf(basis, map);
  const each = <T>(of: (one: Basis) => T): Record<Basis, T> => ({ company: of('company'), society: of('society') });
  const ratioOf = (given: typeof input): Numbers => each((one) => (isBelow(0, investedBy(given, one)) ? rounded(over(valueOf(given), investedBy(given, one)), 6) : null));
  const outcomes = input.outcomes.flatMap((outcome, index): SroiView['outcomes'] => {
    const counted = basis.outcomes.find((one) => one.outcome === outcome.outcome);
    const proxy = map.proxies.filter(({ outcome: of }) => of === outcome.outcome)[input.outcomes.slice(0, index).filter((one) => one.outcome === outcome.outcome).length];
    if (!counted || !proxy) return [];
    const { amountMinor, currency, priceYear, source, licence, validFrom, validTo } = proxy;
    return [{
      outcome: counted.outcome, improved: counted.improved, declined: counted.declined, people: counted.people, proxy: asNumber(outcome.proxy), given: { amountMinor, currency, priceYear, source, licence, validFrom, validTo },
      grade: gradeOn(proxy, basis.day), lapsed: !isValidOn(proxy, basis.day), value: rounded(worthOf(input, outcome), 2),
    }];
  });
  const units = 10 ** minorDigits(basis.currency);
  const costs: SroiView['costs'] = [
    ...input.hours.map(({ kind, hours, rate }) => {
      const put = rounded(times(hours, rate), 2);
      return { name: `${kind}_hours`, count: asNumber(hours), rate: asNumber(rate), company: kind === 'paid' ? put : 0, society: put, grade: gradeOn(map.hours[kind], basis.day), source: map.hours[kind].source };
    }),
    ...costKinds.map((kind) => ({ name: `costs_${kind}`, count: null, rate: null, company: basis.costs[kind] / units, society: basis.costs[kind] / units, grade: null, source: null })),
  ];
  const assumptions = (Object.keys(usualAssumptions) as (keyof Assumptions)[]).map((name) => ({ name, ...map.assumptions[name] }));
  const given = { ...usualAssumptions, ...input.assumptions };
  const mean = input.meanConfidence === undefined ? null : asNumber(input.meanConfidence);
  const inputs: Input[] = [
    ...countedInputs(basis, door),
    ...outcomes.map(({ outcome, proxy, grade, given: { source } }) => ({ name: `proxy_${outcome}`, value: proxy, unit: basis.currency, grade, source })),
    ...input.hours.map(({ kind, rate }) => ({ name: `hour_rate_${kind}`, value: asNumber(rate), unit: basis.currency, grade: gradeOn(map.hours[kind], basis.day), source: map.hours[kind].source })),
    ...assumptions.map(({ name, value, grade, source }) => ({ name, value, unit: name === 'durationYears' ? 'years' : 'rate', grade, source })),
    ...mean === null ? [] : [{ name: 'mean_confidence', value: mean, unit: 'score' }], { name: 'confidence_factor', value: isDoubtful(input) ? doubtfulFactor : 1, unit: 'rate' },
    { name: 'present_value', value: asNumber(valueOf(input)), unit: basis.currency }, ...bases.map((one) => ({ name: `investment_${one}`, value: asNumber(investedBy(input, one)), unit: basis.currency })),
  ];
  return {
    inputs,
    composite: {
      kind: 'sroi', basis: on, leading: basis.leading, currency: basis.currency, day: basis.day, valueMap: basis.valueMap, worstGrade: worstGradeOf(basis, map, on), presentValue: rounded(valueOf(input), 2),
      investment: each((one) => rounded(investedBy(input, one), 2)), ratio: ratioOf(input), npv: each((one) => rounded(minus(valueOf(input), investedBy(input, one)), 2)),
      confidence: { mean, factor: isDoubtful(input) ? doubtfulFactor : 1, flagged: isDoubtful(input), below: doubtBelow }, outcomes, leftOut: basis.leftOut, costs, assumptions,
      keptShare: asNumber(keptShare(given)), yearsFactor: asNumber(yearsOf(given)),
      sets: {
        low: { assumptions: withSet(input, 'low').assumptions ?? {}, ratio: ratioOf(withSet(input, 'low')) }, base: { assumptions: given, ratio: ratioOf(input) },
        high: { assumptions: withSet(input, 'high').assumptions ?? {}, ratio: ratioOf(withSet(input, 'high')) },
      },
      tornado: each((one) => swingsOf(input, one)), breakEven: each((one) => breakEvenOf(input, one)), rates: basis.rates.map((kept) => ({ ...rateOfKept(kept), rate: asNumber(rateOfKept(kept).rate) })),
    },
  };
}

/** What was counted in the ledger: each a figure with a walk of its own. */
function countedInputs({ outcomes, minutes, paidMinutes, costs, currency, people }: SroiBasis, door: Door): Input[] {
  return [
    ...outcomes.flatMap(({ outcome, improved, declined, scores, confidenceSum }): Input[] => [
      { name: `improved_${outcome}`, value: improved, unit: 'people', ...door(`improved_${outcome}`) }, { name: `declined_${outcome}`, value: declined, unit: 'people', ...door(`declined_${outcome}`) },
      ...scores === 0 ? [] : [{ name: `certainty_${outcome}`, value: confidenceSum / scores / 1e6, unit: 'score', ...door(`certainty_${outcome}`) }],
    ]),
    { name: 'volunteer_hours', value: minutes / 60, unit: 'hours', ...door('volunteer_hours') }, { name: 'paid_hours', value: paidMinutes / 60, unit: 'hours', ...door('paid_hours') },
    ...costKinds.map((kind) => ({ name: `costs_${kind}`, value: costs[kind] / 10 ** minorDigits(currency), unit: currency, ...door(`costs_${kind}`) })),
    { name: 'people', value: people, unit: 'people' },
  ];
}

function explainVis(basis: VisBasis, map: ValueMap, door: Door): Explained {
  const input = visInputOf(basis);
  const { components: found, weights } = visOf(input, map.visWeights, 6);
  const { hours, hoursReference } = input;
  const present = components.filter((name) => found[name] !== null).length;
  const means = basis.means.map(({ metric, sum, count }) => ({ metric, n: count, value: sum / count / 1e6 }));
  const shares = [['lift', 'lift', basis.lift], ['placement', 'placement_share', basis.placement]] as const;
  return {
    inputs: [
      { name: 'volunteer_hours', value: hours ?? 0, unit: 'hours', ...door('volunteer_hours') },
      { name: 'eligible_employees', value: basis.eligible, unit: 'people', ...door('participation_rate') }, { name: 'hours_reference', value: hoursReference, unit: 'hours' },
      ...means.map(({ metric, value }) => ({ name: metric, value, unit: 'score', ...door(metric) })),
      ...shares.flatMap(([name, quantity, share]) => (share ? [{ name, value: share.some / share.all, unit: 'rate', ...door(quantity) }] : [])),
      { name: 'volunteers', value: basis.volunteers, unit: 'people', ...door('volunteers') }, { name: 'ratings', value: basis.ratings, unit: 'ratings', ...door('rating_mean') },
      ...components.map((name) => ({ name: `weight_${name}`, value: map.visWeights[name], unit: 'rate' })),
    ],
    composite: {
      kind: 'vis', valueMap: basis.valueMap, band: basis.band, means, lift: basis.lift, placement: basis.placement, hours: { hours: hours ?? 0, reference: hoursReference, eligible: basis.eligible },
      components: components.map((component) => ({
        component, value: found[component], weight: weights[component], given: map.visWeights[component], adds: Math.round((found[component] ?? 0) * weights[component] * 1e4) / 1e4,
      })),
      gates: [
        { gate: 'volunteers', needs: fewest.volunteers, has: basis.volunteers }, { gate: 'ratings', needs: fewest.ratings, has: basis.ratings },
        { gate: 'components_for_final', needs: components.length, has: present }, { gate: 'components_for_band', needs: fewestForBand, has: present },
      ],
    },
  };
}
