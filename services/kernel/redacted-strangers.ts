// People who are on no record: words that look like a name and stand where names stand. A listed given name is enough unless it is an
// everyday word; anything else needs a neighbour that says so, such as "my mentor", "heter", "пані", or another name. Pure.
import { blank, capital, kindsAt, letter } from './characters.ts';
import {
  abstract, acts, actsUkrainian, actsUkrainianOfPeople, adverbs, always, before, beforeThings, between, calledThings, clauses, company, conjunctions, familyEnding, hadSomebody, initials, kin, labelled, labels, meeting, meetingWith, monthNames, muchOf, naming, nationalities, nature, networks, nobodyIsIn, objects, ofThings, ofThingsUkrainian, particles, patronymic, placeOnly, prepositionsOfPlace, sentenceEnd, states, streets, thanking, thingsDo, titles,
} from './redacted-cues.ts';
import { isUnnamable, knownOf, type Known } from './redacted-lists.ts';
import type { Span } from './redacted-names.ts';
import { foldWord, matchesOf, type Place } from './redacted-words.ts';

interface Token { text: string; word: string; start: number; end: number; isCapital: boolean; isAcronym: boolean; isCyrillic: boolean; isFirst: boolean; gap: string; known: Known }

/** Words that name people of whom nothing is known. */
export function findStrangers(text: string, places: readonly Place[]): Span[] {
  const tokens = tokensOf(text, places);
  const names = new Set<Token>();
  for (const [at, token] of tokens.entries()) if (isName(tokens, at)) names.add(token);
  // What belongs to a name is looked for where there is one.
  if (names.size > 0) {
    for (const [at, token] of tokens.entries()) if (!names.has(token) && continuesName(tokens, at, names)) names.add(token);
    for (const [at, token] of tokens.entries()) if (!names.has(token) && isJoined(tokens, at, names)) names.add(token);
  }
  return [...afterLabels(text, tokens), ...withInitials(text), ...[...names].map(({ start, end }) => ({ start, end }))];
}

/** "Name: …", "Hilsen …": whatever stands there with a capital. */
function afterLabels(text: string, tokens: readonly Token[]): Span[] {
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
function withInitials(text: string): Span[] {
  for (let point = text.indexOf('.'); point >= 0; point = text.indexOf('.', point + 1)) {
    if ((kindsAt(text, point - 1) & capital) !== 0) return matchesOf(text, initials).map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
  }
  return [];
}

function tokensOf(text: string, places: readonly Place[]): Token[] {
  const isShouted = places.every(({ spelling }) => spelling.isUpper) && text === text.toUpperCase();
  return places.map(({ spelling, start, end, gap }, index): Token => ({
    text: spelling.text, word: spelling.word, start, end, isCapital: !isShouted && spelling.hasCapital, isAcronym: spelling.isUpper && spelling.text.length > 1 && spelling.text.length <= 4,
    isCyrillic: spelling.isCyrillic, isFirst: index === 0 || (gap !== ' ' && sentenceEnd.test(gap)), gap, known: knownOf(spelling.word),
  }));
}

function isName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  // Without a capital only a listed name is looked at, which nearly no word is.
  if (!token || token.word.length < 2 || (!token.isCapital && !token.known.isListedGiven)) return false;
  const isAfterCue = cueBefore(tokens, at);
  if (monthNames.has(token.word)) return token.isCapital && (isAfterCue !== 'none' || isPersonMonth(tokens, at));
  if (token.known.isNoName || networks.has(token.word) || (streets.has(token.word) && tokens[at - 1]?.isCapital === true) || kin.has(token.word) || titles.has(token.word) || streets.has(tokens[at + 1]?.word ?? '') || nature.has(tokens[at - 1]?.word ?? '')) return false;
  if (!token.isCapital) return isNameInSmallLetters(tokens, at, isAfterCue);
  if (token.isAcronym) return false;
  if (patronymic.test(token.word)) return true;
  if (abstract.test(token.word)) return false;
  const previous = tokens[at - 1];
  // A word of the language is at most somebody's family name.
  if (token.known.isWord) return isAfterCue === 'title' && token.known.isSurname && !naming.has(previous?.word ?? '');
  if (isAfterCue === 'title') return true;
  if (isAfterCue === 'kin' && (token.known.isGiven || token.known.isSurname || !token.isFirst)) return true;
  if (previous && placeOnly.has(previous.word) && noSpace(token.gap) && !(nobodyIsIn.has(previous.word) ? token.known.isListedGiven : token.known.isGiven)) return false;
  if (token.isFirst ? token.known.isListedGiven : token.known.isGiven) {
    if (!token.known.isEveryday) return true;
    return !token.isFirst ? !isInPhrase(tokens, at) && !(previous && prepositionsOfPlace.has(previous.word) && token.known.isSurname && !token.isCyrillic) : followedByFamily(tokens, at);
  }
  if (token.known.isSurname && !token.isFirst) return !token.known.isEveryday || (previous?.isCapital === true && previous.known.isGiven && noSpace(token.gap));
  if (token.isFirst) return beginsWithStranger(tokens, at);
  if (familyEnding.test(token.word) && !/ськ|зьк|цьк/.test(token.word)) return true;
  if (token.known.isEveryday || token.word.length < 3) return false;
  return isPairThatActs(tokens, at) || isAfterMeeting(tokens, at) || isKinOfTheirs(tokens, at) || isCalledOn(tokens, at) || (isDoing(tokens, at) && previous?.isCapital !== true) || standsAlone(tokens, at);
}

