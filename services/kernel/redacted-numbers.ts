// Numbers that belong to one person: national ids, accounts, cards, phones, dates of birth. What carries a check digit is checked,
// so that scores, hours, dates and amounts stay. Pure; it knows no names and no addresses.
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { matchesOf } from './redacted-words.ts';

export interface Found { kind: 'national_id' | 'iban' | 'card' | 'phone' | 'date_of_birth'; start: number; end: number }

/** Numbers that are sure by their digits or by the word beside them, the surest first. Patterns have bounded repeats only: their cost grows with the text, not faster. */
export function findSureNumbers(text: string): Found[] {
  return [...findIbans(text), ...findNationalIds(text), ...findDatesOfBirth(text), ...findCards(text)];
}

const ibanLengths: Readonly<Record<string, number>> = {
  NO: 15, UA: 29, LT: 20, LV: 21, EE: 20, SE: 24, DK: 18, FI: 18, DE: 22, GB: 22, PL: 28, NL: 18, FR: 27, ES: 24, IT: 27, BE: 16, AT: 20, CH: 21, IE: 22, CZ: 24, RO: 24,
};
const ibanPattern = /(?<![\p{L}\p{N}])[A-Za-z]{2}[ \u00a0-]?\d{2}(?:[ \u00a0.\u2010-\u2013-]{0,2}[A-Za-z0-9]){10,32}/gu;

function findIbans(text: string): Found[] {
  return matchesOf(text, ibanPattern).flatMap(({ 0: match, index }): Found[] => {
    const places = match.split('').flatMap((char, at) => (/[A-Za-z0-9]/.test(char) ? [at] : []));
    const bare = places.map((at) => match[at]).join('').toUpperCase();
    const known = ibanLengths[bare.slice(0, 2)];
    // "In 1905 it left": words between figures pass the check now and then.
    if (/^..\D/.test(match) && known === undefined) return [];
    const lengths = known === undefined ? Array.from({ length: 20 }, (_, more) => 34 - more) : [known];
    const length = lengths.find((candidate) => candidate <= bare.length && bare.slice(4, candidate).replace(/\D/g, '').length * 2 >= candidate - 4 && remainder97(bare.slice(0, candidate)) === 1);
    return length === undefined ? [] : [{ kind: 'iban', start: index, end: index + (places[length - 1] ?? 0) + 1 }];
  });
}

