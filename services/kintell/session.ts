// What a Kintell session is, and what is true of one: its values, its rules, the events that tell of it.
// Three kinds of file and a webhook tell sessions; one id is one session, whoever tells it. Knows no database and no clock.
import type { EventItem } from '../../channels/contracts.ts';
import type { HoursState, Programme, SessionStatus } from '../../channels/vocabulary.ts';
import type { Revision, SourceTable, Told } from '../../mixins/rows/source.ts';

/** A session as it is kept. Instants in epoch milliseconds; a rating on its scale and in millionths. */
export interface Session {
  programme: Extract<Programme, 'language' | 'mentorship'>;
  participantId: string;
  volunteerId: string;
  scheduledAt: number;
  completedAt: number | null;
  localDate: string;
  status: SessionStatus;
  minutes: number | null;
  paidMinutes: number;
  hoursState: HoursState;
  ratingRaw: number | null;
  ratingLow: number | null;
  ratingHigh: number | null;
  ratingMicro: number | null;
  languageLevel: string | null;
}

type SessionEvent = 'kintell.session.scheduled' | 'kintell.session.completed' | 'kintell.session.corrected' | 'kintell.session.withdrawn';

/** Under what a row that names a session waits for it. */
export function waitsForSession(sessionId: string): string {
  return `session:${sessionId}`;
}

export const sessions: SourceTable<Session, SessionEvent> = {
  table: 'kintell_sessions',
  keyColumn: 'session_id',
  changes: 'kintell_changes',
  columns: {
    programme: 'text', participantId: 'uuid', volunteerId: 'uuid', scheduledAt: 'instant', completedAt: 'instant', localDate: 'date', status: 'text', minutes: 'integer', paidMinutes: 'integer',
    hoursState: 'text', ratingRaw: 'numeric', ratingLow: 'numeric', ratingHigh: 'numeric', ratingMicro: 'integer', languageLevel: 'text',
  },
  family: ['kintell-mentorship', 'kintell-language', 'kintell-combined'],
  words: ['feedback', 'focusArea', 'goalsDiscussed', 'topics', 'metadata'],
  authorOf: (session) => session.participantId,
  settle(session, told, before) {
    const { localDate } = told.implied;
    const keepsEnd = before !== undefined && before.completedAt === session.completedAt;
    // A session that keeps its end keeps the day on which it counts, even where this row tells only its beginning.
    session.localDate = keepsEnd && session.completedAt !== null ? before.localDate : localDate ?? session.localDate;
    session.status = told.values.status ?? statusWithoutWord(session, told, keepsEnd ? before : undefined) ?? session.status;
    session.paidMinutes ??= 0;
    session.hoursState ??= 'confirmed';
  },
  addedBy: ['webhook:rating'],
  // A planned session whose day has passed without a word of it is unreported by now.
  agedSql: `s.status = 'scheduled' and s.scheduled_at < $now`,
  events: {
    created: (session) => (session.status === 'completed' ? 'kintell.session.completed' : 'kintell.session.scheduled'),
    corrected: 'kintell.session.corrected',
    withdrawn: 'kintell.session.withdrawn',
  },
  itemOf,
};

/**
 * The status where a row tells none: a row with an end was held. What only follows from the dates replaces what followed from
 * them before, or what the same teller has emptied, but no word that stands.
 */
function statusWithoutWord(session: Session, { values, implied }: Told<Session>, before: Session | undefined): SessionStatus | undefined {
  if (typeof values.completedAt === 'number') return 'completed';
  const isEmptied = (session.status as SessionStatus | null) === null;
  if (before && !isEmptied && before.status !== 'scheduled' && before.status !== 'unreported') return before.status;
  return session.completedAt !== null && implied.status !== undefined ? 'completed' : implied.status;
}

/** The session as events tell it: as it stands after the change. */
function itemOf({ id, key, revision, values, textId, importId, line, receiptId }: Revision<Session>, change: number, present: boolean): EventItem<SessionEvent> {
  const { programme, participantId, volunteerId, localDate, status, hoursState, minutes, paidMinutes, ratingMicro, languageLevel } = values;
  return { id, key, revision, change, present, programme, participantId, volunteerId, localDate, status, hoursState, minutes, paidMinutes, ratingMicro, languageLevel, textId, importId, line, receiptId };
}

/** Without a status: completed when it has an end; a past one without is unreported, never a no-show. */
export function impliedStatus(scheduledAt: number, completedAt: number | null, nowMs: number): SessionStatus {
  if (completedAt !== null) return 'completed';
  return scheduledAt < nowMs ? 'unreported' : 'scheduled';
}
