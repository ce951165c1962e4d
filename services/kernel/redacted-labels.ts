// Names that a form, the end of a letter or an initial shows. Pure.
import { blank, capital, kindsAt, letter } from './characters.ts';
import { initials, labelled, labels } from './redacted-cues.ts';
import { isUnnamable } from './redacted-lists.ts';
import type { Span } from './redacted-names.ts';
import type { Token } from './redacted-tokens.ts';
import { foldWord, matchesOf } from './redacted-words.ts';

/** "Name: …", "Hilsen …": whatever stands there with a capital. */
export function afterLabels(text: string, tokens: readonly Token[]): Span[] {
  return tokens.flatMap(({ start }) => {
    if (!mayFollowLabel(text, start) || !labels.test(text.slice(Math.max(0, start - 24), start))) return [];
    labelled.lastIndex = start;
    const found = labelled.exec(text)?.[0].replace(/[.]+$/, '');
    return found !== undefined && found.length > 1 && !isUnnamable(foldWord(found)) ? [{ start, end: start + found.length }] : [];
  });
}

/** A capital after a space after a word, a point, a colon or a comma. */
function mayFollowLabel(text: string, start: number): boolean {
  if ((kindsAt(text, start) & capital) === 0 || (kindsAt(text, start - 1) & blank) === 0) return false;
  const mark = text.charAt(start - 2);
  return isWordOrPoint(text, start - 2) || ((mark === ':' || mark === ',') && isWordOrPoint(text, start - 3));
}

function isWordOrPoint(text: string, at: number): boolean {
  return text.charAt(at) === '.' || (kindsAt(text, at) & letter) !== 0;
}

/** A letter and a point stand in each: texts without them are let go. */
export function withInitials(text: string): Span[] {
  for (let point = text.indexOf('.'); point >= 0; point = text.indexOf('.', point + 1)) {
    if ((kindsAt(text, point - 1) & capital) !== 0) return matchesOf(text, initials).map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
  }
  return [];
}
