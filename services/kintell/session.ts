// What a Kintell session is, and what is true of one: its values, its rules, the events that tell of it.
// Three kinds of file and a webhook tell sessions; one id is one session, whoever tells it. Knows no database and no clock.
import type { EventItem } from '../../channels/contracts.ts';
import type { HoursState, Programme, SessionStatus } from '../../channels/vocabulary.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';
import { localDate } from '../kernel/zone.ts';

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
  // A row with an end was held, whatever was told of it before.
  outdated: { column: 'status', by: 'completedAt', when: 'given' },
  settle(session, { timeZone, nowMs }) {
    session.localDate = localDate(session.completedAt ?? session.scheduledAt, timeZone);
    session.status ??= impliedStatus(session.scheduledAt, session.completedAt, nowMs);
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

/** The session as events tell it: as it stands after the change. */
function itemOf({ id, key, revision, values, textId, importId, line, receiptId }: Revision<Session>, change: number, present: boolean): EventItem<SessionEvent> {
  const { programme, participantId, volunteerId, localDate, status, hoursState, minutes, paidMinutes, ratingMicro, languageLevel } = values;
  return { id, key, revision, change, present, programme, participantId, volunteerId, localDate, status, hoursState, minutes, paidMinutes, ratingMicro, languageLevel, textId, importId, line, receiptId };
}

/** Without a status: completed when it has an end; a past one without is unreported, never a no-show. */
function impliedStatus(scheduledAt: number, completedAt: number | null, nowMs: number): SessionStatus {
  if (completedAt !== null) return 'completed';
  return scheduledAt < nowMs ? 'unreported' : 'scheduled';
}
