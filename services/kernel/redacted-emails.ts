// Mail addresses as they are written and as they are spelt out against machines: "ola krøllalfa example punktum no", "ola [at] example.no". Pure.
import type { Span } from './redacted-names.ts';
import { matchesOf } from './redacted-words.ts';

/** The cheap look before the dear one: some word, bracket or dash that stands for @ or for a point. */
const mayBeSpelt = /at[ -]sign|@\S{1,40} \. |[([{<] ?(?:at|ad|a|@|æt|ат|ет|эт|krøll|alfakrøll|snabel|собак|собач|равлик|песик)|[-_*|]a[td][-_*|]|\bdott?\b|punktum|prikk|krøll|snabel|крапка|точка|(?<![а-яіїєґ])дот(?![а-яіїєґ])|собак|собач|равлик|песик|\s@|@\s| at \S+\.[a-zæøåа-яіїєґ]| at (?:gmail|outlook|hotmail|yahoo|icloud|proton)/i;

export function findEmails(text: string, maySpell: boolean): Span[] {
  return maySpell && mayBeSpelt.test(text) ? [...findWritten(text), ...findSpelt(text)] : findWritten(text);
}

const localPart = /(?:"[^"\n]{1,60}"|[\p{L}\p{N}._%+'-]{1,64})$/u;
/** Letter by letter, to hide it from machines. */
const spaced = /(?<![\p{L}\p{N}._])(?:[\p{L}\p{N}._] ){2,20}[\p{L}\p{N}._]$/u;
/** A comma for the last point is a slip of the finger. */
const domainPart = /^(?:[\p{L}\p{N}-]{1,63}(?:\.{1,2}|,(?=(?:com|net|org|no|ua|uk|eu|укр)(?![\p{L}\p{N}]))| (?=(?:com|net|org)(?![\p{L}\p{N}])))){1,6}\p{L}{2,24}/u;

/** From each @ to both sides, a bounded way. */
function findWritten(text: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    // Typed twice: the last of them counts.
    if (text[at + 1] === '@') continue;
    const before = text.slice(Math.max(0, at - 66), at);
    const gapBefore = /[\s@]?$/.exec(before)?.[0].length ?? 0;
    const upTo = before.slice(0, before.length - gapBefore);
    const local = (spaced.exec(upTo) ?? localPart.exec(upTo))?.[0].replace(/^[\s'.-]+/, '') ?? '';
    const gapAfter = /\s/.test(text[at + 1] ?? '') ? 1 : 0;
    const domain = domainPart.exec(text.slice(at + 1 + gapAfter, at + 257))?.[0] ?? '';
    if (local !== '' && domain !== '') found.push({ start: at - gapBefore - local.length, end: at + 1 + gapAfter + domain.length });
  }
  return found;
}

const open = String.raw`\s{0,3}[([{<]\s?`;
const shut = String.raw`\s?[)\]}>]\s{0,3}`;
const dashed = (words: string): string => String.raw`\s{0,2}[-_*|]{1,2}\s?(?:${words})\s?[-_*|]{1,2}\s{0,2}`;
const atWords = 'at sign|at-sign|alfa krøll|krøll alfa|krøllalfa|alfakrøll|krøll|snabel-?a|собака|собачка|собачку|равлик|песик';
const pointWords = 'dot|dott|point|punktum|prikk|крапка|точка|дот';
const markWords = 'underscore|under score|low dash|dash|hyphen|minus|plus|understrek|bindestrek|strek|pluss|нижнє підкреслення|підкреслення|нижній дефіс|дефіс|тире|мінус|плюс';
const at = String.raw`(?:${open}(?:at|ad|a|@|æt|ат|ет|эт|${atWords})${shut}|${dashed('at|ad')}|\s{1,3}(?:at|ет|эт|${atWords})\s{1,3}|\s{0,2}@\s{0,2})`;
const point = String.raw`(?:${open}(?:${pointWords}|\.)${shut}|${dashed('dot|punktum|крапка')}|\s{1,3}(?:${pointWords})\s{1,3}|\.)`;
const label = String.raw`[\p{L}\p{N}_%+-]{1,64}?`;
const part = String.raw`${label}(?:\s(?:${markWords})\s${label}){0,3}`;
const spelt = new RegExp(String.raw`(?<![\p{L}\p{N}_%+.-])(?<local>${part}(?:${point}${part}){0,3}?)(?<at>${at})(?<domain>${part}(?:${point}${part}){0,3}?(?<last>${point})\p{L}{2,24})(?![\p{L}\p{N}_]|-\p{L}|\.\p{L}|\s{1,3}(?:${pointWords})\s{1,3}\p{L}|${open}(?:${pointWords}|\.)${shut}\p{L})`, 'giu');
/** A provider everybody knows needs no point. */
const provider = new RegExp(String.raw`(?<![\p{L}\p{N}_%+.-])${part}(?:${point}${part}){0,3}?(?:${open}(?:at|a|@|${atWords})${shut}|\s{1,3}(?:${atWords})\s{1,3})(?:gmail|outlook|hotmail|yahoo|icloud|protonmail)(?![\p{L}\p{N}])`, 'giu');
const freeMail = /^(?:gmail|outlook|hotmail|yahoo|icloud|proton|protonmail|ukr)(?!\p{L})/iu;
/** "My gmail is larchtree at gmail". */
const atProvider = /(?<=(?<!\p{L})(?:g?mail|e-?mail|epost|address|adress\p{L}{0,2}|пошта|мейл|імейл)[^.!?\n@]{0,16}\s)[\p{L}\p{N}._+-]{3,64} at (?:gmail|outlook|hotmail|yahoo|icloud|proton(?:mail)?|ukr)(?![\p{L}\p{N}])/giu;
/** With blanks around a mark, against machines that gather addresses. */
const parted = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_%+-]{1,40}(?: ?\. ?[\p{L}\p{N}_%+-]{1,40}){0,3} ?@ ?[\p{L}\p{N}-]{1,40}(?: ?\. ?[\p{L}\p{N}-]{2,24}){1,3}/gu;
/** Words of sentences such as "look at the dot in picture 3". */
const noHost = /^(?:the|a|an|this|that|each|every|my|your|his|her|our|their|one|en|et|den|det|\d[\d.:]*)(?![\p{L}\p{N}])/iu;
const noEnding = /(?:\s|\))(?:in|on|at|is|it|to|so|or|and|of|by|as|if|we|me|my|do|be|the|en|er|og|på|til|для|та|на)$/iu;
const speaksOfMail = /(?:e-?mail|epost|e-post|mail|address|adress\p{L}{0,2}|reach|contact|write|contact me|skriv|мейл\p{L}?|імейл\p{L}?|пошт\p{L}{1,2}|пиш\p{L}{1,4}|адрес\p{L}{0,2})[^.!?\n]{0,24}$/iu;

function findSpelt(text: string): Span[] {
  return matchesOf(text, spelt).filter((match) => isAddress(match, text.slice(Math.max(0, match.index - 40), match.index)))
    .concat([...matchesOf(text, provider), ...matchesOf(text, atProvider), ...matchesOf(text, parted)]).map(({ 0: match, index }): Span => ({ start: index, end: index + match.length }));
}

/** "At" alone is an everyday word: it needs a spelt-out point, a name that no sentence has, capitals, or talk of mail before it. */
function isAddress({ groups: { local = '', at: mark = '', domain = '', last = '' } = {} }: RegExpExecArray, before: string): boolean {
  if (noHost.test(domain)) return false;
  const isSpelt = last !== '.' || /[\s)\]}>]/.test(domain);
  if (isSpelt && /\s/.test(last) && noEnding.test(domain)) return false;
  if (!/^\s+(?:at|ет|эт)\s+$/i.test(mark)) return !mark.includes('@') || isSpelt;
  return isSpelt || freeMail.test(domain) || /[\d._]/.test(local) || (mark.includes('AT') && local !== local.toUpperCase()) || speaksOfMail.test(before);
}
