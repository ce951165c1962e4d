// How well confidence is read in texts nobody trained on: run it with `node tests/q2q/evaluate.ts`.
// The texts were frozen before the first run; their hash is checked, and so is that none of them was learnt.
// It reports and never fails: what is said about a figure is left to who reads it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readingOf, readModel, scoreText, type Model, type ModelFile } from '../../services/q2q/model.ts';
import { calibrationError, macroF1, modelPath } from '../../services/q2q/train.script.ts';

const languages = ['en', 'uk', 'no'] as const;
const labels = ['high', 'low', 'silent'] as const;
type Language = (typeof languages)[number];
type Label = (typeof labels)[number];
interface Text { line: number; language: Language; label: Label; tags: string[]; text: string }
interface Judged extends Text { said: Label; isRight: boolean; isMixed: boolean; confidence: number; score: number | null; detected: string }

const corpusFolder = path.join(import.meta.dirname, '../../services/q2q/corpus');
const runLength = 8;
/** Lines whose run of eight words the corpus held when they were frozen, found before anything was scored: never judged. */
const setAside: ReadonlySet<number> = new Set([410, 426]);
const goal = 'goal: macro-F1 ≥ 0.80, calibration ≤ 0.08, silent ≥ 0.90';

function isOneOf<T extends string>(all: readonly T[], value: string | undefined): value is T {
  return all.some((one) => one === value);
}

function readTexts(source: string): Text[] {
  return source.trimEnd().split('\n').slice(1).map((row, index) => {
    const [language, label, tags, text] = row.split('\t');
    if (!isOneOf(languages, language) || !isOneOf(labels, label) || tags === undefined || !text) throw new Error(`heldout.tsv:${index + 2} is not a row`);
    return { line: index + 2, language, label, tags: tags.split(','), text };
  });
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

function judge(model: Model, one: Text, given?: Language): Judged {
  const { score, confidence, language } = scoreText(model, one.text, given);
  const said = score === null ? 'silent' : score >= 0.5 ? 'high' : 'low';
  return { ...one, said, isRight: said === one.label, isMixed: score !== null && readingOf(score) === 'mixed', confidence, score, detected: language };
}

function f1Of(rows: readonly Judged[]): number {
  return macroF1(rows.map(({ label, said }) => ({ truth: label, said })), labels);
}

function share(rows: readonly Judged[]): string {
  return rows.length === 0 ? '– (0)' : `${(rows.filter(({ isRight }) => isRight).length / rows.length).toFixed(3)} (${rows.length})`;
}

function figures(rows: readonly Judged[]): string {
  return `n ${rows.length}  macro-F1 ${f1Of(rows).toFixed(3)}  calibration ${calibrationError(rows).toFixed(3)}  silent right ${share(rows.filter(({ label }) => label === 'silent'))}`;
}

function report(name: string, rows: readonly Judged[]): void {
  console.log(`${name}  ${figures(rows)}`);
  const sure = rows.reduce((sum, { confidence }) => sum + confidence, 0) / rows.length;
  console.log(`    all right ${share(rows)}  mean stated confidence ${sure.toFixed(3)}  read as mixed ${rows.filter(({ isMixed }) => isMixed).length}`);
  for (const tag of ['negation', 'contrast', 'mixed-language', 'silence', 'learner', 'irony', 'plain']) {
    console.log(`    ${tag.padEnd(15)} right ${share(rows.filter(({ tags }) => tags.includes(tag)))}`);
  }
  for (const label of labels) {
    const truly = rows.filter((row) => row.label === label);
    console.log(`    truly ${label.padEnd(7)} ${labels.map((said) => `${said} ${String(truly.filter((row) => row.said === said).length).padStart(3)}`).join('  ')}`);
  }
}

function listMistakes(rows: readonly Judged[]): void {
  console.log('mistakes, the surest first');
  for (const { line, language, label, said, confidence, score, tags, text } of rows.filter(({ isRight }) => !isRight).sort((a, b) => b.confidence - a.confidence)) {
    console.log(`    ${line}  ${language}  ${label} read as ${said}  sure ${confidence.toFixed(2)}  score ${score?.toFixed(2) ?? '–'}  [${tags.join(',')}]  ${text}`);
  }
}

function main(): void {
  const source = readFileSync(path.join(import.meta.dirname, 'heldout.tsv'));
  const frozen = readFileSync(path.join(import.meta.dirname, 'heldout.sha256'), 'utf8').split(/\s/)[0];
  if (createHash('sha256').update(source).digest('hex') !== frozen) {
    console.log('refused: heldout.tsv is not the file that was frozen');
    return;
  }
  const all = readTexts(source.toString('utf8'));
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
  const isLearnt = ({ text }: Text): boolean => whole.has(wordsOf(text).join(' '));
  const model = readModel(JSON.parse(readFileSync(modelPath, 'utf8')) as ModelFile);
  console.log(`model ${model.version} ${model.sha256.slice(0, 12)}, ${texts.length} texts, ${all.length - texts.length} set aside, ${frozen?.slice(0, 12)}`);
  console.log(`none shares ${runLength} words in a row with the corpus; ${[6, 5, 4].map((length) => `${sharing(texts, learnt, length).length} share ${length}`).join(', ')}; ${texts.filter(isLearnt).length} short texts stand in it whole`);

  // As participants' answers are scored: the language is not given.
  const judged = texts.map((one) => judge(model, one));
  for (const language of languages) report(language, judged.filter((row) => row.language === language));
  report('all', judged);
  console.log(`all, without texts that stand in the corpus whole  ${figures(judged.filter((row) => !isLearnt(row)))}`);
  const told = texts.map((one) => judge(model, one, one.language));
  for (const language of languages) {
    const found = judged.filter((row) => row.language === language && row.detected === language).length;
    console.log(`${language}, language given  ${figures(told.filter((row) => row.language === language))}  (not given, it was found in ${found})`);
  }
  console.log(goal);
  if (process.argv.includes('--mistakes')) listMistakes(judged);
}

main();
