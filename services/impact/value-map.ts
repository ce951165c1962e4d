// The value map: what an outcome is worth and an hour costs, with whose word that is, and what is taken off. Pure.
// It refuses what would make a figure that nobody could explain; what is assumed it lets pass, graded.
import { invalid } from '../kernel/errors.ts';
import { isCurrency } from '../kernel/money.ts';
import type { OwnRate } from './exchange.ts';
import { outcomes, type Outcome } from './outcome.ts';
import { bases, type Assumptions, type Basis } from './sroi.ts';
import { components, type Weights } from './vis.ts';

/** `green`: own data or a cited study; `amber`: self-report or analogy; `red`: assumed. The worst first. */
export const grades = ['red', 'amber', 'green'] as const;
export type Grade = (typeof grades)[number];
/** Of whom outcomes are measured. */
export const stakeholders = ['participants'] as const;

/** An amount with where it comes from. Outside its validity it counts as assumed. */
export interface Price {
  amountMinor: number; currency: string; priceYear: number; source: string; licence: string; validFrom: string | null; validTo: string | null; grade: Grade;
}
export interface Proxy extends Price { outcome: Outcome; group: (typeof stakeholders)[number]; assumptions?: Partial<Omit<Assumptions, 'discountRate'>> }
export interface Assumed { value: number; grade: Grade; source: string }
export interface ValueMap {
  leadingBasis: Basis; proxies: Proxy[]; hours: { paid: Price; own: Price }; assumptions: Record<keyof Assumptions, Assumed>; visWeights: Weights; fxRates: OwnRate[];
}

const day = { type: 'string', pattern: /^\d{4}-\d{2}-\d{2}$/ } as const;
const said = { type: 'string', min: 1, max: 500 } as const;
const code = { type: 'string', pattern: /^[A-Z]{3}$/ } as const;
const grade = { type: 'enum', values: grades } as const;
const share = { type: 'number', min: 0, max: 1 } as const;
const years = { type: 'number', integer: true, min: 1, max: 50 } as const;
const price = {
  amountMinor: { type: 'number', integer: true, min: 0, max: 1_000_000_000_000 }, currency: code, priceYear: { type: 'number', integer: true, min: 1990, max: 2100 }, source: said, licence: said,
  validFrom: { ...day, nullable: true }, validTo: { ...day, nullable: true }, grade,
} as const;
const assumed = <T extends typeof share | typeof years>(value: T): { type: 'object'; props: { value: T; grade: typeof grade; source: typeof said } } => ({ type: 'object', props: { value, grade, source: said } });
const perhaps = { ...share, optional: true } as const;

export const valueMapParams = {
  leadingBasis: { type: 'enum', values: bases },
  proxies: {
    type: 'array', max: 50, items: {
      type: 'object', props: {
        ...price, outcome: { type: 'enum', values: outcomes }, group: { type: 'enum', values: stakeholders },
        assumptions: { type: 'object', optional: true, props: { deadweight: perhaps, attributionToOthers: perhaps, displacement: perhaps, dropOff: perhaps, durationYears: { ...years, optional: true } } },
      },
    },
  },
  hours: { type: 'object', props: { paid: { type: 'object', props: price }, own: { type: 'object', props: price } } },
  assumptions: {
    type: 'object', props: {
      deadweight: assumed(share), attributionToOthers: assumed(share), displacement: assumed(share), dropOff: assumed(share), durationYears: assumed(years), discountRate: assumed(share),
    },
  },
  visWeights: { type: 'object', props: { hours: share, quality: share, lift: share, placement: share } },
  fxRates: {
    type: 'array', max: 1000, items: { type: 'object', props: { date: day, from: code, to: code, rate: { type: 'number', min: 0.000_000_01, max: 1e9 }, source: said } },
  },
} as const;

/** Throws where each value alone may stand and together they may not. */
export function assertValueMap({ proxies, hours, visWeights, fxRates }: ValueMap): void {
  const prices: [string, Price][] = [...proxies.map((proxy, index): [string, Price] => [`proxies[${index}]`, proxy]), ['hours.paid', hours.paid], ['hours.own', hours.own]];
  for (const [field, { currency, validFrom, validTo }] of prices) {
    assertCurrency(`${field}.currency`, currency);
    if (validFrom !== null) assertDay(`${field}.validFrom`, validFrom);
    if (validTo !== null) assertDay(`${field}.validTo`, validTo);
    if (validFrom !== null && validTo !== null && validTo < validFrom) throw invalid(`${field}.validTo`, 'is before validFrom', 'name a day on or after it, or null where it is open');
  }
  for (const [index, { outcome, group }] of proxies.entries()) {
    const first = proxies.findIndex((proxy) => proxy.outcome === outcome && proxy.group === group);
    if (first !== index) throw invalid(`proxies[${index}].outcome`, `values ${outcome} of ${group} a second time`, 'keep one row for each outcome and group: people would be counted twice');
  }
  const sum = components.reduce((total, name) => total + Math.round(visWeights[name] * 1e6), 0);
  if (sum !== 1_000_000) throw invalid('visWeights', `sum to ${sum / 1e6}`, 'let the four weights sum to 1');
  for (const [index, { date, from, to }] of fxRates.entries()) {
    assertDay(`fxRates[${index}].date`, date);
    assertCurrency(`fxRates[${index}].from`, from);
    assertCurrency(`fxRates[${index}].to`, to);
    if (from === to) throw invalid(`fxRates[${index}].to`, 'is the same currency as from', 'name two currencies');
  }
}

/** Whether a price is told for this day. */
export function isValidOn({ validFrom, validTo }: Pick<Price, 'validFrom' | 'validTo'>, date: string): boolean {
  return (validFrom === null || validFrom <= date) && (validTo === null || validTo >= date);
}

/** What a price is worth as evidence on a day: one that has lapsed is an assumption. */
export function gradeOn(price: Price, date: string): Grade {
  return isValidOn(price, date) ? price.grade : 'red';
}

export function worstOf(found: readonly Grade[]): Grade {
  return grades.find((one) => found.includes(one)) ?? 'green';
}

/** The assumptions as the formula takes them. */
export function assumptionsOf({ assumptions }: ValueMap): Assumptions {
  return Object.fromEntries(Object.entries(assumptions).map(([name, { value }]) => [name, value])) as unknown as Assumptions;
}

function assertCurrency(field: string, currency: string): void {
  if (!isCurrency(currency)) throw invalid(field, 'is not a currency', 'use three letters of ISO 4217, such as NOK');
}

function assertDay(field: string, date: string): void {
  const found = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(found.getTime()) || found.toISOString().slice(0, 10) !== date) throw invalid(field, 'is not a day of the calendar', 'write it as 2026-12-31');
}
