// The value map that every company begins with, the reference rates of exchange, and metric cards: data files beside this one, read once.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '../../channels/vocabulary.ts';
import { minorDigits } from '../kernel/money.ts';
import type { CardTexts, Disclosure } from './card.ts';
import type { ReferenceRate } from './exchange.ts';
import { outcomes, type Outcome } from './outcome.ts';
import { usualWeights } from './vis.ts';
import { assertValueMap, type Assumed, type Grade, type Price, type ValueMap } from './value-map.ts';

type Line = Record<string, string>;
let opened: { valueMap: ValueMap; rates: readonly ReferenceRate[] } | undefined;

/** Throws where a file is not what it should be. */
export function shipped(): { valueMap: ValueMap; rates: readonly ReferenceRate[] } {
  return opened ??= { valueMap: openValueMap(), rates: readLines('proxies/fx-rates.csv').map(({ date = '', currency = '', per_eur, source = '' }) => ({ date, currency, perEur: numberOf(per_eur), source })) };
}

interface Cards { texts: CardTexts; disclosures: readonly (Disclosure & { what: string })[] }
const cards = new Map<Language, Cards>();

export function openCards(language: Language): Cards {
  const found = cards.get(language) ?? {
    texts: JSON.parse(readFileSync(path.join(import.meta.dirname, 'cards', `${language}.json`), 'utf8')) as CardTexts,
    disclosures: readLines('cards/disclosures.csv').map(({ what = '', framework = '', code = '' }) => ({ what, framework, code })),
  };
  cards.set(language, found);
  return found;
}

function openValueMap(): ValueMap {
  const lines = readLines('proxies/proxies.csv');
  const assumed = Object.fromEntries(readLines('proxies/assumptions.csv').map(({ what = '', value, grade, source = '' }): [string, Assumed] => [what, { value: numberOf(value), grade: grade as Grade, source }]));
  const valueMap: ValueMap = {
    leadingBasis: 'company', visWeights: usualWeights, fxRates: [],
    proxies: lines.filter(({ what }) => outcomes.includes(what as Outcome)).map((line) => ({ outcome: line['what'] as Outcome, group: 'participants', ...priceOf(line) })),
    hours: { paid: priceOf(lines.find(({ what }) => what === 'paid_hour')), own: priceOf(lines.find(({ what }) => what === 'own_hour')) },
    assumptions: assumed as ValueMap['assumptions'],
  };
  assertValueMap(valueMap);
  return valueMap;
}

function priceOf(line: Line | undefined): Price {
  if (!line) throw new Error('proxies.csv lacks an hour’s value');
  const { amount, currency = '', price_year, source = '', licence = '', valid_from, valid_to, grade } = line;
  return {
    amountMinor: Math.round(numberOf(amount) * 10 ** minorDigits(currency)), currency, priceYear: numberOf(price_year), source, licence, validFrom: valid_from || null, validTo: valid_to || null,
    grade: grade as Grade,
  };
}

function readLines(file: string): Line[] {
  const [header = '', ...lines] = readFileSync(path.join(import.meta.dirname, file), 'utf8').trim().split('\n');
  const names = header.split(';');
  return lines.map((line) => {
    const cells = line.split(';');
    if (cells.length !== names.length) throw new Error(`${file}: a line with ${cells.length} of ${names.length} cells`);
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

function numberOf(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(value)) throw new Error(`not a number: ${text ?? ''}`);
  return value;
}
