// Time as a thing that is handed in: rooms ask a clock, tests hold it still.
export interface Clock { nowMs(): number }

/** The day of a moment, as the world counts it: YYYY-MM-DD. */
export function todayOf(clock: Clock): string {
  return new Date(clock.nowMs()).toISOString().slice(0, 10);
}

export const systemClock: Clock = { nowMs: () => Date.now() };
