// Many random histories against the model, on a database server of their own; prints nothing itself.
import setup from '../world/cluster.setup.mjs';
import teardown from '../world/cluster.teardown.mjs';
import { searchSequences, type Search } from '../world/search.ts';
import { openWorld } from '../world/world.ts';

export interface PropertyOutcome { ran: number; steps: number; seconds: number; differences: string[] }
/** Sequences on one database: it slows down as companies gather in it. */
const aWorld = 500;
/** A history mostly waits for what it told to be heard: more at once use that time. */
const lanes = 14;

export async function propertyDrill({ seed, sequences }: { seed: number; sequences: number }): Promise<PropertyOutcome> {
  const outcome: PropertyOutcome = { ran: 0, steps: 0, seconds: 0, differences: [] };
  await setup();
  try {
    for (let done = 0; done < sequences; done += aWorld) {
      const { ran, steps, seconds, failing } = await searchIn(seed + done, Math.min(aWorld, sequences - done));
      outcome.ran += ran;
      outcome.steps += steps;
      outcome.seconds += seconds;
      outcome.differences.push(...failing.flatMap(({ index, found, shrunk }) => [`seed ${seed + done}, sequence ${index}:`, ...found, ...(shrunk === '' ? [] : [`shrunk: ${shrunk}`])]));
    }
  } finally {
    await teardown();
  }
  return outcome;
}

async function searchIn(seed: number, count: number): Promise<Search> {
  const world = await openWorld();
  try {
    // Nobody pulls this server's plug: the other drills do.
    await world.sql('alter system set fsync = off');
    await world.sql('select pg_reload_conf()');
    return await searchSequences(world, { seed, count, maxSteps: 12, shrinkMs: 120_000, lanes });
  } finally {
    await world.close();
  }
}
