// Who is counted as whom: people found to be one, with the span of ledger revisions in which that holds. The ledger keeps the ids that
// rows were told under; figures and walks read them through here, as of the revision they are of.
import type { EventItem } from '../../channels/contracts.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { forever, markActivityOf, nextRevision } from './ledger.store.ts';

type MergeItem = EventItem<'profiles.person.merged'>;

/** Enters merges and their taking back, newer ones over older ones, and marks the months of everybody they touch. */
export async function enterAliases(tx: Transaction, items: readonly MergeItem[], today: string): Promise<void> {
  const rev = await nextRevision(tx);
  await tx.run(`
    with items as (
      select distinct on ("otherId") i.* from jsonb_to_recordset($2::jsonb) as i (change bigint, present boolean, "personId" uuid, "otherId" uuid)
      where not exists (select 1 from person_aliases a where a.tenant_id = $1 and a.person_id = i."otherId" and a.change >= i.change) order by "otherId", change desc),
    closed as (update person_aliases a set until_rev = $3 from items i where a.tenant_id = $1 and a.person_id = i."otherId" and a.until_rev = ${forever} returning 1)
    insert into person_aliases (tenant_id, person_id, change, canonical_id, present, from_rev) select $1, "otherId", change, "personId", present, $3 from items`, [tx.tenantId, JSON.stringify(items), rev]);
  await markActivityOf(tx, items.flatMap(({ personId, otherId }) => [personId, otherId]), today);
}

/** How a statement over the ledger, its revision in parameter `rev`, is read where people were merged; elsewhere every row would pay for the join. */
export async function ledgerReader(tx: Transaction, rev = '$5'): Promise<(sql: string) => string> {
  const hasAliases = (await tx.maybe('select 1 from person_aliases where tenant_id = $1 limit 1', [tx.tenantId])) !== undefined;
  return (sql) => (hasAliases ? sql.replaceAll(/activity_ledger (?=[la] )/g, `${mergedLedger(rev)} `) : sql);
}

/** The ledger with everybody as the one they are counted as, at the revision in parameter `rev`. To be read by measure and date. */
const mergedLedger = (rev: string): string => `(select l.tenant_id, l.source_table, l.source_key, l.change, l.present, l.from_rev, l.until_rev, l.local_date, l.to_date, l.programme, l.measure,
    coalesce(p.canonical_id, l.participant_id) as participant_id, coalesce(v.canonical_id, l.volunteer_id) as volunteer_id, l.status, l.hours_state, l.minutes, l.value_micro, l.confidence_micro,
    l.paid_minutes, l.level, l.model, l.language
  from activity_ledger l left join person_aliases p on p.tenant_id = $1 and p.person_id = l.participant_id and ${heldAlias('p', rev)}
    left join person_aliases v on v.tenant_id = $1 and v.person_id = l.volunteer_id and ${heldAlias('v', rev)})`;

/** Everybody who is counted as the same person as this one, oneself included: an array that an index can be asked with. */
export function sameAs(person: string, rev: string): string {
  const canonical = `coalesce((select c.canonical_id from person_aliases c where c.tenant_id = $1 and c.person_id = ${person} and ${heldAlias('c', rev)}), ${person})`;
  return `any(array(select ${canonical} union all select m.person_id from person_aliases m where m.tenant_id = $1 and m.canonical_id = ${canonical} and ${heldAlias('m', rev)}))`;
}

export function heldAlias(alias: string, rev: string): string {
  return `${alias}.present and ${alias}.from_rev <= ${rev} and ${alias}.until_rev > ${rev}`;
}
