// One cell of a CSV that we write.

/**
 * `guarded`: a cell that a spreadsheet would take for a formula (= + - @ tab CR, also full-width) is made harmless; numbers stay.
 * `exact`: the text as it is, for files that we read again ourselves.
 */
export function csvCell(value: string, mode: 'guarded' | 'exact' = 'guarded'): string {
  const isFormula = mode === 'guarded' && /^[=+\-@\t\r＝＋－＠]/.test(value) && !/^-?\d+([.,]\d+)?$/.test(value);
  const text = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
