// What was found in people's words, and what somebody decided of it. Items name the text by its id and say where it was told; the words
// themselves, and the ones that were found, never travel. `change` is the row's: who hears late or twice keeps the newest.
import { dimensions, flaggedSources, programmes, reviewDecisions, reviewKinds, safetyCategories, severities } from './vocabulary.ts';

const told = {
  id: { type: 'uuid' },
  textId: { type: 'uuid' },
  source: { type: 'enum', values: flaggedSources },
  key: { type: 'string' },
  change: { type: 'number', integer: true },
  rule: { type: 'string' },
  category: { type: 'enum', values: safetyCategories },
  severity: { type: 'enum', values: severities },
} as const;

const flag = {
  ...told,
  present: { type: 'boolean' },
  programme: { type: 'enum', values: programmes },
  participantId: { type: 'uuid' },
  volunteerId: { type: 'uuid' },
  localDate: { type: 'string' },
  raisedAt: { type: 'string' },
  dueAt: { type: 'string' },
} as const;

const review = {
  ...told,
  kind: { type: 'enum', values: reviewKinds },
  decision: { type: 'enum', values: reviewDecisions },
  scores: { type: 'array', items: { type: 'object', props: { dimension: { type: 'enum', values: dimensions }, scoreMicro: { type: 'number', integer: true } } } },
} as const;

/** `withdrawn`: the text was corrected, or its row is gone. */
export const safetyEvents = {
  'safety.flag.raised': { version: 1, item: flag },
  'safety.flag.withdrawn': { version: 1, item: flag },
  'safety.review.completed': { version: 1, item: review },
} as const;
