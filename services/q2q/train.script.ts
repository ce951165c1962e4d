// Trains the shipped models, one a dimension, from the corpus beside it and judges them by cross-validation: node services/q2q/train.script.ts
// The held-out set is somebody else's: nothing here has seen it.
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dimensions, languages, type Dimension, type Language } from '../../channels/vocabulary.ts';
import { attend, headLogit, type MovingHead } from './lesson.ts';
import { readingOf, sigmoid, type Calibration, type Evaluation, type Slope } from './model.ts';
import { hashModel, writeBuckets, type HeadFile, type ModelFile } from './model-file.ts';
import { modelPathOf, shippedModels } from './shipped.client.ts';
import { fitLogistic, fitSlope, levelOf, prepare, seeded, trainHeads, type Example, type Heads, type Label, type Prepared } from './training.ts';

const seed = 20_261_125;
const folds = 5;
const keptShare = 0.02;

interface Judged { example: Example; label: Label; speaks: number; level: number; torn: number }

/** Each line: a label for each dimension, `-` where the text says nothing about it, and the text. */
export function readCorpus(): { examples: Example[]; sha256: string } {
  const files = languages.map((language) => ({ language, text: readFileSync(path.join(import.meta.dirname, 'corpus', `${language}.tsv`), 'utf8') }));
  const examples = files.flatMap(({ language, text }) => text.trim().split('\n').slice(1).map((line): Example => {
    const cells = line.split('\t');
    const label = (name: string | undefined): Label => (name === '-' || name === undefined ? 'silent' : name as Label);
    return { labels: Object.fromEntries(dimensions.map((dimension, index) => [dimension, label(cells[index])])) as Record<Dimension, Label>, text: cells[dimensions.length] ?? '', language };
  }));
  return { examples, sha256: hash('sha256', files.map(({ text }) => text).join('\n'), 'hex') };
}

/** Each text judged by a model that has not seen it. */
function crossValidate(prepared: readonly Prepared[], dimension: Dimension): Judged[] {
  const foldOf = new Map<Prepared, number>();
  for (const language of languages) {
    for (const label of ['high', 'low', 'mixed', 'silent']) {
      const group = prepared.filter(({ example }) => example.language === language && example.labels[dimension] === label).sort((a, b) => (hash('md5', a.example.text) < hash('md5', b.example.text) ? -1 : 1));
      for (const [index, one] of group.entries()) foldOf.set(one, index % folds);
    }
  }
  return Array.from({ length: folds }, (_, fold) => {
    const heads = trainHeads(prepared.filter((one) => foldOf.get(one) !== fold), dimension, seed + fold);
    return prepared.filter((one) => foldOf.get(one) === fold).map((one) => judge(heads, one, dimension));
  }).flat();
}

function judge({ speaks, level, torn }: Heads, { example, features }: Prepared, dimension: Dimension): Judged {
  const { best, attended } = attend(speaks, features, example.language);
  return { example, label: example.labels[dimension], speaks: best?.logit ?? -20, level: headLogit(level, attended, 'level', example.language), torn: headLogit(torn, attended, 'speaks', example.language) };
}

function calibrate(judged: readonly Judged[], silentBelow: number): Calibration {
  const speaks = fitSlope(judged.map((one) => one.speaks), judged.map((one) => (one.label === 'silent' ? 0 : 1)));
  const clear = judged.filter(({ label }) => label === 'high' || label === 'low');
  const level = fitSlope(clear.map((one) => one.level), clear.map((one) => (one.label === 'high' ? 1 : 0)));
  const unsure: Calibration = { speaks, silentBelow, level, torn: tornSlope(judged, level), trust: { base: 0, speaks: 0, level: 0, torn: 0 } };
  const read = judged.map((one) => ({ ...readingBy(unsure, one), one })).filter(({ reading }) => reading !== 'silent');
  const [base = 0, ofSpeaks = 0, ofLevel = 0, ofTorn = 0] = fitLogistic(read.map(({ speaksLogit, logit, tornLogit }) => [speaksLogit, Math.abs(logit), Math.abs(tornLogit)]), read.map(({ reading, one }) => (reading === one.label ? 1 : 0)), 1);
  return { ...unsure, trust: { base, speaks: ofSpeaks, level: ofLevel, torn: ofTorn } };
}

