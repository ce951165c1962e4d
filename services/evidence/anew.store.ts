// How far each room's words have been read by the models that score now.
import type { Transaction } from '../../mixins/database/transaction.ts';
import { byReview } from './meaning.ts';

export type SpeakingRoom = 'kintell' | 'buddy';
export const speakingRooms: readonly SpeakingRoom[] = ['kintell', 'buddy'];

/** Tenants of which some words may have been read by other models. */
export async function tenantsReadOtherwise(tx: Transaction, models: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(`select t.id from tenants t where ${speakingRooms.length} > (
    select count(*) from evidence_readings r where r.tenant_id = t.id and r.models = $1 and r.after is null)`, [models]);
  return rows.map(({ id }) => id);
}

/** Where reading goes on: a change number, or null where it is done. Whose scores are all of these models was read by them from the first. */
export async function placeOf(tx: Transaction, room: SpeakingRoom, models: string): Promise<number | null> {
  const known = await tx.maybe<{ models: string; after: number | null }>('select models, after from evidence_readings where tenant_id = $1 and room = $2', [tx.tenantId, room]);
  if (known?.models === models) return known.after;
  const other = known ?? await tx.maybe('select 1 from outcome_scores where tenant_id = $1 and present and model_version <> all($2) limit 1', [tx.tenantId, [...models.split(' '), byReview]]);
  const after = other ? 0 : null;
  await keepPlace(tx, room, models, after);
  return after;
}

export async function keepPlace(tx: Transaction, room: SpeakingRoom, models: string, after: number | null): Promise<void> {
  await tx.run(`insert into evidence_readings (tenant_id, room, models, after) values ($1, $2, $3, $4)
    on conflict (tenant_id, room) do update set models = excluded.models, after = excluded.after`, [tx.tenantId, room, models, after]);
}
