// How well the five dimensions are read in texts nobody trained on: run it with `node tests/q2q/evaluate.ts`.
// The texts were frozen before the first run; their hash is checked, and so is that none of them was learnt.
// It reports and never fails: what is said about a figure is left to who reads it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dimensions, type Dimension } from '../../channels/vocabulary.ts';
import { readingOf, scoreText, type Model } from '../../services/q2q/model.ts';
import { openModels } from '../../services/q2q/shipped.client.ts';
import { calibrationError, macroF1 } from '../../services/q2q/train.script.ts';
import { isOneOf, languages, readHeldOut, shareOf, type HeldOut, type Language } from '../heldout.ts';

const readings = ['high', 'low', 'silent'] as const;
const labels = [...readings, 'mixed'] as const;
type Reading = (typeof readings)[number];
type Label = (typeof labels)[number];
interface Text extends HeldOut { truth: Record<Dimension, Label> }
interface Judged extends Omit<Text, 'truth'> {
  dimension: Dimension; truth: Label; said: Reading; isRight: boolean; isReadAsMixed: boolean; confidence: number; score: number | null; detected: string;
}
interface Figures { macroF1: number; calibration: number; silentRight: number }

const corpusFolder = path.join(import.meta.dirname, '../../services/q2q/corpus');
const runLength = 8;
/** Lines whose run of eight words the corpus held when they were frozen, found before anything was scored: never judged. */
const setAside: ReadonlySet<number> = new Set([1367, 1383, 1478]);
const goal = { macroF1: 0.8, calibration: 0.08, silentRight: 0.9 };

function labelled(text: HeldOut): Text {
  const labelOf = (dimension: Dimension): Label => {
    const label = text.cell(dimension);
    if (!isOneOf(labels, label)) throw new Error(`heldout.tsv:${text.line} has no label of ${dimension}`);
    return label;
  };
  return { ...text, truth: Object.fromEntries(dimensions.map((dimension) => [dimension, labelOf(dimension)])) as Record<Dimension, Label> };
}

