// People who are on no record: words that look like a name and stand where names stand. A listed given name is enough unless it is an
// everyday word; anything else needs a neighbour that says so, such as "my mentor", "heter", "пані", or another name. Pure.
import { blank, capital, kindsAt, letter } from './characters.ts';
import { isUnnamable, knownOf, split, type Known } from './redacted-lists.ts';
import type { Span } from './redacted-names.ts';
import { foldWord, matchesOf, type Place } from './redacted-words.ts';

interface Token { text: string; word: string; start: number; end: number; isCapital: boolean; isAcronym: boolean; isCyrillic: boolean; isFirst: boolean; gap: string; known: Known }

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
const meeting = wordSet(`met meet ask missed owe hos ifølge spør savner savnet завдяки thank thanks hugged visited phoned messaged møtte møter traff besøkte takk takker klemte ringte зустрів зустріла зустріли зустріти дякую дякуємо вдячна вдячний вдячні навчили навчила навчив told asked helped invited called fortalte spurte hjalp inviterte подякував подякувала познайомився познайомилась познайомилася`);
const meetingWith = wordSet('to til for with med з із зі');
/** Things are called something as well. */
const naming = wordSet('named called heter hette hetter kalles kalt звати звуть назвали');
const calledThings = wordSet(`it course class app book house film movie song street group club program project company shop cafe place town city village dog cat team exam det kurset boka boken huset filmen sangen gata gaten gruppa gruppen klubben programmet prosjektet firmaet butikken kafeen stedet byen bygda hunden katten appen spillet prøven
  це курс застосунок книга книжка фільм пісня вулиця група програма проєкт крамниця кафе місто село собака кіт`);
