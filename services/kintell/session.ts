// What a Kintell mentorship session is, and what is true of one: columns of the file, rules of a row, rating scale, counted minutes.
// Knows no database and no clock.
import type { HoursState, SessionStatus } from '../../channels/vocabulary.ts';
import { readChoice, readEmail, readInstant, readNumber, type CellProblem } from '../../mixins/importing/cells.ts';
import type { Checked, RowProblem } from '../../mixins/importing/engine.ts';
import type { ColumnDefinition } from '../../mixins/importing/file.ts';
import { localDate } from '../kernel/zone.ts';

/** A session as a line of a file gives it. Undefined: the file lacks the column, so what is known stays. */
export interface SessionRow {
  sessionId: string;
  participantEmail: string;
  volunteerEmail: string;
  participantId: string | null;
  volunteerId: string | null;
  scheduledAt: number;
  completedAt: number | null | undefined;
  localDate: string;
  status: SessionStatus;
  /** Whether the file said so, or the status follows from the dates. */
  isStatusGiven: boolean;
  minutes: number | null | undefined;
  paidMinutes: number | undefined;
  hoursState: HoursState | undefined;
  rating: { raw: number; low: number; high: number; micro: number } | null | undefined;
  feedback: string | undefined;
  focusArea: string | undefined;
  goalsDiscussed: string | undefined;
}

export const mentorshipColumns: readonly ColumnDefinition[] = [
  column('session_id', ['session', 'id', 'meeting_id', 'økt_id', 'økt'], true, null, '1 to 100 characters; the same id is the same session', 'KS-48213'),
  column('participant_email', ['participant', 'mentee_email', 'mentee', 'deltaker_epost', 'deltaker e-post'], true, 'participant', 'one e-mail address', 'olena@example.org'),
  column('mentor_email', ['mentor', 'volunteer_email', 'volunteer', 'frivillig_epost', 'mentor e-post'], true, 'volunteer', 'one e-mail address, not the participant’s', 'kari@aurora.example'),
  column('scheduled_at', ['scheduled', 'start', 'date', 'dato', 'planlagt'], true, null, 'ISO 8601, YYYY-MM-DD, DD.MM.YYYY or DD/MM/YYYY', '2026-09-17T17:00:00+02:00'),
  column('completed_at', ['completed', 'end', 'ended_at', 'fullført', 'avsluttet'], false, null, 'as scheduled_at; empty when it was not held', '2026-09-17T17:45:00+02:00'),
  column('duration_minutes', ['duration', 'duration_min', 'minutes', 'varighet', 'varighet_min'], false, null, 'whole minutes from 1 to 480', '45'),
  column('rating', ['score', 'stars', 'participant_rating', 'vurdering'], false, null, '1 to 5, by the participant', '5'),
  column('feedback_text', ['feedback', 'comment', 'comments', 'tilbakemelding'], false, 'participant', 'up to 5000 characters, the participant’s own words', 'I feel surer of myself in interviews.'),
  column('focus_area', ['focus', 'topic', 'tema'], false, 'participant', 'up to 500 characters', 'Job interviews'),
  column('goals_discussed', ['goals', 'goal', 'mål'], false, 'participant', 'up to 2000 characters', 'Write a CV'),
  column('status', ['state', 'tilstand'], false, null, 'scheduled, completed, cancelled or no_show', 'completed'),
  column('paid_time', ['paid', 'paid_minutes', 'betalt'], false, null, 'yes, no, or minutes; silent means own time', 'no'),
  column('hours_state', [], false, null, 'reported, confirmed or rejected; silent means confirmed', 'confirmed'),
];

const statuses: Readonly<Record<string, SessionStatus>> = {
  scheduled: 'scheduled', planned: 'scheduled', completed: 'completed', done: 'completed', held: 'completed', cancelled: 'cancelled', canceled: 'cancelled',
  no_show: 'no_show', noshow: 'no_show',
};
const hoursStates: Readonly<Record<string, HoursState>> = { reported: 'reported', confirmed: 'confirmed', rejected: 'rejected' };
const ratingScale = { low: 1, high: 5 };
const longest = { session_id: 100, feedback_text: 5000, focus_area: 500, goals_discussed: 2000 } as const;

