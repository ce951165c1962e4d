// Flags as they are kept, in sets. A state that is not newer than what is known of its row changes nothing, so that events may come late,
// twice and in any order; a flag is told of when it begins to stand and when it ends.
import type { FlaggedSource } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import type { Finding, FlagHit, FlagItem } from './flag.ts';
import type { Policy } from './policy.ts';

export interface Applied { source: FlaggedSource; policy: Policy; flagOf: (finding: Finding) => FlagItem | null }

/** `isLate`: a state of this kind may overtake an older one, so that it is remembered even where nothing was found. */
export async function applyFindings(tx: Transaction, { source, policy, flagOf }: Applied, findings: readonly Finding[], isLate: boolean): Promise<void> {
  const newer = new Set(await moveRows(tx, source, findings, isLate));
  const moved = findings.filter(({ telling: { key } }) => newer.has(key));
  if (moved.length === 0) return;
  const flags = moved.flatMap((finding) => { const flag = flagOf(finding); return flag ? [{ flag, hits: finding.hits }] : []; });
  await tx.emit('safety.flag.withdrawn', await endOthers(tx, source, moved, flags.map(({ flag }) => flag.id)));
  await tx.emit('safety.flag.raised', await raise(tx, policy.version, flags));
}

/**
 * Raises what an earlier policy let pass, of rows of which nothing newer was heard. A flag that was ever raised for a text is left to
 * those who look at flags.
 */
export async function raiseAnew(tx: Transaction, { source, policy, flagOf }: Applied, findings: readonly Finding[]): Promise<void> {
  const flags = findings.flatMap((finding) => { const flag = flagOf(finding); return flag ? [{ finding, flag, hits: finding.hits }] : []; });
  if (flags.length === 0) return;
  const passed = await tx.rows<{ id: string }>(`
    select t.id from unnest($3::uuid[], $4::text[], $5::bigint[]) as t (id, key, change)
    where not exists (select 1 from safety_flags f where f.tenant_id = $1 and f.id = t.id)
      and not exists (select 1 from safety_rows r where r.tenant_id = $1 and r.source = $2 and r.source_key = t.key and r.change > t.change)`,
  [tx.tenantId, source, flags.map(({ flag }) => flag.id), flags.map(({ flag }) => flag.key), flags.map(({ flag }) => flag.change)]);
  const raised = flags.filter(({ flag }) => passed.some(({ id }) => id === flag.id));
  await moveRows(tx, source, raised.map(({ finding }) => finding), false);
  await tx.emit('safety.flag.raised', await raise(tx, policy.version, raised));
}

/** Remembers the newest state of rows; answers the keys of those that were not known to be as new. */
async function moveRows(tx: Transaction, source: FlaggedSource, findings: readonly Finding[], isLate: boolean): Promise<string[]> {
  const rows = findings.map(({ telling: { key, change, textId }, hits }) => ({ key, change, textId, isKept: isLate || hits.length > 0 }));
  const moved = await tx.rows<{ key: string }>(`
    with told as (select * from jsonb_to_recordset($3::jsonb) as t (key text, change bigint, "textId" uuid, "isKept" boolean))
    insert into safety_rows as r (tenant_id, source, source_key, change, text_id)
    select $1, $2, t.key, t.change, t."textId" from told t
    where t."isKept" or exists (select 1 from safety_rows known where known.tenant_id = $1 and known.source = $2 and known.source_key = t.key) order by t.key
    on conflict (tenant_id, source, source_key) do update set change = excluded.change, text_id = excluded.text_id where r.change < excluded.change
    returning source_key as key`, [tx.tenantId, source, JSON.stringify(rows)]);
  return moved.map(({ key }) => key);
}

const columns = `id, text_id as "textId", source, source_key as key, change, present, programme, participant_id as "participantId", volunteer_id as "volunteerId", local_date as "localDate", rule, category, severity,
  to_char(raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "raisedAt", to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"`;

/** Flags of these rows that stand for another text than the one told now. */
async function endOthers(tx: Transaction, source: FlaggedSource, moved: readonly Finding[], standing: readonly string[]): Promise<FlagItem[]> {
  return tx.rows<FlagItem>(`update safety_flags f set present = false, change = t.change from unnest($3::text[], $4::bigint[]) as t (key, change)
    where f.tenant_id = $1 and f.source = $2 and f.source_key = t.key and f.present and f.id <> all($5) returning ${columns.replaceAll(/(^|, )(change)/g, '$1f.$2')}`,
  [tx.tenantId, source, moved.map(({ telling }) => telling.key), moved.map(({ telling }) => telling.change), standing]);
}

/** Answers the flags that did not stand before. */
async function raise(tx: Transaction, policy: string, flags: readonly { flag: FlagItem; hits: readonly FlagHit[] }[]): Promise<FlagItem[]> {
  if (flags.length === 0) return [];
  const known = await tx.rows<{ id: string }>('select id from safety_flags where tenant_id = $1 and id = any($2) and present', [tx.tenantId, flags.map(({ flag }) => flag.id)]);
  const standing = new Set(known.map(({ id }) => id));
  const rows = flags.map(({ flag, hits }) => ({ ...flag, hits }));
  await tx.run(`insert into safety_flags (tenant_id, id, source, source_key, text_id, change, programme, participant_id, volunteer_id, local_date, rule, category, severity, hits, policy, raised_at, due_at, present)
    select $1, f.id, f.source, f.key, f."textId", f.change, f.programme, f."participantId", f."volunteerId", f."localDate", f.rule, f.category, f.severity, f.hits, $3, f."raisedAt", f."dueAt", true
    from jsonb_to_recordset($2::jsonb) as f (id uuid, source text, key text, "textId" uuid, change bigint, programme text, "participantId" uuid, "volunteerId" uuid, "localDate" date, rule text, category text,
      severity text, hits jsonb, "raisedAt" timestamptz, "dueAt" timestamptz)
    on conflict (tenant_id, id) do update set change = excluded.change, hits = excluded.hits, policy = excluded.policy, present = true, participant_id = excluded.participant_id,
      volunteer_id = excluded.volunteer_id, local_date = excluded.local_date`, [tx.tenantId, JSON.stringify(rows), policy]);
  return flags.flatMap(({ flag }) => (standing.has(flag.id) ? [] : [flag]));
}

/** Where flags' rules are broken. */
export async function hitsOf(tx: Transaction, ids: readonly string[]): Promise<{ id: string; hits: FlagHit[] }[]> {
  return tx.rows('select id, hits from safety_flags where tenant_id = $1 and id = any($2)', [tx.tenantId, ids]);
}
