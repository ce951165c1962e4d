// When a difference may be called a change: where chance is left out, and not before.
// It knows intervals; it refuses to know what changed and why.
import { dimensions } from '../../channels/vocabulary.ts';
import type { Fact } from './facts.ts';
import type { Pen } from './pen.ts';

/** Whether a figure lies clear of the one before: their intervals, as far as known, do not meet. */
export function verdictOf(now: Fact, before: Fact): 'higher' | 'lower' | 'unclear' {
  const [low, high] = [now.low ?? now.value ?? 0, now.high ?? now.value ?? 0];
  if (low > (before.high ?? before.value ?? 0)) return 'higher';
  return high < (before.low ?? before.value ?? 0) ? 'lower' : 'unclear';
}

/** Changes whose interval leaves out none at all, in either direction, also as it is written: an interval that begins at 0.00 looks like chance to its reader. */
export function clearChanges(pen: Pen, programme?: string): Fact[] {
  return changesOf(pen, programme).filter(({ low, high }) => low !== null && high !== null && (Math.round(low * 100) > 0 || Math.round(high * 100) < 0));
}

/** How far from none a change surely is: the end of its interval that lies nearer. What few people moved by much may be less sure than what many moved by less. */
export function sureSize({ low, high }: Pick<Fact, 'low' | 'high'>): number {
  return Math.min(Math.abs(low ?? 0), Math.abs(high ?? 0));
}

export function changesOf(pen: Pen, programme?: string): Fact[] {
  return dimensions.flatMap((dimension) => pen.measured(`${dimension}_change`, programme) ?? []).filter(({ formattedLow }) => formattedLow !== null);
}

export function dimensionWord(pen: Pen, fact: Fact): string {
  return pen.word(`dimension.${fact.metric.replace('_change', '')}`);
}
