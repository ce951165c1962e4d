// Removes what points to a person from a text: addresses, numbers, links, handles, and names that are on record.
// Answers where and of which kind, never the words. It knows no database; who is on record is handed in.
import { findAddresses } from './redacted-addresses.ts';
import { findEmails } from './redacted-emails.ts';
import { findHandles, mayHaveHandle } from './redacted-handles.ts';
import { findNames, type Span } from './redacted-names.ts';
import { findPhones, findSaidPhones, findSureNumbers, saidDigits, spokenYears } from './redacted-numbers.ts';
import { findStrangers } from './redacted-strangers.ts';
import { matchesOf, placesOf } from './redacted-words.ts';

export const redactionKinds = ['email', 'phone', 'url', 'handle', 'national_id', 'iban', 'card', 'date_of_birth', 'address', 'name'] as const;
export type RedactionKind = (typeof redactionKinds)[number];
/** Offsets in UTF-16 units of the input. */
export interface Redaction extends Span { kind: RedactionKind }
export interface Redacted { redacted: string; found: Redaction[] }

/** What stands in the text for each thing that was taken out. */
export const redactionLabels: Readonly<Record<RedactionKind, string>> = {
  email: '[e-mail]', phone: '[phone]', url: '[link]', handle: '[handle]', national_id: '[national id]', iban: '[account]', card: '[card]', date_of_birth: '[date of birth]', address: '[address]', name: '[name]',
};

export function redact(given: string, { names = [] }: { names?: readonly string[] } = {}): Redacted {
  const { text, finds } = pointersOf(given);
  const places = placesOf(text);
  if (names.length > 0) finds.keep('name', findNames(places, names));
  finds.keep('name', findStrangers(text, places));
  const found = finds.inOrder();
  if (found.length === 0) return { redacted: given, found };
  let redacted = '';
  let from = 0;
  for (const { kind, start, end } of found) {
    redacted += given.slice(from, start) + redactionLabels[kind];
    from = end;
  }
  return { redacted: redacted + given.slice(from), found };
}

/** What points to somebody without being a name: all that `redact` takes out but names. */
export function findPointers(given: string): Redaction[] {
  return pointersOf(given).finds.inOrder();
}

/** Earlier finders are surer: what they took, later ones leave alone. */
class Finds {
  readonly #found: Redaction[] = [];
  readonly #text: string;
  #taken: Uint8Array | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** What overlaps is left out, or cut to what is still free. */
  keep(kind: RedactionKind, spans: readonly Span[], { isCut = false }: { isCut?: boolean } = {}): void {
    for (const { start, end } of isCut ? spans.flatMap((span) => this.#freeOf(span)) : spans) {
      const taken = this.#taken ??= new Uint8Array(this.#text.length);
      if (end <= start || taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      this.#found.push({ kind, start, end });
    }
  }

  #freeOf({ start, end }: Span): Span[] {
    const taken = this.#taken;
    if (!taken?.subarray(start, end).includes(1)) return [{ start, end }];
    const free: Span[] = [];
    for (let at = start; at < end; at += 1) {
      const last = free.at(-1);
      if (taken[at] === 1) continue;
      if (last?.end === at) last.end += 1;
      else free.push({ start: at, end: at + 1 });
    }
    return free.flatMap((span) => this.#trimmed(span));
  }

  /** Without the blanks and marks at its ends; nothing, if no more is left. */
  #trimmed({ start, end }: Span): Span[] {
    const part = this.#text.slice(start, end);
    const first = part.search(/[\p{L}\p{N}]/u);
    return first < 0 ? [] : [{ start: start + first, end: start + part.replace(/[^\p{L}\p{N}]+$/u, '').length }];
  }

  inOrder(): Redaction[] {
    return this.#found.sort((a, b) => a.start - b.start);
  }
}

function pointersOf(given: string): { text: string; finds: Finds } {
  const marks = lookFor(given);
  const text = marks.wide ? narrow(given) : given;
  const finds = new Finds(text);
  finds.keep('email', findEmails(text));
  if (marks.dot || spokenLinks.test(text)) finds.keep('url', findLinks(text));
  if (marks.digits >= 1 || spokenYears.test(text)) for (const found of findSureNumbers(text)) finds.keep(found.kind, [found]);
  if (marks.at || mayHaveHandle.test(text)) finds.keep('handle', findHandles(text));
  if (marks.digits >= 1) finds.keep('address', findAddresses(text), { isCut: true });
  if (marks.digits >= 4) finds.keep('phone', findPhones(text));
  if (saidDigits.test(text)) finds.keep('phone', findSaidPhones(text));
  return { text, finds };
}

/** How much of each kind was removed: all that may be counted and kept. */
export function countByKind(found: readonly Redaction[]): Partial<Record<RedactionKind, number>> {
  const counts: Partial<Record<RedactionKind, number>> = {};
  for (const { kind } of found) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** One cheap look that spares most texts the dear ones. */
function lookFor(text: string): { digits: number; at: boolean; dot: boolean; wide: boolean } {
  let digits = 0;
  let at = false;
  let dot = false;
  let wide = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) digits += 1;
    else if (code === 0x40) at = true;
    else if (code === 0x2e && index + 1 < text.length && text.charCodeAt(index + 1) > 0x2e) dot = true;
    else if (code >= 0xff01 && code <= 0xff5e) {
      wide = true;
      at = true;
      dot = true;
      if (code >= 0xff10 && code <= 0xff19) digits += 1;
    }
  }
  return { digits, at, dot: dot || text.includes('://'), wide };
}

