// People who are on no record: words that look like a name and stand where names stand. A listed given name is enough unless it is an
// everyday word; anything else needs a neighbour that says so, such as "my mentor", "heter", "пані", or another name. Pure.
import lists from './names/names.json' with { type: 'json' };
import { bendingOf, foldWord, hasCyrillic, roughly, smallForms, soundOf, type Span } from './redacted-names.ts';

interface Token { text: string; word: string; start: number; end: number; isCapital: boolean; isFirst: boolean; gap: string }

const split = (list: string): string[] => list.trim().split(/\s+/);
const [given, surnames, everyday, noNames, smallWords] = [lists.given, lists.surnames, lists.everyday, lists.noNames, lists.smallWords].map((list) => new Set(split(list))) as [Set<string>, Set<string>, Set<string>, Set<string>, Set<string>];
const everydayBent = new Set([...given, ...surnames].filter((word) => hasCyrillic(word) && everyday.has(word)).map(bendingOf));
const bentGiven = new Set([...given].filter(hasCyrillic).map(bendingOf));
const bentSurnames = new Set([...surnames].filter(hasCyrillic).map(bendingOf));
const bentNoNames = new Set([...noNames].filter(hasCyrillic).map(bendingOf));
// Ukrainian names as they are written in Latin letters, by any of the usual rules.
const heardGiven = new Set([...given].filter(hasCyrillic).map(soundOf).filter((sound) => sound.length >= 4));
const heardSurnames = new Set([...surnames].filter(hasCyrillic).map(soundOf).filter((sound) => sound.length >= 5));
/** Other names as a Ukrainian writes them, and all names whatever their spelling. */
const latinGiven = new Set([...given].filter((name) => !hasCyrillic(name)).map((name) => roughly(name)).filter((sound) => sound.length >= 3));
const latinSurnames = new Set([...surnames].filter((name) => !hasCyrillic(name) && name.length >= 5).map((name) => roughly(name)));

const wordSet = (list: string): ReadonlySet<string> => new Set(split(list).map(foldWord));
/** After these stands a name, listed or not. */
const titles = wordSet(`mr mrs ms miss mister dr doctor prof professor sir madam herr fru froken doktor pater imam fr pan pani пан пані панові паном пане панна лікар лікарка лікаря доктор доктора професор професорка
  named called heter hette hetter kalles kalt navnet name звати звуть кличуть имя імʼя ім'я імені іменем ім’я`);
/** Beside these stands a person who may be named. */
const kin = wordSet(`mentor mentors mentee buddy buddies friend friends bestie teacher tutor coach neighbour neighbor colleague coworker boss manager supervisor leader coordinator volunteer counsellor counselor caseworker nurse classmate
  roommate flatmate landlord sister brother husband wife partner son daughter mother father mum mom dad aunt uncle cousin grandma grandpa nephew niece boyfriend girlfriend interpreter translator student participant
  mentoren mentoren min fadder fadderen venn vennen venninne venninna venninnen venner kompis kompisen kamerat laerer laereren lareren laeraren larar kontaktperson kontaktpersonen nabo naboen naboen kollega kollegaen sjef sjefen leder lederen
  veileder veilederen rettleiar koordinator koordinatoren frivillig frivillige saksbehandler saksbehandleren sykepleier legen soster sosteren syster bror broren mannen kona samboer samboeren sonnen sonn sonen datter dattera datteren
  dotter dottera mor mora moren mamma far faren pappa tante tanta onkel fetter kusine bestemor bestefar tolk tolken deltaker deltakeren eleven romkamerat utleier utleieren
  ментор ментора ментору ментором менторка менторки менторку менторкою менторці ментори наставник наставника наставнику наставником наставниця наставниці наставницю наставницею друг друга другу другом друже друзі
  подруга подруги подругу подругою подрузі вчитель вчителя вчителю вчителем вчителька вчительки вчительку вчителькою учитель учителька викладач викладача викладачем викладачка викладачки викладачку сусід сусіда сусідом сусідка сусідки
  сусідку сусідкою колега колеги колегу колегою колезі начальник начальника начальниця керівник керівника керівниця керівницею координатор координатора координатором координаторка координаторки координаторку координаторкою волонтер волонтера волонтером волонтеру
  волонтерка волонтерки волонтерку волонтеркою куратор куратора кураторка кураторки кураторку кураторкою сестра сестри сестру сестрою сестрі брат брата брату братом чоловік чоловіка чоловіком дружина дружини дружину дружиною син сина синові сином донька доньки доньку донькою
  дочка дочки дочку дочкою мама мами маму мамою тато тата татом тітка тітки тіткою дядько дядька дядьком бабуся бабусі бабусею дідусь дідуся перекладач перекладача перекладачка перекладачки одногрупник одногрупниця бадді`);
