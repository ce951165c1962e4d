// Trains what screening has learnt from the corpus beside it, and judges it by cross-validation: node services/safety/train.script.ts
// The held-out set is somebody else's: nothing here has seen it.
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { languages, safetyCategories } from '../../channels/vocabulary.ts';
import { bucketCount, features, judge, readFeatures, type Learnt, type LearntFile } from './learnt.ts';
import { learntPath, ruledPolicy, shippedPolicy } from './policy.client.ts';
import { prepare, readWords, screen } from './screening.ts';

const version = 'safety-1';
/** Texts a language, those in all of them from which the rules were written, and what participants write every day. */
const names = [...languages, 'rules', 'everyday'];
const folds = 3;
const rounds = 36;
const sentencesEach = 3;
/** In one of three rounds, and never in that of sentences, texts are met as somebody types them in haste. */
const hasteEach = 3;
const hasteAt = 1;
const rate = 0.35;
const shrink = 2e-4;
/** What a single text holds tells more of its writer than of what is grave. */
const fewestTexts = 2;
const rules = ruledPolicy();
const prepared = prepare(rules);
const mutesBelow = rules.judging?.mutesBelow ?? 0;
const shippedFrom = rules.judging?.flags.harassment.flagsFrom ?? 1;
const labels = safetyCategories.length;
/** Ukrainian bends its words most, so each of its grave texts is met as if it were more: without that it is found less often. */
const weightOf: Readonly<Record<string, number>> = { uk: 1.8, no: 1.15 };
/** The share of innocent texts that may be flagged where a threshold is looked for. */
const mostFalse = 0.08;

interface Features { buckets: Int32Array; values: Float32Array }
/** `parts`: the sentences of what is innocent, for each is judged by itself as well. `hasty`: the text as it is written in haste. */
interface Example extends Features { label: number; text: string; file: string; parts: readonly Features[]; hasty: Features }
interface Judged { example: Example; grave: number; said: number; isRuled: boolean }

/** The texts by which outcomes are read: feedback that is sad or doubtful is not grave. */
function readEveryday(): string[] {
  return languages.flatMap((language) => readFileSync(path.join(import.meta.dirname, `../q2q/corpus/${language}.tsv`), 'utf8').trim().split('\n').slice(1).flatMap((line) => line.split('\t').at(-1) ?? []));
}

function readCorpus(): { examples: Example[]; sha256: string } {
  const files = names.filter((name) => name !== 'everyday').map((name) => ({ name, text: readFileSync(path.join(import.meta.dirname, 'corpus', `${name}.tsv`), 'utf8') }));
  const examples = files.flatMap(({ name: file, text }) => text.trim().split('\n').slice(1).map((line, index): Example => {
    const [name, words] = line.split('\t');
    const label = safetyCategories.findIndex((category) => category === name);
    if (!words || (label < 0 && name !== 'clear')) throw new Error(`${file}.tsv:${index + 2} has no label that is known, or no text`);
    return exampleOf(label, words, file);
  }));
  examples.push(...readEveryday().map((text) => exampleOf(-1, text, 'everyday')));
  return { examples, sha256: hash('sha256', files.map(({ text }) => text).join('\n'), 'hex') };
}

function exampleOf(label: number, text: string, file: string): Example {
  const sentences = label < 0 ? text.split(/(?<=[.!?;…])\s+/).filter((sentence) => sentence.trim() !== '') : [];
  return { label, text, file, ...featuresOf(text), hasty: featuresOf(inHaste(text)), parts: sentences.length > 1 ? sentences.map(featuresOf) : [] };
}

const inLatin: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f',
  х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia', '’': '', "'": '',
};

