// A trained model and what it says of a text: whether the writer speaks of a dimension at all, in which sentences, and where on it. Linear,
// so that the score is the sum of what its tokens add, exactly. Pure; it knows neither the registry nor who asks.
import type { Dimension, Language } from '../../channels/vocabulary.ts';
import { Bank } from './bank.ts';
import { readText, type Passage, type TextRead } from './features.ts';
import { detectLanguage, type Detected } from './language.ts';
import type { Sentence } from './sentences.ts';

export interface Slope { slope: number; shift: number }
/** Per language: Platt's scaling of both heads, and how sure a reading is from both logits. */
export interface Calibration { speaks: Slope; /** A text whose logit of speaking is below this is silent. */ silentBelow: number; level: Slope; torn: Slope; trust: { base: number; speaks: number; level: number; torn: number } }
export interface Evaluation { method: string; texts: number; macroF1: number; accuracy: number; calibrationError: number; reliableChange: number }
/** A weight for each bucket, in steps: more digits would take memory and say nothing. */
export interface Head { step: number; steps: Int8Array; bias: Record<Language, number> }
/** Which value of a feature a head reads. */
export type Side = 'speaks' | 'level';
export interface Model { version: string; sha256: string; dimension: Dimension; speaks: Head; level: Head; torn: Head; calibration: Record<Language, Calibration>; evaluation: Record<Language, Evaluation> }

/** What one token adds to the logit of the score. */
export interface Contribution { start: number; end: number; token: string; weight: number }
export interface Scored {
  language: Language; score: number | null; confidence: number; sentence: Sentence | null;
  /** The logit of the score, and of speaking about the dimension at all. */
  logit: number; speaksLogit: number; contributions: Contribution[];
}

export type Reading = 'low' | 'mixed' | 'high';

/** Between these a text says both, or neither clearly. */
export const mixedBetween = { low: 0.4, high: 0.6 } as const;

export function readingOf(score: number): Reading {
  return score >= mixedBetween.high ? 'high' : score <= mixedBetween.low ? 'low' : 'mixed';
}

/** The logit of a text that has no words at all. */
const saysNothing = -20;
let added = new Float64Array(1_024);

/** Scores a text by each model of a bank; null where it says nothing about the dimension, or is written in a language that was not learnt. */
export function scoreAll(bank: Bank, text: string, given?: Language): Scored[] {
  const detected = given === undefined ? detectLanguage(text) : { language: given, foreign: false };
  const read = readText(text, detected.language);
  const passages = read.passages.filter(({ from, until }) => until > from);
  const logits = passages.map((passage) => logitsOf(bank, read, passage, detected.language));
  return bank.models.map((_, place) => scoreBy(bank, place, read, detected, passages, logits));
}

function scoreBy(bank: Bank, place: number, read: TextRead, { language, foreign }: Detected, passages: readonly Passage[], logits: readonly (readonly number[])[]): Scored {
  const { speaks, silentBelow } = (bank.models[place] as Model).calibration[language];
  const most = placeOfMost(logits, place);
  const best = passages[most];
  const speaksLogit = best ? speaks.slope * (logits[most]?.[place] ?? 0) + speaks.shift : saysNothing;
  if (!best || foreign || speaksLogit < silentBelow) return { language, score: null, confidence: sigmoid(-speaksLogit), sentence: null, logit: 0, speaksLogit, contributions: [] };
  const attended = passages.filter((passage, index) => passage === best || (logits[index]?.[place] ?? 0) > 0);
  return score(bank, place, read, language, attended, best.sentence, speaksLogit);
}

/** Which sentence speaks most, the first of those that do alike; -1 where there is none. */
function placeOfMost(logits: readonly (readonly number[])[], place: number): number {
  let most = -1;
  for (let index = 0; index < logits.length; index += 1) if (most < 0 || (logits[index]?.[place] ?? 0) > (logits[most]?.[place] ?? 0)) most = index;
  return most;
}

const banksOfOne = new WeakMap<Model, Bank>();

export function scoreText(model: Model, text: string, given?: Language): Scored {
  let bank = banksOfOne.get(model);
  if (!bank) banksOfOne.set(model, bank = new Bank([model]));
  const [scored] = scoreAll(bank, text, given);
  if (!scored) throw new Error('a bank of one model says one thing');
  return scored;
}

function logitsOf(bank: Bank, read: TextRead, passage: Passage, language: Language): number[] {
  const scale = scaleOf(passage.until - passage.from);
  const said = bank.speaks.saidToAll(read, passage);
  return bank.models.map(({ speaks: { bias } }, place) => (said[place] ?? 0) * scale + bias[language]);
}

function score(bank: Bank, place: number, read: TextRead, language: Language, attended: readonly Passage[], sentence: Sentence, speaksLogit: number): Scored {
  const model = bank.models[place] as Model;
  const { level, torn, trust } = model.calibration[language];
  const words = attended.reduce((sum, { from, until }) => sum + until - from, 0);
  const scale = scaleOf(words);
  // A text that says both is drawn to the middle, all its words alike.
  const tornLogit = torn.slope * attended.reduce((sum, passage) => sum + bank.scores.saidTo(2 * place + 1, read, passage) * scale, model.torn.bias[language]) + torn.shift;
  const whole = sigmoid(-tornLogit);
  if (added.length < read.tokens.size) added = new Float64Array(2 * read.tokens.size);
  for (const passage of attended) bank.scores.tellShares(2 * place, read, passage, scale, added);
  // The starting point of a language belongs to no word: visible tokens share it evenly, so that nothing is left unexplained.
  const base = (level.slope * model.level.bias[language] + level.shift) / words;
  const contributions = contributionsOf(read, attended, whole, level.slope, base);
  const logit = contributions.reduce((sum, { weight }) => sum + weight, 0);
  return {
    language, score: sigmoid(logit), confidence: sigmoid(trust.base + trust.speaks * speaksLogit + trust.level * Math.abs(logit) + trust.torn * Math.abs(tornLogit)), sentence, logit, speaksLogit, contributions,
  };
}

function contributionsOf({ tokens }: TextRead, attended: readonly Passage[], whole: number, slope: number, base: number): Contribution[] {
  const contributions: Contribution[] = [];
  for (const { from, until } of attended) {
    for (let at = from; at < until; at += 1) contributions.push({ start: tokens.start[at] ?? 0, end: tokens.end[at] ?? 0, token: tokens.words[at]?.written ?? '', weight: whole * (slope * (added[at] ?? 0) + base) });
  }
  return contributions;
}

/** Long sentences repeat themselves: their features count less each. */
export function scaleOf(tokens: number): number {
  return 1 / Math.sqrt(Math.max(6, tokens));
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