/** At the beginning of a sentence, where each word has a capital: what is no listed given name must do something, as people do. */
function beginsWithStranger(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || token.word.length < 3) return false;
  if (isPairThatActs(tokens, at) || leadsPair(tokens, at)) return true;
  if (/енк(?:о|а|у|ом|ові)$|enko$/.test(token.word)) return true;
  if (token.known.isEveryday) return false;
  if (isKinOfTheirs(tokens, at)) return true;
  if (token.known.isSurname) return isDoing(tokens, at, { canBe: !token.isCyrillic }) || (token.isCyrillic && familyEnding.test(token.word));
  if (leadsStrangers(tokens, at) || (token.known.isGiven && always.has(tokens[at + 1]?.word ?? ''))) return true;
  if (!isDoing(tokens, at, { canBe: token.known.isGiven })) return false;
  if (token.known.isGiven) return true;
  const [next, after] = [tokens[at + 1]?.word ?? '', tokens[at + 2]?.word ?? ''];
  return !(token.isCyrillic ? ofThingsUkrainian : ofThings).test(token.word) && (token.isCyrillic ? actsUkrainianOfPeople.test(next) : !thingsDo.has(next) || objects.has(after));
}

/** "Rauli and Ndeye argued": two of whom nothing is known. */
function leadsStrangers(tokens: readonly Token[], at: number): boolean {
  const [token, and, other] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!token || !and || !other || !conjunctions.has(and.word) || !noSpace(and.gap) || !noSpace(other.gap) || !other.isCapital) return false;
  return [token, other].every(({ known, isAcronym, word }) => !known.isNoName && !known.isWord && !isAcronym && word.length >= 3 && !(token.isCyrillic ? ofThingsUkrainian : ofThings).test(word)) && isDoing(tokens, at + 2);
}

/** Within a sentence, a word with a capital that is in no list: of people more than of places and things, unless the word before it speaks for these. */
function standsAlone(tokens: readonly Token[], at: number): boolean {
  const [previous, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!previous || !token || !noSpace(token.gap) || previous.isCapital || (next?.isCapital === true && noSpace(next.gap)) || token.word.length < 4) return false;
  return !beforeThings.has(previous.word) && !nationalities.test(token.word) && !/\p{L}\p{Lu}/u.test(token.text);
}

