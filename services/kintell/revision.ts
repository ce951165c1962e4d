// A session is a stack of revisions: what a new line makes of what is known, and which revision is the session's value.
// Pure; the store brings the stack and writes what comes out.
import { hash } from 'node:crypto';
import type { EventItem } from '../../channels/contracts.ts';
import type { HoursState, SessionStatus } from '../../channels/vocabulary.ts';
import { newId } from '../kernel/ids.ts';
import type { SessionRow } from './session.ts';

/** One revision as it is stored. Instants in epoch milliseconds. */
export interface Revision {
  sessionId: string;
  revision: number;
  id: string;
  participantId: string;
  volunteerId: string;
  scheduledAt: number;
  completedAt: number | null;
  localDate: string;
  status: SessionStatus;
  minutes: number | null;
  paidMinutes: number;
  hoursState: HoursState;
  rating: { raw: number; low: number; high: number; micro: number } | null;
  textId: string | null;
  textMark: string | null;
  fingerprint: string;
  importId: string | null;
  line: number | null;
  isCurrent: boolean;
}

export interface Draft { next: Omit<Revision, 'importId' | 'line' | 'isCurrent'>; text: string | null; verdict: 'created' | 'updated' | 'unchanged'; current: Revision | undefined }

/**
 * What a line makes of a session: a new revision, or nothing when its fingerprint is the current one's.
 * A column that the file lacks changes nothing. `mark` is the keyed hash of a text.
 */
export function draftRevision(row: SessionRow, stack: readonly Revision[], mark: (text: string) => string): Draft {
  const current = stack.find((revision) => revision.isCurrent);
  const top = stack.reduce((highest, { revision }) => Math.max(highest, revision), 0);
  const completedAt = row.completedAt === undefined ? current?.completedAt ?? null : row.completedAt;
  const words = textOf(row);
  const kept = words === undefined;
  const textMark = kept ? current?.textMark ?? null : words === null ? null : mark(words);
  const next: Draft['next'] = {
    sessionId: row.sessionId, revision: top + 1, id: stack[0]?.id ?? '', textId: null, fingerprint: '',
    participantId: row.participantId ?? '', volunteerId: row.volunteerId ?? '', scheduledAt: row.scheduledAt, completedAt,
    // Without the column for its end a session keeps its end, and with it the day on which it counts.
    localDate: row.completedAt === undefined && current?.completedAt ? current.localDate : row.localDate,
    // A status that only follows from the dates does not replace one that was told, unless the end changed or time has passed over it.
    status: !row.isStatusGiven && current && current.completedAt === completedAt && current.status !== 'scheduled' ? current.status : row.status,
    minutes: row.minutes === undefined ? current?.minutes ?? null : row.minutes,
    paidMinutes: row.paidMinutes ?? current?.paidMinutes ?? 0,
    hoursState: row.hoursState ?? current?.hoursState ?? 'confirmed' as const,
    rating: row.rating === undefined ? current?.rating ?? null : row.rating,
    textMark,
  };
  next.fingerprint = fingerprintOf(next);
  if (next.id === '') next.id = newId();
  const isSame = current !== undefined && current.fingerprint === next.fingerprint;
  const sameText = current !== undefined && current.textMark === textMark;
  next.textId = isSame || sameText ? current.textId : words ? newId() : null;
  if (isSame) next.revision = current.revision;
  return { next, text: isSame || sameText ? null : words ?? null, verdict: isSame ? 'unchanged' : current ? 'updated' : 'created', current };
}

/** 16 bytes over all values in a fixed order: equal content, equal fingerprint. Hexadecimal. */
export function fingerprintOf(values: Pick<Revision, 'participantId' | 'volunteerId' | 'scheduledAt' | 'completedAt' | 'status' | 'minutes' | 'paidMinutes' | 'hoursState' | 'rating' | 'textMark' | 'localDate'>): string {
  const { participantId, volunteerId, scheduledAt, completedAt, status, minutes, paidMinutes, hoursState, rating, textMark, localDate } = values;
  const text = `${participantId}|${volunteerId}|${scheduledAt}|${completedAt ?? ''}|${status}|${minutes ?? ''}|${paidMinutes}|${hoursState}|`
    + `${rating ? `${rating.raw}/${rating.low}-${rating.high}` : ''}|${textMark ?? ''}|${localDate}`;
  return hash('sha256', text, 'hex').slice(0, 32);
}

/** The words of a row, kept together under the participant's key; undefined when the file has none of the columns, null when all are empty. */
function textOf({ feedback, focusArea, goalsDiscussed }: SessionRow): string | null | undefined {
  if (feedback === undefined && focusArea === undefined && goalsDiscussed === undefined) return undefined;
  const kept: SessionTexts = {};
  if (hasWords(feedback)) kept.feedback = feedback;
  if (hasWords(focusArea)) kept.focusArea = focusArea;
  if (hasWords(goalsDiscussed)) kept.goalsDiscussed = goalsDiscussed;
  return kept.feedback === undefined && kept.focusArea === undefined && kept.goalsDiscussed === undefined ? null : JSON.stringify(kept);
}

function hasWords(cell: string | undefined): cell is string {
  return cell !== undefined && cell.trim() !== '';
}

export interface SessionTexts { feedback?: string; focusArea?: string; goalsDiscussed?: string }

export function readTexts(kept: string): SessionTexts {
  return JSON.parse(kept) as SessionTexts;
}

export type SessionItem = EventItem<'kintell.session.completed'>;

/** The session as events tell it: as it stands after the change. */
export function itemOf(
  revision: Omit<Revision, 'isCurrent' | 'importId' | 'line'>, { importId, line }: Pick<Revision, 'importId' | 'line'>, change: number, present: boolean,
): SessionItem {
  return {
    id: revision.id, key: revision.sessionId, revision: revision.revision, change, present, programme: 'mentorship',
    participantId: revision.participantId, volunteerId: revision.volunteerId, localDate: revision.localDate, status: revision.status,
    hoursState: revision.hoursState, minutes: revision.minutes, ratingMicro: revision.rating?.micro ?? null, textId: revision.textId,
    importId, line,
  };
}
