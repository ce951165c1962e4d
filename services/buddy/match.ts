// What a buddy match is: a participant and a buddy, from a day on, until it ends. Knows no database and no clock.
// Its key is its id of the source system; without one, the pair and the instant at which it began.
import type { EventItem } from '../../channels/contracts.ts';
import type { MatchStatus } from '../../channels/vocabulary.ts';
import { whoIs } from '../../mixins/rows/file-kind.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';
import { isoInstant } from '../kernel/zone.ts';
import { checkins } from './checkin.ts';
import { feedback } from './feedback.ts';
import { meetings } from './meeting.ts';
import { answeringNames, family } from './reference.ts';

export interface Match {
  participantId: string;
  volunteerId: string;
  matchedAt: number;
  endedAt: number | null;
  localDate: string;
  endedDate: string | null;
  status: MatchStatus;
  language: string | null;
}

type MatchEvent = 'buddy.match.created' | 'buddy.match.corrected' | 'buddy.match.withdrawn';

export const matches: SourceTable<Match, MatchEvent> = {
  table: 'buddy_matches',
  keyColumn: 'match_key',
  changes: 'buddy_changes',
  columns: {
    participantId: 'uuid', volunteerId: 'uuid', matchedAt: 'instant', endedAt: 'instant', localDate: 'date', endedDate: 'date', status: 'text', language: 'text',
  },
  family,
  words: ['interests', 'location'],
  authorOf: (match) => match.participantId,
  keyOf: (told) => told.key || `pair:${whoIs(told, 'participantId')}:${whoIs(told, 'volunteerId')}:${isoInstant(told.values.matchedAt ?? 0)}`,
  // A status once told stays until the end changes or it is emptied.
  outdated: { column: 'status', by: 'endedAt', when: 'changed' },
  settle(match) {
    match.status ??= match.endedAt === null ? 'active' : 'ended';
  },
  unlocks: { names: answeringNames, dependents: () => [meetings, checkins, feedback] },
  events: { created: () => 'buddy.match.created', corrected: 'buddy.match.corrected', withdrawn: 'buddy.match.withdrawn' },
  itemOf,
};

function itemOf({ id, key, revision, values, textId, importId, line, receiptId }: Revision<Match>, change: number, present: boolean): EventItem<MatchEvent> {
  const { participantId, volunteerId, localDate, endedDate, status } = values;
  return { id, key, revision, change, present, programme: 'buddy', participantId, volunteerId, localDate, endedDate, status, textId, importId, line, receiptId };
}
