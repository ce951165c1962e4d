// What feedback is: a rating and words that one of a match gave of it. The words are the author's, whichever of the two that is.
import type { EventItem } from '../../channels/contracts.ts';
import type { PairRole } from '../../channels/vocabulary.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';
import { awaitedName, family, keyOfMatch, ofItsMatch, type OfMatch } from './reference.ts';
import { referToMatches } from './reference.store.ts';

/** The rating on its scale and in millionths. */
export interface Feedback extends OfMatch {
  submittedAt: number;
  localDate: string;
  fromRole: PairRole;
  ratingRaw: number | null;
  ratingLow: number | null;
  ratingHigh: number | null;
  ratingMicro: number | null;
}

type FeedbackEvent = 'buddy.feedback.submitted' | 'buddy.feedback.corrected' | 'buddy.feedback.withdrawn';

export const feedback: SourceTable<Feedback, FeedbackEvent> = {
  table: 'buddy_feedback',
  keyColumn: 'feedback_key',
  changes: 'buddy_changes',
  columns: {
    matchKey: 'text', participantId: 'uuid', volunteerId: 'uuid', submittedAt: 'instant', localDate: 'date', fromRole: 'text', ratingRaw: 'numeric', ratingLow: 'numeric', ratingHigh: 'numeric',
    ratingMicro: 'integer',
  },
  family,
  words: ['feedback'],
  authorOf: ({ fromRole, participantId, volunteerId }) => (fromRole === 'participant' ? participantId : volunteerId),
  keyOf: (told) => keyOfMatch(awaitedName(told), told),
  refer(tx, rows) { return referToMatches(this, tx, rows); },
  referred: ofItsMatch,
  events: { created: () => 'buddy.feedback.submitted', corrected: 'buddy.feedback.corrected', withdrawn: 'buddy.feedback.withdrawn' },
  itemOf,
};

function itemOf({ id, key, revision, values, textId, importId, line, receiptId }: Revision<Feedback>, change: number, present: boolean): EventItem<FeedbackEvent> {
  const { matchKey, participantId, volunteerId, localDate, fromRole, ratingMicro } = values;
  return { id, key, revision, change, present, programme: 'buddy', matchKey, participantId, volunteerId, localDate, fromRole, ratingMicro, textId, importId, line, receiptId };
}
