// Outcomes of people, and what tells of each: scores of their own words, and recorded language levels. Who rose, who fell. Pure.
import type { Dimension } from '../../channels/vocabulary.ts';

export const outcomes = ['integration', 'language', 'job_readiness', 'confidence'] as const;
export type Outcome = (typeof outcomes)[number];
/** What is compared with its like: scores of a dimension, or recorded CEFR levels. */
export type Signal = `score:${Dimension}` | 'level';
export const signalsOf: Readonly<Record<Outcome, readonly Signal[]>> = {
  integration: ['score:belonging', 'score:well_being'], language: ['level', 'score:lang_level_proxy'], job_readiness: ['score:job_readiness'], confidence: ['score:confidence'],
};
export const signals: readonly Signal[] = outcomes.flatMap((outcome) => signalsOf[outcome]);
export const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

/** A change counts above this, and above what the model of both scores tells by chance; in millionths. */
export const leastChangeMicro = 150_000;
/** From here on somebody is ready for a job. */
export const jobReadyMicro = 700_000;

/** Up where something rose and nothing fell, down the other way round, 0 for neither or both; null where nothing could be compared. */
export type Sign = -1 | 0 | 1 | null;
/** How many people came out of a period alike. `lifted`: something of theirs rose and nothing fell. */
export interface Profile { signs: Readonly<Record<Outcome, Sign>>; lifted: boolean; people: bigint }
/** Scores that were compared, on one outcome: how many, and how sure the model was of them. */
export interface Compared { scores: bigint; confidenceSum: bigint }

export interface Tally { people: bigint; improved: bigint; declined: bigint }

export function tallyOf(profiles: readonly Profile[], outcome: Outcome): Tally {
  const count = (which: (sign: Sign) => boolean): bigint => profiles.reduce((sum, { signs, people }) => sum + (which(signs[outcome]) ? people : 0n), 0n);
  return { people: count((sign) => sign !== null), improved: count((sign) => sign === 1), declined: count((sign) => sign === -1) };
}

/** Distinct people of whom at least one of the outcomes tells. */
export function peopleIn(profiles: readonly Profile[], which: readonly Outcome[]): bigint {
  return profiles.reduce((sum, { signs, people }) => sum + (which.some((outcome) => signs[outcome] !== null) ? people : 0n), 0n);
}

export function liftedIn(profiles: readonly Profile[]): bigint {
  return profiles.reduce((sum, { lifted, people }) => sum + (lifted ? people : 0n), 0n);
}
