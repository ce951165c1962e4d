// Removes what points to a person from a text: addresses, numbers, links, handles, and names that are on record.
// Answers where and of which kind, never the words. It knows no database; who is on record is handed in.
import { findSaidAddresses } from './redacted-address-lines.ts';
import { findAddresses } from './redacted-addresses.ts';
import { findEmails } from './redacted-emails.ts';
import { findHandles } from './redacted-handles.ts';
import { hint } from './redacted-hints.ts';
import { findLinks } from './redacted-links.ts';
import { findNames, type Span } from './redacted-names.ts';
import { findPhones, findSureNumbers } from './redacted-numbers.ts';
import { findSaidPhones } from './redacted-said-phones.ts';
import { findStrangers } from './redacted-strangers.ts';
import { placesOf, type Place } from './redacted-words.ts';

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
  const { text, places, finds } = pointersOf(given);
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

function pointersOf(given: string): { text: string; places: Place[]; finds: Finds } {
  const marks = lookFor(given);
  const text = marks.wide ? narrow(given) : given;
  const places = placesOf(text);
  const hints = hintsAmong(places);
  const finds = new Finds(text);
  const maySpell = (hints.words & hint.spelt) !== 0 || marks.open;
  finds.keep('email', findEmails(text, maySpell || marks.at || (hints.words & hint.at) !== 0));
  if (marks.dot || marks.stroke || maySpell) finds.keep('url', findLinks(text, marks.stroke || maySpell), { isCut: true });
  if (marks.digits >= 1 || (hints.words & hint.birth) !== 0) for (const found of findSureNumbers(text)) finds.keep(found.kind, [found]);
  if (marks.at || marks.joint || (hints.words & hint.network) !== 0) finds.keep('handle', findHandles(text));
  const hasNumber = (hints.words & hint.number) !== 0;
  if (hints.numbersMeet || (marks.digits >= 1 && hasNumber)) finds.keep('phone', findSaidPhones(text));
  if (hasNumber) finds.keep('address', findSaidAddresses(text));
  if (marks.digits >= 1) finds.keep('address', findAddresses(text), { isCut: true });
  if (marks.digits >= 4) finds.keep('phone', findPhones(text));
  return { text, places, finds };
}

/** What the words hint at, and whether two of them that are numbers stand beside each other. */
function hintsAmong(places: readonly Place[]): { words: number; numbersMeet: boolean } {
  let words = 0;
  let before = 0;
  let numbersMeet = false;
  for (const { spelling: { hints }, gap } of places) {
    if (hints === 0) {
      before = 0;
      continue;
    }
    words |= hints;
    if ((hints & before & hint.number) !== 0 && gap.length <= widestGap) numbersMeet = true;
    before = hints;
  }
  return { words, numbersMeet };
}
const widestGap = 4;

/** How much of each kind was removed: all that may be counted and kept. */
export function countByKind(found: readonly Redaction[]): Partial<Record<RedactionKind, number>> {
  const counts: Partial<Record<RedactionKind, number>> = {};
  for (const { kind } of found) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** One cheap look that spares most texts the dear ones. */
interface Marks { digits: number; at: boolean; dot: boolean; /** Brackets that open, blanks before points: what is spelt out may be near. */ open: boolean; stroke: boolean; joint: boolean; wide: boolean }

function lookFor(text: string): Marks {
  const marks: Marks = { digits: 0, at: false, dot: false, open: false, stroke: false, joint: false, wide: false };
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7b && code < 0xff01) continue;
    if (code >= 0x30 && code <= 0x39) marks.digits += 1;
    else if (code === 0x40) marks.at = true;
    else if (code === 0x2e) {
      if (text.charCodeAt(index + 1) > 0x2e) marks.dot = true;
      if (text.charCodeAt(index - 1) === 0x20) marks.open = true;
    } else if (code === 0x2c) {
      if (text.charCodeAt(index + 1) > 0x60) marks.open = true;
    } else if (code === 0x28 || code === 0x5b || code === 0x7b || code === 0x3c) marks.open = true;
    else if (code === 0x2f) marks.stroke = true;
    else if (code === 0x5f || code === 0x23) marks.joint = true;
    else if (code >= 0xff01 && code <= 0xff5e) {
      marks.wide = true;
      marks.at = true;
      marks.dot = true;
      marks.open = true;
      if (code >= 0xff10 && code <= 0xff19) marks.digits += 1;
    }
  }
  return marks;
}

/** Full-width forms as ASCII; one unit stays one unit, so that offsets hold. */
function narrow(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}
