// How any room takes a file: read, check, compare by fingerprint, merge set by set, and remember each line and its verdict.
// A room brings its columns, its rules and its merge; everything that must never be lost or done twice happens here.
import type { ImportKind } from '../../channels/vocabulary.ts';
import { Problem } from '../../services/kernel/errors.ts';
import type { Actor, Job } from '../broker/actions.ts';
import type { House } from '../broker/house.ts';
import type { Transaction } from '../database/transaction.ts';
import type { CellProblem } from './cells.ts';
import { ComeAgain } from './come-again.ts';
import { CsvFault, CsvReader, type CsvRecord } from './csv.ts';
import { matchColumns, maxFieldBytes, notCsv, recogniseForm, sniffBytes, type ColumnDefinition, type ColumnMatch, type FileForm } from './file.ts';
import {
  claimImport, claimNextQueued, finishAsTwin, finishImport, forgetRejected, holdPreview, importOf, keepRejected, keepRows, lockKind, noteAgain, openRejects, recordProgress, releaseAsFailed, shareKind, twinOf,
  type ImportRecord, type KeptRow,
} from './engine.store.ts';
import { cellsByColumn, type BuiltInMapping, type Mapping } from './mapping.ts';
import { beginLoad, endLoad } from './pressure.ts';
import { ScaleSurvey } from './scale.ts';
import { Tally } from './tally.ts';
import { RowReader, type ReadingRules, type RowProblem, type Scale } from './row-reader.ts';
import { readSpool } from './spool.ts';

/** Rows in one merge. Larger sets cost memory and hold locks longer; smaller ones pay the round trips more often. */
export const setSize = 2_000;
/** Bytes of a file in one merge at most: rows may be a mebibyte wide each. */
const setBytes = 2 * 1024 ** 2;

export interface Located { line: number; cells: string[] }
/** `clear` are the cells that name nobody; null stands where a personal cell was. */
export type Checked<R> = { row: R } | { problems: RowProblem[] };
export type Verdict = 'created' | 'updated' | 'unchanged' | 'waiting';
export interface Merged { verdict: Verdict; rowKey: string; revision: number; textId: string | null; superseded?: { line: number; verdict: Verdict } }

/** What a room knows about one kind of file. `R` is its normalised row. */
export interface KindDefinition<R> {
  kind: ImportKind;
  columns: readonly ColumnDefinition[];
  /** Kinds whose rows lie in the same table, this one among them: loaded one after another. */
  family: readonly [ImportKind, ...ImportKind[]];
  /** Sets of one import that are merged at once: while PostgreSQL writes one, the next is compared and sealed. */
  inFlight: 1 | 2;
  scaleColumn?: string | undefined;
  /** Of systems that export this kind of file in their own form. */
  mappings: readonly BuiltInMapping[];
  check(reader: RowReader): Checked<R>;
  /** Addresses of the people in a row, in the order in which `setPeople` gets their ids. */
  people(row: R): readonly string[];
  keyOf(row: R): string;
  setPeople(row: R, ids: readonly (string | null)[]): void;
  /** A normalised row as the preview shows it, without personal data. */
  sample(row: R, where: Pick<ReadingRules, 'timeZone' | 'nowMs'>): Record<string, string | number | null>;
  /** What each row would be, without writing. */
  compare(house: House, tx: Transaction, rows: readonly R[]): Promise<Verdict[]>;
  /** Writes what changed, with its events. `located[i]` is the line of `rows[i]`. */
  merge(house: House, tx: Transaction, importId: string, rows: readonly R[], located: readonly Located[]): Promise<Merged[]>;
  /** Whether every row of an import is the current value of its source row, and nothing of it has changed with time. */
  stillWhole(tx: Transaction, importId: string, nowIso: string): Promise<boolean>;
  /** Takes back, or brings back, what an import did. Answers how many rows went, and how many stayed. */
  withdraw(house: House, tx: Transaction, importId: string): Promise<{ changed: number; kept: number }>;
  restore(house: House, tx: Transaction, importId: string): Promise<{ changed: number; kept: number }>;
}

// A kind's row type stays inside the room: outside, rows are opaque.
export type AnyKind = KindDefinition<never>;

export interface Counts { total: number; created: number; updated: number; unchanged: number; rejected: number; waiting: number }
export interface ProblemCount { problem: CellProblem; column: string; count: number; firstLine: number; value: string | null }
/** How a file was read; its scale is null where no column holds ratings. */
export interface ReadAs { form: FileForm; columns: ColumnMatch[]; scale: Scale | null }
export interface Preview extends ReadAs { counts: Counts; sample: Record<string, string | number | null>[]; problems: ProblemCount[] }

/**
 * Reads the whole file and says what a commit would do. Rejected lines are kept for errors.csv; nothing else is stored.
 * With a mapping it is read as that says, whatever it was read with before.
 */
export async function previewImport(job: Job, definition: AnyKind, importId: string, mapping?: Mapping): Promise<Preview> {
  const known = await job.read((tx) => importOf(tx, importId));
  const record = mapping === undefined ? known : { ...known, mapping };
  const tally = new Tally(definition.columns);
  const sample: Record<string, string | number | null>[] = [];
  const seen = new Map<string, number>();
  const scale = await surveyFile(job, record, definition).catch(asProblem);
  // A file that cannot be read so leaves the check before it as it was; from here on this one takes its place.
  if (mapping !== undefined) await job.step((tx) => forgetRejected(tx, importId));
  const read = await readFile(job, definition, record, { create: false, from: 0, scale, inFlight: 1 }, async (set) => {
    const verdicts = await job.read((tx) => definition.compare(job.actor.house, tx, set.rows));
    for (const [index, verdict] of verdicts.entries()) {
      const key = definition.keyOf(set.rows[index] as never);
      const line = set.located[index]?.line ?? 0;
      tally.previewed(verdict, seen.get(key));
      seen.set(key, line);
    }
    tally.rejected(set.rejected);
    if (sample.length < 5) sample.push(...set.rows.slice(0, 5 - sample.length).map((row) => definition.sample(row, { timeZone: record.timeZone, nowMs: job.actor.house.clock.nowMs() })));
    await job.step(async (tx) => {
      await holdPreview(tx, importId);
      await keepRejected(job.actor.house, tx, record, set.rejected);
    });
  }).catch(asProblem);
  if (tally.counts.total === 0) tally.none();
  return { ...read, counts: tally.counts, sample, problems: tally.problems() };
}

