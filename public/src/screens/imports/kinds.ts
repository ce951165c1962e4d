// Kinds of file: in which group each stands, and which of them a header fits. Pure; what a kind's columns are, the server says.
import type { ImportKind } from '../../../../channels/vocabulary.ts';
import { codePageOf, headersOf, plainName } from '../../../../services/kernel/format/csv.ts';
import type { KindCard } from '../../shell/interface.ts';

export const kindGroups = {
  sessions: ['kintell-mentorship', 'kintell-language', 'kintell-combined'],
  buddy: ['buddy-matches', 'buddy-events', 'buddy-checkins', 'buddy-feedback'],
  learning: ['course-completions', 'credentials', 'learning-progress'],
  people: ['roster', 'employment', 'instrument-scores', 'programme-costs'],
} as const satisfies Record<string, readonly ImportKind[]>;
export type KindGroup = keyof typeof kindGroups;
export const groupNames = Object.keys(kindGroups) as KindGroup[];

export interface Guess { kind: ImportKind; found: number; lacks: string[] }
/** `one` is the kind that fits best alone; else the person chooses among `several`, or among the `nearest` that fit in part. */
export type Recognised = { one: Guess } | { several: Guess[] } | { nearest: Guess[] };

/** Enough for a header, whatever stands in it. */
export const headBytes = 65_536;
const nearestShown = 3;
/** A name of our own says more than a synonym, which several kinds may share. */
const synonymWeight = 0.9;

export function recognise(headers: readonly string[], fileName: string, cards: readonly KindCard[]): Recognised {
  const scored = cards.map((card) => scoreOf(new Set(headers.map(plainName)), fileName, card)).filter(({ guess }) => guess.found > 0 || cards.length === 1).sort((a, b) => b.score - a.score);
  const fitting = scored.filter(({ guess }) => guess.lacks.length === 0);
  const [best] = fitting;
  if (!best) return { nearest: scored.slice(0, nearestShown).map(({ guess }) => guess) };
  const equal = fitting.filter(({ score }) => score === best.score);
  return equal.length === 1 ? { one: best.guess } : { several: equal.map(({ guess }) => guess) };
}

function scoreOf(headers: ReadonlySet<string>, fileName: string, { kind, columns }: KindCard): { guess: Guess; score: number } {
  let score = plainName(fileName).includes(plainName(kind)) ? 0.5 : 0;
  let found = 0;
  const lacks: string[] = [];
  for (const { name, synonyms, required } of columns) {
    const weight = headers.has(plainName(name)) ? 1 : synonyms.some((synonym) => headers.has(plainName(synonym))) ? synonymWeight : 0;
    score += weight;
    if (weight > 0) found += 1;
    else if (required) lacks.push(name);
  }
  return { guess: { kind, found, lacks }, score: Math.round(score * 100) };
}

/** The header of a file, or undefined for what is no text: the server says what it is instead. */
export async function readHeaders(file: Blob): Promise<string[] | undefined> {
  const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const text = decode(bytes);
  return text.includes('\0') || text.startsWith('PK') || text.trim() === '' ? undefined : headersOf(text);
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length === headBytes });
  } catch {
    return new TextDecoder(codePageOf(bytes)).decode(bytes);
  }
}
