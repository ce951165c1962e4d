// What stands beside a word and says that it is a person: who does something, who is met, thanked, greeted or called, whose mother it is. Pure.
import {
  acts, actsUkrainian, adverbs, before, beforeThings, between, calledThings, conjunctions, kin, meeting, meetingWith, muchOf, naming, nationalities, patronymic, states, thanking, titles,
} from './redacted-cues.ts';
import { asWords, attained, being, canDo, degree, derre, fromWords, greetings, haveDone, honorifics, houses, isRole, likeWords, modals, ofBooks, ofOurs, ofPeople, ofPeopleOnly, ofSomebody, placeNouns, possessives, pronouns, sayings, somebody, theirs, whoWords } from './redacted-roles.ts';
import { noSpace, type Token } from './redacted-tokens.ts';

const verbal = /(?:erer|erte|[a-z]{3}ed)$/;
const verbalUkrainian = /^\p{L}{2,}(?:ла|ли|в|лася|лась|вся|лися|ться|є|ить|їть|ать|ять)$/u;
const having = new Set(['har', 'has', 'hadde', 'had']);
const downStreet = new Set(['pa', 'i', 'ned', 'opp', 'langs', 'nedover', 'along', 'on', 'down', 'at', 'up']);

/** Within a sentence, a word with a capital that is in no list: of people more than of places and things, unless the word before it speaks for these. */
export function standsAlone(tokens: readonly Token[], at: number): boolean {
  const [previous, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!previous || !token || !noSpace(token.gap) || (previous.isCapital && !(previous.isFirst && (ofSomebody.has(previous.word) || modals.has(previous.word)))) || (next?.isCapital === true && noSpace(next.gap)) || token.word.length < 4) return false;
  const isLikened = likeWords.has(previous.word) && somebody.has(tokens[at - 2]?.word ?? '');
  return (isLikened || !beforeThings.has(previous.word)) && !nationalities.test(token.word) && !/\p{L}\p{Lu}/u.test(token.text);
}