function asProblem(error: unknown): never {
  throw error instanceof CsvFault ? notCsv(`Line ${error.line}: ${error.message}`, error.remedy) : error;
}

/** Loads queued imports of a room one after another, until none is left. Interrupted ones go on where they stopped. */
export async function loadQueued(actor: Actor, kinds: readonly AnyKind[], tenantId: string): Promise<void> {
  for (const definition of kinds) {
    for (;;) {
      if (actor.stopping.aborted) return;
      const job = actor.job(tenantId, 'import');
      const record = await job.step((tx) => claimNextQueued(actor.house, tx, definition));
      if (!record) break;
      beginLoad(actor.house);
      try {
        await loadImport(actor.job(tenantId, record.correlationId), definition, record);
      } finally {
        endLoad(actor.house);
      }
    }
  }
}

async function loadImport(job: Job, definition: AnyKind, record: ImportRecord): Promise<void> {
  const { house } = job.actor;
  const tally = new Tally(definition.columns, record.counts, record.problems);
  let lastTold = 0;
  try {
    if (record.linesDone === 0 && await isAgain(job, definition, record)) return;
    // A fault that ends the reading is found before the first row is written, so that nothing of such a file stays.
    const scale = await surveyFile(job, record, definition);
    const open = await job.read((tx) => openRejects(house, tx, record));
    let again: ComeAgain | undefined;
    const read = await readFile(job, definition, record, { create: true, from: record.linesDone, scale, inFlight: definition.inFlight }, async (set, before, columns) => {
      again ??= open && new ComeAgain(open, columns.map(({ header }) => header));
      const lines = again?.linesOf([...set.located, ...set.rejected].map(({ cells }) => cells)) ?? [];
      await job.redoable(async (tx) => {
        await shareKind(tx, definition.family);
        const located = set.located;
        const merged = await definition.merge(house, tx, record.id, set.rows, located);
        const kept = merged.map((result, index): KeptRow => ({ ...result, line: located[index]?.line ?? 0, cells: set.clear[index] ?? [] }));
        await keepRows(tx, record.id, kept);
        await keepRejected(house, tx, record, set.rejected);
        if (open && lines.length > 0) await noteAgain(tx, record.id, open.importId, lines);
        await before; // committed: the checkpoint never runs ahead of a set that may yet fail
        await claimImport(house, tx, record);
        tally.merged(merged);
        tally.rejected(set.rejected);
        const tell = house.clock.nowMs() - lastTold >= 500;
        await recordProgress(tx, record, tally.counts, tally.problems(), set.lastLine, tell);
        if (tell) lastTold = house.clock.nowMs();
      });
      if (job.actor.stopping.aborted) throw new Stopped();
    });
    if (tally.counts.total === 0) tally.none();
    await job.step((tx) => finishImport(house, tx, record, tally.counts, tally.problems(), read), { action: 'imports.load', objectKind: 'import' });
  } catch (error) {
    if (error instanceof Stopped || job.actor.stopping.aborted) return; // the lease runs out, and the next start goes on
    const fault = faultOf(error) ?? giveUp(record.id);
    if (!fault) throw error;
    await job.step((tx) => releaseAsFailed(house, tx, record, fault), { action: 'imports.load', objectKind: 'import' });
  }
}

/** The very file of an earlier import whose every row still stands: nothing to read, nothing to write but the support itself. */
async function isAgain(job: Job, definition: AnyKind, record: ImportRecord): Promise<boolean> {
  return job.step(async (tx) => {
    await claimImport(job.actor.house, tx, record);
    await lockKind(tx, definition.family);
    const twin = await twinOf(tx, record);
    if (!twin || !await definition.stillWhole(tx, twin, new Date(job.actor.house.clock.nowMs()).toISOString())) return false;
    await finishAsTwin(job.actor.house, tx, record, twin);
    return true;
  }, { action: 'imports.load', objectKind: 'import' });
}

const tries = new Map<string, number>();
const mostTries = 5;

/** An error that comes back every time must not hold up every later file: after some tries the import fails and says so. */
function giveUp(importId: string): Fault | undefined {
  const count = (tries.get(importId) ?? 0) + 1;
  tries.set(importId, count);
  return count < mostTries ? undefined : { line: 1, problem: 'Loading failed several times on our side.', remedy: 'Undo is not needed; send the file again, and quote the id of this import if it fails again.' };
}

class Stopped extends Error {}

interface RowSet {
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
async function readFile(
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
async function surveyFile(job: Job, record: ImportRecord, { columns: definitions, scaleColumn }: AnyKind): Promise<Scale> {
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

export interface Fault { line: number; problem: string; remedy: string }

function faultOf(error: unknown): Fault | undefined {
  if (error instanceof CsvFault) return { line: error.line, problem: error.message, remedy: error.remedy };
  if (error instanceof Problem && error.type === 'not_a_csv') {
    return { line: 1, problem: error.data.detail ?? error.message, remedy: error.data.errors?.[0]?.remedy ?? 'Check the file.' };
  }
  return undefined;
}
