// The three kinds of file that tell of learning: their columns, and what one line of each tells. Pure.
// A provider's own headers and spellings are no concern of this file: they stand in `providers/`, as mappings.
import { credentialTypes, learningProviders, type CredentialType, type LearningProvider } from '../../channels/vocabulary.ts';
import { readNumber, type Read } from '../../mixins/importing/cells.ts';
import { column } from '../../mixins/importing/file.ts';
import type { RowReader } from '../../mixins/importing/row-reader.ts';
import type { FileKind } from '../../mixins/rows/file-kind.ts';
import { localDate } from '../kernel/zone.ts';
import type { Completion, Credential, Progress } from './learning.ts';
import { ecornell } from './providers/ecornell.ts';
import { itslearning } from './providers/itslearning.ts';

const dates = 'ISO 8601, YYYY-MM-DD, DD.MM.YYYY or DD/MM/YYYY';
const longestName = 300;
const longestLink = 2_000;
const longestCode = 200;
const percent = 10_000; // millionths of 1 in one of a hundred

const shared = {
  user: column('user_email', ['email', 'user', 'learner_email', 'participant_email', 'e-post', 'bruker_epost', 'deltaker_epost', 'користувач', 'пошта_користувача', 'email_користувача', 'пошта', 'учасник', 'пошта_учасника', 'email_учасника'], true, 'participant', 'one e-mail address', 'olena@example.org'),
  provider: column('provider', ['platform', 'learning_platform', 'plattform', 'læringsplattform', 'leverandør', 'платформа', 'постачальник'], true, null, 'ecornell or itslearning', 'ecornell'),
  courseId: column('course_id', ['course_code', 'course_key', 'kurs_id', 'kurskode', 'emnekode', 'код_курсу', 'номер_курсу'], true, null, '1 to 100 characters; the provider’s id of the course', 'LSM501'),
  courseName: column('course_name', ['course_title', 'course', 'title', 'kursnavn', 'kurstittel', 'kurs', 'назва_курсу', 'курс'], true, null, `up to ${longestName} characters; names a course, never a person`, 'Leading Teams'),
};

export const completionFile: FileKind<Completion> = {
  kind: 'course-completions',
  columns: [
    shared.user, shared.provider, shared.courseId, shared.courseName,
    column('completed_at', ['completed', 'completed_on', 'completion_date', 'date_completed', 'fullført', 'fullført_dato', 'dato_fullført', 'завершено', 'дата_завершення'], true, null, dates, '2026-09-17'),
    column('final_score', ['score', 'grade', 'final_grade', 'result', 'resultat', 'poengsum', 'оцінка', 'підсумкова_оцінка', 'бали', 'результат'], false, null, '0 to 100, decimals allowed', '92.5', { intimate: true }),
    column('credential_ref', ['credential', 'credential_id', 'certificate_id', 'kursbevis_id', 'bevisnummer', 'код_сертифіката', 'номер_сертифіката'], false, null, 'up to 100 characters; the id of the credential that came of it', 'EC-2026-0917'),
  ],
  check: readCompletion,
  mappings: [ecornell.completions, itslearning.completions],
};

export const credentialFile: FileKind<Credential> = {
  kind: 'credentials',
  columns: [
    column('credential_id', ['credential', 'certificate_id', 'badge_id', 'id', 'kursbevis_id', 'bevisnummer', 'код_сертифіката', 'номер_сертифіката'], true, null, '1 to 100 characters; the same id is the same credential', 'EC-2026-0917'),
    shared.user, shared.provider, shared.courseId, shared.courseName,
    column('credential_type', ['type', 'credential_kind', 'certificate_type', 'bevistype', 'тип', 'тип_документа'], true, null, 'certificate, badge, diploma or micro_credential', 'certificate'),
    column('issued_at', ['issued', 'issued_on', 'issue_date', 'date_issued', 'utstedt', 'utstedt_dato', 'видано', 'дата_видачі'], true, null, dates, '2026-09-18'),
    column('expires_at', ['expires', 'expires_on', 'expiry_date', 'expiration_date', 'valid_until', 'utløper', 'utløpsdato', 'gyldig_til', 'дійсний_до', 'термін_дії'], false, null, 'as issued_at, and after it', '2028-09-18'),
    column('credential_url', ['url', 'link', 'certificate_url', 'lenke', 'посилання'], false, 'participant', `a web address (http or https) of up to ${longestLink} characters`, 'https://credentials.example/EC-2026-0917'),
    column('verification_code', ['verification', 'code', 'verifiseringskode', 'kontrollkode', 'код_перевірки'], false, 'participant', `up to ${longestCode} characters`, 'K7Q2-9XPT'),
  ],
  check: readCredential,
  mappings: [ecornell.credentials, itslearning.credentials],
};

