// Two people found to be one: which of the two is kept, and who was merged into whom. Rows keep the id they were told under and are
// read as the survivor's, so that taking a merge back leaves exactly what was, and what came meanwhile with its own person.
import type { Transaction } from '../../mixins/database/transaction.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { namedId } from '../kernel/ids.ts';

const unmergeDays = 30;

/** A person and the one whose journey that person's rows make: oneself, where not merged. */
export interface Member { id: string; survivor: string }
export interface Merge { otherId: string; intoId: string; mergedAt: string }

/** Everybody who is one with these people. */
export async function membersOf(tx: Transaction, people: readonly string[]): Promise<Member[]> {
  return tx.rows<Member>(`
    with survivors as (select distinct coalesce(m.into_id, p.id) as id from unnest($2::uuid[]) as p (id) left join person_merges m on m.tenant_id = $1 and m.person_id = p.id)
    select id, id as survivor from survivors union all
    select m.person_id, m.into_id from survivors s join person_merges m on m.tenant_id = $1 and m.into_id = s.id`, [tx.tenantId, people]);
}

/** The merges that a person is part of, on either side, the last one first. */
async function mergesOf(tx: Transaction, id: string): Promise<Merge[]> {
  return tx.rows<Merge>(`select person_id as "otherId", into_id as "intoId", merged_at as "mergedAt" from person_merges where tenant_id = $1 and (person_id = $2 or into_id = $2)
    order by merged_at desc, person_id`, [tx.tenantId, id]);
}

/** Merges the other into the person. One who was merged is nobody to merge with, and one who holds others is not merged whole. */
export async function addMerge(tx: Transaction, id: string, otherId: string, by: string, atIso: string): Promise<void> {
  if (id === otherId) throw invalid('other', 'is the same person', 'name the other profile');
  const [mergesOfId, mergesOfOther] = [await mergesOf(tx, id), await mergesOf(tx, otherId)];
  if (mergesOfId.some((merge) => merge.otherId === id) || mergesOfOther.length > 0) throw new Problem('conflict', { detail: 'One of the two is merged already; take that back first.' });
  await tx.run('insert into person_merges (tenant_id, person_id, into_id, merged_at, merged_by) values ($1, $2, $3, $4, $5)', [tx.tenantId, otherId, id, atIso, by]);
  await tx.emit('profiles.person.merged', [await itemOf(tx, id, otherId, true)]);
}

/** Takes back the merge of a person, or the last one into that person; answers who were merged. */
export async function removeMerge(tx: Transaction, id: string, nowMs: number): Promise<Merge> {
  const [last] = await mergesOf(tx, id);
  if (!last) throw new Problem('conflict', { detail: 'This profile is not merged.' });
  const { intoId, otherId, mergedAt } = last;
  if (Date.parse(mergedAt) + unmergeDays * 86_400_000 < nowMs) throw new Problem('conflict', { detail: `A merge can be taken back for ${unmergeDays} days.` });
  await tx.run('delete from person_merges where tenant_id = $1 and person_id = $2', [tx.tenantId, otherId]);
  await tx.emit('profiles.person.unmerged', [await itemOf(tx, intoId, otherId, false)]);
  return last;
}

async function itemOf(tx: Transaction, personId: string, otherId: string, present: boolean): Promise<{ id: string; change: number; present: boolean; personId: string; otherId: string }> {
  const { change } = await tx.one<{ change: number }>(`select nextval('journey_changes') as change`);
  return { id: namedId('merge', tx.tenantId, otherId), change, present, personId, otherId };
}
