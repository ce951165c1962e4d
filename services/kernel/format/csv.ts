// CSV in small: a cell that we write, and the header of a file that somebody brings.

export type Delimiter = ',' | ';' | '\t' | '|';

/**
 * `guarded`: a cell that a spreadsheet would take for a formula (= + - @ tab CR, also full-width) is made harmless; numbers stay.
 * `exact`: the text as it is, for files that we read again ourselves.
 */
export function csvCell(value: string, mode: 'guarded' | 'exact' = 'guarded'): string {
  const isFormula = mode === 'guarded' && /^[=+\-@\t\r＝＋－＠]/.test(value) && !/^-?\d+([.,]\d+)?$/.test(value);
  const text = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The delimiter that splits the header most often outside quotes; a file of one column has none and gets the comma. */
export function recogniseDelimiter(text: string): Delimiter {
  const header = headerLine(text).replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: Delimiter): number => header.split(delimiter).length - 1;
  return ([',', ';', '\t', '|'] as const).reduce((best, next) => (count(next) > count(best) ? next : best), ',' as Delimiter);
}

/** The names in a header of one line, as they are written. A quoted name loses its quotes. */
export function headersOf(text: string): string[] {
  // A delimiter parts cells where an even number of quotes follows it: outside of them.
  const cells = headerLine(text).split(new RegExp(`[${recogniseDelimiter(text)}](?=(?:[^"]*"[^"]*")*[^"]*$)`));
  return cells.map((cell) => cell.trim().replace(/^"(.*)"$/s, '$1').replaceAll('""', '"'));
}

/**
 * The code page of a text that is not UTF-8. Three letters beyond ASCII on end are in no word of a western language and in most words of a
 * Cyrillic one; a detector that counts frequencies needs far more text than the header and few lines that a small file has.
 */
export function codePageOf(bytes: Uint8Array): 'windows-1251' | 'windows-1252' {
  const western = new TextDecoder('windows-1252').decode(bytes);
  const letters = western.match(/[À-ÿ]/gu)?.length ?? 0;
  // Beside the letters from À, the places where windows-1251 has ґ, є, і and ї.
  const joined = western.match(/[À-ÿ¥ª¯²³´º¿]{3,}/gu)?.join('').length ?? 0;
  return joined * 2 > letters ? 'windows-1251' : 'windows-1252';
}

/** Headers that differ only in case, spaces and punctuation mean one column. */
export function plainName(header: string): string {
  return header.normalize('NFC').trim().toLowerCase().replace(/[\s_.()/-]+/g, '');
}

function headerLine(text: string): string {
  return text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
}
