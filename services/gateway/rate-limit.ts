// How often: fixed windows by caller, kept in this process. Pure but for its map; the clock is handed in.
import type { Limit } from './routes.ts';

export interface Allowance { limit: number; remaining: number; resetSeconds: number; allowed: boolean }

const windows: Readonly<Record<Limit, { most: number; seconds: number }>> = {
  general: { most: 300, seconds: 60 },
  imports: { most: 30, seconds: 3_600 },
  reports: { most: 10, seconds: 3_600 },
  // By source: senders share addresses.
  webhooks: { most: 2_000, seconds: 1 },
  // Failed sign-ins are counted in the database, by account and address; this only keeps floods from the password hash.
  'sign-in': { most: 120, seconds: 60 },
};
const mostCallers = 50_000;

export class RateLimiter {
  readonly #counts = new Map<string, { until: number; count: number }>();
  readonly #factor: number;

  constructor(factor: number) {
    this.#factor = factor;
  }

  /** Counts one request of a caller against a limit. */
  take(limit: Limit, caller: string, nowMs: number): Allowance {
    const { most, seconds } = windows[limit];
    // The factor does not loosen the sign-in door.
    const allowed = limit === 'sign-in' ? most : most * this.#factor;
    const key = `${limit} ${caller}`;
    let entry = this.#counts.get(key);
    if (!entry || entry.until <= nowMs) {
      if (this.#counts.size >= mostCallers) this.#forget(nowMs);
      entry = { until: nowMs + seconds * 1000, count: 0 };
      this.#counts.set(key, entry);
    }
    entry.count += 1;
    return { limit: allowed, remaining: Math.max(0, allowed - entry.count), resetSeconds: Math.max(1, Math.ceil((entry.until - nowMs) / 1000)), allowed: entry.count <= allowed };
  }

  #forget(nowMs: number): void {
    for (const [key, entry] of this.#counts) if (entry.until <= nowMs) this.#counts.delete(key);
    if (this.#counts.size >= mostCallers) this.#counts.clear();
  }
}
