// What a buddy event is: something the two of a match did together on a day, and the hours of the volunteer in it.
// Named for what it is to the pair: an event, in this house, is what travels between rooms.
import type { EventItem } from '../../channels/contracts.ts';
import type { HoursState } from '../../channels/vocabulary.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';
import { awaitedName, family, keyOfMatch, ofItsMatch, type OfMatch } from './reference.ts';
import { referToMatches } from './reference.store.ts';

export interface Meeting extends OfMatch {
  localDate: string;
  eventType: string;
  minutes: number | null;
  paidMinutes: number;
  hoursState: HoursState;
  attendees: number | null;
}

type MeetingEvent = 'buddy.event.logged' | 'buddy.event.corrected' | 'buddy.event.withdrawn';

export const meetings: SourceTable<Meeting, MeetingEvent> = {
  table: 'buddy_events',
  keyColumn: 'event_key',
  changes: 'buddy_changes',
  columns: {
    matchKey: 'text', participantId: 'uuid', volunteerId: 'uuid', localDate: 'date', eventType: 'text', minutes: 'integer', paidMinutes: 'integer', hoursState: 'text', attendees: 'integer',
  },
  family,
  words: ['description', 'location'],
  authorOf: (meeting) => meeting.participantId,
  keyOf: (told) => keyOfMatch(awaitedName(told), told),
  refer(tx, rows) { return referToMatches(this, tx, rows); },
  referred: ofItsMatch,
  settle(meeting) {
    // Hours count only when they are confirmed. What a source system reports without a word of it, it vouches for.
    meeting.hoursState ??= 'confirmed';
    meeting.paidMinutes ??= 0;
  },
  events: { created: () => 'buddy.event.logged', corrected: 'buddy.event.corrected', withdrawn: 'buddy.event.withdrawn' },
  itemOf,
};

function itemOf({ id, key, revision, values, textId, importId, line, receiptId }: Revision<Meeting>, change: number, present: boolean): EventItem<MeetingEvent> {
  const { matchKey, participantId, volunteerId, localDate, minutes, paidMinutes, hoursState } = values;
  return { id, key, revision, change, present, programme: 'buddy', matchKey, participantId, volunteerId, localDate, minutes, paidMinutes, hoursState, textId, importId, line, receiptId };
}
