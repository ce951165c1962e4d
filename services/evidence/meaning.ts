// What a session's words come to: a score with its sentence, or nothing. And which of what is known a newer state replaces.
// Pure; it opens no text and scores none itself.
import { hash } from 'node:crypto';
import type { EventItem } from '../../channels/contracts.ts';
import type { Dimension, Language } from '../../channels/vocabulary.ts';
import { namedId } from '../kernel/ids.ts';
import { countByKind, redact } from '../kernel/redaction.ts';

export type Session = EventItem<'kintell.session.completed'>;
export type ScoredItem = EventItem<'impact.outcome.scored'>;

/** A score as it was read from a text, before it is kept. */
export interface Reading { dimension: Dimension; language: Language; score: number; confidence: number; sentence: { start: number; end: number }; modelVersion: string }
export interface Snippet { id: string; text: string; sha256: string; start: number; end: number; redactions: Record<string, number> }
export interface Meaning { session: Session; dimension: Dimension; reading: Reading | null; snippet: Snippet | null }

/** What is kept of a session and dimension. */
export interface KeptScore {
  sourceKey: string; dimension: Dimension; id: string; change: number; present: boolean; textId: string | null; personId: string; language: string | null; scoreMicro: number;
  confidenceMicro: number; modelVersion: string; programme: Session['programme']; localDate: string; importId: string | null; line: number | null; receiptId: string | null;
}

/** Of each session the newest state that an event brought. */
export function newestOf(items: readonly Session[]): Session[] {
  const newest = new Map<string, Session>();
  for (const item of items) if (item.change > (newest.get(item.key)?.change ?? -1)) newest.set(item.key, item);
  return [...newest.values()];
}

/** Only a held session's own words are scored: what stands of it decides, not which event brought it. */
export function hasWords({ present, status, textId }: Session): boolean {
  return present && status === 'completed' && textId !== null;
}

/** The sentence that carried a score, as it may be kept: cut from the original, then redacted. */
export function snippetOf(tenantId: string, session: Session, { dimension, sentence, modelVersion }: Reading, original: string, names: readonly string[]): Snippet {
  const { redacted, found } = redact(original.slice(sentence.start, sentence.end), { names });
  return {
    id: namedId('evidence', tenantId, session.key, dimension, session.textId ?? '', modelVersion), text: redacted, sha256: hash('sha256', redacted, 'hex'),
    start: sentence.start, end: sentence.end, redactions: countByKind(found),
  };
}

/**
 * What to keep for a session now: its new score; or its earlier one, no longer present; or nothing.
 * `isLate`: the state may be older than one not heard yet, so that it is remembered even without a score.
 */
export function nextScore(tenantId: string, { session, dimension, reading }: Meaning, kept: KeptScore | undefined, isLate: boolean): KeptScore | null {
  if (kept && session.change <= kept.change) return null;
  const id = kept?.id ?? namedId('outcome', tenantId, session.key, dimension);
  if (reading) {
    return {
      sourceKey: session.key, dimension, id, change: session.change, present: true, textId: session.textId, personId: session.participantId, language: reading.language,
      scoreMicro: Math.round(reading.score * 1e6), confidenceMicro: Math.round(reading.confidence * 1e6), modelVersion: reading.modelVersion, programme: session.programme,
      localDate: session.localDate, importId: session.importId, line: session.line, receiptId: session.receiptId ?? null,
    };
  }
  if (kept) return { ...kept, change: session.change, present: false };
  if (!isLate) return null;
  return {
    sourceKey: session.key, dimension, id, change: session.change, present: false, textId: null, personId: session.participantId, language: null, scoreMicro: 0, confidenceMicro: 0,
    modelVersion: 'none', programme: session.programme, localDate: session.localDate, importId: session.importId, line: session.line, receiptId: session.receiptId ?? null,
  };
}

export function itemOf(score: KeptScore): ScoredItem {
  const { id, sourceKey, change, present, dimension, programme, personId, localDate, scoreMicro, confidenceMicro, modelVersion, importId, line, receiptId } = score;
  return { id, key: `${sourceKey}:${dimension}`, change, present, dimension, programme, participantId: personId, localDate, scoreMicro, confidenceMicro, modelVersion, importId, line, receiptId };
}
