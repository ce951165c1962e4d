// Time as a thing that is handed in: rooms ask a clock, tests hold it still.
export interface Clock { nowMs(): number }

export const systemClock: Clock = { nowMs: () => Date.now() };