export const progressFile: FileKind<Progress> = {
  kind: 'learning-progress',
  columns: [
    shared.user, shared.provider, shared.courseId,
    column('progress_percent', ['progress', 'percent', 'percent_complete', 'fremdrift', 'framdrift', 'prosent', 'прогрес', 'відсоток', 'поступ'], true, null, '0 to 100, decimals allowed', '62.5'),
    column('updated_at', ['updated', 'updated_on', 'last_updated', 'last_activity', 'as_of', 'oppdatert', 'sist_oppdatert', 'sist_aktiv', 'оновлено', 'дата_оновлення'], true, null, dates, '2026-09-10T08:30:00+02:00'),
  ],
  check: readProgress,
  mappings: [ecornell.progress, itslearning.progress],
};

const providers: Readonly<Record<string, LearningProvider>> = { ...spelledAsNamed(learningProviders), e_cornell: 'ecornell', its_learning: 'itslearning' };
const types: Readonly<Record<string, CredentialType>> = {
  ...spelledAsNamed(credentialTypes), certification: 'certificate', sertifikat: 'certificate', kursbevis: 'certificate', digital_badge: 'badge', open_badge: 'badge', merke: 'badge',
  diplom: 'diploma', vitnemål: 'diploma', microcredential: 'micro_credential', mikrokvalifikasjon: 'micro_credential',
  сертифікат: 'certificate', свідоцтво: 'certificate', значок: 'badge', бейдж: 'badge', диплом: 'diploma', мікрокваліфікація: 'micro_credential',
};

function spelledAsNamed<T extends string>(names: readonly T[]): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

function readCompletion(reader: RowReader): ReturnType<FileKind<Completion>['check']> {
  const { participant, course } = readCourse(reader);
  const courseName = readCourseName(reader);
  const completedAt = reader.instant('completed_at');
  const finalScore = reader.optional('final_score', readPercent);
  const credentialRef = reader.optionalKey('credential_ref');
  if (reader.problems.length > 0 || participant === undefined || completedAt === undefined) return undefined;
  return {
    key: '', people: { participantId: participant }, words: {},
    values: { ...course, courseName, completedAt, localDate: localDate(completedAt, reader.rules.timeZone), finalScore, finalScoreMicro: inMillionths(finalScore), credentialRef },
  };
}

function readCredential(reader: RowReader): ReturnType<FileKind<Credential>['check']> {
  const key = reader.key('credential_id');
  const { participant, course } = readCourse(reader);
  const courseName = readCourseName(reader);
  const credentialType = requiredChoice(reader, 'credential_type', types);
  const issuedAt = reader.instant('issued_at');
  const expiresAt = reader.optionalInstant('expires_at');
  if (issuedAt !== undefined && typeof expiresAt === 'number' && expiresAt <= issuedAt) reader.wrong('expires_at', 'order');
  const words = { url: reader.optional('credential_url', readLink), verificationCode: reader.words('verification_code', longestCode) };
  if (reader.problems.length > 0 || key === undefined || participant === undefined || issuedAt === undefined) return undefined;
  return {
    key, people: { participantId: participant }, words,
    values: { ...course, courseName, credentialType, issuedAt, localDate: localDate(issuedAt, reader.rules.timeZone), expiresAt },
  };
}

function readProgress(reader: RowReader): ReturnType<FileKind<Progress>['check']> {
  const { participant, course } = readCourse(reader);
  const progressPercent = reader.required('progress_percent', readPercent);
  const updatedAt = reader.instant('updated_at');
  if (reader.problems.length > 0 || participant === undefined || progressPercent === undefined || updatedAt === undefined) return undefined;
  return {
    key: '', people: { participantId: participant }, words: {},
    values: { ...course, progressPercent, progressMicro: Math.round(progressPercent * percent), updatedAt, localDate: localDate(updatedAt, reader.rules.timeZone) },
  };
}

interface Course { participantId: undefined; provider: LearningProvider | undefined; courseId: string | undefined }

function readCourse(reader: RowReader): { participant: string | undefined; course: Course } {
  const participant = reader.email('user_email');
  return { participant, course: { participantId: undefined, provider: requiredChoice(reader, 'provider', providers), courseId: reader.key('course_id') } };
}

function readCourseName(reader: RowReader): string | undefined {
  return reader.required('course_name', (text) => (text.trim().length > longestName ? { problem: 'too_long' } : { value: text.trim() }));
}

/** A choice that must be made: an empty cell is a problem too. */
function requiredChoice<T extends string>(reader: RowReader, name: string, spellings: Readonly<Record<string, T>>): T | undefined {
  const chosen = reader.choice(name, spellings, 'choice');
  return chosen === null ? reader.wrong(name, 'required') : chosen;
}

/** From 0 to 100, with or without a percent sign. */
function readPercent(text: string): Read<number> {
  const read = readNumber(text.replace(/\s*%\s*$/, ''));
  if ('problem' in read) return read;
  return read.value >= 0 && read.value <= 100 ? read : { problem: 'number_range' };
}

function inMillionths(score: number | null | undefined): number | null | undefined {
  return typeof score === 'number' ? Math.round(score * percent) : score;
}

function readLink(text: string): Read<string> {
  const link = text.trim();
  if (link.length > longestLink) return { problem: 'too_long' };
  return /^https?:\/\/\S+$/i.test(link) && URL.canParse(link) ? { value: link } : { problem: 'link' };
}
