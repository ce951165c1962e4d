// What validated questionnaires found: the raw total and the same in millionths of its range. Single answers never travel.
import { instruments } from './vocabulary.ts';

const score = {
  id: { type: 'uuid' },
  key: { type: 'string' },
  revision: { type: 'number', integer: true },
  change: { type: 'number', integer: true },
  present: { type: 'boolean' },
  participantId: { type: 'uuid' },
  instrument: { type: 'enum', values: instruments },
  localDate: { type: 'string' },
  total: { type: 'number', integer: true },
  scoreMicro: { type: 'number', integer: true },
  importId: { type: 'uuid', nullable: true },
  line: { type: 'number', integer: true, nullable: true },
  receiptId: { type: 'uuid', optional: true, nullable: true },
} as const;

export const evidenceEvents = {
  'evidence.instrument.scored': { version: 1, item: score },
  'evidence.instrument.corrected': { version: 1, item: score },
  'evidence.instrument.withdrawn': { version: 1, item: score },
} as const;
