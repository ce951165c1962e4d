// What a participant's words come to: a score with its sentence, or nothing. And which of what is known a newer state replaces.
// Pure; it opens no text and scores none itself.
import { hash } from 'node:crypto';
import type { EventItem } from '../../channels/contracts.ts';
import type { Dimension, FlaggedSource, Language, Programme } from '../../channels/vocabulary.ts';
import { namedId } from '../kernel/ids.ts';
import { countByKind, redact } from '../kernel/redaction.ts';

/** A row in which a participant may say something in words of their own: a held session, or feedback on a match. */
export interface Saying {
  room: 'kintell' | 'buddy'; key: string; change: number; textId: string | null; participantId: string; volunteerId: string; programme: Programme; localDate: string;
  importId: string | null; line: number | null; receiptId: string | null;
}
export type ScoredItem = EventItem<'impact.outcome.scored'>;

/** A score as it was read from a text, before it is kept. */
export interface Reading { dimension: Dimension; language: Language; score: number; confidence: number; sentence: { start: number; end: number }; modelVersion: string; likeness: string | null }
export interface Snippet { id: string; text: string; sha256: string; start: number; end: number; redactions: Record<string, number>; likeness: string | null }
export interface Meaning { saying: Saying; dimension: Dimension; reading: Reading | null; snippet: Snippet | null; flagged: boolean }
/** What is known of a text that was flagged: whether a person lifted it, and the scores that a person gave instead of the model's. */
export interface TextVerdict { lifted: boolean; scores: Partial<Record<Dimension, number>> | null }
/** Stands for a model's version where a person gave the score. */
export const byReview = 'review';

/** What is kept of a row and dimension. `generation`: how often the score of this very state of the row was told anew, by a person or by newer models. */
export interface KeptScore {
  sourceKey: string; dimension: Dimension; id: string; change: number; generation: number; present: boolean; textId: string | null; personId: string; language: Language | null; scoreMicro: number;
  confidenceMicro: number; modelVersion: string; programme: Programme; localDate: string; importId: string | null; line: number | null; receiptId: string | null;
}

/** Of each row the newest state that an event brought. */
export function newestOf(sayings: readonly Saying[]): Saying[] {
  const newest = new Map<string, Saying>();
  for (const saying of sayings) if (saying.change > (newest.get(saying.key)?.change ?? -1)) newest.set(saying.key, saying);
  return [...newest.values()];
}

/** Only a held session's words are scored: what stands of it decides, not which event brought it. */
export function ofSession({ key, change, present, status, textId, participantId, volunteerId, programme, localDate, importId, line, receiptId }: EventItem<'kintell.session.completed'>): Saying {
  return { room: 'kintell', key, change, textId: present && status === 'completed' ? textId : null, participantId, volunteerId, programme, localDate, importId, line, receiptId: receiptId ?? null };
}

/** Only the participant's words are scored; a volunteer's are kept, not scored. Named apart from a session that may have the same key. */
export function ofFeedback({ key, change, present, fromRole, textId, participantId, volunteerId, programme, localDate, importId, line, receiptId }: EventItem<'buddy.feedback.submitted'>): Saying {
  return { room: 'buddy', key: `feedback ${key}`, change, textId: present && fromRole === 'participant' ? textId : null, participantId, volunteerId, programme, localDate, importId, line, receiptId: receiptId ?? null };
}

/** Under which key scores of a row are kept; null where its words are not scored. */
export function scoredKeyOf(source: FlaggedSource, key: string): string | null {
  return source === 'kintell.session' ? key : source === 'buddy.feedback' ? `feedback ${key}` : null;
}

/** The reading that counts: the model's, unless a person gave another score. */
export function correctedBy(verdict: TextVerdict | undefined, meaning: Meaning): Meaning {
  const scoreMicro = verdict?.scores?.[meaning.dimension];
  return scoreMicro === undefined || !meaning.reading ? meaning : { ...meaning, reading: { ...meaning.reading, score: scoreMicro / 1e6, confidence: 1, modelVersion: byReview } };
}

