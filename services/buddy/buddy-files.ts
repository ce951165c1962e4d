// The four kinds of file of a buddy programme: their columns, and what one line of each tells. Pure.
import type { MatchStatus, Mood, PairRole } from '../../channels/vocabulary.ts';
import { plainLabel, readChoice } from '../../mixins/importing/cells.ts';
import { column } from '../../mixins/importing/file.ts';
import { hoursColumns, ratingColumns, type RowReader } from '../../mixins/importing/row-reader.ts';
import type { FileKind } from '../../mixins/rows/file-kind.ts';
import { isoInstant, localDate } from '../kernel/zone.ts';
import type { Checkin } from './checkin.ts';
import type { Feedback } from './feedback.ts';
import type { Match } from './match.ts';
import type { Meeting } from './meeting.ts';
import { readReference, referenceColumns, referTo } from './reference.ts';

const dates = 'ISO 8601, YYYY-MM-DD, DD.MM.YYYY or DD/MM/YYYY';
const longestLabel = 60;

const statuses: Readonly<Record<string, MatchStatus>> = {
  active: 'active', ongoing: 'active', aktiv: 'active', pågående: 'active', paused: 'paused', on_hold: 'paused', pauset: 'paused', på_pause: 'paused',
  ended: 'ended', completed: 'ended', closed: 'ended', avsluttet: 'ended', fullført: 'ended',
  активно: 'active', активна: 'active', триває: 'active', призупинено: 'paused', призупинена: 'paused', на_паузі: 'paused', завершено: 'ended', завершена: 'ended', закрито: 'ended',
};
const moods: Readonly<Record<string, Mood>> = {
  great: 'great', good: 'good', okay: 'okay', ok: 'okay', struggling: 'struggling', difficult: 'difficult',
  kjempebra: 'great', bra: 'good', greit: 'okay', strever: 'struggling', vanskelig: 'difficult',
  чудово: 'great', добре: 'good', нормально: 'okay', непросто: 'struggling', важко: 'difficult',
};
const roles: Readonly<Record<string, PairRole>> = {
  participant: 'participant', deltaker: 'participant', учасник: 'participant', учасниця: 'participant',
  buddy: 'buddy', volunteer: 'buddy', frivillig: 'buddy', бадді: 'buddy', волонтер: 'buddy', волонтерка: 'buddy',
};

export const matchFile: FileKind<Match> = {
  kind: 'buddy-matches',
  columns: [
    column('match_id', ['match', 'id', 'pair_id', 'kobling_id', 'koblings_id', 'par_id', 'код_пари', 'пара'], false, null, 'up to 100 characters; without it a match is found by its pair and its beginning', 'BM-1042'),
    column('participant_email', ['participant', 'learner_email', 'newcomer_email', 'deltaker_epost', 'deltaker e-post', 'учасник', 'пошта_учасника', 'email_учасника'], true, 'participant', 'one e-mail address', 'olena@example.org'),
    column('buddy_email', ['buddy', 'volunteer_email', 'volunteer', 'buddy_epost', 'buddy e-post', 'frivillig_epost', 'frivillig e-post', 'бадді', 'пошта_бадді', 'email_бадді', 'волонтер', 'пошта_волонтера', 'email_волонтера'], true, 'volunteer', 'one e-mail address, not the participant’s', 'kari@aurora.example'),
    column('matched_at', ['matched', 'match_date', 'matched_on', 'start', 'start_date', 'koblet', 'koblet_dato', 'startdato', 'поєднано', 'дата_поєднання', 'початок', 'дата_початку'], true, null, dates, '2026-03-02'),
    column('ended_at', ['ended', 'ended_on', 'end', 'end_date', 'avsluttet', 'sluttdato', 'завершено', 'кінець', 'дата_завершення'], false, null, 'as matched_at and not before it; empty while the match goes on', '2026-11-30'),
    column('status', ['state', 'tilstand', 'статус', 'стан'], false, null, 'active, paused or ended (also ongoing, on hold, completed, closed; aktiv, pauset, avsluttet; активно, призупинено, завершено); silent means ended where it has an end, else active', 'ended'),
    column('language', ['lang', 'språk', 'мова'], false, null, 'a language’s name or code, up to 60 characters', 'nb'),
    column('interests', ['interest', 'hobbies', 'interesser', 'інтереси', 'захоплення'], false, 'participant', 'up to 2000 characters', 'Skiing, cooking'),
    column('location', ['place', 'city', 'sted', 'by', 'місце', 'місто'], false, 'participant', 'up to 500 characters', 'Bergen'),
  ],
  check: readMatch,
};

