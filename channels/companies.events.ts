// What a company tells of itself: what its programmes cost, and who of its people could have volunteered.
// A cost of all programmes together has no programme. An employee is an id here, never a name or an address.
import { rowItem } from './row-item.ts';
import { costKinds, programmes } from './vocabulary.ts';

const cost = {
  ...rowItem,
  programme: { type: 'enum', values: programmes, nullable: true },
  period: { type: 'string' },
  kind: { type: 'enum', values: costKinds },
  toDate: { type: 'string' },
  amountMinor: { type: 'number', integer: true },
  currency: { type: 'string' },
} as const;

const employee = {
  ...rowItem,
  volunteerId: { type: 'uuid' },
  country: { type: 'string', nullable: true },
  fromDate: { type: 'string', nullable: true },
  toDate: { type: 'string', nullable: true },
} as const;

/** Who keeps figures in the company's money computes them anew. */
const currency = { version: { type: 'number', integer: true }, currency: { type: 'string' } } as const;

export const companiesEvents = {
  'companies.cost.recorded': { version: 1, item: cost },
  'companies.cost.corrected': { version: 1, item: cost },
  'companies.cost.withdrawn': { version: 1, item: cost },
  'companies.roster.recorded': { version: 1, item: employee },
  'companies.roster.corrected': { version: 1, item: employee },
  'companies.roster.withdrawn': { version: 1, item: employee },
  'companies.currency.changed': { version: 1, item: currency },
} as const;
