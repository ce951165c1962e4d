// Names as those write them who write without capitals. Pure.
import { acts, actsUkrainian, clauses, company, conjunctions, hadSomebody, thanking } from './redacted-cues.ts';
import { isAfterMeeting, isBeforeRole, isDoing, isSomebodyFrom } from './redacted-neighbours.ts';
import { isRole, speaker, times } from './redacted-roles.ts';
import { noSpace, type Token } from './redacted-tokens.ts';

/** Those who write without capitals: a listed name that is no word, where a name is told of. */
export function isNameInSmallLetters(tokens: readonly Token[], at: number, isAfterCue: 'title' | 'kin' | 'none'): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  if (!token) return false;
  if (!token.known.isListedGiven) return isHeardInSmallLetters(tokens, at);
  const before = previous !== undefined && noSpace(token.gap) ? previous.word : undefined;
  if (before !== undefined && thanking.has(before)) return true;
  if (token.word.length < 4) return false;
  if (isAfterCue !== 'none' || company.has(previous?.word ?? '')) return true;
  // "Takk for praten jarle", "me and mirko", "gunnhild fra kurset".
  if (tokens.length === at + 1 && at > 1 && thanking.has(tokens[0]?.word ?? '')) return true;
  if (before !== undefined && conjunctions.has(before) && speaker.has(tokens[at - 2]?.word ?? '')) return true;
  if (token.isFirst && isSomebodyFrom(tokens, at)) return true;
  const mayBegin = token.isFirst || (before !== undefined && (clauses.has(before) || times.has(before)));
  return (mayBegin && isDoing(tokens, at, { canBe: true })) || isAfterMeeting(tokens, at) || isPairInSmallLetters(tokens, at)
    || (before !== undefined && (acts.has(before) || actsUkrainian.test(before) || hadSomebody.has(before))) || isBeforeRole(tokens, at);
}

/** Of Northern and other names in Cyrillic only the sound is known: "мій ментор ларс", "аміна і пьотр". */
function isHeardInSmallLetters(tokens: readonly Token[], at: number): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  if (!token?.known.isGiven || token.word.length < 4 || wordShape.test(token.word)) return false;
  return (previous !== undefined && noSpace(token.gap) && isRole(previous.word)) || isPairInSmallLetters(tokens, at);
}
/** As verbs and adjectives end. */
const wordShape = /(?:[вєш]|ла|ли|ло|ть|ти|ся|ий|ої|ого|ому|ими|их)$/;

function isPairInSmallLetters(tokens: readonly Token[], at: number): boolean {
  const isOne = (token: Token | undefined): boolean => token !== undefined && token.known.isListedGiven && !token.known.isEveryday && token.word.length >= 4;
  return (conjunctions.has(tokens[at + 1]?.word ?? '') && isOne(tokens[at + 2])) || (conjunctions.has(tokens[at - 1]?.word ?? '') && isOne(tokens[at - 2]));
}
