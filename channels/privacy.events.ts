// What people said of how their words may be used. `change` grows with each saying of a person: who hears late or twice keeps the newest.
import { consentPurposes } from './vocabulary.ts';

const consent = {
  id: { type: 'uuid' },
  change: { type: 'number', integer: true },
  personId: { type: 'uuid' },
  purpose: { type: 'enum', values: consentPurposes },
  withdrawn: { type: 'boolean' },
} as const;

export const privacyEvents = {
  'privacy.consent.recorded': { version: 1, item: consent },
} as const;