/** Words between a cue and the name: "my mentor, the kind Tesfay", "venninna mi Hodan". */
const between = wordSet('is was called named my our your his her their the min mi mitt mine vår var var hans hennes som og er heter a an and new old dear kind kjære snille nye gamle gode мій моя моєї мого моєю моїм моєму мою моїй наш наша нашої нашого нашою нашу дорога дорогий мила');
const prepositionsOfPlace = wordSet('in from at near to i fra ved nær på til mot over rundt в у із біля до з від near around outside into across');
const placeOnly = wordSet('in from near i fra nær в у біля');
const monthNames = wordSet('may april june august mai juni juli mars');
const before = wordSet('in on by since until till last next this every during from of before after early late i fra til siden forrige neste denne hver mid');
/** Whom one meets or thanks is a person. */
const meeting = wordSet(`met meet thank thanks hugged visited phoned messaged møtte møter traff besøkte takk takker klemte ringte зустрів зустріла зустріли зустріти дякую дякуємо вдячна вдячний вдячні навчили навчила навчив told asked helped invited called fortalte spurte hjalp inviterte подякував подякувала познайомився познайомилась познайомилася`);
const meetingWith = wordSet('to til for with med з із зі');
const conjunctions = wordSet('and og і й та or eller чи');
/** What a form or the end of a letter puts before a name. */
const labels = /(?<!\p{L})(?:full name|name(?: on card)?|contact|cardholder|card holder|holder|signed(?: by)?|regards|sincerely|thanks|navn|namn|kontaktperson|kontakt|kortholder|kortinnehaver|eier|hilsen|mvh|vh|c\/o|піб|п\.і\.б\.?|імʼя|ім['’]я|прізвище|власник|учасник|учасниця|контакт|контактна особа|повагою|підпис)[:,]?\s$/iu;
const initials = /(?<![\p{L}\p{N}.])(?:\p{Lu}\. ?){1,2}\p{Lu}[\p{Ll}'’ʼ-]{2,24}(?:-\p{Lu}\p{Ll}+)?|(?<![\p{L}\p{N}])\p{Lu}[\p{Ll}'’ʼ-]{2,24} \p{Lu}\. ?\p{Lu}\.(?!\p{L})/gu;
const labelled = /\p{Lu}[\p{L}'’ʼ.-]*(?:[ -]\p{Lu}[\p{L}'’ʼ.-]*){0,3}/yu;
const streets = wordSet('gate gata gt street st vei veien veg road plass avenue');
const nature = wordSet('lake mount saint st river cape port mt');
const company = wordSet('with med з із зі');
const particles = wordSet('van von der den de da del della di dos al el bin ibn ben av af le la');
const patronymic = /(?:ович|йович|івна|ївна|овича|овичу|овичем|івни|івні|івну|івною|ївни|ївні|ївну|ївною)$/;
const familyEnding = /(?:enko|chuk|shyn|skyi|skyy|skyj|ovych|dottir|ssen|датер|енко|енка|енку|енком|енкові|чук|чука|чуку|чуком|ський|ського|ському|ським|зький|зького|цький|цького)$/;

const wordPattern = /\p{L}[\p{L}\p{M}]*(?:['’ʼ`]\p{L}[\p{L}\p{M}]*)*/gu;
const sentenceEnd = /[.!?…\n:;•“"«(–—]\s*$/u;

/** Words that name people of whom nothing is known. */
export function findStrangers(text: string): Span[] {
  const tokens = tokensOf(text);
  const names = new Set<Token>();
  for (const [at, token] of tokens.entries()) if (isName(tokens, at)) names.add(token);
  for (const [at, token] of tokens.entries()) if (!names.has(token) && continuesName(tokens, at, names)) names.add(token);
  for (const [at, token] of tokens.entries()) if (!names.has(token) && isJoined(tokens, at, names)) names.add(token);
  return [...afterLabels(text), ...[...text.matchAll(initials)].map(({ 0: match, index }) => ({ start: index, end: index + match.length })), ...[...names].map(({ start, end }) => ({ start, end }))];
}

/** "Name: …", "Hilsen …": whatever stands there with a capital. */
function afterLabels(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index } of text.matchAll(/(?<=[\p{L}.][:,]?\s)(?=\p{Lu})/gu)) {
    if (!labels.test(text.slice(Math.max(0, index - 24), index))) continue;
    labelled.lastIndex = index;
    const found = labelled.exec(text)?.[0].replace(/[.]+$/, '');
    if (found !== undefined && found.length > 1 && !noNames.has(foldWord(found))) spans.push({ start: index, end: index + found.length });
  }
  return spans;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let last = 0;
  const isShouted = text === text.toUpperCase();
  for (const match of text.matchAll(wordPattern)) {
    const gap = text.slice(last, match.index);
    const own = match[0];
    const isCapital = !isShouted && own[0] !== own[0]?.toLowerCase();
    tokens.push({ text: own, word: foldWord(own), start: match.index, end: match.index + own.length, isCapital, isFirst: tokens.length === 0 || sentenceEnd.test(gap), gap });
    last = match.index + own.length;
  }
  return tokens;
}

function isName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || token.word.length < 2) return false;
  const isAfterCue = cueBefore(tokens, at);
  if (monthNames.has(token.word)) return token.isCapital && (isAfterCue !== 'none' || isPersonMonth(tokens, at));
  if (isNoName(token) || kin.has(token.word) || titles.has(token.word) || streets.has(tokens[at + 1]?.word ?? '') || nature.has(tokens[at - 1]?.word ?? '')) return false;
  if (!token.isCapital) return (isAfterCue !== 'none' || company.has(tokens[at - 1]?.word ?? '')) && isListedGiven(token.word) && token.word.length >= 4 && !isEveryday(token.word);
  if (isAcronym(token)) return false;
  if (patronymic.test(token.word)) return true;
  if (isAfterCue === 'title') return true;
  if (isAfterCue === 'kin' && (isGiven(token.word) || isSurname(token.word) || !token.isFirst)) return true;
  const previous = tokens[at - 1];
  if (previous && placeOnly.has(previous.word) && noSpace(token.gap) && !isGiven(token.word)) return false;
  if (token.isFirst ? isListedGiven(token.word) : isGiven(token.word)) {
    if (!isEveryday(token.word)) return true;
    return !token.isFirst ? !(previous && prepositionsOfPlace.has(previous.word) && isSurname(token.word) && !hasCyrillic(token.word)) : followedByFamily(tokens, at);
  }
  if (isSurname(token.word) && !token.isFirst) return !isEveryday(token.word) || (previous?.isCapital === true && isGiven(previous.word) && noSpace(token.gap));
  if (token.isFirst && (isPairThatActs(tokens, at) || leadsPair(tokens, at))) return true;
  if (token.isFirst) return /енк(?:о|а|у|ом|ові)$|enko$/.test(token.word);
  if (familyEnding.test(token.word) && !/ськ|зьк|цьк/.test(token.word)) return true;
  if (isEveryday(token.word) || token.word.length < 3) return false;
  if (isPairThatActs(tokens, at)) return true;
  return isAfterMeeting(tokens, at) || (acts.has(tokens[at + 1]?.word ?? '') && noSpace(tokens[at + 1]?.gap ?? '') && previous?.isCapital !== true);
}