/**
 * Most texts say nothing of a dimension: cutting where speaking is as likely as not would lose the quieter half of those that do.
 * The cut that balances the three readings best is looked for, one for all languages.
 */
function findSilence(judged: readonly Judged[]): number {
  const clear = judged.filter(({ label }) => label !== 'mixed');
  const tries = Array.from({ length: 16 }, (_, index) => -index / 10).map((cut) => ({
    cut, f1: languages.reduce((sum, language) => {
      const own = judged.filter(({ example }) => example.language === language);
      const calibration = calibrate(own, cut);
      const said = clear.filter(({ example }) => example.language === language).map((one) => {
        const { reading, logit } = readingBy(calibration, one);
        return { truth: one.label, said: reading === 'silent' ? 'silent' : logit > 0 ? 'high' : 'low' };
      });
      return sum + macroF1(said, ['high', 'low', 'silent']);
    }, 0),
  }));
  return tries.reduce((best, one) => (one.f1 > best.f1 ? one : best)).cut;
}

/** Mixed texts are a tenth: the cut that balances the classes is looked for, not fitted by likelihood, which would call nothing mixed. */
function tornSlope(judged: readonly Judged[], level: Slope): Slope {
  const speaking = judged.filter(({ label }) => label !== 'silent');
  const tries = [1.5, 3, 5].flatMap((slope) => Array.from({ length: 25 }, (_, index): Slope => ({ slope, shift: slope * (index / 8 - 2.5) }))).map((torn) => ({
    torn, f1: macroF1(speaking.map((one) => ({ truth: one.label, said: readingOf(sigmoid((level.slope * one.level + level.shift) * sigmoid(-(torn.slope * one.torn + torn.shift)))) })), ['high', 'mixed', 'low']),
  }));
  return tries.reduce((best, one) => (one.f1 > best.f1 ? one : best)).torn;
}

function readingBy({ speaks, silentBelow, level, torn, trust }: Calibration, one: Judged): { reading: Label; speaksLogit: number; tornLogit: number; logit: number; confidence: number } {
  const speaksLogit = speaks.slope * one.speaks + speaks.shift;
  const tornLogit = torn.slope * one.torn + torn.shift;
  const logit = (level.slope * one.level + level.shift) * sigmoid(-tornLogit);
  const isSilent = speaksLogit < silentBelow;
  return {
    reading: isSilent ? 'silent' : readingOf(sigmoid(logit)), speaksLogit, tornLogit, logit,
    confidence: isSilent ? sigmoid(-speaksLogit) : sigmoid(trust.base + trust.speaks * speaksLogit + trust.level * Math.abs(logit) + trust.torn * Math.abs(tornLogit)),
  };
}

export function macroF1(pairs: readonly { truth: string; said: string }[], classes: readonly string[]): number {
  const scores = classes.map((name) => {
    const hits = pairs.filter(({ truth, said }) => truth === name && said === name).length;
    const wrong = pairs.filter(({ truth, said }) => (truth === name) !== (said === name)).length;
    return hits === 0 ? 0 : (2 * hits) / (2 * hits + wrong);
  });
  return scores.reduce((sum, score) => sum + score, 0) / classes.length;
}

/** Mean distance, over ten bands of confidence, between how sure the model was and how often it was right. */
export function calibrationError(rows: readonly { confidence: number; isRight: boolean }[]): number {
  const bands = Array.from({ length: 10 }, (_, band) => rows.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === band));
  return bands.reduce((sum, band) => {
    if (band.length === 0) return sum;
    const sure = band.reduce((total, { confidence }) => total + confidence, 0);
    return sum + Math.abs(sure - band.filter(({ isRight }) => isRight).length) / rows.length;
  }, 0);
}

