// The funnel as it may be shown: how many entered each stage, and, where enough people did, how many went on and how fast. Pure.
import { journeyStages, type JourneyStage } from '../../channels/vocabulary.ts';

export interface StageCount { stage: JourneyStage; entered: number; converted: number; medianDays: number | null }
export interface FunnelStage { stage: JourneyStage; entered: number; converted: number | null; medianDays: number | null }

/** How many went on tells how people fare: below this many it could be told of each of them. */
const fewestPeople = 5;

export function funnelOf(counts: readonly StageCount[]): FunnelStage[] {
  return counts.map(({ stage, entered, converted, medianDays }) => {
    const shown = entered >= fewestPeople && stage !== journeyStages.at(-1);
    return { stage, entered, converted: shown ? converted : null, medianDays: shown ? medianDays : null };
  });
}
