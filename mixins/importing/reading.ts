// A spooled file becomes sets of checked rows: decoded, split, matched to columns, read cell by cell, its people found.
// It reads ahead while sets before are being merged, and never holds more than a few of them.
import { Problem } from '../../services/kernel/errors.ts';
import type { Job } from '../broker/actions.ts';
import { CsvFault, CsvReader, type CsvRecord } from './csv.ts';
import type { AnyKind, Checked, Located, ReadAs } from './definition.ts';
import type { ImportRecord } from './engine.store.ts';
import { matchColumns, maxFieldBytes, recogniseForm, sniffBytes, type ColumnDefinition, type ColumnMatch, type FileForm } from './file.ts';
import { cellsByColumn, type Mapping } from './mapping.ts';
import { RowReader, type ReadingRules, type RowProblem, type Scale } from './row-reader.ts';
import { ScaleSurvey } from './scale.ts';
import { readSpool } from './spool.ts';

/** Rows in one merge. Larger sets cost memory and hold locks longer; smaller ones pay the round trips more often. */
const setSize = 2_000;
/** Bytes of a file in one merge at most: rows may be a mebibyte wide each. */
const setBytes = 2 * 1024 ** 2;

/** The node is stopping: not a fault of the file. */
export class Stopped extends Error {}

export interface RowSet {
  rows: never[];
  located: Located[];
  clear: (string | null)[][];
  rejected: { line: number; problems: RowProblem[]; cells: string[] }[];
  lastLine: number;
}

/**
 * Reads a spooled file in sets; the next set is parsed while those before are being merged. `take` gets a set and the promise of
 * the one before it, which is kept by then when both name one row: a set sees what the sets before it made of its rows.
 */
export async function readFile(
  job: Job, definition: AnyKind, record: ImportRecord, { create, from, scale, inFlight }: { create: boolean; from: number; scale: Scale; inFlight: number },
  take: (set: RowSet, before: Promise<void>, columns: readonly ColumnMatch[]) => Promise<void>,
): Promise<ReadAs> {
  const known = new Map<string, string | null>();
  let form: FileForm | undefined;
  let columns: ColumnMatch[] | undefined;
  const taken: { done: Promise<void>; keys: Set<string> }[] = [];
  for await (const part of records(job, record)) {
    form = part.form;
    const list = part.records;
    if (!columns) {
      const header = list.shift();
      if (!header) throw new Problem('not_a_csv', { detail: 'The file has no header.' });
      columns = matchColumns(header.cells, definition.columns, record.mapping);
    }
    for (let start = 0; start < list.length; start += setSize) {
      const some = list.slice(start, start + setSize).filter((found) => found.line > from);
      if (some.length === 0) continue;
      const rules: ReadingRules = { timeZone: record.timeZone, nowMs: job.actor.house.clock.nowMs(), dateOrder: record.mapping.dateOrder ?? 'day-first', scale };
      const set = checkSet(some, columns, definition, record.mapping, rules);
      await resolvePeople(job, definition, set.rows, known, create);
      const keys = new Set(set.rows.map((row) => definition.keyOf(row)));
      while (taken.length >= inFlight || taken.some((other) => !other.keys.isDisjointFrom(keys))) await taken.shift()?.done;
      const done = take(set, taken.at(-1)?.done ?? Promise.resolve(), columns);
      done.catch(() => undefined); // awaited at a later turn, where it is thrown
      taken.push({ done, keys });
    }
  }
  for (const { done } of taken) await done;
  if (!form || !columns) throw new Problem('not_a_csv', { detail: 'The file has no header.' });
  return { form, columns, scale: columns.some(({ column }) => column !== null && column === definition.scaleColumn) ? scale : null };
}