/** Full-width forms as ASCII; one unit stays one unit, so that offsets hold. */
function narrow(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

const schemed = /(?<![\p{L}\p{N}])(?:(?:h(?:tt|xx)ps?|ftp|tg|viber|whatsapp|zoommtg|file):\/\/|www(?:\.|\[\.\]))[^\s<>"']{1,2000}/giu;
const bare = /(?<![\p{L}\p{N}@._-])(?:(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}(?:(?:com|org|net|no|ua|eu|io|info|app|dev|uk|de|pl|se|dk|fi|lt|edu|gov|biz|online|example|test|xyz|site|blog|shop|store|club|page|link|tech|art|museum|nl|ch|cz|ca|tv|gg|me|fr|es|ee|lv|ie|co|cloud|academy|news|world|space|live|wiki|education|africa|kyiv|oslo|int|ngo|social|chat|agency)(?![\p{L}\p{N}-]|\.[\p{L}\p{N}])(?::\d{2,5})?(?:[/?#][^\s<>"']{0,2000})?|[a-z]{2,12}\/[^\s<>"']{1,2000})|(?:[\p{L}\p{N}-]{1,63}\.){1,4}(?:укр|рф|com|org|net|no|ua|se|dk)(?![\p{L}\p{N}-])(?:\/[^\s<>"']{0,2000})?)/giu;
/** With its points in brackets, or with points and strokes in words. */
const guarded = /(?<![\p{L}\p{N}@._-])[a-z0-9-]{1,63}(?:\s?(?:[[({](?:\.|dot|punktum|крапка)[\])}])\s?[a-z0-9-]{1,63}){1,4}(?:\/[^\s<>"']{0,2000})?/giu;
const spoken = /(?<![\p{L}\p{N}@._-])[a-z0-9-]{1,63}(?: (?:dot|punktum|крапка) [a-z0-9-]{1,63}){1,4}(?: (?:slash|skråstrek|слеш) [\p{L}\p{N}._-]{1,63}){1,4}/giu;
/** "example dot no", "www dot example dot org", "приклад крапка юа": what ends as addresses end. */
const said = /(?<![\p{L}\p{N}@._-])(?:(?:https?|www|хттпс?|ввв)[ .:]{0,3}(?:(?:colon|kolon|двокрапка) )?(?:(?:slash|skråstrek|слеш) ){0,2}(?:(?:dot|punktum|крапка) )?)?(?!(?:the|a|an|my|no|og|en|et|це) )[\p{L}\p{N}-]{2,63} (?:(?:dot|punktum|крапка) [\p{L}\p{N}-]{1,63} ){0,2}(?:dot|punktum|крапка) (?:com|org|net|no|ua|eu|io|info|app|uk|co|se|dk|ком|орг|нет|юа|но|укр|інфо)(?![\p{L}\p{N}-])/giu;
const spokenLinks = /[[({](?:\.|dot|punktum|крапка)[\])}]|slash|skråstrek|слеш| (?:dot|punktum|крапка) /i;

function findLinks(text: string): Redaction[] {
  // "I felt ready.No fear": a sentence that lacks its space is no address.
  const addresses = matchesOf(text, bare).filter(([match]) => match.includes('/') || match === match.toUpperCase() || !/\.\p{Lu}/u.test(match));
  const inWords = spokenLinks.test(text) ? [...matchesOf(text, guarded), ...matchesOf(text, spoken), ...matchesOf(text, said)] : [];
  return [...matchesOf(text, schemed), ...addresses, ...inWords].map(({ 0: match, index }): Redaction => ({ kind: 'url', start: index, end: index + match.replace(/[.,;:!?)\]}»”]+$/, '').length }));
}