export const meetingFile: FileKind<Meeting> = {
  kind: 'buddy-events',
  columns: [
    ...referenceColumns,
    column('event_date', ['date', 'held_on', 'dato', 'aktivitetsdato', 'дата', 'дата_події', 'дата_зустрічі'], true, null, dates, '2026-09-17'),
    column('event_type', ['type', 'activity', 'activity_type', 'aktivitet', 'aktivitetstype', 'тип', 'тип_події', 'подія', 'активність'], true, null, 'a short label of up to 60 characters, no address', 'coffee_chat'),
    column('duration_minutes', ['duration', 'duration_min', 'minutes', 'varighet', 'varighet_min', 'тривалість', 'тривалість_хв', 'хвилини'], false, null, 'whole minutes from 1 to 480', '90'),
    column('description', ['notes', 'what', 'beskrivelse', 'опис'], false, 'participant', 'up to 5000 characters', 'We met at the library and read the paper.'),
    column('location', ['place', 'city', 'sted', 'by', 'місце', 'місто'], false, 'participant', 'up to 500 characters', 'Bergen public library'),
    column('attendees', ['attendance', 'people', 'antall', 'antall_deltakere', 'кількість', 'кількість_учасників'], false, null, 'a whole number from 0 to 10000', '2'),
    ...hoursColumns,
  ],
  check: readMeeting,
};

export const checkinFile: FileKind<Checkin> = {
  kind: 'buddy-checkins',
  columns: [
    ...referenceColumns,
    column('checkin_date', ['date', 'check_in_date', 'dato', 'дата'], true, null, dates, '2026-09-17'),
    column('mood', ['feeling', 'humør', 'stemning', 'настрій', 'самопочуття'], false, null, 'great, good, okay, struggling or difficult (also kjempebra, bra, greit, strever, vanskelig; чудово, добре, нормально, непросто, важко)', 'good', { intimate: true }),
    column('notes', ['note', 'comment', 'comments', 'notat', 'notater', 'нотатка', 'нотатки', 'примітка', 'примітки', 'коментар'], false, 'participant', 'up to 5000 characters, the participant’s own words', 'I dare to phone the school myself now.'),
  ],
  check: readCheckin,
};

export const feedbackFile: FileKind<Feedback> = {
  kind: 'buddy-feedback',
  scaleColumn: 'rating',
  columns: [
    ...referenceColumns,
    column('submitted_at', ['submitted', 'date', 'sent_at', 'innsendt', 'dato', 'надіслано', 'дата'], true, null, dates, '2026-09-17T18:05:00+02:00'),
    column('from_role', ['role', 'from', 'rolle', 'fra', 'роль', 'від_кого'], true, null, 'participant or buddy (also volunteer; deltaker, frivillig; учасник, волонтер)', 'participant'),
    column('rating', ['score', 'stars', 'vurdering', 'оцінка', 'рейтинг'], false, null, '1 to 5, or 0 to 1 where the whole file is', '5', { intimate: true }),
    column('feedback_text', ['feedback', 'comment', 'comments', 'tilbakemelding', 'відгук', 'текст_відгуку', 'коментар', 'коментарі'], false, 'participant', 'up to 5000 characters, words of who gave it', 'I have a friend in town now.'),
  ],
  check: readFeedback,
};

type ReadRow<V> = ReturnType<FileKind<V>['check']>;

