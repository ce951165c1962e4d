// What validated questionnaires found: the raw total and the same in millionths of its range. Single answers never travel.
import { rowItem } from './row-item.ts';
import { instruments } from './vocabulary.ts';

const score = {
  ...rowItem,
  participantId: { type: 'uuid' },
  instrument: { type: 'enum', values: instruments },
  total: { type: 'number', integer: true },
  scoreMicro: { type: 'number', integer: true },
} as const;

export const evidenceEvents = {
  'evidence.instrument.scored': { version: 1, item: score },
  'evidence.instrument.corrected': { version: 1, item: score },
  'evidence.instrument.withdrawn': { version: 1, item: score },
} as const;
