// People who are on no record: words that look like a name and stand where names stand. A listed given name is enough unless it is an
// everyday word; anything else needs a neighbour that says so, such as "my mentor", "heter", "пані", or another name. Pure.
import { abstract, actsUkrainianOfPeople, always, company, conjunctions, familyEnding, kin, meeting, meetingWith, monthNames, naming, nature, networks, nobodyIsIn, objects, ofThings, ofThingsUkrainian, patronymic, placeEnding, placeOnly, prepositionsOfPlace, thanking, thingsDo, titles } from './redacted-cues.ts';
import { continuesName, isInRow, isJoined } from './redacted-joined.ts';
import { afterLabels, inForm, isCalled, isNumbered, isSignature, withInitials } from './redacted-labels.ts';
import type { Span } from './redacted-names.ts';
import { cueBefore, followedByFamily, isAfterMeeting, isBeforeRole, isBeforeVerb, isCalledOn, isDoing, isDoneByThem, isGreeted, isHonoured, isInPhrase, isKinOfTheirs, isOfBooks, isOfPlace, isPairThatActs, isPersonMonth, isPredicated, isSaidBy, isSomebodyFrom, leadsPair, standsAlone } from './redacted-neighbours.ts';
import { isRole, moving } from './redacted-roles.ts';
import { isNameInSmallLetters } from './redacted-small-names.ts';
import { noSpace, tokensOf, type Token } from './redacted-tokens.ts';
import type { Place } from './redacted-words.ts';

/** Words that name people of whom nothing is known. */
export function findStrangers(text: string, places: readonly Place[]): Span[] {
  const tokens = tokensOf(text, places);
  const names = new Set<Token>();
  for (const [at, token] of tokens.entries()) if (isName(tokens, at) || (token.isCapital && !token.known.isWord && (isCalled(tokens, at) || isNumbered(tokens, at)))) names.add(token);
  for (const token of inForm(tokens)) names.add(token);
  const last = tokens.at(-1);
  if (last && isSignature(text, tokens, tokens.length - 1)) names.add(last);
  // What belongs to a name is looked for where there is one.
  if (names.size > 0) {
    for (const belongs of [continuesName, isJoined, isInRow]) {
      for (const [at, token] of tokens.entries()) if (!names.has(token) && belongs(tokens, at, names)) names.add(token);
    }
  }
  return [...afterLabels(text, tokens), ...withInitials(text), ...[...names].map(({ start, end }) => ({ start, end }))];
}

function isName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  // Without a capital only a listed name is looked at, which nearly no word is.
  if (!token || (token.isCapital ? token.word.length < 2 : !token.known.isSmallName)) return false;
  // As most sentences begin.
  if (at === 0 && (token.known.isWord || (token.known.isNoName && !token.known.isNameToo))) return false;
  if (token.isCapital && isHonoured(tokens, at)) return true;
  const isAfterCue = cueBefore(tokens, at);
  if (monthNames.has(token.word)) return token.isCapital && (isAfterCue !== 'none' || isGreeted(tokens, at) || isPersonMonth(tokens, at) || isThanked(tokens, at));
  if (isVar(tokens, at)) return true;
  if (isNoPerson(tokens, at)) return false;
  if (token.known.isNoName) return token.isCapital && token.known.isNameToo && (isAfterCue !== 'none' || isActing(tokens, at));
  if (!token.isCapital) return isNameInSmallLetters(tokens, at, isAfterCue);
  if (token.isAcronym && !(token.known.isListedGiven && token.text.length === 4 && !token.known.isEveryday)) return false;
  if (patronymic.test(token.word)) return true;
  if (abstract.test(token.word) || (placeEnding.test(token.word) && isAfterCue === 'none')) return false;
  // A word of the language is at most somebody's family name.
  if (token.known.isWord) return isAfterCue !== 'none' && token.known.isSurname && !naming.has(tokens[at - 1]?.word ?? '') && (isAfterCue === 'title' || isAfterTrade(tokens, at));
  if (isAfterCue === 'title') return true;
  if (isAfterCue === 'kin' && (token.known.isGiven || token.known.isSurname || !token.isFirst)) return true;
  return token.isFirst ? beginsWithName(tokens, at) : isWithin(tokens, at);
}

/** Vår within a sentence, where "our" has no capital. */
function isVar(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token?.text === 'Vår' && !token.isFirst && noSpace(token.gap) && tokens[at + 1]?.isCapital !== true;
}

/** "Rektor Haugen". */
function isAfterTrade(tokens: readonly Token[], at: number): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  return previous !== undefined && token !== undefined && noSpace(token.gap) && !token.isFirst && isRole(previous.word) && !kin.has(previous.word);
}

/** "It is thanks to June", no day of June. */
function isThanked(tokens: readonly Token[], at: number): boolean {
  return meetingWith.has(tokens[at - 1]?.word ?? '') && isAfterMeeting(tokens, at) && !/\d/.test(tokens[at + 1]?.gap ?? '');
}

/** Networks, streets, kin, what a street or a house is called after. */
function isNoPerson(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token === undefined || networks.has(token.word) || isRole(token.word) || titles.has(token.word) || nature.has(tokens[at - 1]?.word ?? '') || (token.isCapital && (isOfPlace(tokens, at) || isOfBooks(tokens, at)));
}

/** What only people do or are, for words that are places and things as well: "Finn smilte", "Hei Aurora". */
function isActing(tokens: readonly Token[], at: number): boolean {
  return isGreeted(tokens, at) || isSaidBy(tokens, at) || isPredicated(tokens, at) || (isDoing(tokens, at) && !thingsDo.has(tokens[at + 1]?.word ?? ''));
}