function readMatch(reader: RowReader): ReadRow<Match> {
  const key = reader.optionalKey('match_id');
  const participant = reader.email('participant_email');
  const buddy = reader.email('buddy_email');
  if (participant !== undefined && participant === buddy) reader.wrong('buddy_email', 'same_person');
  const matchedAt = reader.instant('matched_at');
  const endedAt = reader.optionalInstant('ended_at');
  const dateOf = (instant: number): string => localDate(instant, reader.rules.timeZone);
  // By their days: a file may tell the hour of one and only the day of the other.
  if (matchedAt !== undefined && endedAt != null && dateOf(endedAt) < dateOf(matchedAt)) reader.wrong('ended_at', 'order');
  const status = reader.choice('status', statuses, 'choice');
  const language = readLabel(reader, 'language');
  const words = { interests: reader.words('interests', 2000), location: reader.words('location', 500) };
  if (reader.problems.length > 0 || participant === undefined || buddy === undefined || matchedAt === undefined) return undefined;
  return {
    key: key ?? '', people: { participantId: participant, volunteerId: buddy }, words,
    values: {
      participantId: undefined, volunteerId: undefined, matchedAt, endedAt, localDate: dateOf(matchedAt), endedDate: endedAt == null ? endedAt : dateOf(endedAt), status, language,
    },
  };
}

function readMeeting(reader: RowReader): ReadRow<Meeting> {
  const named = readReference(reader);
  const on = reader.date('event_date');
  const eventType = reader.required('event_type', (text) => {
    const label = plainLabel(text);
    if (label.length > longestLabel) return { problem: 'too_long' };
    return label.includes('@') ? { problem: 'choice' } : { value: label };
  });
  const minutes = reader.number('duration_minutes', { min: 1, max: 480, integer: true, problem: 'duration_range' });
  const attendees = reader.number('attendees', { min: 0, max: 10_000, integer: true, problem: 'number_range' });
  const paidMinutes = reader.paidTime('paid_time', minutes ?? 0);
  const hoursState = reader.hoursState('hours_state');
  const words = { description: reader.words('description', 5000), location: reader.words('location', 500) };
  if (reader.problems.length > 0 || named === undefined || on === undefined || eventType === undefined) return undefined;
  return { ...referTo(named, on, `${on} ${eventType}`), words, values: { ...ofMatch, localDate: on, eventType, minutes, paidMinutes, hoursState, attendees } };
}

function readCheckin(reader: RowReader): ReadRow<Checkin> {
  const named = readReference(reader);
  const on = reader.date('checkin_date');
  const mood = reader.choice('mood', moods, 'choice');
  const words = { notes: reader.words('notes', 5000) };
  if (reader.problems.length > 0 || named === undefined || on === undefined) return undefined;
  return { ...referTo(named, on, on), words, values: { ...ofMatch, localDate: on, mood } };
}

function readFeedback(reader: RowReader): ReadRow<Feedback> {
  const named = readReference(reader);
  const submittedAt = reader.instant('submitted_at');
  const fromRole = reader.required('from_role', (text) => readChoice(text, roles, 'choice'));
  const rating = ratingColumns(reader.rating('rating'));
  const words = { feedback: reader.words('feedback_text', 5000) };
  if (reader.problems.length > 0 || named === undefined || submittedAt === undefined || fromRole === undefined) return undefined;
  const on = localDate(submittedAt, reader.rules.timeZone);
  return { ...referTo(named, on, `${isoInstant(submittedAt)} ${fromRole}`), words, values: { ...ofMatch, submittedAt, localDate: on, fromRole, ...rating } };
}

/** Comes with the match. */
const ofMatch = { matchKey: undefined, participantId: undefined, volunteerId: undefined };

/** A label is kept in clear, so that an address in it is a mistake. */
function readLabel(reader: RowReader, name: string): string | null | undefined {
  const label = reader.label(name, longestLabel);
  return label?.includes('@') ? reader.wrong(name, 'choice') : label;
}
