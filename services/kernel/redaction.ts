// Removes what points to a person from a text: addresses, numbers, links, handles, and names that are on record.
// Answers where and of which kind, never the words. It knows no database; who is on record is handed in.
import { findAddresses } from './redacted-addresses.ts';
import { findNames, type Span } from './redacted-names.ts';
import { findPhones, findSureNumbers } from './redacted-numbers.ts';
import { findStrangers } from './redacted-strangers.ts';
import { placesOf } from './redacted-words.ts';

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
  readonly #length: number;
  #taken: Uint8Array | undefined;

  constructor(length: number) {
    this.#length = length;
  }

  keep(kind: RedactionKind, spans: readonly Span[]): void {
    for (const { start, end } of spans) {
      const taken = this.#taken ??= new Uint8Array(this.#length);
      if (end <= start || taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      this.#found.push({ kind, start, end });
    }
  }

  inOrder(): Redaction[] {
    return this.#found.sort((a, b) => a.start - b.start);
  }
}

function pointersOf(given: string): { text: string; finds: Finds } {
  const marks = lookFor(given);
  const text = marks.wide ? narrow(given) : given;
  const finds = new Finds(text.length);
  if (marks.at) finds.keep('email', findEmails(text));
  if (marks.spelt || / at \S+\.\p{Ll}/u.test(text)) finds.keep('email', findSpeltEmails(text));
  if (marks.dot) finds.keep('url', findLinks(text));
  if (marks.digits >= 1) for (const found of findSureNumbers(text)) finds.keep(found.kind, [found]);
  if (marks.at || marks.network || text.includes('_') || text.includes('#') || text.includes(' X ')) finds.keep('handle', findHandles(text));
  if (marks.digits >= 1) finds.keep('address', findAddresses(text));
  if (marks.digits >= 4) finds.keep('phone', findPhones(text));
  return { text, finds };
}

