// What an earlier judge read (models that score, a policy that screens) is read again by the one that holds now: page by page from where
// it stopped, once for each version, behind new rows. How far it has come stands in a table of the room that judges.
import type { Actor, Job } from '../broker/actions.ts';
import type { Transaction } from '../database/transaction.ts';
import { isLoading } from '../importing/pressure.ts';

/** Rows in one page: their words are in memory at once. */
export const pageSize = 500;
const waitMs = 1_000;

/** The table of places: a row for each tenant and source, with the version that reads it and the change number after which it goes on. */
export interface Places<S extends string> {
  table: string;
  sourceColumn: string;
  versionColumn: string;
  sources: readonly S[];
  /** Whether anything of a source that has no place yet was read by another version. */
  wasReadOtherwise?(this: void, tx: Transaction, version: string): Promise<boolean>;
}
/** A page as it was read: what is to be kept of it, and where the next begins. */
export interface Page { count: number; next: number | null; keep(this: void, tx: Transaction): Promise<void> }

/** Reads what another version read; answers how many rows. */
export async function readAnew<S extends string>(job: Job, places: Places<S>, version: string, read: (source: S, after: number) => Promise<Page>): Promise<number> {
  const { actor } = job;
  let rows = 0;
  for (const source of places.sources) {
    let after = await job.step((tx) => placeOf(tx, places, source, version));
    while (after !== null && !actor.stopping.aborted) {
      const { count, next, keep }: Page = await read(source, after);
      await job.redoable(async (tx) => {
        await keep(tx);
        await keepPlace(tx, places, source, version, next);
      });
      rows += count;
      after = next;
      // New rows come first.
      while (isLoading(actor.house) && !actor.stopping.aborted) await new Promise((resolve) => { setTimeout(resolve, waitMs); });
    }
  }
  return rows;
}

/** Tenants of which something may have been read by another version. */
export async function tenantsReadOtherwise<S extends string>(actor: Actor, { table, versionColumn, sources }: Places<S>, version: string): Promise<string[]> {
  const rows = await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>(
    `select t.id from tenants t where $2 > (select count(*) from ${table} r where r.tenant_id = t.id and r.${versionColumn} = $1 and r.after is null)`, [version, sources.length]));
  return rows.map(({ id }) => id);
}

/** Where reading goes on: a change number, or null where it is done. */
async function placeOf<S extends string>(tx: Transaction, places: Places<S>, source: S, version: string): Promise<number | null> {
  const { table, sourceColumn, versionColumn, wasReadOtherwise } = places;
  const known = await tx.maybe<{ version: string; after: number | null }>(`select ${versionColumn} as version, after from ${table} where tenant_id = $1 and ${sourceColumn} = $2`, [tx.tenantId, source]);
  if (known?.version === version) return known.after;
  const after = known || await wasReadOtherwise?.(tx, version) ? 0 : null;
  await keepPlace(tx, places, source, version, after);
  return after;
}

async function keepPlace<S extends string>(tx: Transaction, { table, sourceColumn, versionColumn }: Places<S>, source: S, version: string, after: number | null): Promise<void> {
  await tx.run(`insert into ${table} (tenant_id, ${sourceColumn}, ${versionColumn}, after) values ($1, $2, $3, $4)
    on conflict (tenant_id, ${sourceColumn}) do update set ${versionColumn} = excluded.${versionColumn}, after = excluded.after`, [tx.tenantId, source, version, after]);
}