function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[’ʼ`]/g, "'").match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
}

function runsOf(words: readonly string[], length: number): string[] {
  return words.slice(0, Math.max(0, words.length - length + 1)).map((_, from) => words.slice(from, from + length).join(' '));
}

/** The learnt texts, as words; the text is the last column. */
function readLearnt(): string[][] {
  return readdirSync(corpusFolder).filter((name) => name.endsWith('.tsv'))
    .flatMap((name) => readFileSync(path.join(corpusFolder, name), 'utf8').trimEnd().split('\n').slice(1))
    .map((row) => wordsOf(row.split('\t').at(-1) ?? ''));
}

function sharing(texts: readonly Text[], learnt: readonly string[][], length: number): Text[] {
  const known = new Set(learnt.flatMap((words) => runsOf(words, length)));
  return texts.filter(({ text }) => runsOf(wordsOf(text), length).some((run) => known.has(run)));
}

function judge(model: Model, dimension: Dimension, text: Text, given?: Language): Judged {
  const { score, confidence, language } = scoreText(model, text.text, given);
  const said = score === null ? 'silent' : score >= 0.5 ? 'high' : 'low';
  const truth = text.truth[dimension];
  return { ...text, dimension, truth, said, isRight: said === truth, isReadAsMixed: score !== null && readingOf(score) === 'mixed', confidence, score, detected: language };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rightShare(rows: readonly Judged[]): number {
  return mean(rows.map(({ isRight }) => (isRight ? 1 : 0)));
}

function share(rows: readonly Judged[]): string {
  return shareOf(rows.filter(({ isRight }) => isRight).length, rows.length);
}

function isSilent({ truth }: Judged): boolean {
  return truth === 'silent';
}

/** A text that says both has no right side: it is left out of every figure and only shown in the confusion. */
function withoutMixed(rows: readonly Judged[]): (Judged & { truth: Reading })[] {
  return rows.filter((row): row is Judged & { truth: Reading } => row.truth !== 'mixed');
}

function figuresOf(rows: readonly Judged[]): Figures {
  const sided = withoutMixed(rows);
  return { macroF1: macroF1(sided.map(({ truth, said }) => ({ truth, said })), readings), calibration: calibrationError(sided), silentRight: rightShare(sided.filter(isSilent)) };
}

function show(figures: Figures): string {
  return `macro-F1 ${figures.macroF1.toFixed(3)}  calibration ${figures.calibration.toFixed(3)}  silent right ${figures.silentRight.toFixed(3)}`;
}

function verdict(figures: Figures): string {
  const missed = [
    figures.macroF1 >= goal.macroF1 ? [] : ['macro-F1'],
    figures.calibration <= goal.calibration ? [] : ['calibration'],
    figures.silentRight >= goal.silentRight ? [] : ['silent'],
  ].flat();
  return missed.length === 0 ? 'meets the goal' : `misses ${missed.join(', ')}`;
}

function reportConfusion(rows: readonly Judged[]): void {
  for (const label of labels) {
    const truly = rows.filter(({ truth }) => truth === label);
    const said = readings.map((reading) => `${reading} ${String(truly.filter((row) => row.said === reading).length).padStart(4)}`).join('  ');
    console.log(`    truly ${label.padEnd(7)} ${said}  read as mixed ${truly.filter(({ isReadAsMixed }) => isReadAsMixed).length}`);
  }
}

/** Most texts say nothing of a dimension: those that do are counted apart, or the silent ones would hide them. */
function reportTags(rows: readonly Judged[]): void {
  for (const tag of ['negation', 'mixed-language', 'silence', 'contrast', 'learner', 'irony', 'plain']) {
    const tagged = rows.filter(({ tags }) => tags.includes(tag));
    console.log(`    ${tag.padEnd(15)} high or low right ${share(tagged.filter((row) => !isSilent(row)))}  silent right ${share(tagged.filter(isSilent))}`);
  }
}

function report(name: string, rows: readonly Judged[]): void {
  const sided = withoutMixed(rows);
  const figures = figuresOf(rows);
  console.log(`${name}  n ${sided.length}  ${show(figures)}  ${verdict(figures)}`);
  console.log(`    all right ${share(sided)}  mean stated confidence ${mean(sided.map(({ confidence }) => confidence)).toFixed(3)}`);
  reportTags(sided);
  reportConfusion(rows);
}

/** A language over its dimensions: the mean of their macro-F1 is what the goal speaks of; pooled, the rows are one heap. */
function overDimensions(rows: readonly Judged[]): { meanOf: Figures; pooled: Figures } {
  const pooled = figuresOf(rows);
  const apart = dimensions.map((dimension) => rows.filter((row) => row.dimension === dimension)).filter((own) => own.length > 0);
  return { meanOf: { ...pooled, macroF1: mean(apart.map((own) => figuresOf(own).macroF1)) }, pooled };
}

function reportLanguages(judged: readonly Judged[]): void {
  for (const language of languages) {
    const { meanOf, pooled } = overDimensions(judged.filter((row) => row.language === language));
    console.log(`${language}  mean macro-F1 ${meanOf.macroF1.toFixed(3)}  pooled: ${show(pooled)}  ${verdict(meanOf)}`);
  }
}

function listMistakes(rows: readonly Judged[]): void {
  console.log('mistakes, the surest first');
  for (const { dimension, line, language, truth, said, confidence, score, tags, text } of rows.filter(({ isRight }) => !isRight).sort((a, b) => b.confidence - a.confidence)) {
    console.log(`    ${dimension}  ${line}  ${language}  ${truth} read as ${said}  sure ${confidence.toFixed(2)}  score ${score?.toFixed(2) ?? '–'}  [${tags.join(',')}]  ${text}`);
  }
}

function main(): void {
  const heldOut = readHeldOut(import.meta.dirname);
  if (heldOut === null) return;
  const all = heldOut.texts.map(labelled);
  const texts = all.filter(({ line }) => !setAside.has(line));
  const learnt = readLearnt();
  const known = sharing(texts, learnt, runLength);
  if (known.length > 0) {
    console.log(`refused: ${known.length} texts share ${runLength} words in a row with the training corpus`);
    for (const { line, text } of known) console.log(`    ${line}  ${text}`);
    return;
  }
  // Runs of eight words cannot show a short text that was learnt whole.
  const whole = new Set(learnt.map((words) => words.join(' ')));
  const isLearnt = ({ text }: Pick<Text, 'text'>): boolean => whole.has(wordsOf(text).join(' '));
  console.log(`${texts.length} texts, ${all.length - texts.length} set aside, ${heldOut.frozen.slice(0, 12)}`);
  console.log(`none shares ${runLength} words in a row with the corpus; ${[6, 5, 4].map((length) => `${sharing(texts, learnt, length).length} share ${length}`).join(', ')}; ${texts.filter(isLearnt).length} short texts stand in it whole`);
  console.log('a text labelled mixed is in no figure, only in the confusion');

  const models = openModels();
  const judgeAll = (isGiven: boolean): Judged[] => dimensions.flatMap((dimension) => {
    const model = models.find((one) => one.dimension === dimension);
    return model === undefined ? [] : texts.map((text) => judge(model, dimension, text, isGiven ? text.language : undefined));
  });
  // As participants' answers are scored: the language is not given.
  const judged = judgeAll(false);
  for (const dimension of dimensions) {
    const model = models.find((one) => one.dimension === dimension);
    console.log(`\n${dimension}: ${model === undefined ? 'no model' : `model ${model.version} ${model.sha256.slice(0, 12)}`}`);
    if (model === undefined) continue;
    const own = judged.filter((row) => row.dimension === dimension);
    for (const language of languages) report(`${dimension} ${language}`, own.filter((row) => row.language === language));
    report(`${dimension} all`, own);
  }
  if (judged.length === 0) return;

  console.log('\nover all dimensions');
  reportLanguages(judged);
  console.log('over all dimensions, without texts that stand in the corpus whole');
  reportLanguages(judged.filter((row) => !isLearnt(row)));
  console.log('over all dimensions, language given');
  reportLanguages(judgeAll(true));
  for (const language of languages) {
    const rows = judged.filter((row) => row.language === language);
    console.log(`${language}, not given, was found in ${(mean(rows.map(({ detected }) => (detected === language ? 1 : 0)))).toFixed(3)} of the readings`);
  }
  console.log(`goal in each language: macro-F1 ≥ ${goal.macroF1.toFixed(2)}, calibration ≤ ${goal.calibration.toFixed(2)}, silent ≥ ${goal.silentRight.toFixed(2)}`);
  if (process.argv.includes('--mistakes')) listMistakes(withoutMixed(judged));
}

main();
