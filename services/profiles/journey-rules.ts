// The rules of a journey's flags, in one table: what is known of a participant, and what follows from it on a day. Pure.
// Dates are days of the company's zone; today is handed in, since some rules come true by waiting.
import type { Dimension, JourneyFlag, MatchStatus, Mood } from '../../channels/vocabulary.ts';

/** What the rules read. Levels are those of completed language sessions, moods those of check-ins. */
export interface JourneyFacts {
  matches: { from: string; to: string | null; status: MatchStatus; lastContact: string | null }[];
  languageSessions: number;
  lastLanguageSession: string | null;
  firstLevel: string | null;
  lastLevel: string | null;
  courses: number;
  /** The last two, newest first. */
  moods: Mood[];
  scores: { [D in Dimension]?: { scoreMicro: number; localDate: string } };
}

interface Rule { says: string; holds(this: void, facts: JourneyFacts, today: string): boolean }

const enoughSessions = 10;
const silentDays = 30;
const unsupportedDays = 21;
const readyMicro = 700_000;
const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'];
const heavyMoods: readonly Mood[] = ['struggling', 'difficult'];

export const journeyRules: Readonly<Record<JourneyFlag, Rule>> = {
  is_buddy_matched: {
    says: 'a match has begun and has not ended',
    holds: ({ matches }, today) => matches.some((match) => goesOn(match, today)),
  },
  has_completed_language: {
    says: '10 completed language sessions, or a recorded CEFR level above the first recorded one',
    holds: ({ languageSessions, firstLevel, lastLevel }) => languageSessions >= enoughSessions || rankOf(lastLevel) > rankOf(firstLevel),
  },
  has_completed_course: {
    says: 'a course is completed',
    holds: ({ courses }) => courses > 0,
  },
  mentor_ready: {
    says: 'language and a course are completed',
    holds: (facts, today) => journeyRules.has_completed_language.holds(facts, today) && journeyRules.has_completed_course.holds(facts, today),
  },
  follow_up_needed: {
    says: 'the last two moods told were struggling or difficult, or an active match has had no contact for 30 days',
    holds: ({ moods, matches }, today) => (moods.length > 1 && moods.slice(0, 2).every((mood) => heavyMoods.includes(mood)))
      || matches.some((match) => match.status === 'active' && goesOn(match, today) && daysBetween(latest(match.from, match.lastContact), today) >= silentDays),
  },
  language_support_needed: {
    says: 'the recorded level is A1 or A2, and no language session was held for 21 days',
    holds: ({ lastLevel, lastLanguageSession }, today) => (lastLevel === 'A1' || lastLevel === 'A2') && lastLanguageSession !== null && daysBetween(lastLanguageSession, today) >= unsupportedDays,
  },
  job_ready: {
    says: 'the latest score of job readiness is 0.7 or more',
    holds: ({ scores }) => (scores.job_readiness?.scoreMicro ?? 0) >= readyMicro,
  },
};

/** Begun, and neither told to have ended nor past its last day. A paused match goes on; it is only not active. */
function goesOn({ from, to, status }: JourneyFacts['matches'][number], today: string): boolean {
  return status !== 'ended' && from <= today && (to === null || to > today);
}

function rankOf(level: string | null): number {
  return level === null ? -1 : levels.indexOf(level);
}

function latest(one: string, other: string | null): string {
  return other !== null && other > one ? other : one;
}

/** Whole days from one to the other; negative when the other comes first. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
