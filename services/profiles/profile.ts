// A profile as it is shown: what follows by rule and what was set by hand, told apart. Pure; it knows nobody's name.
import { journeyFlags, type Dimension, type JourneyFlag, type JourneyStage, type Programme } from '../../channels/vocabulary.ts';
import type { Enrolment } from './journey.ts';
import { journeyRules, type JourneyFacts } from './journey-rules.ts';

export interface HandFlag { flag: JourneyFlag; value: boolean; setBy: string; setAt: string }
export type Flags = Record<JourneyFlag, boolean>;
/** Where a flag's value comes from, and what its rule says now, whatever was set by hand. */
export interface FlagSource { from: 'rule' | 'hand'; rule: string; byRule: boolean; setBy: string | null; setAt: string | null }
interface Outline { id: string; programmes: Programme[]; stage: JourneyStage | null; lastActivity: string | null; enteredOn?: string; wentOn?: string | null }
export interface JourneyView extends Outline { facts: JourneyFacts }
/** The days of entering and of going on are told where people were sought by the stage they entered. */
export interface ProfileSummary extends Outline { flags: Flags }
export interface LinkedIdentity { system: string; externalId: string | null }

/** Everything of one profile. `name`, `email` and external ids are null for whoever may not read them. */
export interface Profile extends ProfileSummary {
  name: string | null; email: string | null; identities: LinkedIdentity[]; enrolments: Enrolment[]; milestones: { stage: JourneyStage; date: string }[];
  flagSources: Record<JourneyFlag, FlagSource>; scores: { dimension: Dimension; score: number; date: string }[];
}

/** What was set by hand stands until it is cleared. */
export function summaryOf({ facts, ...outline }: JourneyView, byHand: readonly HandFlag[], today: string): ProfileSummary {
  const flags = Object.fromEntries(journeyFlags.map((flag) => [flag, byHand.find((set) => set.flag === flag)?.value ?? journeyRules[flag].holds(facts, today)])) as Flags;
  return { ...outline, flags };
}

export function flagSourcesOf(facts: JourneyFacts, byHand: readonly HandFlag[], today: string): Record<JourneyFlag, FlagSource> {
  return Object.fromEntries(journeyFlags.map((flag): [JourneyFlag, FlagSource] => {
    const set = byHand.find((found) => found.flag === flag);
    const { says, holds } = journeyRules[flag];
    return [flag, { from: set ? 'hand' : 'rule', rule: says, byRule: holds(facts, today), setBy: set?.setBy ?? null, setAt: set?.setAt ?? null }];
  })) as Record<JourneyFlag, FlagSource>;
}

export function scoresOf({ scores }: JourneyFacts): Profile['scores'] {
  return Object.entries(scores).map(([dimension, { scoreMicro, localDate }]) => ({ dimension: dimension as Dimension, score: scoreMicro / 1e6, date: localDate }));
}