function remainder97(iban: string): number {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

const months = 'jan\\p{L}{0,6}|feb\\p{L}{0,6}|mar\\p{L}{0,3}|apr\\p{L}{0,3}|ma[yi]|jun\\p{L}?|jul\\p{L}?|aug\\p{L}{0,4}|sep\\p{L}{0,6}|o[ck]t\\p{L}{0,5}|nov\\p{L}{0,5}|de[cs]\\p{L}{0,6}'
  + '|січ\\p{L}{0,4}|лют\\p{L}{0,4}|бер\\p{L}{0,5}|кві\\p{L}{0,4}|тра\\p{L}{0,4}|чер\\p{L}{0,4}|лип\\p{L}{0,3}|сер\\p{L}{0,4}|вер\\p{L}{0,5}|жов\\p{L}{0,4}|лис\\p{L}{0,6}|гру\\p{L}{0,4}';
const day = String.raw`\d{1,2}(?:st|nd|rd|th|\.|-?го|-?е|-?ого)?`;
const year = String.raw`(?:,? ?(?:1[89]|20)\d{2}(?: року| р\.(?! ?н)| рік)?| ['’]?\d{2}(?:-го|-й)?(?: року)?(?![\d.:]))`;
const wordDay = String.raw`(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\p{L}{3,7}teenth|tenth|eleventh|twelfth|twentieth|thirtieth|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)|(?:двадцят(?:ь|ого)|тридцят(?:ь|ого)) ?(?:\p{L}{4,9}(?:ого|ього|е))?|\p{L}{4,14}(?:ого|ього|те|ге|ме|ше|не)|(?:tjue|tretti|tred[ei]v)?(?:første|andre|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende|ellevte|tolvte|\p{L}{3,6}tende|tjuende|trettiende)`;
const wordYear = String.raw`(?:nineteen|eighteen|twenty|two thousand)(?: and)?(?:[ -](?:oh|hundred|\p{L}{3,6}teen|ten|eleven|twelve|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|one|two|three|four|five|six|seven|eight|nine)(?!\p{L})){0,4}|(?:дев.яносто|вісімдесят|сімдесят|шістдесят|п.ятдесят)(?: \p{L}{4,9}(?:ого|ього))?(?: року)?|(?:тисяча|дві тисячі|двохтисячн\p{L}{2,3})(?: [\p{L}'’ʼ]{3,14}){0,3} ?року|(?:nitten|atten|tjue|totusen)(?: ?(?:hundre|og|\p{L}{2,5}t(?:ti|i)|tjue|tretti|førti|\p{L}{2,4}teit|ti|elleve|tolv|\p{L}{3,5}ten|en|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni)){0,5}(?!\p{L})`;
const datePattern = String.raw`(?:(?:${wordDay}) i (?:${wordDay}),? (?:${wordYear}|(?:1[89]|20)\d{2})|(?:the )?(?:${wordDay})(?: of)? (?:${months})(?!\p{L})(?:,? (?:${wordYear}|(?:1[89]|20)\d{2}(?: року)?))?|\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:1[89]|20)?\d{2}|(?:1[89]|20)\d{2} ?[./-] ?\d{1,2} ?[./-] ?\d{1,2}|(?:1[89]|20)\d{2}, ?\d{1,2}\.? (?:${months})(?!\p{L})|(?:the )?${day}[ ./-]{1,2}(?:of )?(?:${months})(?!\p{L})[.,/-]{0,2}${year}?|(?:1[89]|20)\d{2},?[ ./-](?:${months})(?!\p{L})[ ./-]{1,2}\d{1,2}|(?:1[89]|20)\d{2} року, ${day} (?:${months})(?!\p{L})|(?:${months})(?!\p{L})\.? \d{1,2}(?:st|nd|rd|th)?(?:,? (?:1[89]|20)\d{2})?|(?!født|fødd|born|народ)\p{L}{4,14} (?:of )?(?:${months})(?!\p{L}) (?:1[89]|20)\d{2}|(?:${months})(?!\p{L})\.? (?:of )?(?:1[89]|20)\d{2}(?: року)?|(?:${months})(?!\p{L}) the ${day}${year}?|\d{1,2} \d{1,2} (?:1[89]|20)\d{2}|\d{1,2}[./]\d{1,2}(?:\.?,? (?:1[89]|20)\d{2}|\.|(?![\d.]))|(?:19|20)\d{2}[01]\d[0-3]\d|\d{2}[01]\d(?:1[89]|20)?\d{2})`;
const dates = new RegExp(`(?<![\\d.,/-])${datePattern}(?![\\d/-])`, 'giu');
const birth = /(?<!\p{L})(?:born|birth(?:day|date|s)?|b-?day|dob|d[./]o[./]b|b[.:](?= ?\d)|geb\p{L}{0,2}|fødd|født|f[.:](?= ?\d)|fødsels?\p{L}{0,8}|f\.?dato|ge?bursdag\p{L}{0,4}|bursdag\p{L}{0,4}|fyl(?:ler|te|t)|turn(?:s|ed|ing)?|нар(?=[.:])|д\/н|народи\p{L}{1,5}|народж\p{L}{1,5}|уродин\p{L}{0,3}|родил\p{L}{1,4}|виповн\p{L}{2,6}|blir(?= \d\d)|came into (?:the|this) world|kom til verd(?:en|a)|на світ|gammel den|aged?|alder|рожд\p{L}{1,5}|д\.? ?н(?:\.|(?!\p{L}))|д\.? ?р(?:\.|(?!\p{L}))|р\.? ?н(?:\.|(?!\p{L}))|г\. ?р)(?!\p{L})/giu;
const yearInWords = new RegExp(`${wordYear}$`, 'iu');
/** How far from the word the date may stand, and what between them tells of another day. */
const [datesAfter, datesBefore] = [70, 32];
/** Of the word itself, and how many of them may stand so near. */
const [longestWord, mostNear] = [24, 48];
const anotherDay = /[!?]|(?<!\p{L})(?:start\p{L}{0,4}|begynn\p{L}{0,3}|поча\p{L}{1,5}|came(?! into)|arrived|moved|fled|since|started|met|kom(?!m| til verd)|flytta|flyttet|flyktet|siden|begynte|møtte|приїха|переїха|прибу|втек|почал|зустрі|living|bodd)/iu;

function findDatesOfBirth(text: string): Found[] {
  const words = matchesOf(text, birth);
  if (words.length === 0 && !longAgo.test(text)) return [];
  const years = matchesOf(text, yearsOfBirth).map(({ 0: year, index }): Found => ({ kind: 'date_of_birth', start: index, end: index + year.length }));
  let from = 0;
  const days = matchesOf(text, dates).flatMap(({ 0: date, index }): Found[] => {
    const end = index + date.replace(/[.,]$/, '').length;
    while (from < words.length && (words[from]?.index ?? 0) < index - datesAfter - longestWord) from += 1;
    const near = words.slice(from, from + mostNear);
    // "The fourth of May", without a year, is of the same sentence or of another day.
    const isBare = !/\d/.test(date) && !yearInWords.test(date);
    const isBirth = near.some(({ 0: word, index: at }) => {
      const after = at + word.length;
      return after <= index ? index - after <= datesAfter && !anotherDay.test(text.slice(after, index)) && !(isBare && /[.;]/.test(text.slice(after, index))) : at >= end && at - end <= datesBefore && !anotherDay.test(text.slice(end, at)) && !/[.]\s/.test(text.slice(end, at).replace(/р\.\s?/, ''));
    });
    return isBirth || (isLongAgo(date) && !ofLaw.test(text.slice(Math.max(0, index - 24), index))) ? [{ kind: 'date_of_birth', start: index, end }] : [];
  });
  return [...days, ...years];
}

/** A year alone, where the form of speech says that it is somebody's. */
const yearsOfBirth = /(?<!\d)(?:1[89]|20)\d{2}(?= ?(?:року народж|р\. ?н|г\. ?р|года рожд))|(?<=(?<!\p{L})[fb]\. ?)(?:1[89]|20)\d{2}(?![\d.-])/gu;
/** Laws are called by their day. */
const ofLaw = /(?<!\p{L})(?:act|law|lov|loven|lova|forskrift\p{L}{0,2}|regulation|directive|закон\p{L}{0,3}|указ\p{L}{0,2}|постанов\p{L}{1,2}|наказ\p{L}{0,2})(?!\p{L})[^.;\n]{0,16}$/iu;

const longAgo = /(?<!\d)(?:1[89]\d\d|200\d)(?!\d)/;

/** Whoever writes a whole day of decades ago mostly writes when somebody was born, whether it is said or not. */
function isLongAgo(date: string): boolean {
  const found = longAgo.exec(date);
  return found !== null && /\d/.test(date.replace(found[0], ''));
}

const elevenDigits = /(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ \u00a0-]?\d{3} ?\d{2}(?!\d)/g;
/** In any groups: the check digits or the word before must speak for it. */
const looseEleven = /(?<![\d+]|\d[ .-])\d(?:[ \u00a0./\u2010-\u2013-]{0,2}\d){10}(?![ .-]?\d)/g;
const norwegianWords = /fødsels|personn|person ?nummer|(?<!\p{L})p\.? ?nr|fnr|f\.nr|(?<!\p{L})d-?n|national id|norwegian (?:id|number)|norsk (?:id|nummer)|personal number|id.nummer|фьодсель|особов|норвезьк/iu;
const tenDigits = /(?<!\d)\d{10}(?!\d)/g;
const looseTen = /(?<![\d+]|\d[ .-])\d(?:[ \u00a0./\u2010-\u2013-]{0,2}\d){9}(?![ .-]?\d)/g;
const pairs = /(?<!\d)\d\d(?: \d\d){4}(?! ?\d)/g;
const spacedSecurity = /(?<!\d)\d{3}[ .\u00a0\u2010-\u2013-]{0,3}\d{2}[ .\u00a0\u2010-\u2013-]{0,3}\d{4}(?!\d)/g;
const securityWords = /social|(?<!\p{L})ssn/iu;
const socialSecurity = /(?<![\d-])(?!000|666|9)\d{3}[-\u2010\u2011–](?!00)\d{2}[-\u2010\u2011–](?!0000)\d{4}(?![\d-])/g;
const taxWords = /рнокпп|іпн|(?<!\p{L})інн(?!\p{L})|ідентифікац|податков|(?<!\p{L})код|платник|rnokpp|(?<!\p{L})i[pt]n(?!\p{L})|(?<!\p{L})tin(?!\p{L})|tax|skatt/iu;

function findNationalIds(text: string): Found[] {
  const of = (pattern: RegExp, isOne: (digits: string, index: number) => boolean): Found[] => matchesOf(text, pattern).flatMap(({ 0: match, index }): Found[] =>
    (isOne(match.replace(/\D/g, ''), index) ? [{ kind: 'national_id', start: index, end: index + match.length }] : []));
  const isSaid = (words: RegExp, index: number): boolean => words.test(text.slice(Math.max(0, index - 40), index));
  return [
    ...of(elevenDigits, isNorwegianId),
    ...of(looseEleven, (digits, index) => isNorwegianId(digits) && (passesNorwegian(digits) || isSaid(norwegianWords, index))),
    ...of(tenDigits, (digits, index) => isSaid(taxWords, index) || isUkrainianId(digits)),
    ...of(looseTen, (digits, index) => isUkrainianId(digits) && isSaid(taxWords, index)),
    ...of(pairs, (_, index) => isSaid(taxWords, index)),
    ...of(socialSecurity, () => true),
    ...of(spacedSecurity, (_, index) => isSaid(securityWords, index)),
  ];
}

/** By its date alone, so that a mistyped check digit is removed as well. Day + 40: D-number; month + 40, 65, 80: made for tests. */
function isNorwegianId(digits: string): boolean {
  const day = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  const isMonth = [0, 40, 65, 80].some((more) => month > more && month <= more + 12);
  return isMonth && ((day >= 1 && day <= 31) || (day >= 41 && day <= 71));
}

function passesNorwegian(digits: string): boolean {
  return [[3, 7, 6, 1, 8, 9, 4, 5, 2, 1], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]].every((weights) => weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) % 11 === 0);
}