/** Not at the beginning of a sentence. */
function isWithin(tokens: readonly Token[], at: number): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  if (!token) return false;
  const before = previous !== undefined && noSpace(token.gap) ? previous.word : '';
  if (isGreeted(tokens, at) || isSaidBy(tokens, at)) return true;
  if (placeOnly.has(before) && !(nobodyIsIn.has(before) ? token.known.isListedGiven : token.known.isGiven)) return false;
  if (token.known.isGiven) {
    if (!token.known.isEveryday || thanking.has(before) || meeting.has(before)) return true;
    return !isInPhrase(tokens, at) && !(previous !== undefined && prepositionsOfPlace.has(previous.word) && token.known.isSurname && !token.isCyrillic);
  }
  if (token.known.isSurname) return !token.known.isEveryday || (token.isCyrillic && company.has(before)) || (previous?.isCapital === true && previous.known.isGiven && noSpace(token.gap));
  if (familyEnding.test(token.word) && !/ськ|зьк|цьк/.test(token.word)) return true;
  if (token.known.isEveryday || token.word.length < 3) return false;
  return isPairThatActs(tokens, at) || isAfterMeeting(tokens, at) || isKinOfTheirs(tokens, at) || isCalledOn(tokens, at) || isBeforeRole(tokens, at) || (isDoing(tokens, at) && previous?.isCapital !== true) || standsAlone(tokens, at);
}

/** At the beginning of a sentence, where each word has a capital: what is no listed given name must do something or be something, as people do and are. */
function beginsWithName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  const isPerson = isBeforeRole(tokens, at) || isPredicated(tokens, at) || isSomebodyFrom(tokens, at) || isDoneByThem(tokens, at);
  if (token.known.isListedGiven) return !token.known.isEveryday || isPerson || followedByFamily(tokens, at);
  if (token.word.length < 3) return false;
  if (isPairThatActs(tokens, at) || leadsPair(tokens, at) || isDouble(tokens, at) || isOwner(tokens, at)) return true;
  if (/енк(?:о|а|у|ом|ові)$|enko$/.test(token.word)) return true;
  if (leadsStrangers(tokens, at)) return true;
  if (token.known.isEveryday) return false;
  if (isKinOfTheirs(tokens, at)) return true;
  if (token.known.isSurname) return isPerson || isDoing(tokens, at, { canBe: true }) || familyEnding.test(token.word);
  if (token.known.isGiven) return isPerson || always.has(tokens[at + 1]?.word ?? '') || isDoing(tokens, at, { canBe: true }) || isBeforeVerb(tokens, at);
  if ((token.isCyrillic ? ofThingsUkrainian : ofThings).test(token.word)) return false;
  if (isBeforeRole(tokens, at) || isDoneByThem(tokens, at) || isPredicated(tokens, at, { isUnknown: true }) || isSomebodyFrom(tokens, at, { isUnknown: true })) return true;
  if (foreignShape.test(token.word) && isDoing(tokens, at, { canBe: true }) && isNorwegian(tokens)) return true;
  const [next, after] = [tokens[at + 1]?.word ?? '', tokens[at + 2]?.word ?? ''];
  return isDoing(tokens, at) && (token.isCyrillic ? actsUkrainianOfPeople.test(next) : !thingsDo.has(next) || objects.has(after));
}

/** Letters that stand together in no Norwegian word: "Wairimu er stille". */
const foreignShape = /[wqxz]|[dgkbt]h|sh|aa|ah$|ay|iy|oo|ee|ou|[aeiou]y[aeiou]|[^aeiouyst]u$/;

function isNorwegian(tokens: readonly Token[]): boolean {
  return tokens.some(({ word }) => norwegian.has(word)) && !tokens.some(({ word }) => word === 'the' || word === 'is');
}
const norwegian = new Set(['og', 'er', 'pa', 'jeg', 'eg', 'ikke', 'ikkje', 'det', 'som', 'har', 'vi', 'meg', 'var', 'skal', 'alltid', 'alle']);

/** "Інґер-Ліса". */
function isDouble(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && next?.gap === '-' && next.isCapital && token.known.isGiven && next.known.isGiven;
}

/** "Оленина книжка". */
function isOwner(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token?.known.isPossessive === true && !token.known.isEveryday && next !== undefined && noSpace(next.gap) && !next.isCapital;
}

/** "Rauli and Ndeye argued", "Юнас і Лів одружилися": two of whom nothing is known but that they do something. */
function leadsStrangers(tokens: readonly Token[], at: number): boolean {
  const [token, and, other] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!token || !and || !other || !conjunctions.has(and.word) || !noSpace(and.gap) || !noSpace(other.gap) || !other.isCapital) return false;
  const mayBe = [token, other].every(({ known, isAcronym, word }) => !known.isNoName && !known.isWord && !isAcronym && word.length >= 3 && (known.isGiven || known.isSurname || (!known.isEveryday && !(token.isCyrillic ? ofThingsUkrainian : ofThings).test(word))));
  return mayBe && (isDoing(tokens, at + 2) || (moving.has(tokens[at + 3]?.word ?? '') && noSpace(tokens[at + 3]?.gap ?? '')) || ((token.known.isGiven || other.known.isGiven) && (isBeforeVerb(tokens, at + 2) || (token.known.isGiven && other.known.isGiven))));
}