/** "Tusen takk, Odalys." */
function isCalledOn(tokens: readonly Token[], at: number): boolean {
  const [previous, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return token?.gap === ', ' && previous !== undefined && (thanking.has(previous.word) || muchOf.has(previous.word)) && (next === undefined || !noSpace(next.gap));
}

/** "Rahwas mor", "Rahwa's mother". */
function isKinOfTheirs(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && next !== undefined && noSpace(next.gap) && !token.isCyrillic && token.word.endsWith('s') && token.word.length >= 4 && kin.has(next.word) && next.word !== 'min';
}

/** "Second Floor", "Grace Period": a word beside a word, each with a capital. */
function isInPhrase(tokens: readonly Token[], at: number): boolean {
  const [previous, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return (next?.isCapital === true && noSpace(next.gap) && next.known.isWord) || (previous?.isCapital === true && noSpace(token?.gap ?? '') && previous.known.isWord && (!previous.isFirst || !isDoing(tokens, at))) || previous?.word === 'the' || (previous?.isCapital === true && tokens[at - 2]?.word === 'the');
}

/** Those who write without capitals: a listed name that is no word, where a name is told of. */
function isNameInSmallLetters(tokens: readonly Token[], at: number, isAfterCue: 'title' | 'kin' | 'none'): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  if (!token || token.known.isEveryday || !token.known.isListedGiven) return false;
  const before = previous !== undefined && noSpace(token.gap) ? previous.word : undefined;
  if (before !== undefined && thanking.has(before)) return true;
  if (token.word.length < 4) return false;
  if (isAfterCue !== 'none' || company.has(previous?.word ?? '')) return true;
  const mayBegin = token.isFirst || (before !== undefined && clauses.has(before));
  return (mayBegin && isDoing(tokens, at, { canBe: true })) || isAfterMeeting(tokens, at) || isPairInSmallLetters(tokens, at)
    || (before !== undefined && (/^(?:прийш|приїха|поясн|сказа|каже|допом|принес|подзвон)/.test(before) || hadSomebody.has(before)));
}
function isPairInSmallLetters(tokens: readonly Token[], at: number): boolean {
  const isOne = (token: Token | undefined): boolean => token !== undefined && token.known.isListedGiven && !token.known.isEveryday && token.word.length >= 4;
  return (conjunctions.has(tokens[at + 1]?.word ?? '') && isOne(tokens[at + 2])) || (conjunctions.has(tokens[at - 1]?.word ?? '') && isOne(tokens[at - 2]));
}

/** A name known by its sound alone, with a capital word after it. */
function leadsPair(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && next?.isCapital === true && noSpace(next.gap) && token.known.isGiven && !token.known.isEveryday && !next.known.isNoName && !next.known.isWord && !next.isAcronym;
}

/** Two capital words that ask or help: a person, whoever it is. */
function isPairThatActs(tokens: readonly Token[], at: number): boolean {
  const [one, two, verb] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!one?.isCapital || !two?.isCapital || !verb || !noSpace(two.gap) || !noSpace(verb.gap)) return false;
  return [one, two].every((token) => !token.known.isNoName && !token.known.isEveryday && !token.isAcronym && token.word.length >= 3) && isDoing(tokens, at + 1, { canBe: true });
}

function isAfterMeeting(tokens: readonly Token[], at: number): boolean {
  const [before2, before1, token] = [tokens[at - 2], tokens[at - 1], tokens[at]];
  if (!before1 || !noSpace(token?.gap ?? '')) return false;
  return meeting.has(before1.word) || (meetingWith.has(before1.word) && before2 !== undefined && meeting.has(before2.word) && noSpace(before1.gap));
}