export type KeptSentence = Pick<Snippet, 'text' | 'sha256' | 'start' | 'end' | 'redactions'>;

/** A sentence as it may be kept: cut from the original, then redacted. */
export function keptSentence(original: string, { start, end }: Reading['sentence'], names: readonly string[]): KeptSentence {
  const { redacted, found } = redact(original.slice(start, end), { names });
  return { text: redacted, sha256: hash('sha256', redacted, 'hex'), start, end, redactions: countByKind(found) };
}

/** The sentence that carried a score. */
export function snippetOf(tenantId: string, { key, textId }: Saying, { dimension, modelVersion, likeness }: Reading, sentence: KeptSentence): Snippet {
  return { ...sentence, id: namedId('evidence', tenantId, key, dimension, textId ?? '', modelVersion), likeness };
}

/**
 * What to keep of a row now: its new score; or its earlier one, no longer present; or nothing.
 * `isLate`: the state may be older than one not heard yet, so that it is remembered even without a score. `isAnew`: the same state, read by newer models.
 */
export function nextScore(tenantId: string, { saying, dimension, reading }: Meaning, kept: KeptScore | undefined, { isLate = false, isAnew = false }: { isLate?: boolean; isAnew?: boolean }): KeptScore | null {
  if (kept && saying.change < kept.change) return null;
  if (kept && saying.change === kept.change && !(isAnew && saysOtherwise(kept, reading))) return null;
  const generation = kept && saying.change === kept.change ? kept.generation + 1 : 0;
  const id = kept?.id ?? namedId('outcome', tenantId, saying.key, dimension);
  if (reading) {
    return {
      sourceKey: saying.key, dimension, id, change: saying.change, generation, present: true, textId: saying.textId, personId: saying.participantId, language: reading.language,
      scoreMicro: Math.round(reading.score * 1e6), confidenceMicro: Math.round(reading.confidence * 1e6), modelVersion: reading.modelVersion, programme: saying.programme,
      localDate: saying.localDate, importId: saying.importId, line: saying.line, receiptId: saying.receiptId,
    };
  }
  if (kept) return { ...kept, change: saying.change, generation, present: false };
  if (!isLate) return null;
  return {
    sourceKey: saying.key, dimension, id, change: saying.change, generation, present: false, textId: null, personId: saying.participantId, language: null, scoreMicro: 0, confidenceMicro: 0,
    modelVersion: 'none', programme: saying.programme, localDate: saying.localDate, importId: saying.importId, line: saying.line, receiptId: saying.receiptId,
  };
}

/** A person's score stays, whatever a newer model reads. */
function saysOtherwise(kept: KeptScore, reading: Reading | null): boolean {
  if (kept.present && kept.modelVersion === byReview) return false;
  return reading ? !kept.present || kept.modelVersion !== reading.modelVersion : kept.present;
}

/** Numbers that one state of a row may be told under: after its first, a person's correction and readings by newer models, all before the next state's. */
const tellingsOfState = 1_024;

export function toldChange({ change, generation }: Pick<KeptScore, 'change' | 'generation'>): number {
  return change * tellingsOfState + Math.min(generation, tellingsOfState - 1);
}

/** The same for a statement over the table of scores. */
export const toldChangeSql = `change * ${tellingsOfState} + least(generation, ${tellingsOfState - 1})`;

export function itemOf(score: KeptScore): ScoredItem {
  const { id, sourceKey, present, dimension, programme, personId, localDate, scoreMicro, confidenceMicro, modelVersion, language, importId, line, receiptId } = score;
  return { id, key: `${sourceKey}:${dimension}`, change: toldChange(score), present, dimension, programme, participantId: personId, localDate, scoreMicro, confidenceMicro, modelVersion, language, importId, line, receiptId };
}
