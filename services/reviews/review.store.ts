// The queue as it is kept, in the order of due times. A flag's state that is not newer changes nothing; what was decided stays decided.
import type { EventItem } from '../../channels/contracts.ts';
import type { ReviewDecision, ReviewState } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { personKeys } from '../../mixins/vault.store.ts';
import { seal, unseal } from '../../mixins/vault.ts';
import { Problem } from '../kernel/errors.ts';
import type { Review } from './review.ts';

type Row = Omit<Review, 'note'> & { sealed: Buffer | null };
export interface Place { dueAt: string; id: string }

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const columns = `id, kind, source, source_key as key, text_id as "textId", change, programme, participant_id as "participantId", volunteer_id as "volunteerId", local_date as "localDate", rule, category, severity,
  ${instant('raised_at')} as "raisedAt", ${instant('due_at')} as "dueAt", present, decision, note as sealed, decided_by as "decidedBy", ${instant('decided_at')} as "decidedAt"`;
const whereOf: Readonly<Record<ReviewState, string>> = {
  open: 'decision is null and present', superseded: 'decision is null and not present', approved: `decision = 'approve'`, corrected: `decision = 'correct'`, rejected: `decision = 'reject'`,
};

export async function keepFlags(tx: Transaction, flags: readonly EventItem<'safety.flag.raised'>[]): Promise<void> {
  await tx.run(`insert into reviews as r (tenant_id, id, kind, source, source_key, text_id, change, programme, participant_id, volunteer_id, local_date, rule, category, severity, raised_at, due_at, present)
    select distinct on (f.id) $1, f.id, 'safety', f.source, f.key, f."textId", f.change, f.programme, f."participantId", f."volunteerId", f."localDate", f.rule, f.category, f.severity, f."raisedAt", f."dueAt", f.present
    from jsonb_to_recordset($2::jsonb) as f (id uuid, source text, key text, "textId" uuid, change bigint, programme text, "participantId" uuid, "volunteerId" uuid, "localDate" date, rule text, category text,
      severity text, "raisedAt" timestamptz, "dueAt" timestamptz, present boolean)
    order by f.id, f.change desc
    on conflict (tenant_id, id) do update set change = excluded.change, present = excluded.present, participant_id = excluded.participant_id, volunteer_id = excluded.volunteer_id, local_date = excluded.local_date,
      raised_at = excluded.raised_at, due_at = excluded.due_at
    where r.change < excluded.change`, [tx.tenantId, JSON.stringify(flags)]);
}

export async function listReviews(house: House, tx: Transaction, state: ReviewState | undefined, after: Place | null, limit: number): Promise<Review[]> {
  return open(house, tx, await tx.rows<Row>(`select ${columns} from reviews where tenant_id = $1 and ${state ? whereOf[state] : 'true'} and ($2::timestamptz is null or (due_at, id) > ($2, $3::uuid))
    order by due_at, id limit $4`, [tx.tenantId, after?.dueAt ?? null, after?.id ?? null, limit]));
}

export async function reviewById(house: House, tx: Transaction, id: string): Promise<Review> {
  const [review] = await open(house, tx, await tx.rows<Row>(`select ${columns} from reviews where tenant_id = $1 and id = $2`, [tx.tenantId, id]));
  if (!review) throw new Problem('not_found');
  return review;
}

/** Throws a 409 where somebody else was first, or its words have gone meanwhile. */
export async function keepDecision(house: House, tx: Transaction, review: Review, { decision, note, by, atIso }: { decision: ReviewDecision; note: string; by: string; atIso: string }): Promise<void> {
  const key = (await personKeys(house, tx, [review.participantId])).get(review.participantId);
  const changed = await tx.run(`update reviews set decision = $3, note = $4, decided_by = $5, decided_at = $6 where tenant_id = $1 and id = $2 and ${whereOf.open} and change = $7`,
    [tx.tenantId, review.id, decision, key ? seal(key, note, review.id) : null, by, atIso, review.change]);
  if (changed === 0) throw new Problem('conflict', { detail: 'This review was decided, or its words were corrected, before you. Read it again.' });
}

/** A note lies under the key of the participant whose words it is about, and goes with it. */
async function open(house: House, tx: Transaction, rows: readonly Row[]): Promise<Review[]> {
  const keys = await personKeys(house, tx, [...new Set(rows.flatMap(({ sealed, participantId }) => (sealed ? participantId : [])))]);
  return rows.map(({ sealed, ...review }) => {
    const key = keys.get(review.participantId);
    return { ...review, note: sealed && key ? unseal(key, sealed, review.id).toString() : null };
  });
}
