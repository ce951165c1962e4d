// What each event means to a participant's journey: whose row it is, which stage it belongs to, and what the rules read of it. Pure.
// Volunteers have no journey: only the participant of a row is kept.
import type { EventItem, EventType } from '../../channels/contracts.ts';
import type { JourneyStage } from '../../channels/vocabulary.ts';

export const activityMeasures = ['session', 'event', 'checkin', 'feedback', 'course', 'credential', 'progress'] as const;
export type JourneyMeasure = (typeof activityMeasures)[number] | 'match' | 'employment' | 'score';

/**
 * The newest state of a source row. `counts`: it stands and makes its stage begin; a session that was not held does not.
 * `detail` is what one rule reads: a session's level, a check-in's mood, a match's status, a score's dimension.
 */
export interface JourneyRow {
  key: string; change: number; present: boolean; counts: boolean; personId: string; stage: JourneyStage | null; matchKey: string | null;
  localDate: string; toDate: string | null; detail: string | null; valueMicro: number | null;
}
export interface JourneyKind<T extends EventType = EventType> { table: string; measure: JourneyMeasure; rowOf(this: void, item: EventItem<T>): JourneyRow }

interface Common { key: string; change: number; present: boolean; participantId: string; localDate: string }

function kind<T extends EventType>(table: string, measure: JourneyMeasure, stageOf: (item: EventItem<T>) => JourneyStage | null, more: (item: EventItem<T>) => Partial<JourneyRow>): JourneyKind<T> {
  return {
    table, measure,
    rowOf(item) {
      const { key, change, present, participantId, localDate } = item as unknown as Common; // what every event below tells
      const told = more(item);
      return {
        key, change, present, personId: participantId, stage: stageOf(item), localDate, matchKey: null, toDate: null, detail: null, valueMicro: null, ...told,
        counts: present && (told.counts ?? true),
      };
    },
  };
}

const session = kind<'kintell.session.completed'>('kintell_sessions', 'session', ({ programme }) => programme,
  ({ status, languageLevel }) => ({ counts: status === 'completed', detail: languageLevel ?? null }));
const match = kind<'buddy.match.created'>('buddy_matches', 'match', () => 'buddy', ({ key, endedDate, status }) => ({ matchKey: key, toDate: endedDate, detail: status }));
const event = kind<'buddy.event.logged'>('buddy_events', 'event', () => 'buddy', ({ matchKey }) => ({ matchKey }));
const checkin = kind<'buddy.checkin.completed'>('buddy_checkins', 'checkin', () => 'buddy', ({ matchKey, mood }) => ({ matchKey, detail: mood }));
// What a buddy wrote is the buddy's doing.
const feedback = kind<'buddy.feedback.submitted'>('buddy_feedback', 'feedback', () => 'buddy', ({ matchKey, fromRole }) => ({ matchKey, counts: fromRole === 'participant' }));
const course = kind<'upskilling.course.completed'>('course_completions', 'course', () => 'upskilling', () => ({}));
const credential = kind<'upskilling.credential.issued'>('credentials', 'credential', () => 'upskilling', () => ({}));
const progress = kind<'upskilling.progress.updated'>('learning_progress', 'progress', () => 'upskilling', () => ({}));
const employment = kind<'profiles.employment.reported'>('employment_outcomes', 'employment', () => 'employment', () => ({}));
const score = kind<'impact.outcome.scored'>('outcome_scores', 'score', () => null, ({ dimension, scoreMicro }) => ({ counts: false, detail: dimension, valueMicro: scoreMicro }));

/** Every event that journeys hear. */
export const journeyKinds = {
  'kintell.session.scheduled': session, 'kintell.session.completed': session, 'kintell.session.corrected': session, 'kintell.session.withdrawn': session,
  'buddy.match.created': match, 'buddy.match.corrected': match, 'buddy.match.withdrawn': match,
  'buddy.event.logged': event, 'buddy.event.corrected': event, 'buddy.event.withdrawn': event,
  'buddy.checkin.completed': checkin, 'buddy.checkin.corrected': checkin, 'buddy.checkin.withdrawn': checkin,
  'buddy.feedback.submitted': feedback, 'buddy.feedback.corrected': feedback, 'buddy.feedback.withdrawn': feedback,
  'upskilling.course.completed': course, 'upskilling.course.corrected': course, 'upskilling.course.withdrawn': course,
  'upskilling.credential.issued': credential, 'upskilling.credential.corrected': credential, 'upskilling.credential.withdrawn': credential,
  'upskilling.progress.updated': progress, 'upskilling.progress.corrected': progress, 'upskilling.progress.withdrawn': progress,
  'profiles.employment.reported': employment, 'profiles.employment.corrected': employment, 'profiles.employment.withdrawn': employment,
  'impact.outcome.scored': score,
} as const satisfies { [T in EventType]?: unknown };
