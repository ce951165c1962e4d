// What Kintell rows tell the house. Each item is a session as it stands after the change: whoever hears
// changes late or twice compares `change`, which only grows for one session, and keeps the newest.
import { hoursStates, sessionStatuses } from './vocabulary.ts';

const session = {
  id: { type: 'uuid' },
  key: { type: 'string' },
  revision: { type: 'number', integer: true },
  change: { type: 'number', integer: true },
  present: { type: 'boolean' },
  programme: { type: 'enum', values: ['language', 'mentorship'] },
  participantId: { type: 'uuid' },
  volunteerId: { type: 'uuid' },
  localDate: { type: 'string' },
  status: { type: 'enum', values: sessionStatuses },
  hoursState: { type: 'enum', values: hoursStates },
  minutes: { type: 'number', integer: true, nullable: true },
  paidMinutes: { type: 'number', integer: true, optional: true },
  ratingMicro: { type: 'number', integer: true, nullable: true },
  languageLevel: { type: 'string', optional: true, nullable: true },
  textId: { type: 'uuid', nullable: true },
  importId: { type: 'uuid', nullable: true },
  line: { type: 'number', integer: true, nullable: true },
  receiptId: { type: 'uuid', optional: true, nullable: true },
} as const;

export const kintellEvents = {
  'kintell.session.scheduled': { version: 1, item: session },
  'kintell.session.completed': { version: 1, item: session },
  'kintell.session.corrected': { version: 1, item: session },
  'kintell.session.withdrawn': { version: 1, item: session },
} as const;
