// The three kinds of file that tell Kintell sessions: their columns, and what one line of each tells. Pure.
import type { Programme, SessionStatus } from '../../channels/vocabulary.ts';
import { column, type ColumnDefinition } from '../../mixins/importing/file.ts';
import { hoursColumns, ratingColumns, type RowReader } from '../../mixins/importing/row-reader.ts';
import type { FileKind } from '../../mixins/rows/file-kind.ts';
import type { Session } from './session.ts';

const dates = 'ISO 8601, YYYY-MM-DD, DD.MM.YYYY or DD/MM/YYYY';
const shared = {
  id: column('session_id', ['session', 'id', 'meeting_id', 'økt_id', 'økt', 'код_сесії', 'номер_сесії', 'сесія', 'код_зустрічі'], true, null, '1 to 100 characters; the same id is the same session', 'KS-48213'),
  participant: column('participant_email', ['participant', 'mentee_email', 'mentee', 'learner_email', 'deltaker_epost', 'deltaker e-post', 'учасник', 'пошта_учасника', 'email_учасника'], true, 'participant', 'one e-mail address', 'olena@example.org'),
  volunteer: column('volunteer_email', ['volunteer', 'teacher_email', 'mentor_email', 'mentor', 'frivillig_epost', 'волонтер', 'пошта_волонтера', 'email_волонтера', 'ментор', 'пошта_ментора', 'email_ментора'], true, 'volunteer', 'one e-mail address, not the participant’s', 'kari@aurora.example'),
  scheduled: column('scheduled_at', ['scheduled', 'start', 'date', 'dato', 'planlagt', 'дата', 'початок', 'заплановано', 'дата_початку'], true, null, dates, '2026-09-17T17:00:00+02:00'),
  completed: column('completed_at', ['completed', 'end', 'ended_at', 'fullført', 'avsluttet', 'завершено', 'кінець', 'дата_завершення'], false, null, 'as scheduled_at; empty when it was not held', '2026-09-17T17:45:00+02:00'),
  minutes: column('duration_minutes', ['duration', 'duration_min', 'minutes', 'varighet', 'varighet_min', 'тривалість', 'тривалість_хв', 'хвилини'], false, null, 'whole minutes from 1 to 480', '45'),
  rating: column('rating', ['score', 'stars', 'participant_rating', 'vurdering', 'оцінка', 'рейтинг'], false, null, '1 to 5, by the participant', '5', { intimate: true }),
  feedback: column('feedback_text', ['feedback', 'comment', 'comments', 'tilbakemelding', 'відгук', 'текст_відгуку', 'коментар', 'коментарі'], false, 'participant', 'up to 5000 characters, the participant’s own words', 'I feel surer of myself in interviews.'),
  level: column('language_level', ['level', 'cefr', 'cefr_level', 'språknivå', 'рівень_мови', 'рівень'], false, null, 'A1, A2, B1, B2, C1 or C2', 'B1', { intimate: true }),
  status: column('status', ['state', 'tilstand', 'статус', 'стан'], false, null, 'scheduled, completed, cancelled or no_show (also planned, held, attended, missed; planlagt, gjennomført, avlyst, ikke møtt; заплановано, відбулося, скасовано, неявка)', 'completed'),
};

const mentorshipColumns: readonly ColumnDefinition[] = [
  shared.id, shared.participant,
  column('mentor_email', ['mentor', 'volunteer_email', 'volunteer', 'frivillig_epost', 'mentor e-post', 'ментор', 'пошта_ментора', 'email_ментора', 'волонтер', 'пошта_волонтера', 'email_волонтера'], true, 'volunteer', 'one e-mail address, not the participant’s', 'kari@aurora.example'),
  shared.scheduled, shared.completed, shared.minutes, shared.rating, shared.feedback,
  column('focus_area', ['focus', 'topic', 'tema', 'тема', 'напрям'], false, 'participant', 'up to 500 characters', 'Job interviews'),
  column('goals_discussed', ['goals', 'goal', 'mål', 'цілі', 'ціль'], false, 'participant', 'up to 2000 characters', 'Write a CV'),
  shared.status, ...hoursColumns,
];

const languageColumns: readonly ColumnDefinition[] = [
  shared.id, shared.participant, shared.volunteer, shared.scheduled, shared.completed, shared.minutes, shared.rating, shared.feedback, shared.level,
  column('topics', ['topic', 'tema', 'temaer', 'теми', 'тема'], false, 'participant', 'up to 2000 characters', 'At the doctor; small talk'),
  column('metadata', ['meta', 'extra', 'метадані'], false, 'participant', 'a JSON object of up to 2000 characters', '{"room":"3"}'),
  shared.status, ...hoursColumns,
];

const combinedColumns: readonly ColumnDefinition[] = [
  shared.id,
  column('session_type', ['type', 'programme', 'program', 'økttype', 'тип', 'тип_сесії', 'програма'], true, null, 'Language Connect or Mentorship', 'Language Connect'),
  shared.participant, shared.volunteer,
  column('date', ['session_date', 'completed_at', 'dato', 'дата', 'дата_сесії', 'дата_зустрічі'], true, null, dates, '17.09.2026'),
  column('duration_min', ['duration', 'duration_minutes', 'minutes', 'varighet', 'тривалість', 'тривалість_хв', 'хвилини'], false, null, 'whole minutes from 1 to 480', '45'),
  shared.rating, shared.feedback, shared.level, shared.status, ...hoursColumns,
];

