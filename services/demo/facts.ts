// What is true in the sample world, apart from how any file tells it. Days and minutes are those of the company's clocks. Types only.
import type { CostKind, CredentialType, Instrument, LearningProvider, Mood, PairRole, Programme } from '../../channels/vocabulary.ts';
import type { Day } from './calendar.ts';
import type { Employee } from './people.ts';

/** Time that somebody gave: how long, whether in working time, and whether anybody vouches for it. */
export interface Hours { minutes: number | null; isPaid: boolean; state: 'confirmed' | 'reported' | 'rejected' }
interface Pair { participant: string; volunteer: string }

export interface SessionFact extends Pair, Hours {
  id: string; programme: 'language' | 'mentorship'; day: Day; minute: number; status: 'completed' | 'cancelled' | 'no_show' | 'unreported'; rating: number | null; text: string; level: string; topic: string;
}
export interface MatchFact extends Pair { id: string; day: Day; ended: Day | null; language: string; interests: string; place: string }
export interface MeetingFact extends Hours { match: MatchFact; day: Day; type: string; text: string; place: string }
export interface CheckinFact { match: MatchFact; day: Day; mood: Mood; text: string }
export interface FeedbackFact { match: MatchFact; day: Day; minute: number; role: PairRole; rating: number | null; text: string }

export interface Course { provider: LearningProvider; id: string; name: string }
export interface ProgressFact { participant: string; course: Course; day: Day; minute: number; percent: number }
export interface CompletionFact { participant: string; course: Course; day: Day; score: number; credential: string | null }
export interface CredentialFact { id: string; participant: string; course: Course; day: Day; type: CredentialType; expires: Day | null; code: string }

export interface JobFact { participant: string; day: Day; sector: string; role: string; hoursAWeek: number; helper: string | null }
export interface QuestionnaireFact { participant: string; instrument: Instrument; day: Day; items: readonly number[] }
/** `from` and `to` are inside; the amount is a whole number of minor units for each day. */
export interface CostFact { programme: Programme | 'all'; period: string; from: Day; to: Day; kind: CostKind; minorADay: number }

export interface Facts {
  employees: readonly Employee[]; sessions: readonly SessionFact[]; matches: readonly MatchFact[]; meetings: readonly MeetingFact[]; checkins: readonly CheckinFact[]; feedback: readonly FeedbackFact[];
  progress: readonly ProgressFact[]; completions: readonly CompletionFact[]; credentials: readonly CredentialFact[]; jobs: readonly JobFact[]; questionnaires: readonly QuestionnaireFact[]; costs: readonly CostFact[];
}
