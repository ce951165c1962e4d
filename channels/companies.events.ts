// What a company tells of itself: what its programmes cost, and who of its people could have volunteered.
// A cost of all programmes together has no programme. An employee is an id here, never a name or an address.
import { costKinds, programmes } from './vocabulary.ts';

const cost = {
  id: { type: 'uuid' },
  key: { type: 'string' },
  revision: { type: 'number', integer: true },
  change: { type: 'number', integer: true },
  present: { type: 'boolean' },
  programme: { type: 'enum', values: programmes, nullable: true },
  period: { type: 'string' },
  kind: { type: 'enum', values: costKinds },
  localDate: { type: 'string' },
  toDate: { type: 'string' },
  amountMinor: { type: 'number', integer: true },
  currency: { type: 'string' },
  importId: { type: 'uuid', nullable: true },
  line: { type: 'number', integer: true, nullable: true },
  receiptId: { type: 'uuid', optional: true, nullable: true },
} as const;

const employee = {
  id: { type: 'uuid' },
  key: { type: 'string' },
  revision: { type: 'number', integer: true },
  change: { type: 'number', integer: true },
  present: { type: 'boolean' },
  volunteerId: { type: 'uuid' },
  country: { type: 'string', nullable: true },
  localDate: { type: 'string' },
  fromDate: { type: 'string', nullable: true },
  toDate: { type: 'string', nullable: true },
  importId: { type: 'uuid', nullable: true },
  line: { type: 'number', integer: true, nullable: true },
  receiptId: { type: 'uuid', optional: true, nullable: true },
} as const;

export const companiesEvents = {
  'companies.cost.recorded': { version: 1, item: cost },
  'companies.cost.corrected': { version: 1, item: cost },
  'companies.cost.withdrawn': { version: 1, item: cost },
  'companies.roster.recorded': { version: 1, item: employee },
  'companies.roster.corrected': { version: 1, item: employee },
  'companies.roster.withdrawn': { version: 1, item: employee },
} as const;
