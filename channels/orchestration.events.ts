// What rows made of people's journeys: that a profile changed; that somebody reached a stage, and on which day, `withdrawn` where no row says so any more.
// A day that moves is told as reached anew. `change` only grows, so that whoever hears late or twice keeps the newest.
import { journeyStages } from './vocabulary.ts';

const milestone = {
  id: { type: 'uuid' },
  change: { type: 'number', integer: true },
  present: { type: 'boolean' },
  personId: { type: 'uuid' },
  stage: { type: 'enum', values: journeyStages },
  localDate: { type: 'string' },
} as const;

/** Whose profile shows something else than before; what, is asked of its room. */
const profile = {
  id: { type: 'uuid' },
  change: { type: 'number', integer: true },
  present: { type: 'boolean' },
  personId: { type: 'uuid' },
} as const;

export const orchestrationEvents = {
  'orchestration.profile.updated': { version: 1, item: profile },
  'orchestration.journey.milestone.reached': { version: 1, item: milestone },
  'orchestration.journey.milestone.withdrawn': { version: 1, item: milestone },
} as const;
