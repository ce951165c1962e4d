// What Kintell rows tell the house. Each item is a session as it stands after the change: whoever hears
// changes late or twice compares `change`, which only grows for one session, and keeps the newest.
import { rowItem } from './row-item.ts';
import { hoursStates, sessionStatuses } from './vocabulary.ts';

const session = {
  ...rowItem,
  programme: { type: 'enum', values: ['language', 'mentorship'] },
  participantId: { type: 'uuid' },
  volunteerId: { type: 'uuid' },
  status: { type: 'enum', values: sessionStatuses },
  hoursState: { type: 'enum', values: hoursStates },
  minutes: { type: 'number', integer: true, nullable: true },
  paidMinutes: { type: 'number', integer: true, optional: true },
  ratingMicro: { type: 'number', integer: true, nullable: true },
  languageLevel: { type: 'string', optional: true, nullable: true },
  textId: { type: 'uuid', nullable: true },
} as const;

const rating = {
  id: session.id, key: session.key, revision: session.revision, change: session.change, present: session.present, sessionKey: { type: 'string' }, programme: session.programme,
  participantId: session.participantId, volunteerId: session.volunteerId, localDate: session.localDate, ratedBy: { type: 'enum', values: ['participant', 'volunteer'] },
  ratingMicro: session.ratingMicro, textId: session.textId, importId: session.importId, line: session.line, receiptId: session.receiptId,
} as const;

export const kintellEvents = {
  'kintell.session.scheduled': { version: 1, item: session },
  'kintell.session.completed': { version: 1, item: session },
  'kintell.session.corrected': { version: 1, item: session },
  'kintell.session.withdrawn': { version: 1, item: session },
  'kintell.rating.created': { version: 1, item: rating },
  'kintell.rating.corrected': { version: 1, item: rating },
  'kintell.rating.withdrawn': { version: 1, item: rating },
} as const;
