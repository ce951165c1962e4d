// What a flag is: that a text of a row breaks rules of the policy, which of them is the gravest, where, and until when somebody must
// have looked. It holds places and keyed hashes, never the words. Pure.
import type { EventItem } from '../../channels/contracts.ts';
import { severities, type FlaggedSource, type Programme } from '../../channels/vocabulary.ts';
import { namedId } from '../kernel/ids.ts';
import type { Policy } from './policy.ts';
import { screen, screenLabel, type Hit } from './screening.ts';

/** A row as its room tells it: whose words, in which text, since which change. */
export interface Telling {
  key: string; change: number; present: boolean; textId: string | null; participantId: string; volunteerId: string; programme: Programme; localDate: string;
}
/** `word` is the name under which the room keeps these words; `mark` a keyed hash of what stood there. */
export interface FlagHit extends Hit { word: string; mark: string }
export interface Finding { telling: Telling; hits: FlagHit[] }
export type FlagItem = EventItem<'safety.flag.raised'>;

/** Of each row the newest state that an event brought. */
export function newestOf(tellings: readonly Telling[]): Telling[] {
  const newest = new Map<string, Telling>();
  for (const telling of tellings) if (telling.change > (newest.get(telling.key)?.change ?? -1)) newest.set(telling.key, telling);
  return [...newest.values()];
}

/** The words in which people write sentences. All others are labels: what a talk was about, what somebody likes, where it was. */
const sentences: ReadonlySet<string> = new Set(['feedback', 'goalsDiscussed', 'notes', 'description', 'text']);

/** What stands in a text, the gravest first. */
export function screenTexts(policy: Policy, texts: Readonly<Record<string, string>>, markOf: (found: string) => string): FlagHit[] {
  const hits = Object.entries(texts).flatMap(([word, text]) => (sentences.has(word) ? screen : screenLabel)(policy, text).map((hit) => ({ ...hit, word, mark: markOf(text.slice(hit.start, hit.end)) })));
  return hits.sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
}

/** The flag of a text, the same id however often it is raised; none where nothing was found. */
export function flagOf(tenantId: string, source: FlaggedSource, { telling, hits: [gravest] }: Finding, policy: Policy, nowMs: number): FlagItem | null {
  const { key, change, textId, participantId, volunteerId, programme, localDate } = telling;
  if (!gravest || textId === null) return null;
  const { rule, category, severity } = gravest;
  return {
    id: namedId('flag', tenantId, textId), textId, source, key, change, present: true, programme, participantId, volunteerId, localDate, rule, category, severity,
    raisedAt: new Date(nowMs).toISOString(), dueAt: new Date(nowMs + policy.dueHours[severity] * 3_600_000).toISOString(),
  };
}