/** A name known by its sound alone, with a capital word after it. */
function leadsPair(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && next?.isCapital === true && noSpace(next.gap) && isGiven(token.word) && !isEveryday(token.word) && !isNoName(next) && !isAcronym(next);
}

/** Two capital words that ask or help: a person, whoever it is. */
function isPairThatActs(tokens: readonly Token[], at: number): boolean {
  const [one, two, verb] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!one?.isCapital || !two?.isCapital || !verb || !noSpace(two.gap) || !noSpace(verb.gap)) return false;
  return [one, two].every((token) => !isNoName(token) && !isEveryday(token.word) && !isAcronym(token) && token.word.length >= 3) && (acts.has(verb.word) || actsUkrainian.test(verb.word));
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
  if (!token.isCapital || isNoName(token) || monthNames.has(token.word)) return false;
  if (follows) return token.text.length === 1 ? true : !isAcronym(token);
  // A word before a family name is its given name, if it is not merely how the sentence begins.
  return leads && (!token.isFirst || isGiven(token.word)) && !isAcronym(token) && token.text.length > 1 && !titles.has(token.word) && !kin.has(token.word);
}

/** "Tormod and Ragnhild": what is joined to a name by "and" is one too. */
function isJoined(tokens: readonly Token[], at: number, names: ReadonlySet<Token>): boolean {
  const [before2, before1, token, after1, after2] = [tokens[at - 2], tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!token || isNoName(token) || isAcronym(token) || monthNames.has(token.word)) return false;
  // One that begins a sentence, or has no capital, must be a name that is listed.
  if ((token.isFirst || !token.isCapital) && !isListedGiven(token.word)) return false;
  if (!token.isCapital && (isEveryday(token.word) || token.word.length < 4)) return false;
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
  return next !== undefined && acts.has(next.word) && /^ $/.test(next.gap);
}
const actsUkrainian = /^(?:сказа|пита|каже|допом|навчи|вчить|поясн|запита|порад|підтрим|розпов|прийш|приїха|подзвон|написа|обійня|посміх|привіт|показа|принес|запроси|зустрі|слуха|вислух|відпов|чека|працює|працюв|живе|поділи|говор|знайш|дала|дав$)/;
const acts = wordSet('rettet skrur spurte signed wanted wants was has is had came corrected wrote helped said says told tells asked taught showed gave called explained listened smiled laughed thinks hjalp sa sier fortalte spurte larte viste ga ringte forklarte lo smilte');

