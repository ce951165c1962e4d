// Where the sentences of a text begin and end, in UTF-16 units of the text itself. Pure; it knows no language but a few abbreviations.
import { blank, capital, kindsAt, letter, number, tableOf } from '../kernel/characters.ts';

export interface Sentence { start: number; end: number }

const abbreviations = new Set('bl.a f.eks m.m osv dvs ca kl nr e.g i.e mr mrs dr etc vs т.д т.п т.е напр ін ред вул ст'.split(' '));
const longestAbbreviation = Math.max(...[...abbreviations].map((written) => written.length));
const longestSentence = 600;

const stops = tableOf('.!?…');
const closings = tableOf('"\'»”)]');
const [newline, dot, ellipsis, questionMark] = [0x0a, 0x2e, 0x2026, 0x3f];

/** Sentences without the space around them; a text without marks is one. A very long one is cut at a space. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Nearly every unit is a letter or a space, and ends nothing.
    if (code > questionMark && code !== ellipsis) continue;
    const end = code === newline ? afterNewlines(text, at) : stops[code] === 1 ? endOfStop(text, at) : at;
    if (end === at) continue;
    add(sentences, text, start, end);
    start = end;
    at = end - 1;
  }
  add(sentences, text, start, text.length);
  return sentences;
}

function afterNewlines(text: string, from: number): number {
  let end = from + 1;
  while (text.charCodeAt(end) === newline) end += 1;
  return end;
}

/** Where a sentence ends that stops here, its closing quotes among it: before a space, or where a capital follows at once. The place itself if none ends. */
function endOfStop(text: string, from: number): number {
  let stopped = from + 1;
  while (stops[text.charCodeAt(stopped)] === 1) stopped += 1;
  let closed = stopped;
  while (closings[text.charCodeAt(closed)] === 1) closed += 1;
  if (closed < text.length && (kindsAt(text, closed) & blank) === 0 && (closed > stopped || (kindsAt(text, stopped) & capital) === 0)) return from;
  return closed === from + 1 && text.charCodeAt(from) === dot && isAbbreviation(text, from) ? from : closed;
}

function isAbbreviation(text: string, at: number): boolean {
  const isLetter = (place: number): boolean => text.charCodeAt(place) === dot || (kindsAt(text, place) & letter) !== 0;
  let start = at;
  while (start > 0 && at - start <= longestAbbreviation && isLetter(start - 1)) start -= 1;
  if (at - start <= longestAbbreviation && abbreviations.has(text.slice(start, at).toLowerCase())) return true;
  return isDigit(text.charCodeAt(at - 1)) && /^\.\s\p{Ll}/u.test(text.slice(at, at + 3));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function add(sentences: Sentence[], text: string, from: number, until: number): void {
  let [start, end] = [from, until];
  while (start < end && (kindsAt(text, start) & blank) !== 0) start += 1;
  while (end > start && (kindsAt(text, end - 1) & blank) !== 0) end -= 1;
  let word = start;
  while (word < end && (kindsAt(text, word) & (letter | number)) === 0) word += 1;
  if (word < end) cut(sentences, text, start, end);
}

function cut(sentences: Sentence[], text: string, from: number, end: number): void {
  let start = from;
  while (end - start > longestSentence) {
    const space = text.lastIndexOf(' ', start + longestSentence);
    const part = space > start ? space : start + longestSentence;
    sentences.push({ start, end: part });
    start = space > start ? part + 1 : part;
  }
  sentences.push({ start, end });
}
