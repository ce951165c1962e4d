// Answers wait for a commit, and commits wait for each other: while one is under way, what comes meanwhile goes into the next.
// It knows neither webhooks nor a database.

/** Items in one commit: more would keep the first of them waiting. */
const most = 500;
/** Commits of one tenant under way at once: while one waits for the disk, the next is read and written. */
const lanes = 2;
/** Items that are worth a commit beside another one; fewer wait for it. */
const worthALane = 16;

interface Waiting<T, R> { item: T; resolve: (result: R) => void; reject: (error: unknown) => void }
interface Line<T, R> { waiting: Waiting<T, R>[]; running: number }

export class Batches<T, R> {
  readonly #work: (tenantId: string, items: readonly T[]) => Promise<R[]>;
  readonly #lines = new Map<string, Line<T, R>>();

  /** `work` answers one result an item, in their order; it may be called for the same tenant again before it has answered. */
  constructor(work: (tenantId: string, items: readonly T[]) => Promise<R[]>) {
    this.#work = work;
  }

  async add(tenantId: string, item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const line = this.#lines.get(tenantId) ?? { waiting: [], running: 0 };
      this.#lines.set(tenantId, line);
      line.waiting.push({ item, resolve, reject });
      if (line.running > 0 && (line.running >= lanes || line.waiting.length < worthALane)) return;
      line.running += 1;
      // What arrived in the same turn of the loop belongs to the first batch too.
      setImmediate(() => { void this.#run(tenantId, line); });
    });
  }

  async #run(tenantId: string, line: Line<T, R>): Promise<void> {
    while (line.waiting.length >= (line.running > 1 ? worthALane : 1)) {
      const batch = line.waiting.splice(0, most);
      try {
        const results = await this.#work(tenantId, batch.map(({ item }) => item));
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index];
          if (result === undefined) reject(new Error('a batch lost an item'));
          else resolve(result);
        }
      } catch (error) {
        await this.#alone(tenantId, batch, error);
      }
    }
    line.running -= 1;
    if (line.running === 0) this.#lines.delete(tenantId);
  }

  /** One that cannot be kept must not take the others with it. */
  async #alone(tenantId: string, batch: readonly Waiting<T, R>[], error: unknown): Promise<void> {
    for (const { item, resolve, reject } of batch) {
      if (batch.length === 1) {
        reject(error);
        return;
      }
      await this.#work(tenantId, [item]).then(([result]) => {
        if (result === undefined) reject(error);
        else resolve(result);
      }, reject);
    }
  }
}
