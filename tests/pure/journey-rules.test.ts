// Each rule of a journey's flags, on both sides of each of its limits.
import { journeyFlags, type JourneyFlag, type MatchStatus, type Mood } from '../../channels/vocabulary.ts';
import { funnelOf } from '../../services/profiles/funnel.ts';
import { journeyRules, type JourneyFacts } from '../../services/profiles/journey-rules.ts';
import { summaryOf } from '../../services/profiles/profile.ts';

const today = '2026-09-30';
const nothing: JourneyFacts = { matches: [], languageSessions: 0, lastLanguageSession: null, firstLevel: null, lastLevel: null, courses: 0, moods: [], scores: {} };
const holds = (flag: JourneyFlag, facts: Partial<JourneyFacts>, on = today): boolean => journeyRules[flag].holds({ ...nothing, ...facts }, on);
const match = (from: string, { to = null, status = 'active', lastContact = null }: { to?: string | null; status?: MatchStatus; lastContact?: string | null } = {}): JourneyFacts['matches'][number] => ({ from, to, status, lastContact });
const moods = (...list: Mood[]): Partial<JourneyFacts> => ({ moods: list });

test('of whom nothing is known no flag holds', () => {
  for (const flag of journeyFlags) expect({ flag, holds: holds(flag, {}) }).toEqual({ flag, holds: false });
});

test('is_buddy_matched: from the day a match begins until the day it ends, paused or not', () => {
  expect(holds('is_buddy_matched', { matches: [match('2026-09-30')] })).toBe(true);
  expect(holds('is_buddy_matched', { matches: [match('2026-10-01')] })).toBe(false);
  expect(holds('is_buddy_matched', { matches: [match('2026-05-01', { to: '2026-10-01' })] })).toBe(true);
  expect(holds('is_buddy_matched', { matches: [match('2026-05-01', { to: '2026-09-30' })] })).toBe(false);
  expect(holds('is_buddy_matched', { matches: [match('2026-05-01', { status: 'paused' })] })).toBe(true);
  expect(holds('is_buddy_matched', { matches: [match('2026-05-01', { status: 'ended' })] })).toBe(false);
  expect(holds('is_buddy_matched', { matches: [match('2026-01-01', { status: 'ended' }), match('2026-05-01')] })).toBe(true);
});

test('has_completed_language: ten sessions, or a level above the first', () => {
  expect(holds('has_completed_language', { languageSessions: 9 })).toBe(false);
  expect(holds('has_completed_language', { languageSessions: 10 })).toBe(true);
  expect(holds('has_completed_language', { languageSessions: 2, firstLevel: 'A2', lastLevel: 'B1' })).toBe(true);
  expect(holds('has_completed_language', { languageSessions: 2, firstLevel: 'A2', lastLevel: 'A2' })).toBe(false);
  expect(holds('has_completed_language', { languageSessions: 2, firstLevel: 'B1', lastLevel: 'A2' })).toBe(false);
  expect(holds('has_completed_language', { languageSessions: 2, firstLevel: 'C1', lastLevel: 'C2' })).toBe(true);
});

test('has_completed_course: one', () => {
  expect(holds('has_completed_course', { courses: 0 })).toBe(false);
  expect(holds('has_completed_course', { courses: 1 })).toBe(true);
});

test('mentor_ready: language and a course, not one of them', () => {
  expect(holds('mentor_ready', { languageSessions: 10, courses: 1 })).toBe(true);
  expect(holds('mentor_ready', { languageSessions: 9, courses: 1 })).toBe(false);
  expect(holds('mentor_ready', { languageSessions: 10, courses: 0 })).toBe(false);
});

test('follow_up_needed: two heavy moods running', () => {
  expect(holds('follow_up_needed', moods('struggling', 'difficult'))).toBe(true);
  expect(holds('follow_up_needed', moods('difficult', 'difficult'))).toBe(true);
  expect(holds('follow_up_needed', moods('struggling'))).toBe(false);
  expect(holds('follow_up_needed', moods('okay', 'difficult'))).toBe(false);
  expect(holds('follow_up_needed', moods('difficult', 'okay'))).toBe(false);
});

test('follow_up_needed: an active match without contact for thirty days, counted from its beginning where there was none', () => {
  expect(holds('follow_up_needed', { matches: [match('2026-09-01')] })).toBe(false);
  expect(holds('follow_up_needed', { matches: [match('2026-08-31')] })).toBe(true);
  expect(holds('follow_up_needed', { matches: [match('2026-05-01', { lastContact: '2026-09-01' })] })).toBe(false);
  expect(holds('follow_up_needed', { matches: [match('2026-05-01', { lastContact: '2026-08-31' })] })).toBe(true);
  expect(holds('follow_up_needed', { matches: [match('2026-05-01', { status: 'paused' })] })).toBe(false);
  expect(holds('follow_up_needed', { matches: [match('2026-05-01', { to: '2026-09-30' })] })).toBe(false);
  // One match that is kept up does not speak for another.
  expect(holds('follow_up_needed', { matches: [match('2026-05-01', { lastContact: '2026-09-29' }), match('2026-06-01')] })).toBe(true);
});

test('language_support_needed: a beginner without a session for twenty-one days', () => {
  const beginner = (lastLevel: string, lastLanguageSession: string): Partial<JourneyFacts> => ({ languageSessions: 1, firstLevel: lastLevel, lastLevel, lastLanguageSession });
  expect(holds('language_support_needed', beginner('A2', '2026-09-10'))).toBe(false);
  expect(holds('language_support_needed', beginner('A2', '2026-09-09'))).toBe(true);
  expect(holds('language_support_needed', beginner('A1', '2026-09-09'))).toBe(true);
  expect(holds('language_support_needed', beginner('B1', '2026-01-01'))).toBe(false);
  expect(holds('language_support_needed', { ...beginner('A1', '2026-01-01'), lastLevel: null })).toBe(false);
});

test('job_ready: from 0.7 on, and never without a score', () => {
  const scored = (scoreMicro: number): Partial<JourneyFacts> => ({ scores: { job_readiness: { scoreMicro, localDate: today } } });
  expect(holds('job_ready', scored(699_999))).toBe(false);
  expect(holds('job_ready', scored(700_000))).toBe(true);
  expect(holds('job_ready', { scores: { confidence: { scoreMicro: 900_000, localDate: today } } })).toBe(false);
});

test('what is set by hand stands against its rule, either way', () => {
  const journey = { id: 'p', programmes: [], stage: null, lastActivity: null, facts: { ...nothing, courses: 1 } };
  const set = (flag: JourneyFlag, value: boolean) => ({ flag, value, setBy: 'u', setAt: '2026-09-01T00:00:00.000Z' });
  expect(summaryOf(journey, [], today).flags).toMatchObject({ has_completed_course: true, job_ready: false });
  expect(summaryOf(journey, [set('has_completed_course', false), set('job_ready', true)], today).flags).toMatchObject({ has_completed_course: false, job_ready: true });
});

test('a funnel of fewer than five shows who entered, not who went on', () => {
  expect(funnelOf([{ stage: 'buddy', entered: 4, converted: 2, medianDays: 3 }, { stage: 'language', entered: 5, converted: 0, medianDays: null }, { stage: 'employment', entered: 9, converted: 0, medianDays: null }])).toEqual([
    { stage: 'buddy', entered: 4, converted: null, medianDays: null }, { stage: 'language', entered: 5, converted: 0, medianDays: null }, { stage: 'employment', entered: 9, converted: null, medianDays: null },
  ]);
});