/** Checks the cells of a line. All problems of a line are found at once, so that it is mended once. */
export function checkMentorshipRow(cell: (column: string) => string | undefined, where: { timeZone: string; nowMs: number }): Checked<SessionRow> {
  const problems: RowProblem[] = [];
  const wrong = (name: string, problem: CellProblem): undefined => {
    problems.push({ column: name, problem, value: cell(name) ?? '' });
    return undefined;
  };
  const take = <T>(name: string, read: { value: T } | { problem: CellProblem }): T | undefined => ('value' in read ? read.value : wrong(name, read.problem));
  const optional = <T>(name: string, read: (text: string) => { value: T } | { problem: CellProblem }): T | null | undefined => {
    const text = cell(name);
    if (text === undefined) return undefined;
    return text.trim() === '' ? null : take(name, read(text));
  };
  const sessionId = (cell('session_id') ?? '').trim();
  if (sessionId === '') wrong('session_id', 'required');
  else if (sessionId.length > longest.session_id) wrong('session_id', 'key_length');
  const participantEmail = take('participant_email', readEmail(cell('participant_email') ?? ''));
  const volunteerEmail = take('mentor_email', readEmail(cell('mentor_email') ?? ''));
  if (participantEmail !== undefined && participantEmail === volunteerEmail) wrong('mentor_email', 'same_person');
  const instant = (text: string): ReturnType<typeof readInstant> => readInstant(text, where.timeZone);
  const scheduled = cell('scheduled_at') ?? '';
  const scheduledAt = scheduled.trim() === '' ? wrong('scheduled_at', 'required') : take('scheduled_at', instant(scheduled));
  const completedAt = optional('completed_at', instant);
  const minutes = optional('duration_minutes', readMinutes);
  const rating = optional('rating', readRating);
  const given = optional('status', (text) => readChoice(text, statuses, 'status'));
  const paidMinutes = optional('paid_time', (text) => readPaidTime(text, minutes ?? 0));
  const hoursState = optional('hours_state', (text) => readChoice(text, hoursStates, 'hours_state'));
  for (const name of ['feedback_text', 'focus_area', 'goals_discussed'] as const) if ((cell(name) ?? '').length > longest[name]) wrong(name, 'too_long');
  if (problems.length > 0 || participantEmail === undefined || volunteerEmail === undefined || scheduledAt === undefined) return { problems };
  return {
    row: {
      sessionId, participantEmail, volunteerEmail, participantId: null, volunteerId: null, scheduledAt, completedAt,
      localDate: localDate(completedAt ?? scheduledAt, where.timeZone),
      isStatusGiven: Boolean(given),
      status: given ?? impliedStatus(scheduledAt, completedAt ?? null, where.nowMs),
      minutes, paidMinutes: paidMinutes ?? undefined, hoursState: hoursState ?? undefined, rating,
      feedback: cell('feedback_text'), focusArea: cell('focus_area'), goalsDiscussed: cell('goals_discussed'),
    },
  };
}

/** Without a status: completed when it has an end; a past one without is unreported, never a no-show. */
export function impliedStatus(scheduledAt: number, completedAt: number | null, nowMs: number): SessionStatus {
  if (completedAt !== null) return 'completed';
  return scheduledAt < nowMs ? 'unreported' : 'scheduled';
}

/** The row as a preview may show it: nothing that names a person. */
export function sampleOf(row: SessionRow): Record<string, string | number | null> {
  return {
    sessionId: row.sessionId,
    scheduledAt: new Date(row.scheduledAt).toISOString(),
    completedAt: row.completedAt === null || row.completedAt === undefined ? null : new Date(row.completedAt).toISOString(),
    localDate: row.localDate,
    status: row.status,
    durationMinutes: row.minutes ?? null,
    rating: row.rating?.raw ?? null,
  };
}

function readMinutes(text: string): { value: number } | { problem: CellProblem } {
  const read = readNumber(text);
  if ('problem' in read) return read;
  return Number.isInteger(read.value) && read.value >= 1 && read.value <= 480 ? read : { problem: 'duration_range' };
}

/** A rating on its scale, and as (r − low) / (high − low) in millionths. */
function readRating(text: string): { value: { raw: number; low: number; high: number; micro: number } } | { problem: CellProblem } {
  const read = readNumber(text);
  if ('problem' in read) return read;
  const { low, high } = ratingScale;
  if (read.value < low || read.value > high) return { problem: 'rating_range' };
  return { value: { raw: read.value, low, high, micro: Math.round(((read.value - low) * 1_000_000) / (high - low)) } };
}

function readPaidTime(text: string, minutes: number): { value: number } | { problem: CellProblem } {
  const word = text.trim().toLowerCase();
  if (['yes', 'y', 'true', 'ja', 'так'].includes(word)) return { value: minutes };
  if (['no', 'n', 'false', 'nei', 'ні'].includes(word)) return { value: 0 };
  const read = readNumber(text);
  return 'value' in read && Number.isInteger(read.value) && read.value >= 0 && read.value <= 480 ? read : { problem: 'paid_time' };
}

function column(name: string, synonyms: string[], required: boolean, personal: ColumnDefinition['personal'], rule: string, example: string): ColumnDefinition {
  return { name, synonyms, required, personal, rule, example };
}
