// Words of a text with their places, and how spellings are told apart: Ukrainian and Russian letters, Norwegian ones typed without
// their marks, and endless letters fall together. Pure.

/** A word's place in UTF-16 units; words of one sentence or clause have its number. */
export interface Word { start: number; end: number; sentence: number; clause: number }

const other = 0;
const letter = 1;
const digit = 2;
const apostrophe = 3;
const clauseEnd = 4;
const sentenceEnd = 5;

const kinds = new Uint8Array(65_536).map((_, code) => kindOf(String.fromCharCode(code)));

function kindOf(char: string): number {
  if (/[\p{L}\p{M}]/u.test(char)) return letter;
  if (/\p{N}/u.test(char)) return digit;
  if (/['’ʼ`´‘]/.test(char)) return apostrophe;
  if (/[,:()–—]/.test(char)) return clauseEnd;
  return /[.!?;\n\r…]/.test(char) ? sentenceEnd : other;
}

/** The words of a text in columns, each with what is known of it, and how many digits the text has. Used again for the next text. */
export class Words<Known> {
  size = 0;
  digits = 0;
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly sentence: number[] = [];
  readonly clause: number[] = [];
  readonly known: Known[] = [];

  read(text: string, knownOf: (word: string) => Known): void {
    this.size = 0;
    this.digits = eachWord(text, (start, end, sentence, clause) => {
      this.start[this.size] = start;
      this.end[this.size] = end;
      this.sentence[this.size] = sentence;
      this.clause[this.size] = clause;
      this.known[this.size] = knownOf(text.slice(start, end));
      this.size += 1;
    });
  }
}

/** Calls back for each word, in order; answers how many digits the text has. */
function eachWord(text: string, tell: (start: number, end: number, sentence: number, clause: number) => void): number {
  let digits = 0;
  let sentence = 0;
  let clause = 0;
  let start = -1;
  for (let index = 0; index <= text.length; index += 1) {
    const kind = index < text.length ? kinds[text.charCodeAt(index)] : sentenceEnd;
    if (kind === letter || kind === digit) {
      if (kind === digit) digits += 1;
      if (start < 0) start = index;
      continue;
    }
    // "don’t" and "п’ять" are one word; a quotation mark around one is none of it.
    if (kind === apostrophe && start >= 0 && kinds[text.charCodeAt(index + 1)] === letter) continue;
    if (start >= 0) tell(start, index, sentence, clause);
    start = -1;
    if (kind === clauseEnd || kind === sentenceEnd) clause += 1;
    if (kind === sentenceEnd) sentence += 1;
  }
  return digits;
}

const folded: Readonly<Record<string, string>> = {
  і: 'и', ї: 'и', й: 'и', ы: 'и', є: 'е', ё: 'е', э: 'е', ґ: 'г', ь: '', ъ: '', å: 'a', ä: 'a', æ: 'a', ø: 'o', ö: 'o', é: 'e', è: 'e', ê: 'e', ò: 'o', ô: 'o', ü: 'u',
};
/** Letters of the other alphabet that look the same, inside a Cyrillic word. */
const lookAlikes: Readonly<Record<string, string>> = { a: 'а', c: 'с', e: 'е', i: 'и', o: 'о', p: 'р', x: 'х', y: 'у' };

/** The form under which spellings of one word meet. */
export function fold(word: string): string {
  let plain = word.normalize('NFC').toLowerCase().replace(/['’ʼ`´‘]/g, '').replace(/[іїйыєёэґьъåäæøöéèêòôü]/g, (char) => folded[char] ?? char);
  if (/[а-я]/.test(plain) && /[a-z]/.test(plain)) plain = plain.replace(/[aceiopxy]/g, (char) => lookAlikes[char] ?? char);
  return plain.replace(/(.)\1{2,}/g, '$1$1');
}

/** Words by which Ukrainian in Latin letters is known, as people type them; where two of them stand, a text is read as that. */
const latinMarks = new Set(['ya', 'meni', 'mene', 'shcho', 'scho', 'shchob', 'schob', 'duzhe', 'tse', 'yak', 'vin', 'vona', 'vony', 'koly', 'treba', 'nema', 'nikomu', 'nikhto', 'nihto', 'bilshe', 'tilky', 'hochu', 'khochu', 'mozhe', 'mozhna', 'bude', 'buly', 'bula', 'vzhe', 'dity', 'zavzhdy', 'kazhe', 'skazav', 'skazala', 'yoho', 'iomu', 'yomu', 'dytyna', 'bulo', 'ne', 'nas', 'nam', 'abo', 'pro', 'tut', 'potim', 'teper', 'siohodni', 'svoi', 'svii', 'moia', 'moya', 'mii', 'nashi', 'dlia', 'dlya', 'vid', 'pislia', 'cherez', 'lyshe', 'shche', 'sche', 'dai', 'zi', 'druhyi', 'choho', 'tam']);
const latinLetters: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, 'щ'], [/zh/g, 'ж'], [/kh/g, 'х'], [/ts|c(?!h)/g, 'ц'], [/ch/g, 'ч'], [/sh/g, 'ш'], [/[yij]a/g, 'я'], [/[yij]u/g, 'ю'], [/[yij]e/g, 'є'], [/[yij]/g, 'и'],
  ...Object.entries({ a: 'а', b: 'б', v: 'в', w: 'в', g: 'г', d: 'д', e: 'е', z: 'з', k: 'к', l: 'л', m: 'м', n: 'н', o: 'о', p: 'п', r: 'р', s: 'с', t: 'т', u: 'у', f: 'ф' }).map(([letter, cyrillic]) => [new RegExp(letter, 'g'), cyrillic] as const),
];

export function marksLatin(word: string): boolean {
  return latinMarks.has(word.toLowerCase());
}

/** What a Ukrainian word in Latin letters may be: one letter stands for г and for х. */
export function inCyrillic(word: string): string[] {
  const written = latinLetters.reduce((text, [latin, cyrillic]) => text.replace(latin, cyrillic), word.toLowerCase());
  return written.includes('h') ? [written.replaceAll('h', 'г'), written.replaceAll('h', 'х')] : [written];
}

/** Whether a word begins with a stem, one letter lost, added, changed or swapped with its neighbour; the first letter must be right. */
export function beginsLike(word: string, stem: string): boolean {
  if (word[0] !== stem[0] || word.length < stem.length - 1) return false;
  let at = 1;
  while (at < stem.length && word[at] === stem[at]) at += 1;
  if (at === stem.length) return true;
  const rest = stem.slice(at + 1);
  return word.startsWith(rest, at + 1) || word.startsWith(rest, at) || word.startsWith(stem.slice(at), at + 1)
    || (word[at] === stem[at + 1] && word[at + 1] === stem[at] && word.startsWith(stem.slice(at + 2), at + 2));
}
