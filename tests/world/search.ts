// Searches random histories for one after which the product and the model differ, and makes it small.
import fc from 'fast-check';
import { sequences, smaller, zones, type Sequence } from './sequences.ts';
import { ToldCompany, ToldHistory } from './told.ts';
import type { World } from './world.ts';

/** Tries at once while a failure is made smaller. */
const triesAtOnce = 6;
/** Histories one after the other on the same two companies: making a company and its first figures costs most. */
const longest = 8;

interface Failure { told: readonly Sequence[]; found: string[] }
export interface Search { ran: number; steps: number; seconds: number; failing: { index: number; found: string[]; shrunk: string }[] }

/** Tells sequences to two fresh companies until something differs, as it came or after a rebuild at the end. */
async function tellAll(world: World, told: readonly Sequence[]): Promise<Failure> {
  let at = 0;
  try {
    const companies = await Promise.all(zones.map((zone) => ToldCompany.make(world, zone)));
    for (; at < told.length; at += 1) {
      const found = await Promise.all(companies.map(async (company, place) => {
        const history = new ToldHistory(company, `h${at}`);
        for (const step of told[at]?.[place] ?? []) await history.take(step);
        return company.differences();
      }));
      if (found.flat().length > 0) return { told: told.slice(0, at + 1), found: found.flat() };
    }
    return { told, found: (await Promise.all(companies.map((company) => company.rebuilt()))).flat() };
  } catch (error) {
    return { told: told.slice(0, at + 1), found: [String((error as Error).stack)] };
  }
}

/** Every way to tell less: only the last sequence, one of the others left out, one made smaller. */
function* less(told: readonly Sequence[]): Generator<readonly Sequence[]> {
  if (told.length > 1) yield told.slice(-1);
  for (const at of told.keys()) if (told.length > 1) yield told.toSpliced(at, 1);
  for (const [at, sequence] of told.entries()) for (const other of smaller(sequence)) yield told.with(at, other);
}

/** Makes a failure smaller, several tries at once, until nothing can be left out. */
async function shrink(world: World, failure: Failure, withinMs: number): Promise<Failure> {
  const begun = Date.now();
  let best = failure;
  let left = less(best.told);
  for (let tries = next(left, triesAtOnce); tries.length > 0 && Date.now() - begun < withinMs; tries = next(left, triesAtOnce)) {
    const smallest = (await Promise.all(tries.map((told) => tellAll(world, told)))).find(({ found }) => found.length > 0);
    if (smallest) [best, left] = [smallest, less(smallest.told)];
  }
  return best;
}

interface SearchOptions { seed: number; count: number; maxSteps: number; shrinkMs: number; /** Histories told at once. */ lanes: number }

/** Draws sequences by a seed and tells them; the first that differs is made small and told. */
export async function searchSequences(world: World, { seed, count, maxSteps, shrinkMs, lanes }: SearchOptions): Promise<Search> {
  const begun = performance.now();
  const left = fc.sample(sequences(maxSteps), { seed, numRuns: count }).entries();
  const failures: (Failure & { index: number })[] = [];
  const search: Search = { ran: 0, steps: 0, seconds: 0, failing: [] };
  const lane = async (): Promise<void> => {
    const atOnce = Math.min(longest, Math.ceil(count / lanes));
    for (let drawn = next(left, atOnce); drawn.length > 0;) {
      const outcome = await tellAll(world, drawn.map(([, sequence]) => sequence));
      const done = drawn.splice(0, outcome.told.length);
      search.ran += done.length;
      search.steps += outcome.told.flat(2).length;
      if (outcome.found.length > 0) failures.push({ ...outcome, index: done.at(-1)?.[0] ?? 0 });
      if (drawn.length === 0) drawn = next(left, atOnce);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  search.seconds = (performance.now() - begun) / 1000;
  for (const [place, failure] of failures.sort((one, other) => one.index - other.index).entries()) {
    const { told, found } = place === 0 ? await shrink(world, failure, shrinkMs) : failure;
    search.failing.push({ index: failure.index, found: found.slice(0, 12), shrunk: place === 0 ? JSON.stringify(told).replaceAll('{"step"', '\n{"step"') : '' });
  }
  return search;
}

function next<T>(left: Iterator<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const found = left.next();
    if (found.done) break;
    taken.push(found.value);
  }
  return taken;
}
