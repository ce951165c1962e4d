// What a cost of a programme is: an amount for a period, in whole minor units of its currency. It is about no person.
import type { EventItem } from '../../channels/contracts.ts';
import type { CostKind, Programme } from '../../channels/vocabulary.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';

/** A cost as it is kept. `fromDate` and `toDate` are both inside the period. */
export interface Cost {
  programme: Programme | 'all';
  period: string;
  kind: CostKind;
  fromDate: string;
  toDate: string;
  amountMinor: number;
  currency: string;
}

type CostEvent = 'companies.cost.recorded' | 'companies.cost.corrected' | 'companies.cost.withdrawn';

export const costs: SourceTable<Cost, CostEvent> = {
  table: 'programme_costs',
  keyColumn: 'cost_key',
  changes: 'companies_changes',
  // Amounts go past the integers of four bytes: a numeric is a number of JavaScript here, exact up to the largest amount.
  columns: { programme: 'text', period: 'text', kind: 'text', fromDate: 'date', toDate: 'date', amountMinor: 'numeric', currency: 'text' },
  family: ['programme-costs'],
  words: [],
  keyOf: ({ values: { programme, period, kind } }) => `${programme}:${period}:${kind}`,
  events: { created: () => 'companies.cost.recorded', corrected: 'companies.cost.corrected', withdrawn: 'companies.cost.withdrawn' },
  itemOf,
};

function itemOf({ id, key, revision, values, importId, line, receiptId }: Revision<Cost>, change: number, present: boolean): EventItem<CostEvent> {
  const { programme, period, kind, fromDate, toDate, amountMinor, currency } = values;
  return { id, key, revision, change, present, programme: programme === 'all' ? null : programme, period, kind, localDate: fromDate, toDate, amountMinor, currency, importId, line, receiptId };
}
