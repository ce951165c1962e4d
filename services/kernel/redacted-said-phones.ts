// Numbers to call as they are said: "oh seven, double four…", "nitti tolv femten", figures and words in turn, an O for a nought. Pure.
import { hundred, hundreds, joinedTens, numberWords, ones, repeats, tens } from './redacted-number-words.ts';
import type { Span } from './redacted-names.ts';
import { matchesOf } from './redacted-words.ts';

const patternOf = (words: string): RegExp => new RegExp(`^(?:${words})$`, 'iu');
const [isOne, isTen, isHundreds, isHundred, isRepeat, isJoined] = [patternOf(ones), patternOf(tens), patternOf(hundreds), patternOf(hundred), patternOf(repeats), patternOf(joinedTens)];
const isNought = /^(?:zero|oh|null|нуль|ноль)$/iu;
const isPlus = /^(?:pluss?|плюс)$/iu;
/** Figures, a word, or an O among figures or by itself; "9one7" has no blank between. */
const part = new RegExp(`(?<![\\p{L}'’ʼ])(?:${numberWords})(?![\\p{L}'’ʼ])|(?<=\\d)(?:${numberWords})(?=\\d|(?![\\p{L}'’ʼ]))|(?<![\\p{L}'’ʼ])(?:${numberWords})(?=\\d)|\\d{1,12}|(?<![\\p{L}'’ʼ]|[oO]{3})[oO]{1,3}(?![\\p{L}'’ʼ])`, 'giu');
const between = /^[ \u00a0]?[,.·–/()-]{0,2}[ \u00a0]?[()–-]?[ \u00a0]?$|^,? (?:then|and then|så|og så|потім|далі) $/;
const afterHundred = /^ (?:and|og) $/;
const [leastSaid, mostSaid, leastParts] = [7, 16, 4];
/** "To" and "en" are small words as well, which stand between figures. */
const smallWords = /^(?:to|en|ti)$/;
const english = /^(?:oh|one|two|three|four|five|six|seven|eight|nine|ten|double|triple)$/;
const afterCount = /^ ?(?:people|persons|kroner|kr|crowns|dollars?|pounds|euros?|years|months|weeks|days|hours|minutes|times|points|percent|år|måneder|uker|dager|timer|minutter|ganger|poeng|prosent|personer|грн|гривень|крон|рок|місяц|тижн|дн|годин|хвилин|разів|людей|осіб)(?!\p{L}{4})/iu;

interface Part { text: string; start: number; end: number }

/** Seven or more digits, some of them in words. Whoever counts goes up by the same step. */
export function findSaidPhones(text: string): Span[] {
  return runsOf(text).filter((run) => isNumber(run) && !afterCount.test(text.slice(endOf(run), endOf(run) + 16))).map((run) => ({ start: run[0]?.start ?? 0, end: endOf(run) }));
}

const endOf = (run: readonly Part[]): number => run.at(-1)?.end ?? 0;

/** Parts that follow each other. */
function runsOf(text: string): Part[][] {
  const runs: Part[][] = [];
  for (const { 0: match, index } of matchesOf(text, part)) {
    const one: Part = { text: match.toLowerCase(), start: index, end: index + match.length };
    const [run, last] = [runs.at(-1), runs.at(-1)?.at(-1)];
    const gap = last ? text.slice(last.end, one.start) : '';
    if (run && last && !isPlus.test(one.text) && (between.test(gap) || (isHundred.test(last.text) && afterHundred.test(gap)))) run.push(one);
    else runs.push([one]);
  }
  return runs.flatMap(withoutSmallWords);
}

/** "From 1990 to 2024": beside figures alone, "to" and "en" are no numbers. */
function withoutSmallWords(run: readonly Part[]): Part[][] {
  const isFigureOrNone = (one: Part | undefined): boolean => one === undefined || /^\d/.test(one.text);
  const isEnglish = run.some(({ text }) => english.test(text));
  const parted: Part[][] = [[]];
  for (const [at, one] of run.entries()) {
    if (smallWords.test(one.text) && (isEnglish || (isFigureOrNone(run[at - 1]) && isFigureOrNone(run[at + 1])))) parted.push([]);
    else parted.at(-1)?.push(one);
  }
  return parted;
}

function isNumber(run: readonly Part[]): boolean {
  const words = run.map(({ text }) => text);
  if (words.length < (words.some((one) => /^\d/.test(one)) ? 2 : leastParts) || words.every((one) => /^\d/.test(one))) return false;
  // "Two hundred and fifty, then three hundred" are amounts.
  if (words.filter((one) => isHundred.test(one)).length > 1) return false;
  const digits = digitsOf(words);
  return digits >= leastSaid && digits <= mostSaid && !isCounting(words) && !isYears(words);
}

function digitsOf(words: readonly string[]): number {
  let digits = 0;
  for (const [at, one] of words.entries()) {
    const previous = words[at - 1] ?? '';
    if (isPlus.test(one)) continue;
    if (/^\d/.test(one)) digits += one.length;
    else if (/^o+$/.test(one)) digits += one.length;
    else if (isRepeat.test(one)) digits += /^tri|^три/.test(one) ? 2 : 1;
    else if (isHundreds.test(one)) digits += 3;
    else if (isHundred.test(one)) digits += 2;
    else if (isJoined.test(one) || !isOne.test(one)) digits += isHundreds.test(previous) ? 0 : 2;
    else digits += (isTen.test(previous) && !isNought.test(one)) || isHundreds.test(previous) ? 0 : 1;
  }
  return digits;
}

const rows = ['zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen', 'null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten',
  'нуль один два три чотири п\'ять шість сім вісім дев\'ять десять одинадцять дванадцять тринадцять чотирнадцять п\'ятнадцять шістнадцять'];
const values = new Map(rows.flatMap((row) => row.split(' ').map((one, at): [string, number] => [one, at])));

/** Each word one more than the word before, or one less. */
function isCounting(words: readonly string[]): boolean {
  // Over and over: "one two three, one two three".
  const counts = words.map((one) => values.get(one.replace(/[’ʼ]/g, '\'')));
  const steps = counts.slice(1).map((count, at) => (count === undefined || counts[at] === undefined ? Number.NaN : count - (counts[at] ?? 0)));
  return Math.abs(steps[0] ?? 0) === 1 && steps.every((step, at) => step === steps[0] || (steps[0] === 1 && counts[at + 1] === 1));
}

/** "Nineteen ninety, twenty twenty". */
function isYears(words: readonly string[]): boolean {
  return /^(?:nineteen|nitten)$/.test(words[0] ?? '') || (words[0] === 'twenty' && words[1] === 'twenty');
}
