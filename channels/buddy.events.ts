// What buddy rows tell the house: matches, what a pair did together, how it went, what each of them thought of it.
// Each item is the row as it stands after the change; `change` only grows, so that whoever hears late or twice keeps the newest.
import { rowItem } from './row-item.ts';
import { hoursStates, matchStatuses, moods, pairRoles } from './vocabulary.ts';

const row = {
  ...rowItem,
  programme: { type: 'enum', values: ['buddy'] },
  participantId: { type: 'uuid' },
  volunteerId: { type: 'uuid' },
  textId: { type: 'uuid', nullable: true },
} as const;

const match = { ...row, endedDate: { type: 'string', nullable: true }, status: { type: 'enum', values: matchStatuses } } as const;

/** Of one match, named by its key. */
const ofMatch = { ...row, matchKey: { type: 'string' } } as const;

const event = {
  ...ofMatch, minutes: { type: 'number', integer: true, nullable: true }, paidMinutes: { type: 'number', integer: true }, hoursState: { type: 'enum', values: hoursStates },
} as const;
const checkin = { ...ofMatch, mood: { type: 'enum', values: moods, nullable: true } } as const;
const feedback = { ...ofMatch, fromRole: { type: 'enum', values: pairRoles }, ratingMicro: { type: 'number', integer: true, nullable: true } } as const;

export const buddyEvents = {
  'buddy.match.created': { version: 1, item: match },
  'buddy.match.corrected': { version: 1, item: match },
  'buddy.match.withdrawn': { version: 1, item: match },
  'buddy.event.logged': { version: 1, item: event },
  'buddy.event.corrected': { version: 1, item: event },
  'buddy.event.withdrawn': { version: 1, item: event },
  'buddy.checkin.completed': { version: 1, item: checkin },
  'buddy.checkin.corrected': { version: 1, item: checkin },
  'buddy.checkin.withdrawn': { version: 1, item: checkin },
  'buddy.feedback.submitted': { version: 1, item: feedback },
  'buddy.feedback.corrected': { version: 1, item: feedback },
  'buddy.feedback.withdrawn': { version: 1, item: feedback },
} as const;