/** Every fourth of the longer words misspelt, a letter lost or swapped with its neighbour, and of Ukrainian texts each third in Latin letters; always the same. */
function inHaste(text: string): string {
  const drawn = (of: string): number => parseInt(hash('md5', of + text).slice(0, 6), 16);
  const typed = text.replace(/[\p{L}’']{5,}/gu, (word) => {
    const number = drawn(`typo${word}`);
    if (number % 4 > 0) return word;
    const at = 1 + (number >> 4) % (word.length - 3);
    return number % 8 === 0 ? word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2) : word.slice(0, at) + word.slice(at + 1);
  });
  return /[а-яіїєґ]/i.test(text) && drawn('latin') % 3 === 0 ? typed.toLowerCase().replace(/[а-яіїєґ’']/g, (char) => inLatin[char] ?? '') : typed;
}

/** All but what a rule finds in everyday texts: it may be grave after all, and teaches nothing. */
function teaching(examples: readonly Example[]): Example[] {
  return examples.filter(({ file, text }) => file !== 'everyday' || screen(rules, text).length === 0);
}

function featuresOf(text: string): Features {
  const words = readWords(prepared, text);
  readFeatures(words, { from: 0, until: words.size }, false);
  const [buckets, values] = [features.buckets.slice(0, features.size), features.values.slice(0, features.size)];
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { buckets, values: Float32Array.from(values, (value) => value / length) };
}

/** Always the same order from the same texts. */
function ordered<T extends { text: string }>(examples: readonly T[], salt: string): T[] {
  return examples.map((one) => ({ one, key: hash('md5', salt + one.text) })).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ one }) => one);
}

/** Without the pieces that too few of these texts hold. */
function shared(examples: readonly Example[]): Example[] {
  const texts = new Int32Array(bucketCount);
  for (const { buckets } of examples) for (const bucket of buckets) texts[bucket] = (texts[bucket] ?? 0) + 1;
  const kept = <T extends Features>(one: T): T => {
    const places = [...one.buckets.keys()].filter((at) => (texts[one.buckets[at] ?? 0] ?? 0) >= fewestTexts);
    return { ...one, buckets: Int32Array.from(places, (at) => one.buckets[at] ?? 0), values: Float32Array.from(places, (at) => one.values[at] ?? 0) };
  };
  return examples.map((example) => ({ ...kept(example), hasty: kept(example.hasty), parts: example.parts.map(kept) }));
}

/** Logistic regression with a step of its own for each weight, smaller as it has moved more. Sentences come in some rounds only. */
function fit(examples: readonly Example[]): { weights: Float64Array; bias: number[] } {
  const [weights, moved] = [new Float64Array(bucketCount * labels), new Float64Array(bucketCount * labels)];
  const [bias, biasMoved] = [Array.from({ length: labels }, () => -1), Array.from({ length: labels }, () => 0)];
  const odds = new Float64Array(labels);
  const learn = (label: number, { buckets, values }: Features, weight: number): void => {
    odds.set(bias);
    for (const [at, bucket] of buckets.entries()) for (let one = 0; one < labels; one += 1) odds[one] = (odds[one] ?? 0) + (values[at] ?? 0) * (weights[bucket * labels + one] ?? 0);
    for (let one = 0; one < labels; one += 1) odds[one] = Math.exp(odds[one] ?? 0);
    const all = odds.reduce((sum, one) => sum + one, 1);
    for (let one = 0; one < labels; one += 1) {
      const wrong = weight * ((odds[one] ?? 0) / all - (one === label ? 1 : 0));
      biasMoved[one] = (biasMoved[one] ?? 0) + wrong * wrong;
      bias[one] = (bias[one] ?? 0) - rate * wrong / Math.sqrt(1 + (biasMoved[one] ?? 0));
      for (const [at, bucket] of buckets.entries()) {
        const place = bucket * labels + one;
        const slope = wrong * (values[at] ?? 0) + shrink * (weights[place] ?? 0);
        moved[place] = (moved[place] ?? 0) + slope * slope;
        weights[place] = (weights[place] ?? 0) - rate * slope / Math.sqrt(1e-6 + (moved[place] ?? 0));
      }
    }
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const example of ordered(examples, String(round))) {
      learn(example.label, round % hasteEach === hasteAt ? example.hasty : example, example.label < 0 ? 1 : weightOf[example.file] ?? 1);
      if (round % sentencesEach === 0) for (const sentence of example.parts) learn(example.label, sentence, 1);
    }
  }
  return { weights, bias };
}

