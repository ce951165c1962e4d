// How any room takes a file: read, check, compare by fingerprint, merge set by set, and remember each line and its verdict.
// A room brings its columns, its rules and its merge; everything that must never be lost or done twice happens here.
import { Problem } from '../../services/kernel/errors.ts';
import type { Actor, Job } from '../broker/actions.ts';
import { ComeAgain } from './come-again.ts';
import { CsvFault } from './csv.ts';
import type { AnyKind, Fault, Preview } from './definition.ts';
import {
  claimImport, claimNextQueued, finishAsTwin, finishImport, forgetRejected, holdPreview, importOf, keepRejected, keepRows, lockKind, noteAgain, openRejects, recordProgress, releaseAsFailed, shareKind, twinOf,
  type ImportRecord, type KeptRow,
} from './engine.store.ts';
import { notCsv } from './file.ts';
import type { Mapping } from './mapping.ts';
import { beginLoad, endLoad } from './pressure.ts';
import { readFile, Stopped, surveyFile } from './reading.ts';
import { Tally } from './tally.ts';

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

function faultOf(error: unknown): Fault | undefined {
  if (error instanceof CsvFault) return { line: error.line, problem: error.message, remedy: error.remedy };
  if (error instanceof Problem && error.type === 'not_a_csv') {
    return { line: 1, problem: error.data.detail ?? error.message, remedy: error.data.errors?.[0]?.remedy ?? 'Check the file.' };
  }
  return undefined;
}