/** Records of the file in groups of at least one set, with the encoding's faults turned into the line where they are. `placeOf`: see `CsvReader`. */
async function* records(job: Job, record: ImportRecord, placeOf?: (header: readonly string[]) => number): AsyncGenerator<{ form: FileForm; records: CsvRecord[] }> {
  const source = await readSpool(job.actor.house, record.spoolKey, record.key);
  let form: FileForm | undefined;
  let decoder: TextDecoder | undefined;
  let reader: CsvReader | undefined;
  let head = Buffer.alloc(0);
  let waiting: CsvRecord[] = [];
  let lastLine = 1;
  let held = 0;
  const decode = (chunk: Buffer, atEnd: boolean): string => {
    try {
      return decoder?.decode(chunk, { stream: !atEnd }) ?? '';
    } catch {
      throw new CsvFault(lastLine, `After line ${lastLine} there are bytes that are not ${form?.encoding ?? 'text'}.`, 'Save the whole file in one encoding, best UTF-8.');
    }
  };
  const begin = (isWhole: boolean): Buffer => {
    form = recogniseForm(head.subarray(0, sniffBytes), isWhole && head.length <= sniffBytes, record.mapping.encoding);
    decoder = new TextDecoder(form.encoding, { fatal: true, ignoreBOM: true });
    reader = new CsvReader(form.delimiter, maxFieldBytes, placeOf);
    return head.subarray(form.bomBytes);
  };
  for await (const bytes of source) {
    let chunk = bytes as Buffer;
    if (!reader) {
      head = Buffer.concat([head, chunk]);
      if (head.length < sniffBytes) continue;
      chunk = begin(false);
    }
    waiting.push(...(reader?.push(decode(chunk, false)) ?? []));
    lastLine = waiting.at(-1)?.line ?? lastLine;
    if (!form) continue;
    held += chunk.length;
    if (waiting.length < setSize && held < setBytes) continue;
    while (waiting.length >= setSize) yield { form, records: waiting.splice(0, setSize) };
    if (held >= setBytes && waiting.length > 0) yield { form, records: waiting.splice(0) };
    held = 0;
  }
  const rest = reader ? Buffer.alloc(0) : begin(true);
  waiting.push(...(reader?.push(decode(rest, true)) ?? []), ...(reader?.end() ?? []));
  if (form) yield { form, records: waiting };
}

/** Reads the whole file once: throws the fault that would end a later reading, and answers the scale of its ratings. */
export async function surveyFile(job: Job, record: ImportRecord, { columns: definitions, scaleColumn }: AnyKind): Promise<Scale> {
  const seen = new ScaleSurvey();
  const placeOf = (header: readonly string[]): number => matchColumns(header, definitions, record.mapping).findIndex(({ column }) => scaleColumn !== undefined && column === scaleColumn);
  let isHeader = true;
  for await (const { records: list } of records(job, record, placeOf)) {
    for (const { cells } of list.slice(isHeader ? 1 : 0)) seen.add(cells[0]);
    isHeader = false;
    if (job.actor.stopping.aborted) throw new Stopped();
  }
  return record.mapping.scale ?? seen.scale();
}

function checkSet(list: readonly CsvRecord[], columns: readonly ColumnMatch[], definition: AnyKind, mapping: Mapping, rules: ReadingRules): RowSet {
  const cellsOf = cellsByColumn(columns, mapping);
  const clear = clearPositions(columns, definition.columns);
  const set: RowSet = { rows: [], located: [], clear: [], rejected: [], lastLine: list.at(-1)?.line ?? 0 };
  let current: (column: string) => string | undefined = () => undefined;
  const reader = new RowReader((column) => current(column), rules);
  for (const { line, cells, badQuotes } of list) {
    current = cellsOf(cells);
    reader.begin();
    const problems = formProblems(cells, columns.length, badQuotes);
    const checked: Checked<never> = problems.length > 0 ? { problems } : definition.check(reader);
    if ('problems' in checked) {
      const named = checked.problems.map((found) => ({ ...found, column: columns.find((match) => match.column === found.column)?.header ?? found.column }));
      set.rejected.push({ line, problems: named, cells });
      continue;
    }
    set.rows.push(checked.row);
    set.located.push({ line, cells });
    set.clear.push(cells.map((cell, index) => (clear[index] ? cell : null)));
  }
  return set;
}

function formProblems(cells: readonly string[], columnCount: number, badQuotes: boolean): RowProblem[] {
  if (badQuotes) return [{ column: '', problem: 'quotes', value: '' }];
  if (cells.length !== columnCount) return [{ column: '', problem: 'cells', value: String(cells.length) }];
  return cells.some((cell) => cell.includes('\0')) ? [{ column: '', problem: 'nul', value: '' }] : [];
}

/** Only columns that are known to name nobody are kept in clear; a column that we do not know may hold anything. */
function clearPositions(columns: readonly ColumnMatch[], definitions: readonly ColumnDefinition[]): boolean[] {
  return columns.map(({ column }) => definitions.find((definition) => definition.name === column)?.personal === null);
}

async function resolvePeople(job: Job, definition: AnyKind, rows: readonly never[], known: Map<string, string | null>, create: boolean): Promise<void> {
  if (known.size > 200_000) known.clear();
  const people = rows.map((row) => definition.people(row));
  const missing = new Set<string>();
  for (const list of people) for (const address of list) if (!known.has(address)) missing.add(address);
  const addresses = [...missing];
  if (addresses.length > 0) {
    const { ids } = await job.ask('profiles.resolve', { addresses, create }, { timeoutMs: 60_000 });
    for (const [index, address] of addresses.entries()) known.set(address, ids[index] ?? null);
  }
  for (const [index, row] of rows.entries()) definition.setPeople(row, people[index]?.map((address) => known.get(address) ?? null) ?? []);
}