/** How much of each kind was removed: all that may be counted and kept. */
export function countByKind(found: readonly Redaction[]): Partial<Record<RedactionKind, number>> {
  const counts: Partial<Record<RedactionKind, number>> = {};
  for (const { kind } of found) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const speltWords = /[([{<]\s?(?:at|ad|@)\s?[)\]}>]|\bdot\b|punktum|\s@\s|alfakrøll|krøllalfa|крапка|собак|собач|равлик|\bat (?:gmail|outlook|hotmail|yahoo|icloud|proton)/i;
const network = String.raw`telegram|instagram|insta|snapchat|snap|facebook|fb|messenger|whatsapp|viber|skype|discord|tiktok|tik tok|linkedin|twitter|threads|bluesky|mastodon|steam|reddit|github|signal|tg|ig|телеграм\p{L}?|телеґрам\p{L}?|тг|телега|телегу|телезі|інстаграм\p{L}?|інста|інсті|інсту|фейсбук\p{L}?|фейсбуц\p{L}|вайбер\p{L}?|дискорд\p{L}?|скайп\p{L}?|тікток\p{L}?|твітер\p{L}?|ватсап\p{L}?|вотсап\p{L}?|месенджер\p{L}?`;
const account = String.raw`user ?name|user|nick ?name|nick|handle|account|brukernavn|brukarnamn|kallenavn|konto|profil|profilen|нік\p{L}{0,4}|нікнейм\p{L}{0,2}|юзернейм\p{L}{0,2}|акаунт\p{L}{0,2}|логін\p{L}{0,2}`;
const networks = new RegExp(`(?<!\\p{L})(?:${network}|${account})(?!\\p{L})`, 'iu');

/** One cheap look that spares most texts the dear ones. */
function lookFor(text: string): { digits: number; at: boolean; dot: boolean; wide: boolean; spelt: boolean; network: boolean } {
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
  return { digits, at, dot: dot || text.includes('://'), wide, spelt: speltWords.test(text), network: networks.test(text) };
}

/** Full-width forms as ASCII; one unit stays one unit, so that offsets hold. */
function narrow(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

const localPart = /[\p{L}\p{N}._%+'-]{1,64}$/u;
/** Letter by letter, to hide it from machines. */
const spaced = /(?<![\p{L}\p{N}._])(?:[\p{L}\p{N}._] ){2,20}[\p{L}\p{N}._]$/u;
const domainPart = /^(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}/u;

/** From each @ to both sides, a bounded way. */
function findEmails(text: string): Redaction[] {
  const found: Redaction[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const before = text.slice(Math.max(0, at - 66), at);
    const gapBefore = /\s?$/.exec(before)?.[0].length ?? 0;
    const upTo = before.slice(0, before.length - gapBefore);
    const local = (spaced.exec(upTo) ?? localPart.exec(upTo))?.[0].replace(/^[\s'.-]+/, '') ?? '';
    const gapAfter = /\s/.test(text[at + 1] ?? '') ? 1 : 0;
    const domain = domainPart.exec(text.slice(at + 1 + gapAfter, at + 257))?.[0] ?? '';
    if (local !== '' && domain !== '') found.push({ kind: 'email', start: at - gapBefore - local.length, end: at + 1 + gapAfter + domain.length });
  }
  return found;
}

const at = String.raw`(?:\s{0,3}[([{<]\s?(?:at|ad|a|@|ет|krøllalfa|alfakrøll|равлик|собака|собачка|песик)\s?[)\]}>]\s{0,3}|\s{1,3}(?:at|alfakrøll|krøllalfa|собака|собачка|равлик|ет)\s{1,3})`;
const point = String.raw`(?:\s{0,3}[([{<]\s?(?:dot|punktum|prikk|крапка|точка|\.)\s?[)\]}>]\s{0,3}|\s{1,3}(?:dot|punktum|крапка)\s{1,3})`;
const part = String.raw`[\p{L}\p{N}_%+-]{1,64}(?:\s(?:underscore|understrek|dash|hyphen|bindestrek|strek|підкреслення|дефіс|тире)\s[\p{L}\p{N}_%+-]{1,64}){0,2}`;
const spelt = new RegExp(`(?<![\\p{L}\\p{N}_%+.-])${part}(?:(?:\\.|${point})${part}){0,3}?${at}${part}(?:(?:\\.|${point})${part}){0,3}(?:\\.|${point})(?:\\p{L}{2,24})(?![\\p{L}\\p{N}])`, 'giu');
const freeMail = /(?:gmail|outlook|hotmail|yahoo|icloud|proton|ukr)/i;
const plainAt = /\sat\s(?!\d)/i;
const spelledPoint = /(?:dot|punktum|крапка)/i;

/** With blanks around each mark, against machines that gather addresses. */
const parted = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_%+-]{1,40}(?: ?\. ?[\p{L}\p{N}_%+-]{1,40}){0,3} @ [\p{L}\p{N}-]{1,40}(?: ?\. ?[\p{L}\p{N}-]{2,24}){1,3}/gu;

function findSpeltEmails(text: string): Redaction[] {
  // "at" alone is an everyday word: it needs a spelt-out dot, or a mail provider after it.
  return [...text.matchAll(spelt)].filter(([match]) => !/\sat\s\d/i.test(match)).filter(([match]) => !plainAt.test(match) || spelledPoint.test(match) || freeMail.test(match) || /^\S*[\d._]\S*\sat\s\S+\.\p{L}/iu.test(match))
    .concat([...text.matchAll(parted)]).map(({ 0: match, index }): Redaction => ({ kind: 'email', start: index, end: index + match.length }));
}

const schemed = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"']{1,2000}/giu;
const bare = /(?<![\p{L}\p{N}@._-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}(?:(?:com|org|net|no|ua|eu|io|info|app|dev|uk|de|pl|se|dk|fi|lt|edu|gov|biz|online|example)(?![\p{L}\p{N}-]|\.[\p{L}\p{N}])(?:\/[^\s<>"']{0,2000})?|[a-z]{2,12}\/[^\s<>"']{1,2000})/giu;

function findLinks(text: string): Redaction[] {
  // "I felt ready.No fear": a sentence that lacks its space is no address.
  const addresses = [...text.matchAll(bare)].filter(([match]) => match.includes('/') || match === match.toUpperCase() || !/\.\p{Lu}/u.test(match));
  return [...text.matchAll(schemed), ...addresses].map(({ 0: match, index }): Redaction => ({ kind: 'url', start: index, end: index + match.replace(/[.,;:!?)\]}»”]+$/, '').length }));
}

const mention = /(?<![\p{L}\p{N}._%+@-])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,29}[\p{L}\p{N}_])?/gu;
/** An underscore inside a word is nowhere but in such names. */
const underscored = /(?<![\p{L}\p{N}_.@/-])(?=[\p{L}\p{N}.-]{0,30}_)[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{1,30}[\p{L}\p{N}_])(?![\p{L}\p{N}_@])/gu;
/** Letters with marks or figures among them: a name on a network, if one is spoken of just before or after. */
const mixed = /(?<![\p{L}\p{N}_.@/-])(?=\p{N}{0,6}\p{L})(?:[\p{L}\p{N}]{1,20}[._-])*[\p{L}\p{N}]{2,24}(?![\p{L}\p{N}_@])/gu;
const looksMade = /\p{L}\p{N}|\p{N}\p{L}{2}|\p{Ll}\.\p{L}|\p{Ll}-\p{N}/u;
const spokenOfWithin = 60;
/** The network whose name is a letter. */
const onX = /(?<=(?<!\p{L})(?:på|on|у|в|в мережі) X (?:som|as|як|under) )@?[\p{L}\p{N}_.]{3,32}/gu;
const tagged = /(?<![\p{L}\p{N}])[\p{L}\p{N}_.]{2,32}#\d{4}(?!\d)/gu;
/** A few small words may stand between the network and the name on it. */
const afterNetwork = new RegExp(`(?<!\\p{L})(?:${network}|${account})(?!\\p{L})((?:[ ,:=()–—-]{1,3}(?:is|er|as|som|under|me|my|mine|min|mitt|name|username|user|nick|handle|at|på|on|there|der|heter|as|як|це|мій|моя|там|нік|ніком|під|в|у|на|і|also|just|it's|its|called|den)(?![\\p{L}\\p{N}_.])){0,4}[ ,:=()–—"“«'-]{1,4})((?:live:)?[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.-]{1,31}))`, 'giu');

const everyNetwork = new RegExp(`(?<!\\p{L})(?:${network}|${account})(?!\\p{L})`, 'giu');

function findHandles(text: string): Redaction[] {
  const found = [...text.matchAll(mention), ...text.matchAll(tagged), ...text.matchAll(underscored), ...text.matchAll(onX)].map(({ 0: match, index }): Redaction => ({ kind: 'handle', start: index, end: index + match.length }));
  for (const { 0: match, 1: between = '', 2: handle = '', index } of text.matchAll(afterNetwork)) {
    // A plain word after the network's name is a word; a colon, a mark inside or Latin letters among Cyrillic ones make it a handle.
    const name = handle.replace(/[.-]+$/, '');
    const isForeignWord = /^[а-яіїєґ]/iu.test(match) && /^[a-z]{3,}$/.test(name);
    if (!isForeignWord && !/[\d_]|[\p{L}\d][.-][\p{L}\d]/u.test(name) && !(/[:=]/.test(between) && name.length >= 3)) continue;
    const start = index + match.length - handle.length;
    found.push({ kind: 'handle', start, end: start + name.length });
  }
  const spokenOf = [...text.matchAll(everyNetwork)];
  if (spokenOf.length === 0) return found;
  for (const { 0: match, index } of text.matchAll(mixed)) {
    const end = index + match.length;
    const isNear = spokenOf.some(({ 0: word, index: at }) => (at >= end ? /^[\s,:(–—-]{0,3}(?:on|in|at|på|i|в|у|for|my|min|мій|–)?[\s,:(–—-]{0,3}$/u.test(text.slice(end, at)) : at + word.length <= index && index - at - word.length < spokenOfWithin && !/[.!?]\s/.test(text.slice(at, index))));
    if (isNear && looksMade.test(match) && !/^(?:[a-c][12]|\p{N}+\p{L}{1,2}|\p{L}\p{N})$/iu.test(match)) found.push({ kind: 'handle', start: index, end });
  }
  return found;
}
