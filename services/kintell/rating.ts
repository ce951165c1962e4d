// Ratings that come apart from their session. The participant's is the session's own rating, as a file would tell it; the
// volunteer's is kept beside. Either waits when nobody has told of the session yet.
import type { EventItem } from '../../channels/contracts.ts';
import { ratingColumns, type RowReader } from '../../mixins/importing/row-reader.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { hideRow, type Revision, type SourceTable, type Told } from '../../mixins/rows/source.ts';
import { toldTo, type ToldTo } from '../../mixins/rows/webhook-kind.ts';
import { sessions, waitsForSession, type Session } from './session.ts';

export interface Rating {
  sessionKey: string;
  programme: Session['programme'];
  participantId: string;
  volunteerId: string;
  localDate: string;
  ratedAt: number;
  ratingRaw: number | null;
  ratingLow: number | null;
  ratingHigh: number | null;
  ratingMicro: number | null;
}

type RatingEvent = 'kintell.rating.created' | 'kintell.rating.corrected' | 'kintell.rating.withdrawn';

/** Volunteers' ratings. What they write is kept under their own key. */
export const ratings: SourceTable<Rating, RatingEvent> = {
  table: 'kintell_ratings',
  keyColumn: 'rating_key',
  changes: 'kintell_changes',
  columns: {
    sessionKey: 'text', programme: 'text', participantId: 'uuid', volunteerId: 'uuid', localDate: 'date', ratedAt: 'instant', ratingRaw: 'numeric', ratingLow: 'numeric', ratingHigh: 'numeric',
    ratingMicro: 'integer',
  },
  family: sessions.family,
  words: ['feedback'],
  authorOf: (rating) => rating.volunteerId,
  async refer(tx, rows) {
    const known = await knownSessions(tx, rows.map((row) => String(row.values.sessionKey)));
    return rows.map((row) => {
      const session = known.get(String(row.values.sessionKey));
      if (!session) return waitsForSession(String(row.values.sessionKey));
      Object.assign(row.values, session);
      return null;
    });
  },
  referred: { by: 'sessionKey', table: 'kintell_sessions', keyColumn: 'session_id', columns: ['programme', 'participantId', 'volunteerId', 'localDate'] },
  events: { created: () => 'kintell.rating.created', corrected: 'kintell.rating.corrected', withdrawn: 'kintell.rating.withdrawn' },
  itemOf,
};

/** The participant's rating of a session that is known; it changes nothing else of it. */
export const participantRatings: typeof sessions = {
  ...sessions,
  async refer(tx, rows) {
    const known = await knownSessions(tx, rows.map((row) => row.key));
    return rows.map((row) => (known.has(row.key) ? null : waitsForSession(row.key)));
  },
};

/** Sessions, and the ratings that may be waiting for them. */
export const awaitedSessions: typeof sessions = {
  ...sessions,
  unlocks: { names: (told) => [waitsForSession(told.key)], dependents: () => [hideRow(participantRatings), hideRow(ratings)] },
};

/** Reads a rating as a webhook tells it. */
export function readRating(reader: RowReader): ToldTo | undefined {
  const key = reader.key('session_id');
  const given = reader.rating('rating');
  if (given === null || given === undefined) reader.required('rating', () => ({ problem: 'required' }));
  const ratedAt = reader.instant('rated_at');
  const ratedBy = reader.choice('rated_by', { participant: 'participant', volunteer: 'volunteer' }, 'choice') ?? 'participant';
  const words = { feedback: reader.words('feedback_text', 5000) };
  if (reader.problems.length > 0 || key === undefined || ratedAt === undefined) return undefined;
  const rating = ratingColumns(given);
  if (ratedBy === 'participant') return toldTo(participantRatings, { key, people: {}, words, values: { ...untold, ...rating } });
  const values: Told<Rating>['values'] = { sessionKey: key, programme: undefined, participantId: undefined, volunteerId: undefined, localDate: undefined, ratedAt, ...rating };
  return toldTo(ratings, { key: `${key}|volunteer`, people: {}, words, values });
}

const untold: Told<Session>['values'] = {
  programme: undefined, participantId: undefined, volunteerId: undefined, scheduledAt: undefined, completedAt: undefined, localDate: undefined, status: undefined, minutes: undefined,
  paidMinutes: undefined, hoursState: undefined, ratingRaw: undefined, ratingLow: undefined, ratingHigh: undefined, ratingMicro: undefined, languageLevel: undefined,
};

async function knownSessions(tx: Transaction, keys: readonly string[]): Promise<Map<string, Pick<Rating, 'programme' | 'participantId' | 'volunteerId' | 'localDate'>>> {
  const rows = await tx.rows<{ session_id: string; programme: Rating['programme']; participant_id: string; volunteer_id: string; local_date: string }>(
    'select session_id, programme, participant_id, volunteer_id, local_date from kintell_sessions where tenant_id = $1 and session_id = any($2) and is_current', [tx.tenantId, [...new Set(keys)]]);
  return new Map(rows.map((row) => [row.session_id, { programme: row.programme, participantId: row.participant_id, volunteerId: row.volunteer_id, localDate: row.local_date }]));
}

function itemOf({ id, key, revision, values, textId, importId, line, receiptId }: Revision<Rating>, change: number, present: boolean): EventItem<RatingEvent> {
  const { sessionKey, programme, participantId, volunteerId, localDate, ratingMicro } = values;
  return { id, key, revision, change, present, sessionKey, programme, participantId, volunteerId, localDate, ratedBy: 'volunteer', ratingMicro, textId, importId, line, receiptId };
}
