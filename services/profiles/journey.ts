// What a participant's rows come to: enrolments with their counts, the stages reached and on which day, and the facts that rules read. Pure.
import { journeyStages, programmes, type Dimension, type JourneyStage, type MatchStatus, type Mood, type Programme } from '../../channels/vocabulary.ts';
import { activityMeasures, type JourneyMeasure } from './journey-row.ts';
import type { JourneyFacts } from './journey-rules.ts';

/** All standing rows of one person, stage and measure: how many count, and from which day to which. */
export interface RowGroup { stage: JourneyStage | null; measure: JourneyMeasure; count: number; first: string | null; last: string | null }
export interface PersonMatch { from: string; to: string | null; status: MatchStatus; lastContact: string | null }
export interface Said { firstLevel: string | null; lastLevel: string | null; moods: Mood[] }
export interface LatestScore { dimension: Dimension; scoreMicro: number; localDate: string }

/** A match enrols before anything was done; then there is no first and no last activity yet. */
export interface Enrolment { programme: Programme; firstActivity: string | null; lastActivity: string | null; counts: { [M in JourneyMeasure]?: number } }
export interface Journey {
  personId: string; enrolments: Enrolment[]; reached: { stage: JourneyStage; on: string }[]; stage: JourneyStage | null; lastActivity: string | null; facts: JourneyFacts;
}

export function journeyOf(personId: string, groups: readonly RowGroup[], matches: readonly PersonMatch[], said: Said | undefined, scores: readonly LatestScore[]): Journey {
  const counted = groups.filter(({ count }) => count > 0);
  const active = counted.filter(isActivity);
  const reached = journeyStages.flatMap((stage) => {
    const on = earliest(counted.filter((group) => group.stage === stage));
    return on === null ? [] : [{ stage, on }];
  });
  const language = counted.find(({ stage, measure }) => stage === 'language' && measure === 'session');
  return {
    personId, reached, stage: reached.at(-1)?.stage ?? null, lastActivity: latest(active),
    enrolments: programmes.flatMap((programme) => {
      const own = counted.filter(({ stage }) => stage === programme);
      const done = own.filter(isActivity);
      return own.length === 0 ? [] : [{ programme, firstActivity: earliest(done), lastActivity: latest(done), counts: Object.fromEntries(own.map(({ measure, count }) => [measure, count])) }];
    }),
    facts: {
      matches: matches.map(({ from, to, status, lastContact }) => ({ from, to, status, lastContact })),
      languageSessions: language?.count ?? 0, lastLanguageSession: language?.last ?? null, firstLevel: said?.firstLevel ?? null, lastLevel: said?.lastLevel ?? null,
      courses: counted.find(({ measure }) => measure === 'course')?.count ?? 0, moods: said?.moods ?? [],
      scores: Object.fromEntries(scores.map(({ dimension, scoreMicro, localDate }) => [dimension, { scoreMicro, localDate }])),
    },
  };
}

function isActivity({ measure }: RowGroup): boolean {
  return (activityMeasures as readonly string[]).includes(measure);
}

function earliest(groups: readonly RowGroup[]): string | null {
  return groups.flatMap(({ first }) => first ?? []).sort()[0] ?? null;
}

function latest(groups: readonly RowGroup[]): string | null {
  return groups.flatMap(({ last }) => last ?? []).sort().at(-1) ?? null;
}
