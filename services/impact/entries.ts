// What each event means to the ledger: which table it speaks of, which measure it adds to, and the entry it makes. Pure.
// `completed` marks what counts as activity, whatever its table; a match alone is none, and a placement is an outcome.
import type { EventItem, EventType } from '../../channels/contracts.ts';
import type { CostKind, Dimension } from '../../channels/vocabulary.ts';
import type { LedgerItem } from './ledger.store.ts';
import { levels } from './outcome.ts';

export const activityMeasures = ['session', 'event', 'checkin', 'feedback', 'course', 'credential', 'progress'] as const;
/** What lasts from a day to a day, and counts in every period that it touches. */
export const lastingMeasures = ['match', 'roster'] as const;
export type Measure = (typeof activityMeasures)[number] | (typeof lastingMeasures)[number] | 'placement' | `score:${Dimension}` | `cost:${CostKind}`;

export interface EntryKind<T extends EventType = EventType> { table: string; entryOf(this: void, item: EventItem<T>): LedgerItem }
type Common = Pick<LedgerItem, 'key' | 'change' | 'id' | 'present' | 'localDate' | 'importId' | 'line'> & { receiptId?: string | null };

const nothing = {
  toDate: null, programme: null, participantId: null, volunteerId: null, status: null, hoursState: null, minutes: null, valueMicro: null, confidenceMicro: null, receiptId: null,
  paidMinutes: null, level: null, model: null, language: null, amountMinor: null, currency: null,
} as const;

function entry(measure: Measure, { key, change, id, present, localDate, importId, line, receiptId = null }: Common, more: Partial<LedgerItem>): LedgerItem {
  return { ...nothing, measure, key, change, id, present, localDate, importId, line, receiptId, ...more };
}

function kind<T extends EventType>(table: string, measure: Measure, more: (item: EventItem<T>) => Partial<LedgerItem>): EntryKind<T> {
  return { table, entryOf: (item) => entry(measure, item as Common, more(item)) };
}

const session = kind<'kintell.session.completed'>('kintell_sessions', 'session', ({ programme, participantId, volunteerId, status, hoursState, minutes, paidMinutes, ratingMicro, languageLevel }) =>
  ({ programme, participantId, volunteerId, status, hoursState, minutes, paidMinutes: paidMinutes ?? null, valueMicro: ratingMicro, level: levelOf(languageLevel) }));
const match = kind<'buddy.match.created'>('buddy_matches', 'match', ({ programme, participantId, volunteerId, localDate, endedDate, status }) =>
  ({ programme, participantId, volunteerId, toDate: endedDate ?? (status === 'ended' ? localDate : null) }));
const event = kind<'buddy.event.logged'>('buddy_events', 'event', ({ programme, participantId, volunteerId, hoursState, minutes, paidMinutes }) =>
  ({ programme, participantId, volunteerId, status: 'completed', hoursState, minutes, paidMinutes }));
const checkin = kind<'buddy.checkin.completed'>('buddy_checkins', 'checkin', ({ programme, participantId, volunteerId }) => ({ programme, participantId, volunteerId, status: 'completed' }));
// Only who wrote it was active by it, and only participants' ratings are measured.
const feedback = kind<'buddy.feedback.submitted'>('buddy_feedback', 'feedback', ({ programme, participantId, volunteerId, fromRole, ratingMicro }) =>
  (fromRole === 'participant' ? { programme, participantId, status: 'completed', valueMicro: ratingMicro } : { programme, volunteerId, status: 'completed' }));
const course = kind<'upskilling.course.completed'>('course_completions', 'course', ({ programme, participantId }) => ({ programme, participantId, status: 'completed' }));
const credential = kind<'upskilling.credential.issued'>('credentials', 'credential', ({ programme, participantId }) => ({ programme, participantId, status: 'completed' }));
const progress = kind<'upskilling.progress.updated'>('learning_progress', 'progress', ({ programme, participantId }) => ({ programme, participantId, status: 'completed' }));
const placement = kind<'profiles.employment.reported'>('employment_outcomes', 'placement', ({ participantId }) => ({ participantId }));
const employee = kind<'companies.roster.recorded'>('roster_entries', 'roster', ({ volunteerId, toDate }) => ({ volunteerId, toDate }));
const score = kind<'impact.outcome.scored'>('outcome_scores', 'score:confidence', ({ dimension, programme, participantId, scoreMicro, confidenceMicro, modelVersion, language }) =>
  ({ measure: `score:${dimension}`, programme, participantId, valueMicro: scoreMicro, confidenceMicro, model: modelVersion, language: language ?? null }));
const cost = kind<'companies.cost.recorded'>('programme_costs', 'cost:cash', ({ kind: costKind, programme, toDate, amountMinor, currency }) =>
  ({ measure: `cost:${costKind}`, programme, toDate, amountMinor, currency }));

function levelOf(told: string | null | undefined): number | null {
  const place = levels.findIndex((level) => level === told);
  return place < 0 ? null : place + 1;
}

/** Every event that the ledger hears. */
export const entryKinds = {
  'kintell.session.scheduled': session, 'kintell.session.completed': session, 'kintell.session.corrected': session, 'kintell.session.withdrawn': session,
  'buddy.match.created': match, 'buddy.match.corrected': match, 'buddy.match.withdrawn': match,
  'buddy.event.logged': event, 'buddy.event.corrected': event, 'buddy.event.withdrawn': event,
  'buddy.checkin.completed': checkin, 'buddy.checkin.corrected': checkin, 'buddy.checkin.withdrawn': checkin,
  'buddy.feedback.submitted': feedback, 'buddy.feedback.corrected': feedback, 'buddy.feedback.withdrawn': feedback,
  'upskilling.course.completed': course, 'upskilling.course.corrected': course, 'upskilling.course.withdrawn': course,
  'upskilling.credential.issued': credential, 'upskilling.credential.corrected': credential, 'upskilling.credential.withdrawn': credential,
  'upskilling.progress.updated': progress, 'upskilling.progress.corrected': progress, 'upskilling.progress.withdrawn': progress,
  'profiles.employment.reported': placement, 'profiles.employment.corrected': placement, 'profiles.employment.withdrawn': placement,
  'companies.roster.recorded': employee, 'companies.roster.corrected': employee, 'companies.roster.withdrawn': employee,
  'companies.cost.recorded': cost, 'companies.cost.corrected': cost, 'companies.cost.withdrawn': cost,
  'impact.outcome.scored': score,
} as const;
