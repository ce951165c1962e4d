// Many random histories against the model, on a database server of their own; prints nothing itself.
import setup from '../world/cluster.setup.mjs';
import teardown from '../world/cluster.teardown.mjs';
import { searchSequences } from '../world/sequences.ts';
import { openWorld } from '../world/world.ts';

export interface PropertyOutcome { ran: number; steps: number; seconds: number; differences: string[] }

export async function propertyDrill({ seed, sequences }: { seed: number; sequences: number }): Promise<PropertyOutcome> {
  await setup();
  try {
    const world = await openWorld();
    try {
      const { ran, steps, seconds, failing } = await searchSequences(world, { seed, count: sequences, maxSteps: 12, shrinkMs: 120_000 });
      return { ran, steps, seconds, differences: failing.flatMap(({ index, found, shrunk }) => [`sequence ${index}:`, ...found, ...(shrunk === '' ? [] : [`shrunk: ${shrunk}`])]) };
    } finally {
      await world.close();
    }
  } finally {
    await teardown();
  }
}
