// Answers wait for a commit, and commits wait for each other: while one is under way, what comes meanwhile goes into the next.
// One line of batches a tenant. It knows neither webhooks nor a database.

/** Items in one commit: more would keep the first of them waiting. */
const most = 500;

export class Batches<T, R> {
  readonly #work: (tenantId: string, items: readonly T[]) => Promise<R[]>;
  readonly #lines = new Map<string, { item: T; resolve: (result: R) => void; reject: (error: unknown) => void }[]>();

  /** `work` answers one result an item, in their order. */
  constructor(work: (tenantId: string, items: readonly T[]) => Promise<R[]>) {
    this.#work = work;
  }

  async add(tenantId: string, item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const line = this.#lines.get(tenantId);
      if (line) {
        line.push({ item, resolve, reject });
        return;
      }
      this.#lines.set(tenantId, [{ item, resolve, reject }]);
      // What arrived in the same turn of the loop belongs to the first batch too.
      setImmediate(() => { void this.#run(tenantId); });
    });
  }

  async #run(tenantId: string): Promise<void> {
    for (let line = this.#lines.get(tenantId); line && line.length > 0; line = this.#lines.get(tenantId)) {
      const batch = line.splice(0, most);
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
    this.#lines.delete(tenantId);
  }

  /** One that cannot be kept must not take the others with it. */
  async #alone(tenantId: string, batch: readonly { item: T; resolve: (result: R) => void; reject: (error: unknown) => void }[], error: unknown): Promise<void> {
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