/** RNOKPP: weights of the tax office's register. */
function isUkrainianId(digits: string): boolean {
  const sum = [-1, 5, 7, 9, 4, 6, 10, 5, 7].reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return (((sum % 11) + 11) % 11) % 10 === Number(digits[9]);
}

const cardPattern = /(?<!\d)[1-9]\d{3}(?:[ \u00a0./_\u2009\u2010-\u2013-]{0,3}\d){9,15}(?!\d)/g;
/** One by one, in twos and in threes: only as all of a number is. */
const evenCards = /(?<![\d+]|\d[ .-])(?:[2-6](?:[ .-]\d){12,18}|[2-6]\d(?:[ .-]\d\d){5,8}(?:[ .-]\d)?|[2-6]\d\d(?:[ .-]\d{3}){3,5}(?:[ .-]\d{1,2})?)(?![ .-]?\d)/g;

/** A date of expiry may follow: the longest beginning of the figures, up to a gap, that passes. */
function findCards(text: string): Found[] {
  return [...matchesOf(text, cardPattern), ...matchesOf(text, evenCards)].flatMap(({ 0: match, index }): Found[] => {
    for (let end = match.length; end >= 13; end -= 1) {
      const digits = match.slice(0, end).replace(/\D/g, '');
      const isGroup = /\d/.test(match[end - 1] ?? '') && !/\d/.test(match[end] ?? '');
      if (isGroup && digits.length >= 13 && passesLuhn(digits)) return [{ kind: 'card', start: index, end: index + end }];
    }
    return [];
  });
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, isSecond = false; at >= 0; at -= 1, isSecond = !isSecond) {
    const value = Number(digits[at]) * (isSecond ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

const phonePattern = /(?<!\d[.,:]|\d)(?:\+|\()?\d(?:(?:[ \u00a0()./·\u2010-\u2013-]{0,2}| [-–] )\d){4,15}(?:,? (?:ext|x|вн|дод)\.? ?\d{1,5})?(?![\d:]|[.,]\d)/g;
const papers = /(?:scores?|points?|marks|grades?|poeng|karakter\p{L}{0,3}|оцінк\p{L}|бал\p{L}{1,2}|tracking|sporing|parcel|pakke|посилк\p{L}|накладн\p{L}|ттн|serial|serienummer|booking|customer|kundenummer|medlemsnummer|member|invoice|faktura|reference|ref|order|ordre|bestilling|kid|kvittering|receipt|рахунок|рахунку|чек|квитанці|замовлення|номер заявки|case|sak|saksnr|ticket)(?: number| no\.?| nr\.?| №)?[^\d\n]{0,12}$/iu;
const phoneWords = /(?:phone|(?<!\p{L})ph(?!\p{L})|fax|факс|vipps|набер|міськ|tel(?!evis)|mobil|mob|cell|call|number|contact|reach|dial|whatsapp|viber|signal|sms|text me|(?<!\p{L})ring|nummer|tlf|тел|дзвон|зателефон|номер|моб|вайбер|вотсап)[^\d\n]{0,25}$/iu;
const looksLikeDate = /^(?:(?:(?:0?[1-9]|[12]\d|3[01])[./-] ?(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[./-] ?(?:0?[1-9]|[12]\d|3[01]))[./-] ?(?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d{2}[ /–-]{1,3}(?:19|20)\d{2})(?!\d)/;
const looksLikeAmount = /^[1-9]\d{0,2}(?:[ \u00a0]\d{3})+$|^[1-9]0{4,}$/;
const afterAmount = /^\s?(?:kr|nok|usd|eur|uah|грн|euro|dollar|kroner|%|km|hours|timer|годин|people|personer|осіб)/iu;

/** Whatever else looks like a number to call. */
export function findPhones(text: string): Found[] {
  return matchesOf(text, phonePattern).flatMap(({ 0: match, index }): Found[] => {
    const end = index + match.length;
    return isPhone(match, text.slice(Math.max(0, index - 40), index), text.slice(end, end + 12)) ? [{ kind: 'phone', start: index, end }] : [];
  });
}

function isPhone(match: string, before: string, after: string): boolean {
  if (looksLikeDate.test(match) || afterAmount.test(after)) return false;
  const digits = match.replace(/\D/g, '');
  if (match.startsWith('+') && digits.length < 8) return false;
  if (papers.test(before)) return false;
  if (phoneWords.test(before)) return true;
  if (digits.length < 7 || looksLikeAmount.test(match)) return false;
  if (/^\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}$/.test(match) || /^(?:\+|00)\d/.test(match)) return true;
  if (/^8?[ (]{0,2}0\d{2}\)?(?:[ -]?\d){7}$/.test(match) || /^1[ .-]\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(match)) return true;
  // In groups, with the zero of a trunk call: British and other European numbers, those kept for fiction among them.
  if (/^\(?0\d{2,4}\)?[ -]\d/.test(match) && digits.length >= 9 && digits.length <= 11) return true;
  // One by one, with that zero.
  if (/^0(?:[ .-]{1,3}\d){9,10}$/.test(match)) return true;
  if (/^[2-9]\d([ .-])\d\d\1\d\d\1\d\d$|^[2-9]\d\d \d\d \d\d\d$/.test(match)) return true;
  return (['NO', 'UA'] as const).some((country) => parsePhoneNumberFromString(match, country)?.isValid() === true);
}
