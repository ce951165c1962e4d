// What a check-in is: how a participant said it went with a match, on a day. Knows no database and no clock.
import type { EventItem } from '../../channels/contracts.ts';
import type { Mood } from '../../channels/vocabulary.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';
import { awaitedName, family, keyOfMatch, ofItsMatch, type OfMatch } from './reference.ts';
import { referToMatches } from './reference.store.ts';

export interface Checkin extends OfMatch { localDate: string; mood: Mood | null }

type CheckinEvent = 'buddy.checkin.completed' | 'buddy.checkin.corrected' | 'buddy.checkin.withdrawn';

export const checkins: SourceTable<Checkin, CheckinEvent> = {
  table: 'buddy_checkins',
  keyColumn: 'checkin_key',
  changes: 'buddy_changes',
  columns: { matchKey: 'text', participantId: 'uuid', volunteerId: 'uuid', localDate: 'date', mood: 'text' },
  family,
  words: ['notes'],
  authorOf: (checkin) => checkin.participantId,
  keyOf: (told) => keyOfMatch(awaitedName(told), told),
  refer(tx, rows) { return referToMatches(this, tx, rows); },
  referred: ofItsMatch,
  events: { created: () => 'buddy.checkin.completed', corrected: 'buddy.checkin.corrected', withdrawn: 'buddy.checkin.withdrawn' },
  itemOf,
};

function itemOf({ id, key, revision, values, textId, importId, line, receiptId }: Revision<Checkin>, change: number, present: boolean): EventItem<CheckinEvent> {
  const { matchKey, participantId, volunteerId, localDate, mood } = values;
  return { id, key, revision, change, present, programme: 'buddy', matchKey, participantId, volunteerId, localDate, mood, textId, importId, line, receiptId };
}
