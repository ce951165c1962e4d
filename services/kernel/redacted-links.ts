// Links as they are written, as they are spelt out ("example dot no slash name") and as they are pulled apart ("example . org / me"). Pure.
import type { Span } from './redacted-names.ts';
import { matchesOf } from './redacted-words.ts';

const schemed = /(?<![\p{L}\p{N}])(?:(?:h(?:tt|xx)ps?|ftp|tg|viber|whatsapp|zoommtg|file):\/\/|www(?:\.|\[\.\]))[^\s<>"']{1,2000}/giu;
const bare = /(?<![\p{L}\p{N}@._-])(?:(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}(?:(?:com|org|net|no|ua|eu|io|info|app|dev|uk|de|pl|se|dk|fi|lt|edu|gov|biz|online|example|test|xyz|site|blog|shop|store|club|page|link|tech|art|museum|nl|ch|cz|ca|tv|gg|me|fr|es|ee|lv|ie|co|cloud|academy|news|world|space|live|wiki|education|africa|kyiv|oslo|int|ngo|social|chat|agency)(?![\p{L}\p{N}-]|\.[\p{L}\p{N}])(?::\d{2,5})?(?:[/?#][^\s<>"']{0,2000})?|[a-z]{2,12}\/[^\s<>"']{1,2000})|(?:[\p{L}\p{N}-]{1,63}\.){1,4}(?:укр|рф|com|org|net|no|ua|se|dk)(?![\p{L}\p{N}-])(?:\/[^\s<>"']{0,2000})?)/giu;
/** With its points in brackets, or with points and strokes in words. */
const guarded = /(?<![\p{L}\p{N}@._-])[a-z0-9-]{1,63}(?:\s?(?:[[({](?:\.|dot|punktum|крапка)[\])}])\s?[a-z0-9-]{1,63}){1,4}(?:\/[^\s<>"']{0,2000})?/giu;
/** "example dot no", "www dot example dot org", "приклад крапка юа": what ends as addresses end. */
const said = /(?<![\p{L}\p{N}@._-])(?:(?:https?|www|хттпс?|ввв)[ .:]{0,3}(?:(?:colon|kolon|двокрапка) )?(?:(?:slash|skråstrek|слеш) ){0,2}(?:(?:dot|punktum|крапка) )?)?(?!(?:the|a|an|my|no|og|en|et|це) )[\p{L}\p{N}-]{2,63} (?:(?:dot|punktum|крапка) [\p{L}\p{N}-]{1,63} ){0,2}(?:dot|punktum|крапка) (?:com|org|net|no|ua|eu|io|info|app|uk|co|se|dk|ком|орг|нет|юа|но|укр|інфо)(?![\p{L}\p{N}-])/giu;

const ending = '(?:com|org|net|no|ua|eu|io|info|app|uk|co|me|se|dk|ком|орг|нет|юа|но|укр|інфо)';
const label = String.raw`[\p{L}\p{N}_-]{1,63}`;
const dot = String.raw`(?:\.| \. | (?:dot|point|punktum|punkt|prikk|крапка|точка) | ?[[({] ?(?:\.|dot|punktum|крапка) ?[)\]}] ?)`;
const slash = String.raw`(?: (?:forward )?(?:slash|stroke|skråstrek|skråstrekk|слеш|слэш|коса риска|скісна риска) | ?[[({] ?(?:slash|skråstrek|слеш|\/) ?[)\]}] ?)`;
const joint = String.raw`(?: (?:dash|hyphen|underscore|dot|bindestrek|strek|understrek|punktum|дефіс|підкреслення|крапка) )`;
/** What stands after a stroke: a name or a part of a path, with the word "at" before it or more strokes after it. */
const path = String.raw`(?:at |@|krøllalfa |собака )?[\p{L}\p{N}@_.%~-]{1,63}(?:${joint}${label}){0,3}`;
const networks = String.raw`(?:insta(?:gram)?|face ?book|fb|linked ?in|tik ?tok|you ?tube|twitter|x|t me|wa me|telegram|tg|snap(?:chat)?|git ?hub|git ?lab|reddit|twitch|vimeo|medium|behance|pinterest|patreon|whatsapp|viber|messenger|signal|skype|discord|zoom|teams|slack|інста|інстаграм|фейсбук|лінкедін|тікток|ютуб|телеграм|т ме)`;
/** "Insta slash name", "t me slash name", "linkedin dot com slash in slash name", "example.org slash name". */
const stroked = new RegExp(String.raw`(?<![\p{L}\p{N}@._-])(?:(?:https?|www)[ .:/]{1,4}(?:dot |punktum |крапка )?)?(?:${networks}|${label}(?:${dot}${label}){1,4})(?:${slash}${path}){1,5}(?![\p{L}\p{N}_])`, 'giu');
/** "Linkedin / in / name", "t.me / name", "example . org / name": the strokes are written, with blanks around them. */
const parted = new RegExp(String.raw`(?<![\p{L}\p{N}@._/-])(?:(?:h ?t ?t ?p ?s?) ?: ?\/ ?\/ ?)?(?:(?:w ?w ?w|www) ?\. ?)?${label}(?: \. ${label}){0,3} ?\. ?${ending}(?: ?\/ ?[\p{L}\p{N}_.%-]{1,63}){0,4}(?![\p{L}\p{N}_])`, 'giu');
const handed = new RegExp(String.raw`(?<![\p{L}\p{N}@._/-])(?:(?:${networks.replace('|x|', '|')})(?:(?: ?\/ ?(?!${networks}(?!\p{L}))@?[\p{L}\p{N}_.%-]{2,63}){2,4}| \/ (?=[\p{L}\p{N}-]{0,60}[_.\d][\p{L}\p{N}])@?[\p{L}\p{N}_.%-]{2,63}|\/(?!${networks}(?!\p{L}))@?[\p{L}\p{N}_.%-]{2,63})|${label}${dot}${ending}(?: ?\/ ?@?[\p{L}\p{N}_.%-]{2,63}){1,4})(?![\p{L}\p{N}_])`, 'giu');
/** "H t t p example.net/work", "www example com", "w w w . example . org". */
const begun = new RegExp(String.raw`(?<![\p{L}\p{N}@._/-])(?:h ?t ?t ?p ?s?[ :/]{1,6}|w ?w ?w[ .]{1,3})(?:w ?w ?w[ .]{1,3})?${label}(?:(?:${dot}| )(?!${ending}(?![\p{L}\p{N}]))${label}){0,2}(?:${dot}| )${ending}(?![\p{L}\p{N}])(?: ?\/ ?[\p{L}\p{N}_.%-]{1,63}){0,4}`, 'giu');
/** A comma for the point is a slip of the finger. */
const slipped = /(?<![\p{L}\p{N}@._/-])[a-z0-9-]{3,40},(?:(?:com|org|net)(?![\p{L}\p{N}])|(?:no|ua|eu)(?=\/))(?:\/[^\s<>"']{1,200})?/gu;
/** The cheap look before the dear ones. */
const maySpellLink = /[[({] ?(?:\.|dot|punktum|крапка) ?[)\]}]|slash|stroke|skråstrek|слеш|слэш|риска| (?:dot|point|punktum|punkt|prikk|крапка|точка) | \. ?\p{L}|\/|\bw ?w ?w |h t t p|,(?:com|org|net)\b|,(?:no|ua|eu)\//iu;
const isParted = / \. ?\p{L}|\//u;
const isStroked = /slash|stroke|skråstrek|слеш|слэш|риска/i;
const isBegun = /w ?w ?w[ .]|h ?t ?t ?p/i;

export function findLinks(text: string, maySpell: boolean): Span[] {
  // "I felt ready.No fear": a sentence that lacks its space is no address.
  const addresses = matchesOf(text, bare).filter(([match]) => match.includes('/') || match === match.toUpperCase() || !/\.\p{Lu}/u.test(match));
  return [...matchesOf(text, schemed), ...(maySpell && maySpellLink.test(text) ? spelt(text) : []), ...addresses].map(({ 0: match, index }) => ({ start: index, end: index + match.replace(/[.,;:!?)\]}»”]+$/, '').length }));
}

/** The longest first, since what overlaps is left out. */
function spelt(text: string): RegExpExecArray[] {
  const found = [...(isStroked.test(text) ? matchesOf(text, stroked) : []), ...(isBegun.test(text) ? matchesOf(text, begun) : []), ...(isParted.test(text) ? [...matchesOf(text, parted).filter(isPulledApart), ...matchesOf(text, handed)] : []), ...matchesOf(text, guarded), ...matchesOf(text, said), ...matchesOf(text, slipped)];
  return found.sort((a, b) => b[0].length - a[0].length);
}

/** "I am home . No, wait": a blank before a point is sloppy writing, unless an address follows in small letters and ends there. */
function isPulledApart({ 0: match, index, input }: RegExpExecArray): boolean {
  if (!/\s/.test(match)) return false;
  if (/\//.test(match) || /^w ?w ?w/i.test(match)) return true;
  return !/\. ?\p{Lu}/u.test(match) && / \. \S+$/.test(match) && (/ \. (?:com|org|net)$/.test(match) || /^(?:$|[\n,;)!?]| ?[.—–-])/.test(input.slice(index + match.length)));
}
