// What learning platforms tell of a participant: a course completed, a credential issued, how far a course has come.
// Their values, keys and events. Knows no provider's own spelling, no database and no clock.
import type { EventItem } from '../../channels/contracts.ts';
import type { CredentialType, LearningProvider } from '../../channels/vocabulary.ts';
import { whoIs } from '../../mixins/rows/file-kind.ts';
import type { Revision, SourceTable, Told } from '../../mixins/rows/source.ts';
import { isoInstant } from '../kernel/zone.ts';

/** Who learned what, where, and the day on which it counts. */
interface Learning {
  participantId: string;
  provider: LearningProvider;
  courseId: string;
  localDate: string;
}

/** A score as told, from 0 to 100, and in millionths of 1. */
export interface Completion extends Learning {
  courseName: string;
  completedAt: number;
  finalScore: number | null;
  finalScoreMicro: number | null;
  credentialRef: string | null;
}

export interface Credential extends Learning {
  courseName: string;
  credentialType: CredentialType;
  issuedAt: number;
  expiresAt: number | null;
}

export interface Progress extends Learning {
  progressPercent: number;
  progressMicro: number;
  updatedAt: number;
}

type CourseEvent = 'upskilling.course.completed' | 'upskilling.course.corrected' | 'upskilling.course.withdrawn';
type CredentialEvent = 'upskilling.credential.issued' | 'upskilling.credential.corrected' | 'upskilling.credential.withdrawn';
type ProgressEvent = 'upskilling.progress.updated' | 'upskilling.progress.corrected' | 'upskilling.progress.withdrawn';

const learningColumns = { participantId: 'uuid', provider: 'text', courseId: 'text' } as const;
const changes = 'upskilling_changes';

export const completions: SourceTable<Completion, CourseEvent> = {
  table: 'course_completions',
  keyColumn: 'completion_key',
  changes,
  columns: { ...learningColumns, courseName: 'text', completedAt: 'instant', localDate: 'date', finalScore: 'numeric', finalScoreMicro: 'integer', credentialRef: 'text' },
  family: ['course-completions'],
  words: [],
  keyOf: courseKey,
  events: { created: () => 'upskilling.course.completed', corrected: 'upskilling.course.corrected', withdrawn: 'upskilling.course.withdrawn' },
  itemOf: (revision, change, present): EventItem<CourseEvent> => ({ ...rowOf(revision, change, present), scoreMicro: revision.values.finalScoreMicro }),
};

/** The address of a credential and its code open a page with its holder's name: both are words, under the holder's key. */
export const credentials: SourceTable<Credential, CredentialEvent> = {
  table: 'credentials',
  keyColumn: 'credential_id',
  changes,
  columns: { ...learningColumns, courseName: 'text', credentialType: 'text', issuedAt: 'instant', localDate: 'date', expiresAt: 'instant' },
  family: ['credentials'],
  words: ['url', 'verificationCode'],
  authorOf: (credential) => credential.participantId,
  events: { created: () => 'upskilling.credential.issued', corrected: 'upskilling.credential.corrected', withdrawn: 'upskilling.credential.withdrawn' },
  itemOf: (revision, change, present): EventItem<CredentialEvent> => ({
    ...rowOf(revision, change, present), credentialType: revision.values.credentialType, textId: revision.textId,
  }),
};

export const progress: SourceTable<Progress, ProgressEvent> = {
  table: 'learning_progress',
  keyColumn: 'progress_key',
  changes,
  columns: { ...learningColumns, progressPercent: 'numeric', progressMicro: 'integer', updatedAt: 'instant', localDate: 'date' },
  family: ['learning-progress'],
  words: [],
  keyOf: (told) => `${courseKey(told)} ${isoInstant(told.values.updatedAt ?? 0)}`,
  events: { created: () => 'upskilling.progress.updated', corrected: 'upskilling.progress.corrected', withdrawn: 'upskilling.progress.withdrawn' },
  itemOf: (revision, change, present): EventItem<ProgressEvent> => ({ ...rowOf(revision, change, present), progressMicro: revision.values.progressMicro }),
};

/** Person, provider and course. Only the last may hold a space, so that no two keys read the same. */
function courseKey<V extends Completion | Progress>(told: Told<V>): string {
  return `${whoIs(told as Told<Learning>, 'participantId')} ${told.values.provider} ${told.values.courseId}`;
}

function rowOf<V extends Learning>({ id, key, revision, values, importId, line, receiptId }: Revision<V>, change: number, present: boolean) {
  const { participantId, provider, courseId, localDate } = values;
  return { id, key, revision, change, present, programme: 'upskilling', participantId, provider, courseId, localDate, importId, line, receiptId } as const;
}