function followedByFamily(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (!next || next.gap !== ' ') return false;
  return (next.isCapital && (isSurname(next.word) || isGiven(next.word)) && !isNoName(next)) || acts.has(next.word) || actsUkrainian.test(next.word);
}

function isGiven(word: string): boolean {
  return isListed(word, given, bentGiven, heardGiven);
}

/** As it is listed or bends, not only by its sound: where every word has a capital, a sound alone says little. */
function isListedGiven(word: string): boolean {
  return given.has(word) || given.has(bareOf(word)) || (hasCyrillic(word) ? bendings(word).some((stem) => bentGiven.has(stem)) || (word.length >= 6 && smallForms(word).some((stem) => bentGiven.has(stem))) : heardGiven.has(soundOf(bareOf(word))));
}

/** Whether a word could be taken for a name at all. */
export function mayBeName(word: string): boolean {
  return isGiven(word) || isSurname(word);
}

function isSurname(word: string): boolean {
  return isListed(word, surnames, bentSurnames, heardSurnames);
}

function isEveryday(word: string): boolean {
  return everyday.has(word) || everyday.has(bareOf(word)) || (hasCyrillic(word) && bendings(word).some((stem) => everydayBent.has(stem)));
}

function isNoName({ word }: Token): boolean {
  return smallWords.has(word) || noNames.has(bareOf(word)) || (hasCyrillic(word) && bendings(word).some((stem) => bentNoNames.has(stem)) && !bendings(word).some((stem) => bentGiven.has(stem)));
}

function isListed(word: string, whole: ReadonlySet<string>, bent: ReadonlySet<string>, heard: ReadonlySet<string>): boolean {
  const bare = bareOf(word);
  if (whole.has(word) || whole.has(bare)) return true;
  const latin = whole === given ? latinGiven : latinSurnames;
  if (!hasCyrillic(word)) return heard.has(soundOf(bare)) || (bare.length >= 5 && latin.has(roughly(bare)));
  return bendings(word).some((stem) => bent.has(stem)) || smallForms(word).some((stem) => bent.has(stem)) || (word.length >= 4 && bendings(word).some((stem) => latin.has(roughly(stem))));
}

/** Without an English or Norwegian possessive. */
function bareOf(word: string): string {
  return word.replace(/'s?$/, '').replace(/(?<=..)s$/, (end, offset: number) => (given.has(word) || surnames.has(word) || !given.has(word.slice(0, offset)) && !surnames.has(word.slice(0, offset)) ? end : ''));
}

/** What a Cyrillic word may be a form of: its beginnings before each ending that a noun takes. */
function bendings(word: string): string[] {
  const endings = [0, 1, 2, 3, 4].filter((length) => word.length - length >= 3 && cyrillicEnding.test(word.slice(word.length - length)));
  return endings.flatMap((length) => {
    const stem = word.slice(0, word.length - length);
    const hard = hardened[stem.at(-1) ?? ''];
    return length === 1 && word.endsWith('і') && hard !== undefined ? [stem, stem.slice(0, -1) + hard] : [stem];
  });
}
const cyrillicEnding = /^(?:|'ю|а|у|и|і|е|о|ю|я|ї|є|й|ь|ою|ею|єю|ом|ем|єм|ові|еві|єві|ого|ому|им|ій|ої|ий|ам|ям)$/;
const hardened: Readonly<Record<string, string>> = { з: 'г', ц: 'к', с: 'х' };

function isAcronym({ text }: Token): boolean {
  return text.length > 1 && text.length <= 4 && text === text.toUpperCase();
}

const noSpace = (gap: string): boolean => /^[ \u00a0]$/.test(gap);
