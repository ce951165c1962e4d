// RFC 4180 records out of text that comes in pieces, each with the physical line where it starts, the header being line 1.
// Our own, because a walk ends at a file's line and libraries report where a record ends; a plain line takes one split.

export interface CsvRecord { line: number; cells: string[]; badQuotes: boolean }
export class CsvFault extends Error {
  override readonly name = 'CsvFault';
  readonly line: number;
  readonly remedy: string;

  constructor(line: number, problem: string, remedy: string) {
    super(problem);
    this.line = line;
    this.remedy = remedy;
  }
}

export class CsvReader {
  readonly #delimiter: string;
  readonly #maxField: number;
  readonly #placeOf: ((header: readonly string[]) => number) | undefined;
  /** The only cell that is asked of the records below the header; negative where none is. */
  #only: number | undefined;
  #rest = '';
  /** What followed on `#rest` and could not end its record: joined once, when the end comes. */
  #pieces: string[] = [];
  #piecesLength = 0;
  #isQuoted = false;
  #line = 1;

  /** With `placeOf`, told the header, only the cell of that place is read of each record: its first and only one. */
  constructor(delimiter: string, maxField: number, placeOf?: (header: readonly string[]) => number) {
    this.#delimiter = delimiter;
    this.#maxField = maxField;
    this.#placeOf = placeOf;
  }

  /** Takes the next piece of text; answers the records that are complete. Blank lines are skipped and counted. */
  push(text: string): CsvRecord[] {
    if (this.#rest !== '' && this.#piecesLength <= this.#maxField && !text.includes('"') && (this.#isQuoted || !text.includes('\n'))) {
      this.#pieces.push(text);
      this.#piecesLength += text.length;
      return [];
    }
    this.#join(text);
    return this.#take(false);
  }

  /** The last record of a file that does not end in a line break. Throws CsvFault for a quote that is never closed. */
  end(): CsvRecord[] {
    this.#join('');
    return this.#take(true);
  }

  #join(text: string): void {
    this.#rest = this.#rest === '' ? text : [this.#rest, ...this.#pieces, text].join('');
    this.#pieces = [];
    this.#piecesLength = 0;
  }

  #cellsOf(cells: string[]): string[] {
    if (this.#only !== undefined) return this.#only < 0 ? [] : cells.slice(this.#only, this.#only + 1);
    this.#only = this.#placeOf?.(cells);
    return cells;
  }

  #split(line: string): string[] {
    if (this.#only === undefined) return this.#cellsOf(line.split(this.#delimiter));
    if (this.#only < 0) return [];
    let start = 0;
    for (let place = 0; place < this.#only; place += 1) {
      start = line.indexOf(this.#delimiter, start) + 1;
      if (start === 0) return [];
    }
    const end = line.indexOf(this.#delimiter, start);
    return [line.slice(start, end < 0 ? undefined : end)];
  }

  #take(atEnd: boolean): CsvRecord[] {
    const text = this.#rest;
    const records: CsvRecord[] = [];
    this.#isQuoted = false;
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      let lineEnd = text.indexOf('\n', at);
      if (lineEnd < 0) {
        if (!atEnd && (quote < at || quote < 0)) break;
        lineEnd = text.length;
      }
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      if (quote < 0 || quote >= lineEnd) {
        if (lineEnd === text.length && !atEnd) break;
        if (lineEnd - at > this.#maxField) this.#checkFields(text.slice(at, lineEnd));
        const line = text.slice(at, text.charCodeAt(lineEnd - 1) === 13 && lineEnd > at ? lineEnd - 1 : lineEnd);
        if (line.trim() !== '') records.push({ line: this.#line, cells: this.#split(line), badQuotes: false });
        this.#line += 1;
        at = lineEnd + 1;
        continue;
      }
      const quoted = this.#takeQuoted(text, at, atEnd);
      if (quoted === undefined) break;
      records.push({ line: this.#line, cells: this.#cellsOf(quoted.cells), badQuotes: quoted.badQuotes });
      this.#line += quoted.lines;
      at = quoted.next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > this.#maxField * 8) throw this.#tooLong(this.#line);
    if (this.#rest.length > this.#maxField) this.#checkFields(this.#rest);
    return records;
  }

  /** A record with a quote in it, cell by cell; undefined when its end has not come yet. */
  #takeQuoted(text: string, start: number, atEnd: boolean): { cells: string[]; badQuotes: boolean; lines: number; next: number } | undefined {
    const cells: string[] = [];
    let badQuotes = false;
    let lines = 0;
    let at = start;
    for (;;) {
      let cell: string;
      if (text[at] === '"') {
        const end = closingQuote(text, at + 1);
        if (end < 0) {
          if (text.length - at > this.#maxField + 2) throw this.#tooLong(this.#line + lines);
          this.#isQuoted = true;
          if (!atEnd) return undefined;
          throw new CsvFault(this.#line, 'A quoted cell that begins in this line is never closed.', 'Close the quote, or double it where it belongs to the text.');
        }
        cell = text.slice(at + 1, end).replaceAll('""', '"');
        lines += countBreaks(cell);
        at = end + 1;
        const stop = cellEnd(text, at, this.#delimiter);
        if (stop === text.length && !atEnd) return undefined;
        const tail = text.slice(at, stop).replace(/\r$/, '');
        if (tail.trim() !== '') {
          badQuotes = true;
          cell += tail;
        }
        at = stop;
      } else {
        const stop = cellEnd(text, at, this.#delimiter);
        if (stop === text.length && !atEnd) return undefined;
        cell = text.slice(at, stop).replace(/\r$/, '');
        at = stop;
      }
      if (cell.length > this.#maxField) throw this.#tooLong(this.#line);
      cells.push(cell);
      if (text[at] !== this.#delimiter) return { cells, badQuotes, lines: lines + 1, next: at + 1 };
      at += 1;
    }
  }

  #checkFields(text: string): void {
    if (text.split(this.#delimiter).some((cell) => cell.length > this.#maxField)) throw this.#tooLong(this.#line);
  }

  #tooLong(line: number): CsvFault {
    return new CsvFault(line, 'A cell of this line is longer than 1 MiB, or its quote is never closed.', 'Shorten the cell, or close its quote.');
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

function cellEnd(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === delimiter || char === '\n') return at;
  }
  return text.length;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
