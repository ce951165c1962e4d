// What rows meant: scores of outcome dimensions, and which periods' metrics have new values.
import { dimensions, languages, programmes } from './vocabulary.ts';

export const impactEvents = {
  'impact.outcome.scored': {
    version: 1,
    item: {
      id: { type: 'uuid' },
      key: { type: 'string' },
      change: { type: 'number', integer: true },
      present: { type: 'boolean' },
      dimension: { type: 'enum', values: dimensions },
      programme: { type: 'enum', values: programmes },
      participantId: { type: 'uuid' },
      localDate: { type: 'string' },
      scoreMicro: { type: 'number', integer: true },
      confidenceMicro: { type: 'number', integer: true },
      modelVersion: { type: 'string' },
      language: { type: 'enum', values: languages, optional: true, nullable: true },
      importId: { type: 'uuid', nullable: true },
      line: { type: 'number', integer: true, nullable: true },
      receiptId: { type: 'uuid', optional: true, nullable: true },
    },
  },
  'impact.metrics.updated': {
    version: 1,
    item: { period: { type: 'string' }, asOf: { type: 'number', integer: true } },
  },
} as const;
