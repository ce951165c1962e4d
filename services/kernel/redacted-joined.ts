// What belongs to a name that was found: the rest of it, who is named with it. Pure.
import { conjunctions, monthNames, nature, networks, particles, titles } from './redacted-cues.ts';
import { isRole, notBeside } from './redacted-roles.ts';
import { noSpace, type Token } from './redacted-tokens.ts';

/** A capital word beside a name belongs to it: a family name nobody listed, an initial, what stands between the two. */
export function continuesName(tokens: readonly Token[], at: number, names: ReadonlySet<Token>): boolean {
  const [previous, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!token) return false;
  const follows = previous !== undefined && names.has(previous) && /^[ \u00a0-]$/.test(token.gap);
  const leads = next !== undefined && names.has(next) && /^[ \u00a0-]$/.test(next.gap);
  if (particles.has(token.word)) return follows && tokens[at + 1]?.isCapital === true && /^[ \u00a0-]$/.test(tokens[at + 1]?.gap ?? '');
  if (!token.isCapital) return false;
  // "Kari Voss", "Ola Sommer": what stands beside a given name within a sentence is its family name, be it a place or a word.
  if (follows && token.gap !== '-' && token.text.length > 1 && !token.isAcronym && previous.known.isListedGiven && !previous.known.isEveryday && !isRole(token.word) && !titles.has(token.word) && !networks.has(token.word) && !notBeside.has(token.word)) return true;
  if (token.known.isNoName || monthNames.has(token.word) || (token.known.isWord && !token.known.isSurname)) return false;
  if (follows) return token.text.length === 1 ? isInitial(tokens, at) : !token.isAcronym;
  // A word before a family name is its given name, if it is not merely how the sentence begins.
  return leads && (!token.isFirst || (token.known.isListedGiven && !token.known.isEveryday)) && !token.isAcronym && token.text.length > 1 && !titles.has(token.word) && !isRole(token.word);
}

/** "Tormod and Ragnhild": what is joined to a name by "and" is one too. */
export function isJoined(tokens: readonly Token[], at: number, names: ReadonlySet<Token>): boolean {
  const [before2, before1, token, after1, after2] = [tokens[at - 2], tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!token || token.text.length === 1 || titles.has(token.word) || token.known.isNoName || token.known.isWord || token.isAcronym || monthNames.has(token.word) || nature.has(before1?.word ?? '')) return false;
  // One that begins a sentence, or has no capital, must be a name that is listed.
  if ((token.isFirst || !token.isCapital) && !(token.known.isListedGiven || (token.isCyrillic && token.isCapital && token.known.isGiven && !token.known.isEveryday))) return false;
  if (!token.isCapital && (token.known.isEveryday || token.word.length < 4)) return false;
  const follows = before1 !== undefined && before2 !== undefined && conjunctions.has(before1.word) && names.has(before2) && noSpace(before1.gap) && noSpace(token.gap);
  const leads = after1 !== undefined && after2 !== undefined && conjunctions.has(after1.word) && names.has(after2) && noSpace(after1.gap) && noSpace(after2.gap);
  return follows || leads;
}

/** "Марія Г.", "Ткаченко О.": a point follows those letters that are words as well. */
function isInitial(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && (!/^[IAІЯВУЗОЙ]$/.test(token.text) || next?.gap.startsWith('.') === true);
}

/** "Hana, Oleh, Will and Mai": a word with a capital between names that follow each other. */
export function isInRow(tokens: readonly Token[], at: number, names: ReadonlySet<Token>): boolean {
  const [before1, token, after1, after2] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!token?.isCapital || token.isAcronym || token.text.length === 1 || token.known.isWord || titles.has(token.word) || isRole(token.word) || (token.known.isNoName && !token.known.isNameToo)) return false;
  const [before2, isLed] = [tokens[at - 2], before1 !== undefined && names.has(before1) && token.gap === ', '];
  const isAmong = (one: Token | undefined, other: Token | undefined): boolean => one !== undefined && names.has(one) && other?.gap === ', ';
  // The first of at least three, and the last of them.
  if (!isLed) return isAmong(after1, after1) && isAmong(after2, after2) && (token.known.isGiven || !token.isFirst);
  if (after1?.gap === ', ') return after1.isCapital && (names.has(after1) || token.known.isGiven);
  if (after1 === undefined || after1.isFirst) return isAmong(before2, before1);
  return after2 !== undefined && conjunctions.has(after1.word) && noSpace(after1.gap) && names.has(after2);
}
