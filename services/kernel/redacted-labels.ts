// Names that a form, the end of a letter or an initial shows. Pure.
import { blank, capital, kindsAt, letter } from './characters.ts';
import { conjunctions, initials, labelled, labels, ofThings, ofThingsUkrainian } from './redacted-cues.ts';
import { isUnnamable, knownOf } from './redacted-lists.ts';
import type { Span } from './redacted-names.ts';
import { asking, dayTimes, formLabels, goods, groupLabels, isRole, signOffs } from './redacted-roles.ts';
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
    if ((kindsAt(text, point - 1) & capital) !== 0) return [...matchesOf(text, initials).map(({ 0: match, index }) => ({ start: index, end: index + match.length })), ...withLetters(text)];
  }
  return [];
}

/** What might be a name of which nothing is known. */
function mayBe({ isCapital, isAcronym, word, known }: Token): boolean {
  return isCapital && !isAcronym && word.length >= 3 && !known.isWord && (!known.isNoName || known.isNameToo) && !isRole(word);
}

/** "Oppmøte: Qvirin, Eldrun og Xhemile", "Mentor: Quenby Hart": all that stands there. */
export function inForm(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token, at) => {
    if (token.gap === ' ' || !/^(?: ?\d{0,2}: ?| [-–—] )$/.test(token.gap) || !formLabels.has(tokens[at - 1]?.word ?? '')) return [];
    const found: Token[] = [];
    for (let to = at; to < tokens.length; to += 1) {
      const one = tokens[to];
      if (!one || (to > at && !/^(?: |, | ?\/ | \+ | [-–—] |-|; )$/.test(one.gap))) break;
      if (mayBe(one)) found.push(one);
      else if (!conjunctions.has(one.word)) break;
    }
    return found.length === 1 && groupLabels.has(tokens[at - 1]?.word ?? '') ? [] : found;
  });
}

/** "Klem, Qvirin", "Takk for meg. / Qvirin", "Take care! Quenby": the last word, by itself, of a text that ends without a point. */
export function isSignature(text: string, tokens: readonly Token[], at: number): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  if (!token || !previous || at !== tokens.length - 1 || !mayBe(token) || !/^[\s)x:]*$/.test(text.slice(token.end))) return false;
  if (/^(?:, | )$/.test(token.gap)) return signOffs.has(previous.word);
  return /^(?:[.!]? ?\/ ?|[.!]\s+| [-–—] |\s*\n\s*)$/.test(token.gap) && !token.known.isEveryday && !(token.isCyrillic ? ofThingsUkrainian : ofThings).test(token.word);
}

/** "God morgen, Qvirin", "Qvirin, kan du ringe". */
export function isCalled(tokens: readonly Token[], at: number): boolean {
  const [before2, before1, token, next] = [tokens[at - 2], tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!token || !mayBe(token)) return false;
  if (before1 && before2 && dayTimes.has(before1.word) && goods.has(before2.word) && /^,? $/.test(token.gap)) return true;
  return token.isFirst && next?.gap === ', ' && asking.has(next.word) && !token.known.isEveryday && (token.isCyrillic ? /[оеєю]$/.test(token.word) : !ofThings.test(token.word));
}

/** "1. Quenby 2. Merrick". */
export function isNumbered(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  const isMark = (gap: string): boolean => /^(?:^|[ ,;]{0,2}|\n)\d{1,2}[.)] $/.test(gap);
  return token !== undefined && mayBe(token) && isMark(token.gap) && (next === undefined ? at > 0 : isMark(next.gap)) && !token.known.isEveryday;
}

/** "Nxumalo, K. was absent", "Qvirin T. og Eldrun S.": a family name or a first name with a letter for the other. */
const lettered = /(?<![\p{L}\p{N}])(\p{Lu}[\p{Ll}'’ʼ-]{2,24}),? \p{Lu}\.(?: ?\p{Lu}\.)?(?=[,;)]|$| (?:\p{Ll}|\())/gu;
/** "J.P. tok med kake". */
const lettersOnly = /(?<![\p{L}\p{N}.])(?!U\.S|U\.K|P\.S|N\.B|E\.U|D\.C|A\.M|P\.M|Н\.Е)\p{Lu}\. ?\p{Lu}\.(?= \p{Ll}{2})/gu;

function withLetters(text: string): Span[] {
  const named = matchesOf(text, lettered).filter(([, name = '']) => { const known = knownOf(foldWord(name)); return !known.isWord && !known.isNoName && !isRole(foldWord(name)); });
  return [...named, ...matchesOf(text, lettersOnly)].map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}
