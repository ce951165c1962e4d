// What a review is: a flagged text that somebody must look at by a time, what may be decided of it, and how it is shown: redacted, with
// what was found in it marked. Pure; it opens no text.
import type { EventItem } from '../../channels/contracts.ts';
import { reviewStateOf, type Dimension, type FlaggedSource, type Programme, type ReviewDecision, type ReviewKind, type ReviewState, type SafetyCategory, type Severity } from '../../channels/vocabulary.ts';
import { invalid, type Problem } from '../kernel/errors.ts';
import { redact, redactionLabels } from '../kernel/redaction.ts';

export interface Review {
  id: string; kind: ReviewKind; source: FlaggedSource; key: string; textId: string; change: number; programme: Programme; participantId: string; volunteerId: string; localDate: string;
  rule: string; category: SafetyCategory; severity: Severity; raisedAt: string; dueAt: string; present: boolean; decision: ReviewDecision | null; note: string | null; decidedBy: string | null; decidedAt: string | null;
}
export interface Score { dimension: Dimension; score: number; confidence: number; model: string }
export interface Mark { rule: string; severity: Severity; start: number; end: number }
/** Offsets of `found` are in UTF-16 units of `text`. */
export interface ReviewView {
  id: string; kind: ReviewKind; rule: string; category: SafetyCategory; severity: Severity; text: string | null; found: Mark[]; scores: Score[]; source: FlaggedSource; programme: Programme;
  localDate: string; raisedAt: string; dueAt: string; state: ReviewState; note: string | null; decidedBy: string | null; decidedAt: string | null;
}
export interface Hit extends Mark { word: string }
/** What the reader may see of a review's text; null where it may see nothing, or its author was erased. */
export interface Opened { texts: Readonly<Record<string, string>>; names: readonly string[]; hits: readonly Hit[] }
export interface Given { dimension: Dimension; score: number }

export function stateOf({ decision, present }: Pick<Review, 'decision' | 'present'>): ReviewState {
  return decision ? reviewStateOf[decision] : present ? 'open' : 'superseded';
}

export function viewOf(review: Review, opened: Opened | null, scores: readonly Score[]): ReviewView {
  const { id, kind, rule, category, severity, source, programme, localDate, raisedAt, dueAt, note, decidedBy, decidedAt } = review;
  const { text, found } = opened ? redactMarked(opened) : { text: null, found: [] };
  return { id, kind, rule, category, severity, text, found, scores: [...scores], source, programme, localDate, raisedAt, dueAt, state: stateOf(review), note: opened ? note : null, decidedBy, decidedAt };
}

/** The words in which something was found, redacted, one after another. */
export function redactMarked({ texts, names, hits }: Opened): { text: string; found: Mark[] } {
  let text = '';
  const marks: Mark[] = [];
  for (const [word, original] of Object.entries(texts)) {
    const own = hits.filter((hit) => hit.word === word && hit.end <= original.length);
    if (own.length === 0) continue;
    if (text !== '') text += '\n\n';
    const { redacted, found } = redact(original, { names });
    // What was taken out is shorter or longer than what stands there now.
    const placeOf = (at: number, isEnd: boolean): number => found.reduce((moved, { kind, start, end }) => {
      if (end <= at) return moved + redactionLabels[kind].length - (end - start);
      return start < at ? moved - (at - start) + (isEnd ? redactionLabels[kind].length : 0) : moved;
    }, at);
    for (const { rule, severity, start, end } of own) marks.push({ rule, severity, start: text.length + placeOf(start, false), end: text.length + placeOf(end, true) });
    text += redacted;
  }
  return { text, found: marks.sort((a, b) => a.start - b.start) };
}

/** Why this cannot be decided so; null when it can. */
export function refusalOf(decision: ReviewDecision, given: readonly Given[] | undefined, scored: readonly Score[]): Problem | null {
  if (decision !== 'correct') return given === undefined ? null : invalid('scores', 'stand with another decision than correct', 'leave them out, or decide correct');
  if (given === undefined || given.length === 0) return invalid('scores', 'are missing', 'give the scores that are right, as [{dimension, score}]');
  if (new Set(given.map(({ dimension }) => dimension)).size < given.length) return invalid('scores', 'name a dimension twice', 'give one score a dimension');
  const known = scored.map(({ dimension }) => dimension);
  if (given.every(({ dimension }) => known.includes(dimension))) return null;
  return invalid('scores', 'name a dimension of which the model read nothing here', known.length === 0 ? 'this text is not scored: approve or reject it' : `give scores of ${known.join(', ')} only`);
}

export function completedItem({ id, textId, source, key, change, rule, category, severity, kind }: Review, decision: ReviewDecision, given: readonly Given[]): EventItem<'safety.review.completed'> {
  return { id, textId, source, key, change, rule, category, severity, kind, decision, scores: given.map(({ dimension, score }) => ({ dimension, scoreMicro: Math.round(score * 1e6) })) };
}
