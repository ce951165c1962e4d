// What each UTF-16 unit of a text is, in one table: a text is walked unit by unit, without a pattern for every word. Pure.

export const letter = 1;
export const mark = 2;
export const number = 4;
export const blank = 8;
export const capital = 16;

const patterns: readonly [RegExp, number][] = [[/\p{L}/u, letter], [/\p{M}/u, mark], [/\p{N}/u, number], [/\s/u, blank], [/\p{Lu}/u, capital]];

function kindsOf(char: string): number {
  return patterns.reduce((kinds, [pattern, kind]) => (pattern.test(char) ? kinds | kind : kinds), 0);
}

const table = Uint8Array.from({ length: 65_536 }, (_, code) => kindsOf(String.fromCharCode(code)));

/** The kinds of the unit at a place, as bits; none beyond the end. Both halves of a character of two units are what it is. */
export function kindsAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return (code & 0xf800) === 0xd800 ? kindsOfPair(text, index) : table[code] ?? 0;
}

/** Marks the units of a list: 1 for each of them, 0 or nothing for others. */
export function tableOf(chars: string): Uint8Array {
  const codes = chars.split('').map((char) => char.charCodeAt(0));
  const marks = new Uint8Array(Math.max(...codes) + 1);
  for (const code of codes) marks[code] = 1;
  return marks;
}

function kindsOfPair(text: string, index: number): number {
  const isSecond = (text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
  return kindsOf(String.fromCodePoint(text.codePointAt(isSecond ? index - 1 : index) ?? 0));
}