const conjunctions = wordSet('and og і й та or eller чи');
/** What a form or the end of a letter puts before a name. */
const labels = /(?<!\p{L})(?:full name|name(?: on card)?|contact|cardholder|card holder|holder|signed(?: by)?|regards|sincerely|thanks|navn|namn|kontaktperson|kontakt|kortholder|kortinnehaver|eier|hilsen|mvh|vh|c\/o|піб|п\.і\.б\.?|імʼя|ім['’]я|прізвище|власник|учасник|учасниця|контакт|контактна особа|повагою|підпис)[:,]?\s$/iu;
const initials = /(?<![\p{L}\p{N}.])(?:\p{Lu}\. ?){1,2}\p{Lu}[\p{Ll}'’ʼ-]{2,24}(?:-\p{Lu}\p{Ll}+)?|(?<![\p{L}\p{N}])\p{Lu}[\p{Ll}'’ʼ-]{2,24} \p{Lu}\. ?\p{Lu}\.(?!\p{L})/gu;
const labelled = /\p{Lu}[\p{L}'’ʼ.-]*(?:[ -]\p{Lu}[\p{L}'’ʼ.-]*){0,3}/yu;
const streets = wordSet('gate gata gt street st vei veien veg road plass avenue lane');
const nature = wordSet('lake mount saint st river cape port mt озеро озера озері гора гори горі горою річка річці острів острові місто місті село селі вулиця вулиці вулицею вулицю вул проспект проспекті проспекту бульвар бульварі площа площі майдан провулок провулку набережна набережній');
const networks = wordSet('telegram instagram insta snapchat snap facebook messenger whatsapp viber skype discord tiktok youtube signal linkedin github reddit twitter twitch zoom teams street road avenue телеграм вайбер скайп дискорд діскорд тікток сигнал зум');
const company = wordSet('with med з із зі');
const particles = wordSet('van von der den de da del della di dos al el bin ibn ben av af le la');
const patronymic = /(?:ович|йович|івна|ївна|овича|овичу|овичем|івни|івні|івну|івною|ївни|ївні|ївну|ївною)$/;
const familyEnding = /(?:enko|chuk|shyn|skyi|skyy|skyj|ovych|dottir|[a-z]{3}sen|датер|[а-яіїє]{3}сен(?:а|у|ом|ові)?|енко|енка|енку|енком|енкові|чук|чука|чуку|чуком|ський|ського|ському|ським|зький|зького|цький|цького)$/;

const sentenceEnd = /[.!?…\n:;•“"«(–—]\s*$/u;

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
  const previous = tokens[at - 1];
  // A word of the language is at most somebody's family name.
  if (token.known.isWord) return isAfterCue === 'title' && token.known.isSurname && !naming.has(previous?.word ?? '');
  if (isAfterCue === 'title') return true;
  if (isAfterCue === 'kin' && (token.known.isGiven || token.known.isSurname || !token.isFirst)) return true;
  if (previous && placeOnly.has(previous.word) && noSpace(token.gap) && !token.known.isGiven) return false;
  if (token.isFirst ? token.known.isListedGiven : token.known.isGiven) {
    if (!token.known.isEveryday) return true;
    return !token.isFirst ? !isInPhrase(tokens, at) && !(previous && prepositionsOfPlace.has(previous.word) && token.known.isSurname && !token.isCyrillic) : followedByFamily(tokens, at);
  }
  if (token.known.isSurname && !token.isFirst) return !token.known.isEveryday || (previous?.isCapital === true && previous.known.isGiven && noSpace(token.gap));
  if (token.isFirst) return beginsWithStranger(tokens, at);
  if (familyEnding.test(token.word) && !/ськ|зьк|цьк/.test(token.word)) return true;
  if (token.known.isEveryday || token.word.length < 3) return false;
  return isPairThatActs(tokens, at) || isAfterMeeting(tokens, at) || isKinOfTheirs(tokens, at) || (isDoing(tokens, at) && previous?.isCapital !== true) || standsAlone(tokens, at);
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
  if (leadsStrangers(tokens, at)) return true;
  if (!isDoing(tokens, at, { canBe: token.known.isGiven })) return false;
  if (token.known.isGiven) return true;
  const [next, after] = [tokens[at + 1]?.word ?? '', tokens[at + 2]?.word ?? ''];
  return !(token.isCyrillic ? ofThingsUkrainian : ofThings).test(token.word) && (token.isCyrillic ? actsUkrainianOfPeople.test(next) : !thingsDo.has(next) || objects.has(after));
}
const ofThingsUkrainian = /(?:ння|ття|сть|ція|ство|ика|ура|изм|ізм|аж|ер|ар|ка|ник|ниця|ець|тель|ач|ки|ці|ні|ли|сти|ти|не|ше|но)$/;

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
const beforeThings = wordSet(`in at to on into onto from near via through around outside across of for with by the a an this that use used using uses read reads watch watched learn learnt learned speak speaks spoke as called named visit play played via over like between and or than love loved about via per under every last next
  i på til fra ved mot over rundt gjennom via av for med den det en ei et denne bruk bruke bruker brukte les lese leser leste se ser så lære lærte snakke snakker snakket som heter kalt mellom og eller enn om hver forrige neste ny nye under etter før
  в у на до з із зі від біля крізь через по за під над між про для при та і й або чи як із використовую користуюся користуємось читаю читала читав дивилися дивилась дивився дивлюся вчу вчила вивчаю мій моя цей ця це кожен після перед`);
const nationalities = /(?:ians?|eans?|ese|ish|ans|sk|ský|ці|ська|ський|ською|ські|ською|ську|ка|ки|ці)$/;
/** How words for things end, beside which a verb says little. */
const ofThings = /(?:et|ene|er|ing|ings|tion|ment|ness|ity|ly|ed|ers|es|lag|ist|isk|het|skap|kurs|skole|gruppa?|appen|leiaren|lederen|work|ship|(?=.{9}).*(?:[^s]en|a))$/;

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
const thanking = wordSet('thx thanks takk tusentakk дякую дяк hei hi hey hello привіт');
const clauses = wordSet('when that then and but because if since so while not når at så da og men fordi hvis mens siden ikke коли що як і й та але бо якщо тоді не потім');
const hadSomebody = wordSet('had got met with fikk traff møtte hadde med');

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
/** What people do in what is written of them. */
const acts = wordSet(`asks asked answers answered brings brought bought bakes baked cooks cooked cried cries danced dances drove drives drew drank ate eats fetched fixed fixes forgot forgets giggled greeted hugged invites invited jokes joked joined knits knew knows lent laughs laughed lives lived managed misses missed moved nodded noticed offered paid played practised practiced
  prefers promised pretended pronounced reads read remembered remembers repeated replied retired rocks sang sings sat shared shouted shrugged sits sleeps slept smiles smiled speaks spoke stayed studied swims talks talked teaches taught texted thanked thinks thought translated understands understood volunteers waited waves waved walked wants wanted watched whispered works worked
  signed corrected wrote writes helped said says told tells showed shows gave called calls explained explains listened listens came likes liked loves loved retired drew draws argued carried pointed clapped whistled cleaned swept sold borrowed visited arrived knocked typed recited blushed yelled hummed cheered grinned frowned did interrupted insisted suggested agreed apologised apologized complained sighed wept winked yawned hesitated
  sier sa sade satt sitter gikk kom tok leste leser skrev skriver snakket snakka snakker prata prater pratet lyttet lytta lytter hørte smilte smilet smiler lo ler gråt gråter sang synger danset danser bakte baker lagde lager kokte spiste spiser drakk hentet henter kjørte kjører fikset fiksa fikser glemte glemmer husket husker vet visste skjønner skjønte forstår forsto likte liker elsker elsket savner strikker strikket nikket nikker noterte
  rettet rettet retter oversatte oversetter inviterte inviterer lånte låner ordnet ordna ordner jobber jobbet jobba bor bodde flyttet reiste sendte sender spør spurte svarte svarer ropte roper tenkte tenker synes syntes tror trodde trøstet hilste hilser viste viser forklarte forklarer fortalte forteller hjalp hjelpte hjelper lærte lærer underviser ventet venter prøvde prøver greide klarte klarer spilte spiller øvde øver ga ringte ringer skrur foreslo lovte takket klaget sukket blunket avbrøt unnskyldte ville tegnet tegner lovet lover kranglet krangler kastet hoppet løp løper vasket ryddet klippet betalte kjøpte solgte bestilte lette bar dro drar fulgte følger møtte møter snudde pekte peker skrøt skryter vinket vinker hvisket nølte gjentok gjentar uttalte rødmet sovnet våknet flirte fniste klemte malte synger syr sydde gjør gjorde`);
/** They stand beside things as often. */
const states = wordSet('is was has had can does seems looks gets er var har hadde kan blir ble skal vil gir e');
const actsUkrainian = /^(?:сказа|пита|каже|допом|навчи|вчить|поясн|запита|порад|підтрим|розпов|прийш|прийде|приїха|подзвон|написа|обійня|посміх|усміх|засмія|смія|сміє|привіт|показа|принес|принос|запроси|зустрі|слуха|вислух|відпов|чека|працює|працюв|живе|поділи|говор|знайш|дала|дав$|знає|знав|забу|люби|співа|заспіва|чита|прочита|пише|печ|спек|готу|позич|відвез|відвіз|підвіз|підвез|вируш|запізн|спізн|мовч|жарту|пожарту|виправ|переклад|перекла|грає|танцю|кивну|записа|диви|кричи|плака|сиді|сидит|хвор|дума|пішла|пішов|вважає|спита|пообіця|привів|привела|купи|пригост|хоче|хотів|хотіла|вмі|помага|помог|розумі|зрозумів|переїха|полаг|сперечає|пишаєт|скаржи|погоди|подякува|в'яже|малю|намал|шука|спить|спав|трима|мріє|мріяла|обіцяє|ход|їзд|працю|дзвон|телефону|переда|сидів|стоя|бігла|біг$)/;
/** Things help, teach and give as well; what is unlisted needs more. */
const actsUkrainianOfPeople = /^(?:сказа|пита|каже|запита|розпов|приїха|подзвон|обійня|посміх|усміх|засмія|смія|сміє|вислух|чекає|чекала|чекав|працює|говор|знає|знав|забу|співа|заспіва|прочита|пише|печ|спек|готу|позич|відвез|відвіз|підвіз|підвез|запізн|спізн|мовч|жарту|пожарту|танцю|кивну|записа|диви|кричи|плака|сидит|сиділа|сидів|хвор|дума|вважає|спита|пообіця|привів|привела|купи|пригост|хоче|хотів|хотіла|вмі|розумі|зрозумів|сперечає|скаржи|подякува|в'яже|намал|шука|спить|спав|мріє|мріяла)/;
const thingsDo = wordSet('helped helps hjalp hjelper hjelpte gave ga taught teaches lærte lærer came kom tok worked works says sier showed shows viste viser tells forteller forklarer explains explained made did gjør gjorde lå bar følger fulgte møter moved brought');
const objects = wordSet('me us him her everyone everybody meg oss ham henne alle hverandre');

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
const adverbs = wordSet('always never also often still just really even once alltid aldri også ofte fortsatt bare virkelig ikke alt завжди ніколи теж також часто знову ще вже не двічі дуже мені нам довго все просто');

function followedByFamily(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (!next || next.gap !== ' ') return false;
  return (next.isCapital && (next.known.isSurname || next.known.isGiven) && !next.known.isNoName) || isDoing(tokens, at);
}

const noSpace = (gap: string): boolean => gap === ' ' || gap === '\u00a0';
