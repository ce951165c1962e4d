// Addresses known by what stands around them rather than by a word for a street: the lines of a form, what leads up to a postal code,
// what follows "my address is". Pure.
import type { Span } from './redacted-names.ts';
import { matchesOf } from './redacted-words.ts';

/** Lines of a form: all that stands after the label, if a figure is in it. */
const labelled = /(?<![\p{L}-])(?<!(?:ip|mail|e-mail|email|post|web|mac|el|ел|поштова|електронна)[ .-])(?:(?:street |home |postal |mailing |delivery |shipping |current |billing )?address(?: line)?(?: ?\d)?|addr|adr|(?:gate|post|bosteds|hjemme)?adress[ea]|bosted|адрес[аиу]?(?: (?:проживання|реєстрації|доставки))?|місце проживання)(?:\.|:| [-–—]| er:?| is:?)+ ?(?=[^;|@\n]{0,60}\d)([\p{L}\p{N}№#"«(][^;|@\n]{2,110})/giu;
const labelledStreet = /(?<!\p{L})(?:вулиця|вул|улица|street|road|gate|gata|veg|vei)\.?: ?[^;|\n:]{2,40}[;|,\n] ?(?:будинок|буд|дім|дом|номер|house|nr|no|number|husnr|husnummer)\.?:? ?\d{1,4}[\p{L}/-]{0,3}\d{0,3}(?:[;|,\n] ?(?:квартира|кв|корпус|apartment|apt|flat|leilighet|leil)\.?:? ?[\p{L}\d]{1,5})?/giu;
/** What ends a line that was taken to its end: the next sentence or the next thing said. */
const lineEnd = /[.!?] (?=\p{Lu}\p{Ll}+ \p{Ll})|[.!?]?$|, (?=(?:and|but|og|men|а|але|і|та|it|це|det|ring|call|its) )| [-–—] |[,;] ?(?=(?:\p{L}{2,12}\.?){1,2}:)| (?=(?:please|pls|thanks|takk|дякую|будь ласка)(?!\p{L}))/u;

const word = String.raw`(?:\p{Lu}[\p{L}\p{N}'’ʼ.-]{0,24}|\d[\p{L}\p{N}/-]{0,7}|#\d{1,5}[A-Z]?)`;
const small = String.raw`(?:(?:of|the|on|and|upon|by|le|de|under|i|på|og|am|a) ){0,2}`;
/** Capital words and figures up to a code, bounded. One figure at least, or a comma, tells an address from a sentence. */
const leading = String.raw`(?<![\p{L}\p{N}.@-])${word}(?:,? ${small}${word}){0,11},? `;
const britishRun = new RegExp(String.raw`${leading}[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\p{L}\p{N}])`, 'gu');
const americanRun = new RegExp(String.raw`${leading}(?:\(?[A-Z]{2}\)?|(?:\p{Lu}\p{Ll}+ )?\p{Lu}\p{Ll}{3,12}),? \d{5}(?:-\d{4})?(?!\d)`, 'gu');
const anyCode = /[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\p{L}\p{N}])|\d{5}/u;

/** "My address is 27 Whitmore Raod": a number and capital words at once after a word for where one lives. */
const afterLiving = /(?<=(?<!\p{L})(?:add?ress(?: is|:)?|lives?(?: at| on| in)|living (?:at|on|in)|lived (?:at|on|in)|stay(?:ing|ed)? at|moved to|home is|house is|bor (?:på|i)|bur (?:på|i)) (?:no\.? |number |nr\.? )?)\d{1,4}[a-z]?,? (?:in |on )?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)(?!\p{L}))\p{Lu}[\p{L}'’-]{2,20}(?: \p{Lu}[\p{L}'’-]{1,20}){0,3}(?:,? (?:Apt|Flat|Unit)\.? ?\w{1,4})?/giu;
/** "At forty-two Elm Street". */
const inWords = /(?<!\p{L})(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen) (?:\p{Lu}[\p{L}'’-]{1,20} ){1,3}(?:Street|Road|Lane|Avenue|Gardens|Close|Drive|Terrace|Square|Court|Place|Way|Hill|Crescent|Grove)(?!\p{L})/gu;
const numbered = /(?<!\p{L})(?:number|house|no\.|nr\.?|nummer)(?: number)? \d{1,4}[a-z]?,? (?:in|on|i|på) (?:\p{Lu}[\p{L}'’-]{2,20} ){0,3}\p{Lu}?[\p{L}'’-]{1,20}?(?:Street|Road|Lane|Avenue|Gardens|Close|Drive|Terrace|Row|Square|Court|Place|Way|Hill|Crescent|veien|vegen|gata|gaten|gate|plass)(?!\p{L})/gu;

/** The cheap looks before the dear ones. */
const anyLabel = /add?r|bosted|адрес|прожива/i;
const anyLiving = /(?:ress|liv(?:es?|ing|ed)|stay(?:ing|ed)?|moved|home|house|b[ou]r)\b.{0,24}\d/i;
const anyNumber = /(?:number|house|no\.|nr\.?|nummer) (?:number )?\d/;

/** Numbers of houses in words need no figure. */
export function findSaidAddresses(text: string): Span[] {
  return matchesOf(text, inWords).map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}

export function findAddressLines(text: string): Span[] {
  const lines = !anyLabel.test(text) ? [] : matchesOf(text, labelled).flatMap(({ 0: match, 1: value = '', index }): Span[] => {
    const start = index + match.length - value.length;
    const length = lineEnd.exec(value)?.index ?? value.length;
    return /\d/.test(value.slice(0, length)) ? [{ start, end: start + length }] : [];
  });
  const runs = !anyCode.test(text) ? [] : [...matchesOf(text, britishRun), ...matchesOf(text, americanRun)].filter(([match]) => /\d.*\d[A-Z]{2}$|,.*\d/.test(match));
  const said = [...runs, ...(anyLiving.test(text) ? matchesOf(text, afterLiving) : []), ...(text.includes(':') ? matchesOf(text, labelledStreet) : []), ...(anyNumber.test(text) ? matchesOf(text, numbered) : [])];
  return [...lines, ...said.map(({ 0: match, index }): Span => ({ start: index, end: index + match.length }))];
}
