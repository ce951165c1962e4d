// Sessions as Kintell exports them: at first both programmes in one file, later each in its own. Pure.
import { writeDay, writeMoment, type Moment } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { SessionFact } from './facts.ts';
import { pick, type Random } from './random.ts';
import type { Line, Table } from './telling.ts';

const mistakes: readonly (readonly [string, string])[] = [['participant_email', ''], ['participant_email', 'ingen epost'], ['duration_minutes', '4500'], ['scheduled_at', '31.02.2026'], ['rating', '11'], ['status', 'maybe']];
const oftenWrong = 0.008;

export function separateTable(random: Random, company: SampleCompany, programme: SessionFact['programme'], sessions: readonly SessionFact[]): Table {
  const isLanguage = programme === 'language';
  const columns = [
    'session_id', 'participant_email', isLanguage ? 'volunteer_email' : 'mentor_email', 'scheduled_at', 'completed_at', 'duration_minutes', 'rating', 'feedback_text',
    ...isLanguage ? ['language_level', 'topics'] : ['focus_area', 'goals_discussed'], 'status', 'paid_time', 'hours_state',
  ];
  const cells = (session: SessionFact): string[] => {
    const { id, participant, volunteer, minutes, rating, text, level, topic, status, isPaid, state } = session;
    const isHeld = status === 'completed';
    return [
      id, participant, volunteer, moment(session, company), isHeld ? moment(endOf(session), company) : '', numberText(minutes), numberText(rating), text,
      ...isLanguage ? [level, topic] : [topic, topic === 'Job interviews' ? 'Two applications before we meet again' : ''],
      status === 'unreported' ? '' : status, isHeld ? (isPaid ? 'yes' : 'no') : '', isHeld && state !== 'confirmed' ? state : '',
    ];
  };
  return { kind: `kintell-${programme}`, columns, lines: sessions.map((session) => lineOf(random, session, cells)), breaks: mistakes };
}

export function combinedTable(random: Random, company: SampleCompany, sessions: readonly SessionFact[]): Table {
  const cells = (session: SessionFact): string[] => {
    const { id, programme, participant, volunteer, minutes, rating, text, level, status, isPaid, state } = session;
    const date = company.dates === 'utc' || company.dates === 'offset' ? moment(session, company) : writeDay(session.day, company.dates);
    return [id, programme === 'language' ? 'Language Connect' : 'Mentorship', participant, volunteer, date, numberText(minutes), numberText(rating), text, level, status, isPaid ? 'yes' : 'no', state === 'confirmed' ? '' : state];
  };
  const columns = ['session_id', 'session_type', 'participant_email', 'volunteer_email', 'date', 'duration_min', 'rating', 'feedback_text', 'language_level', 'status', 'paid_time', 'hours_state'];
  return { kind: 'kintell-combined', columns, lines: sessions.map((session) => lineOf(random, session, cells)), breaks: [['session_type', 'Choir'], ['participant_email', 'unknown'], ['date', 'soon']] };
}

/** Some were told wrong at first: another length, another rating, or missed although it was held. */
function lineOf(random: Random, session: SessionFact, cells: (session: SessionFact) => string[]): Line {
  const line = { day: session.day, cells: cells(session) };
  if (session.status !== 'completed' || random() >= oftenWrong) return line;
  const { minutes, rating } = session;
  const mistaken: SessionFact = pick<SessionFact>(random, [
    { ...session, minutes: minutes === null ? null : minutes + 30 }, { ...session, rating: rating === null ? null : 6 - rating }, { ...session, status: 'no_show', minutes: null, rating: null, text: '', level: '' },
  ]);
  return { ...line, before: cells(mistaken) };
}

function moment(at: Moment, { dates, timeZone }: SampleCompany): string {
  return writeMoment(at, dates, timeZone);
}

/** An end that nobody timed is told as usual. */
export function endOf({ day, minute, minutes }: SessionFact): Moment {
  return { day, minute: minute + (minutes ?? 45) };
}

function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}