const statuses: Readonly<Record<string, SessionStatus>> = {
  scheduled: 'scheduled', planned: 'scheduled', completed: 'completed', done: 'completed', held: 'completed', cancelled: 'cancelled', canceled: 'cancelled',
  attended: 'completed', no_show: 'no_show', noshow: 'no_show', missed: 'no_show', did_not_attend: 'no_show',
  planlagt: 'scheduled', gjennomført: 'completed', fullført: 'completed', avholdt: 'completed', avlyst: 'cancelled', kansellert: 'cancelled',
  ikke_møtt: 'no_show', møtte_ikke: 'no_show', ikke_oppmøte: 'no_show',
  заплановано: 'scheduled', запланована: 'scheduled', відбулося: 'completed', відбулась: 'completed', відбулася: 'completed', завершено: 'completed', завершена: 'completed', проведено: 'completed', проведена: 'completed',
  скасовано: 'cancelled', скасована: 'cancelled', неявка: 'no_show', "не_з'явився": 'no_show', "не_з'явилася": 'no_show', "не_з'явилась": 'no_show',
};
const sessionTypes: Readonly<Record<string, Session['programme']>> = { language_connect: 'language', language: 'language', mentorship: 'mentorship', mentoring: 'mentorship', språk: 'language', mentor: 'mentorship', мова: 'language', менторство: 'mentorship', наставництво: 'mentorship' };
const levels: Readonly<Record<string, string>> = { a1: 'A1', a2: 'A2', b1: 'B1', b2: 'B2', c1: 'C1', c2: 'C2' };

export const sessionFiles: readonly FileKind<Session>[] = [
  { kind: 'kintell-mentorship', columns: mentorshipColumns, scaleColumn: 'rating', check: (reader) => readSession(reader, 'mentor_email', 'mentorship') },
  { kind: 'kintell-language', columns: languageColumns, scaleColumn: 'rating', check: (reader) => readSession(reader, 'volunteer_email', 'language') },
  { kind: 'kintell-combined', columns: combinedColumns, scaleColumn: 'rating', check: readCombined },
];

/** A session as a webhook tells it: either type, with the names of a file's columns in camel case. */
export function readSessionBody(reader: RowReader): ReadRow {
  const programme = reader.required<Session['programme']>('session_type', (text) => (text === 'language' || text === 'mentorship' ? { value: text } : { problem: 'choice' }));
  return readSession(reader, 'volunteer_email', programme ?? 'mentorship'); // without a type the rest is read for its problems alone
}

type ReadRow = ReturnType<FileKind<Session>['check']>;

function readSession(reader: RowReader, volunteerColumn: string, programme: Extract<Programme, Session['programme']>): ReadRow {
  const scheduledAt = reader.instant('scheduled_at');
  const completedAt = reader.optionalInstant('completed_at');
  return assemble(reader, {
    programme, volunteerColumn, minutesColumn: 'duration_minutes', scheduledAt, completedAt,
    status: reader.choice('status', statuses, 'status'),
  });
}

/** A combined row tells one date. It was held on it, unless its status says otherwise. */
function readCombined(reader: RowReader): ReadRow {
  const programme = reader.required('session_type', (text) => {
    const found = sessionTypes[text.trim().toLowerCase().replace(/[\s-]+/g, '_')];
    return found ? { value: found } : { problem: 'session_type' };
  });
  const date = reader.instant('date');
  const status = reader.choice('status', statuses, 'status');
  return assemble(reader, {
    programme, volunteerColumn: 'volunteer_email', minutesColumn: 'duration_min', scheduledAt: date, completedAt: (status ?? 'completed') === 'completed' ? date : undefined, status,
  });
}

interface Parts {
  programme: Session['programme'] | undefined; volunteerColumn: string; minutesColumn: string; scheduledAt: number | undefined; completedAt: number | null | undefined;
  status: SessionStatus | null | undefined;
}

function assemble(reader: RowReader, { programme, volunteerColumn, minutesColumn, scheduledAt, completedAt, status }: Parts): ReadRow {
  const key = reader.key('session_id');
  const participant = reader.email('participant_email');
  const volunteer = reader.email(volunteerColumn);
  if (participant !== undefined && participant === volunteer) reader.wrong(volunteerColumn, 'same_person');
  const minutes = reader.number(minutesColumn, { min: 1, max: 480, integer: true, problem: 'duration_range' });
  const paidMinutes = reader.paidTime('paid_time', minutes ?? 0);
  const hoursState = reader.hoursState('hours_state');
  const words = {
    feedback: reader.words('feedback_text', 5000), focusArea: reader.words('focus_area', 500), goalsDiscussed: reader.words('goals_discussed', 2000), topics: reader.words('topics', 2000),
    metadata: readMetadata(reader),
  };
  const rating = ratingColumns(reader.rating('rating'));
  const languageLevel = reader.choice('language_level', levels, 'language_level');
  if (reader.problems.length > 0 || key === undefined || participant === undefined || volunteer === undefined || scheduledAt === undefined) return undefined;
  return {
    key, people: { participantId: participant, volunteerId: volunteer }, words,
    values: {
      programme, participantId: undefined, volunteerId: undefined, scheduledAt, completedAt, localDate: undefined, status, minutes, paidMinutes,
      hoursState, ...rating, languageLevel,
    },
  };
}

function readMetadata(reader: RowReader): string | null | undefined {
  const text = reader.words('metadata', 2000);
  if (text === undefined || text === null) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : reader.wrong('metadata', 'json');
  } catch {
    return reader.wrong('metadata', 'json');
  }
}