/** "Tusen takk, Odalys." */
export function isCalledOn(tokens: readonly Token[], at: number): boolean {
  const [previous, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return token?.gap === ', ' && previous !== undefined && (thanking.has(previous.word) || muchOf.has(previous.word)) && (next === undefined || !noSpace(next.gap));
}

/** "Rahwas mor", "Rahwa's mother". */
export function isKinOfTheirs(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && next !== undefined && noSpace(next.gap) && !token.isCyrillic && token.word.endsWith('s') && token.word.length >= 4 && kin.has(next.word) && next.word !== 'min';
}

/** "Second Floor", "Grace Period": a word beside a word, each with a capital. */
export function isInPhrase(tokens: readonly Token[], at: number): boolean {
  const [previous, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return (next?.isCapital === true && noSpace(next.gap) && next.known.isWord) || (previous?.isCapital === true && noSpace(token?.gap ?? '') && previous.known.isWord && (!previous.isFirst || !isDoing(tokens, at))) || previous?.word === 'the' || (previous?.isCapital === true && tokens[at - 2]?.word === 'the');
}

/** A name known by its sound alone, with a capital word after it. */
export function leadsPair(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && next?.isCapital === true && noSpace(next.gap) && token.known.isGiven && !token.known.isEveryday && !next.known.isNoName && !next.known.isWord && !next.isAcronym;
}

/** Two capital words that ask or help: a person, whoever it is. */
export function isPairThatActs(tokens: readonly Token[], at: number): boolean {
  const [one, two, verb] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!one?.isCapital || !two?.isCapital || !verb || !noSpace(two.gap) || !noSpace(verb.gap)) return false;
  return [one, two].every((token) => !token.known.isNoName && !token.known.isEveryday && !token.isAcronym && token.word.length >= 3) && isDoing(tokens, at + 1, { canBe: true });
}

export function isAfterMeeting(tokens: readonly Token[], at: number): boolean {
  const [before2, before1, token] = [tokens[at - 2], tokens[at - 1], tokens[at]];
  if (!before1 || !noSpace(token?.gap ?? '')) return false;
  return meeting.has(before1.word) || (meetingWith.has(before1.word) && before2 !== undefined && meeting.has(before2.word) && noSpace(before1.gap));
}

/** What a name may follow: a title or a word such as "called", or a word for a person, with a word or two between. Only a short title's point ends no sentence. */
export function cueBefore(tokens: readonly Token[], at: number): 'title' | 'kin' | 'none' {
  for (let back = at - 1; back >= Math.max(0, at - 3); back -= 1) {
    const token = tokens[back];
    const gap = tokens[back + 1]?.gap ?? '';
    if (!token || !(gap === '. ' ? /^(?:mr|mrs|ms|miss|dr|prof|fr)$/.test(token.word) : /^(?:,? |: |[-–—] | \()$|^ ["«“]$/u.test(gap))) return 'none';
    if (naming.has(token.word) && (calledThings.has(tokens[back - 1]?.word ?? '') || calledThings.has(tokens[back - 2]?.word ?? ''))) return 'none';
    if (titles.has(token.word)) return back === at - 1 || gap !== ', ' ? 'title' : 'none';
    if (isRole(token.word) || (back === at - 1 && isSpokenOf(tokens, back))) return 'kin';
    if (!between.has(token.word)) return 'none';
  }
  return 'none';
}

/** "May told me", against "in May": a month that does something is a person. */
export function isPersonMonth(tokens: readonly Token[], at: number): boolean {
  const [previous, next] = [tokens[at - 1], tokens[at + 1]];
  if (previous && before.has(previous.word)) return false;
  return next !== undefined && isDoing(tokens, at);
}

/** A few words to the right, past "always" and "not", somebody does something. */
export function isDoing(tokens: readonly Token[], at: number, { canBe = false }: { canBe?: boolean } = {}): boolean {
  for (let ahead = at + 1; ahead <= at + 2; ahead += 1) {
    const token = tokens[ahead];
    if (!token || !noSpace(token.gap) || token.isCapital) return false;
    if (acts.has(token.word) || (token.isCyrillic && actsUkrainian.test(token.word)) || (canBe && states.has(token.word))) return true;
    if (!adverbs.has(token.word)) return false;
  }
  return false;
}

export function followedByFamily(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (!next || !/^[ -]$/.test(next.gap)) return false;
  return (next.isCapital && (next.known.isSurname || next.known.isGiven || patronymic.test(next.word)) && !next.known.isNoName) || isDoing(tokens, at);
}

/** "Han Per", "ho Turid", "han derre Leif". */
function isSpokenOf(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  return pronouns.has(word) || (derre.has(word) && pronouns.has(tokens[at - 1]?.word ?? ''));
}

/** "Mr London", "пані Сорока": whatever the word is. */
export function isHonoured(tokens: readonly Token[], at: number): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  if (!previous || !token || !honorifics.has(previous.word) || !/^(?:\.? |\u00a0)$/.test(token.gap)) return false;
  return (token.gap !== '. ' || /^(?:mr|mrs|prof)$/.test(previous.word)) && !token.isAcronym && !titles.has(token.word) && !kin.has(token.word);
}

/** "Dear Bartholomew", "Hei Roar". */
export function isGreeted(tokens: readonly Token[], at: number): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  return previous !== undefined && token !== undefined && noSpace(token.gap) && greetings.has(previous.word) && !token.known.isWord && !isRole(token.word) && !titles.has(token.word);
}

/** "«…», sa Ellen", "— сказала Осе". */
export function isSaidBy(tokens: readonly Token[], at: number): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  return previous !== undefined && token !== undefined && noSpace(token.gap) && sayings.has(previous.word) && !token.known.isWord && !nationalities.test(token.word);
}

/** "Yngve (mentor)", "Tuva, læreren vår", "Lise is my mentor", "Endre som fadder". */
export function isBeforeRole(tokens: readonly Token[], at: number): boolean {
  const [, next, second, third] = tokens.slice(at, at + 4);
  if (!next) return false;
  const isOurs = (one: Token | undefined, other: Token | undefined): boolean => one !== undefined && (isRole(one.word) || (possessives.has(one.word) && other !== undefined && isRole(other.word)));
  if (/^(?:, | \(| [–—] )$/.test(next.gap)) return isOurs(next, second);
  return noSpace(next.gap) && (being.has(next.word) || asWords.has(next.word)) && isOurs(second, third);
}

/** "Ane var redd", "Еґле смішна": what is said of people only. */
export function isPredicated(tokens: readonly Token[], at: number, { isUnknown = false }: { isUnknown?: boolean } = {}): boolean {
  const token = tokens[at];
  let ahead = at + 1;
  if (being.has(tokens[ahead]?.word ?? '')) ahead += 1;
  else if (!token?.isCyrillic) return false;
  while (degree.has(tokens[ahead]?.word ?? '') && ahead < at + 4) ahead += 1;
  const last = tokens[ahead];
  return last !== undefined && !last.isCapital && noSpace(last.gap) && (isUnknown ? ofPeopleOnly : ofPeople).has(last.word);
}

/** "Mohamud from the second floor", "Йорданос з Еритреї", "Sindre, who is shy". */
export function isSomebodyFrom(tokens: readonly Token[], at: number, { isUnknown = false }: { isUnknown?: boolean } = {}): boolean {
  const [, next, second] = tokens.slice(at, at + 3);
  if (!next) return false;
  if (next.gap === ', ') return isUnknown ? next.word === 'who' : whoWords.has(next.word);
  if (conjunctions.has(next.word)) return noSpace(next.gap) && second !== undefined && theirs.has(second.word);
  if (isUnknown) return having.has(next.word) && second !== undefined && attained.has(second.word);
  return noSpace(next.gap) && fromWords.has(next.word) && second !== undefined && noSpace(second.gap) && ((tokens[at]?.known.isGiven === true && !tokens[at]?.known.isEveryday) || ofOurs.has(second.word) || (second.isCapital && second.known.isNoName));
}

/** "Sol har alltid hjulpet", "Odd kan forklare": of names that are words as well. */
export function isDoneByThem(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  const verbs = next === undefined || !noSpace(next.gap) ? undefined : having.has(next.word) ? haveDone : modals.has(next.word) ? canDo : undefined;
  if (verbs === undefined) return false;
  const second = tokens[at + (adverbs.has(tokens[at + 2]?.word ?? '') ? 3 : 2)];
  return second !== undefined && noSpace(second.gap) && verbs.has(second.word);
}

/** The shape of what people do, for names that are known by their sound. */
export function isBeforeVerb(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && next !== undefined && noSpace(next.gap) && !next.isCapital && (token.isCyrillic ? verbalUkrainian : verbal).test(next.word);
}

/** "Harry Potter". */
export function isOfBooks(tokens: readonly Token[], at: number): boolean {
  const [previous, token, next] = [tokens[at - 1]?.word ?? '', tokens[at]?.word ?? '', tokens[at + 1]?.word ?? ''];
  return ofBooks.has(`${previous} ${token}`) || ofBooks.has(`${token} ${next}`);
}

/** "Karl Johans gate", "Baker University": a street or a house, whoever it is called after. */
export function isOfPlace(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  for (let ahead = at + 1; ahead <= at + 3; ahead += 1) {
    const next = tokens[ahead];
    if (!next || !/^[ \u00a0-]$/.test(next.gap)) break;
    if ((placeNouns.has(next.word) && (next.word !== 'plass' || tokens[ahead - 1]?.word.endsWith('s') === true)) || (next.isCapital && houses.has(next.word))) return true;
    if (!next.isCapital) break;
  }
  const first = token?.word === 'karl' ? at : at - 1;
  return tokens[first]?.word === 'karl' && /^johans?$/.test(tokens[first + 1]?.word ?? '') && downStreet.has(tokens[first - 1]?.word ?? '');
}