function evaluate(judged: readonly Judged[], calibration: Calibration): Evaluation {
  const read = judged.map((one) => ({ ...readingBy(calibration, one), one }));
  const pairs = read.map(({ reading, one }) => ({ truth: one.label, said: reading }));
  const speaking = read.filter(({ one, reading }) => one.label !== 'silent' && reading !== 'silent');
  // Two readings of one true level differ by chance; 1.96·√2 of that spread is the least difference that means a change.
  const spread = Math.sqrt(speaking.reduce((sum, { one, logit }) => sum + (sigmoid(logit) - levelOf[one.label as 'high']) ** 2, 0) / Math.max(1, speaking.length));
  const clear = pairs.filter(({ truth }) => truth !== 'mixed');
  console.log(`   speaks ${macroF1(pairs.map(({ truth, said }) => ({ truth: String(truth === 'silent'), said: String(said === 'silent') })), ['true', 'false']).toFixed(3)}`
    + `  high/low ${macroF1(speaking.filter(({ one }) => one.label !== 'mixed').map(({ one, logit }) => ({ truth: one.label, said: logit > 0 ? 'high' : 'low' })), ['high', 'low']).toFixed(3)}`
    + `  high/low/silent without mixed ${macroF1(clear, ['high', 'low', 'silent']).toFixed(3)}  silent below ${calibration.silentBelow}`);
  return {
    method: `${folds}-fold cross-validation on the training corpus`, texts: judged.length, macroF1: round(macroF1(pairs, ['high', 'mixed', 'low', 'silent'])),
    accuracy: round(pairs.filter(({ truth, said }) => truth === said).length / pairs.length),
    calibrationError: round(calibrationError(read.map(({ reading, confidence, one }) => ({ confidence, isRight: reading === one.label })))), reliableChange: round(1.96 * Math.SQRT2 * spread),
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function pack(heads: Heads): { buckets: string; speaks: HeadFile; level: HeadFile; torn: HeadFile } {
  const largest = ({ weights }: MovingHead): number => {
    let most = 0;
    for (const weight of weights) most = Math.max(most, Math.abs(weight));
    return most;
  };
  const all = Object.values(heads).map((head: MovingHead) => ({ head, least: keptShare * largest(head) }));
  const kept = [...heads.speaks.weights.keys()].filter((bucket) => all.some(({ head, least }) => Math.abs(head.weights[bucket] ?? 0) > least));
  const file = (head: MovingHead): HeadFile => {
    const limit = largest(head);
    const bytes = Buffer.alloc(kept.length);
    for (const [index, bucket] of kept.entries()) bytes.writeInt8(Math.round((head.weights[bucket] ?? 0) / limit * 127), index);
    return { step: limit / 127, weights: bytes.toString('base64'), bias: head.bias };
  };
  return { buckets: writeBuckets(kept), speaks: file(heads.speaks), level: file(heads.level), torn: file(heads.torn) };
}

function train(dimension: Dimension, prepared: readonly Prepared[], corpusSha256: string): void {
  const judged = crossValidate(prepared, dimension);
  const of = <T>(make: (own: Judged[], language: Language) => T): Record<Language, T> => {
    const made = (language: Language): T => make(judged.filter(({ example }) => example.language === language), language);
    return { en: made('en'), uk: made('uk'), no: made('no') };
  };
  const silentBelow = findSilence(judged);
  const calibration = of((own) => calibrate(own, silentBelow));
  const evaluation = of((own, language) => {
    const result = evaluate(own, calibration[language]);
    console.log(dimension, language, JSON.stringify(result));
    return result;
  });
  if (process.argv.includes('--errors')) {
    for (const one of judged) {
      const { reading, logit, speaksLogit } = readingBy(calibration[one.example.language], one);
      if (reading !== one.label) console.log(`${one.label}→${reading}\t${speaksLogit.toFixed(1)}\t${sigmoid(logit).toFixed(2)}\t${one.example.text}`);
    }
  }
  const file: Omit<ModelFile, 'sha256'> = { version: shippedModels[dimension], dimension, corpusSha256, ...pack(trainHeads(prepared, dimension, seed)), calibration, evaluation };
  const sha256 = hashModel(file);
  const target = modelPathOf(dimension);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify({ ...file, sha256 })}\n`);
  console.log(`${target}: ${(JSON.stringify(file).length / 1024).toFixed(0)} kB, ${sha256.slice(0, 8)}`);
}

function main(): void {
  const { examples, sha256 } = readCorpus();
  const prepared = prepare(examples, seeded(seed));
  const asked = dimensions.filter((dimension) => process.argv.includes(dimension));
  for (const dimension of asked.length > 0 ? asked : dimensions) train(dimension, prepared, sha256);
}

if (process.argv[1] === import.meta.filename) main();