/** A capital word beside a name belongs to it: a family name nobody listed, an initial, what stands between the two. */
function continuesName(tokens: readonly Token[], at: number, names: ReadonlySet<Token>): boolean {
  const [previous, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!token) return false;
  const follows = previous !== undefined && names.has(previous) && /^[ \u00a0-]$/.test(token.gap);
  const leads = next !== undefined && names.has(next) && /^[ \u00a0-]$/.test(next.gap);
  if (particles.has(token.word)) return follows && tokens[at + 1]?.isCapital === true && /^[ \u00a0-]$/.test(tokens[at + 1]?.gap ?? '');
  if (!token.isCapital || token.known.isNoName || monthNames.has(token.word) || (token.known.isWord && !token.known.isSurname)) return false;
  if (follows) return token.text.length === 1 ? !/^[IAІЯВУЗОЙ]$/.test(token.text) : !token.isAcronym;
  // A word before a family name is its given name, if it is not merely how the sentence begins.
  return leads && (!token.isFirst || (token.known.isListedGiven && !token.known.isEveryday)) && !token.isAcronym && token.text.length > 1 && !titles.has(token.word) && !kin.has(token.word);
}

/** "Tormod and Ragnhild": what is joined to a name by "and" is one too. */
function isJoined(tokens: readonly Token[], at: number, names: ReadonlySet<Token>): boolean {
  const [before2, before1, token, after1, after2] = [tokens[at - 2], tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!token || token.text.length === 1 || token.known.isNoName || token.known.isWord || token.isAcronym || monthNames.has(token.word) || nature.has(before1?.word ?? '')) return false;
  // One that begins a sentence, or has no capital, must be a name that is listed.
  if ((token.isFirst || !token.isCapital) && !(token.known.isListedGiven || (token.isCyrillic && token.isCapital && token.known.isGiven && !token.known.isEveryday))) return false;
  if (!token.isCapital && (token.known.isEveryday || token.word.length < 4)) return false;
  const follows = before1 !== undefined && before2 !== undefined && conjunctions.has(before1.word) && names.has(before2) && noSpace(before1.gap) && noSpace(token.gap);
  const leads = after1 !== undefined && after2 !== undefined && conjunctions.has(after1.word) && names.has(after2) && noSpace(after1.gap) && noSpace(after2.gap);
  return follows || leads;
}

/** What a name may follow: a title or a word such as "called", or a word for a person, with a word or two between. Only a short title's point ends no sentence. */
function cueBefore(tokens: readonly Token[], at: number): 'title' | 'kin' | 'none' {
  for (let back = at - 1; back >= Math.max(0, at - 3); back -= 1) {
    const token = tokens[back];
    const gap = tokens[back + 1]?.gap ?? '';
    if (!token || !(gap === '. ' ? /^(?:mr|mrs|ms|miss|dr|prof|fr)$/.test(token.word) : /^(?:,? |: |[-–—] | \()$|^ ["«“]$/u.test(gap))) return 'none';
    if (naming.has(token.word) && (calledThings.has(tokens[back - 1]?.word ?? '') || calledThings.has(tokens[back - 2]?.word ?? ''))) return 'none';
    if (titles.has(token.word)) return back === at - 1 || gap !== ', ' ? 'title' : 'none';
    if (kin.has(token.word)) return 'kin';
    if (!between.has(token.word)) return 'none';
  }
  return 'none';
}

/** "May told me", against "in May": a month that does something is a person. */
function isPersonMonth(tokens: readonly Token[], at: number): boolean {
  const [previous, next] = [tokens[at - 1], tokens[at + 1]];
  if (previous && before.has(previous.word)) return false;
  return next !== undefined && isDoing(tokens, at);
}

/** A few words to the right, past "always" and "not", somebody does something. */
function isDoing(tokens: readonly Token[], at: number, { canBe = false }: { canBe?: boolean } = {}): boolean {
  for (let ahead = at + 1; ahead <= at + 2; ahead += 1) {
    const token = tokens[ahead];
    if (!token || !noSpace(token.gap) || token.isCapital) return false;
    if (acts.has(token.word) || (token.isCyrillic && actsUkrainian.test(token.word)) || (canBe && states.has(token.word))) return true;
    if (!adverbs.has(token.word)) return false;
  }
  return false;
}

function followedByFamily(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (!next || next.gap !== ' ') return false;
  return (next.isCapital && (next.known.isSurname || next.known.isGiven) && !next.known.isNoName) || isDoing(tokens, at);
}

const noSpace = (gap: string): boolean => gap === ' ' || gap === '\u00a0';