function pack({ weights, bias }: ReturnType<typeof fit>): Learnt {
  const step = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / step)), step, bias };
}

/** Each text judged by weights that have not seen it. */
function crossValidate(examples: readonly Example[]): Judged[] {
  const shuffled = ordered(examples, 'folds');
  return Array.from({ length: folds }, (_, fold) => {
    const learnt = pack(fit(shared(teaching(shuffled.filter((_one, at) => at % folds !== fold)))));
    return shuffled.filter((_one, at) => at % folds === fold).map((example): Judged => {
      const verdict = judge(learnt, readWords(prepared, example.text));
      return { example, isRuled: screen(rules, example.text).length > 0, grave: verdict?.grave ?? 0, said: verdict ? safetyCategories.indexOf(verdict.category) : -1 };
    });
  }).flat();
}

function share(rows: readonly Judged[], holds: (row: Judged) => boolean): string {
  return `${(rows.filter(holds).length / Math.max(1, rows.length)).toFixed(3)} (${rows.length})`;
}

/** The threshold is looked for where the rules have not been written from the same texts. */
function report(judged: readonly Judged[]): void {
  const clear = judged.filter(({ example }) => example.label < 0 && example.file !== 'rules' && example.file !== 'everyday').map(({ grave }) => grave).sort((a, b) => b - a);
  const threshold = clear[Math.floor(clear.length * mostFalse)] ?? 0.5;
  console.log(`of the innocent ${mostFalse} are above ${threshold.toFixed(3)}`);
  for (const at of [threshold, shippedFrom]) {
    for (const name of names) {
      const own = judged.filter(({ example }) => example.file === name);
      const grave = own.filter(({ example }) => example.label >= 0);
      const innocent = own.filter(({ example }) => example.label < 0);
      const flagged = (row: Judged): boolean => row.grave >= at || (row.isRuled && row.grave > mutesBelow);
      console.log(`at ${at.toFixed(2)}  ${name}  finds ${share(grave, (row) => row.grave >= at)}, leaves ${share(innocent, (row) => row.grave < at)}; rules find ${share(grave, (row) => row.isRuled)}, leave ${share(innocent, (row) => !row.isRuled)}; both find ${share(grave, flagged)}, leave ${share(innocent, (row) => !flagged(row))}; names ${share(grave, ({ example, said }) => example.label === said)}`);
      for (const [label, category] of safetyCategories.entries()) console.log(`    ${category.padEnd(17)} finds ${share(grave.filter(({ example }) => example.label === label), (row) => row.grave >= at)}`);
    }
  }
  if (!process.argv.includes('--errors')) return;
  for (const { example, grave, said } of judged) if ((grave >= threshold) !== (example.label >= 0)) console.log(`${safetyCategories[example.label] ?? 'clear'}\t${grave.toFixed(2)}\t${safetyCategories[said]}\t${example.text}`);
}

/** Each text once, by a policy that has met no word yet. */
function speed(examples: readonly Example[]): number {
  const policy = shippedPolicy();
  prepare(policy);
  const started = performance.now();
  for (const { text } of examples) screen(policy, text);
  return Math.round(examples.length / (performance.now() - started) * 1000);
}

function main(): void {
  const { examples, sha256 } = readCorpus();
  const started = performance.now();
  report(crossValidate(examples));
  const { weights, step, bias } = pack(fit(shared(teaching(examples))));
  const file: LearntFile = { version, corpusSha256: sha256, step, bias: [...bias], weights: brotliCompressSync(weights).toString('base64') };
  mkdirSync(path.dirname(learntPath), { recursive: true });
  writeFileSync(learntPath, `${JSON.stringify(file)}\n`);
  console.log(`${learntPath}: ${(JSON.stringify(file).length / 1024).toFixed(0)} kB from ${examples.length} texts in ${((performance.now() - started) / 1000).toFixed(0)} s; screens ${speed(examples)} texts a second`);
}

main();
