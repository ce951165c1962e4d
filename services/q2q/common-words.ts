// The commonest small words of our languages and of their neighbours, and the letters that only some of them have, counted in one walk
// over a text. A word is known by a number made of its letters, so that none is cut out to be looked up. Pure.
import { kindsAt, letter } from '../kernel/characters.ts';

const lists = {
  en: 'the i my and to is was it with that this of am are you they have but now not do at we be been her his she an very more can could feel for me in so',
  no: 'jeg og er det på ikke med nå til meg har en et som å av var om mer kan må men så den vi han hun blir ble min mitt mine for i at veldig bare føler',
  sv: 'jag och är det på inte med nu till mig har som att av var men så vi han hon mycket bara känner',
  ru: 'что это меня был была было как но очень теперь уже больше чем мой моя они она он только когда если все',
} as const;

/** How many words a text has, how many in Cyrillic letters, how many of each list, and how many letters of each kind. */
export interface Counts { words: number; cyrillic: number; en: number; no: number; sv: number; ru: number; norwegian: number; ring: number; umlaut: number; ukrainianLetters: number; russianLetters: number }

const [english, norwegian, swedish, russian] = [1, 2, 4, 8];
const [isNorwegian, isRing, isUmlaut, isUkrainian, isRussian] = [1, 2, 4, 8, 16];
const [firstCyrillic, lastCyrillic] = [0x400, 0x4ff];
const lastAscii = 0x7f;
const dottedCapital = 0x130;
/** Longer beginnings say nothing new of a language, and cost. */
const furthest = 1000;

const hintPatterns: readonly [RegExp, number][] = [[/[æø]/iu, isNorwegian], [/å/iu, isRing], [/[äö]/iu, isUmlaut], [/[іїєґ]/iu, isUkrainian], [/[ыэъё]/iu, isRussian]];
const hints = Uint8Array.from({ length: 65_536 }, (_, code) => hintPatterns.reduce((bits, [pattern, bit]) => (pattern.test(String.fromCharCode(code)) ? bits | bit : bits), 0));

/** Each letter of the lists, in either case, has its number; all others have none. */
const alphabet = [...new Set(Object.values(lists).join('').replaceAll(' ', ''))];
const places = new Uint8Array(65_536);
for (let code = 0; code < places.length; code += 1) places[code] = alphabet.indexOf(String.fromCharCode(code).toLowerCase().charAt(0)) + 1;

const base = 64;
const longest = Math.max(...Object.values(lists).flatMap((list) => list.split(' ').map((word) => word.length)));
const slots = 1024;
const keys = new Float64Array(slots);
const marks = new Uint8Array(slots);

for (const [list, bit] of [[lists.en, english], [lists.no, norwegian], [lists.sv, swedish], [lists.ru, russian]] as const) {
  for (const word of list.split(' ')) {
    const key = word.split('').reduce((sum, char) => sum * base + (places[char.charCodeAt(0)] ?? 0), 0);
    const slot = slotOf(key);
    keys[slot] = key;
    marks[slot] = (marks[slot] ?? 0) | bit;
  }
}

function slotOf(key: number): number {
  let slot = Math.imul((key | 0) ^ (key / base ** 4), 0x9e3779b1) >>> 22;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) % slots;
  return slot;
}

/** Words are counted in the beginning of a text, letters in all of it. */
export function countWords(text: string): Counts {
  const counts: Counts = { words: 0, cyrillic: 0, en: 0, no: 0, sv: 0, ru: 0, norwegian: 0, ring: 0, umlaut: 0, ukrainianLetters: 0, russianLetters: 0 };
  const head = text.length > furthest ? text.slice(0, furthest) : text;
  let [length, key, isCyrillic] = [0, 0, false];
  for (let index = 0; index <= head.length; index += 1) {
    const code = head.charCodeAt(index);
    if ((kindsAt(head, index) & letter) !== 0) {
      const place = places[code] ?? 0;
      key = place === 0 || length >= longest || key < 0 ? -1 : key * base + place;
      if (code > lastAscii) countHint(counts, code);
      isCyrillic ||= code >= firstCyrillic && code <= lastCyrillic;
      length += 1;
      // In small letters it is an i and a mark of its own, which ends the word.
      if (code !== dottedCapital) continue;
    }
    if (length === 0) continue;
    counts.words += 1;
    if (isCyrillic) counts.cyrillic += 1;
    if (key > 0) countKnown(counts, marks[slotOf(key)] ?? 0);
    [length, key, isCyrillic] = [0, 0, false];
  }
  for (let index = head.length; index < text.length; index += 1) countHint(counts, text.charCodeAt(index));
  return counts;
}

function countKnown(counts: Counts, bits: number): void {
  if (bits === 0) return;
  if ((bits & english) !== 0) counts.en += 1;
  if ((bits & norwegian) !== 0) counts.no += 1;
  if ((bits & swedish) !== 0) counts.sv += 1;
  if ((bits & russian) !== 0) counts.ru += 1;
}

function countHint(counts: Counts, code: number): void {
  const bits = hints[code] ?? 0;
  if (bits === 0) return;
  if ((bits & isNorwegian) !== 0) counts.norwegian += 1;
  if ((bits & isRing) !== 0) counts.ring += 1;
  if ((bits & isUmlaut) !== 0) counts.umlaut += 1;
  if ((bits & isUkrainian) !== 0) counts.ukrainianLetters += 1;
  if ((bits & isRussian) !== 0) counts.russianLetters += 1;
}
