// Whether this node is loading a file: what only follows from rows may then take its time, within what freshness allows.
import type { House } from '../broker/house.ts';

const loads = new WeakMap<House, number>();
/** Sets and batches follow each other: between two of them the load is not over. */
const lastsMs = 300;
const endedAt = new WeakMap<House, number>();

export function beginLoad(house: House): void {
  loads.set(house, (loads.get(house) ?? 0) + 1);
}

export function endLoad(house: House): void {
  loads.set(house, (loads.get(house) ?? 1) - 1);
  endedAt.set(house, performance.now());
}

export function isLoading(house: House): boolean {
  return (loads.get(house) ?? 0) > 0 || performance.now() - (endedAt.get(house) ?? -Infinity) < lastsMs;
}

const longMs = 500;

/**
 * How long work pauses that is done again and again while rows keep coming: short work takes at most a fifth of the time, so that figures
 * stay fresh; long work a tenth, since its rows come by the ten thousand and wait for the same processors.
 */
export function restAfter(tookMs: number): number {
  return tookMs * (tookMs < longMs ? 4 : 9);
}
