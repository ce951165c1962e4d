// What is known of flagged texts: whether a person lifted them, and which scores a person gave. A flag hides, a lift shows, and nothing
// hides again what a person lifted: so flags, lifts and snippets may come in any order and end the same.
import type { EventItem } from '../../channels/contracts.ts';
import type { Dimension, FlaggedSource } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { scoredKeyOf, type Meaning, type TextVerdict } from './meaning.ts';

interface OfText { source: FlaggedSource; key: string; textId: string }
export interface TextScore { textId: string; dimension: Dimension; score: number; confidence: number; model: string }

/** Verdicts of these texts, those just found to be flagged among them; whoever decides of one meanwhile waits, and is waited for. */
export async function verdictsOf(tx: Transaction, meanings: readonly Meaning[]): Promise<Map<string, TextVerdict>> {
  const ids = [...new Set(meanings.flatMap(({ saying }) => saying.textId ?? []))];
  if (ids.length === 0) return new Map();
  await remember(tx, meanings.flatMap(({ saying, flagged }) => (flagged ? saying.textId ?? [] : [])));
  const rows = await tx.rows<TextVerdict & { text_id: string }>('select text_id, lifted, scores from evidence_verdicts where tenant_id = $1 and text_id = any($2)', [tx.tenantId, ids]);
  return new Map(rows.map(({ text_id: id, lifted, scores }) => [id, { lifted, scores }]));
}

/** Holds the verdicts of these texts until the end of the transaction, making those that are missing. */
export async function remember(tx: Transaction, textIds: readonly string[]): Promise<void> {
  if (textIds.length === 0) return;
  await tx.run(`insert into evidence_verdicts (tenant_id, text_id) select $1, id from unnest($2::uuid[]) as id group by id order by id
    on conflict (tenant_id, text_id) do update set text_id = excluded.text_id`, [tx.tenantId, textIds]);
}

export async function hideTexts(tx: Transaction, flags: readonly EventItem<'safety.flag.raised'>[]): Promise<void> {
  await remember(tx, flags.map(({ textId }) => textId));
  await show(tx, flags);
}

/** Flags snippets or lifts them, as the verdicts on their texts now say. */
export async function show(tx: Transaction, texts: readonly OfText[]): Promise<void> {
  const scored = texts.flatMap(({ source, key, textId }) => { const sourceKey = scoredKeyOf(source, key); return sourceKey === null ? [] : [{ sourceKey, textId }]; });
  if (scored.length === 0) return;
  await tx.run(`update evidence_snippets e set flagged = not v.lifted from unnest($2::text[], $3::uuid[]) as t (source_key, text_id)
    join evidence_verdicts v on v.tenant_id = $1 and v.text_id = t.text_id where e.tenant_id = $1 and e.source_key = t.source_key and e.text_id = t.text_id`,
  [tx.tenantId, scored.map(({ sourceKey }) => sourceKey), scored.map(({ textId }) => textId)]);
}

export async function scoresOfTexts(tx: Transaction, texts: readonly OfText[]): Promise<TextScore[]> {
  const scored = texts.flatMap(({ source, key, textId }) => { const sourceKey = scoredKeyOf(source, key); return sourceKey === null ? [] : [{ sourceKey, textId }]; });
  if (scored.length === 0) return [];
  return tx.rows<TextScore>(`select s.text_id as "textId", s.dimension, s.score_micro / 1e6::float8 as score, s.confidence_micro / 1e6::float8 as confidence, s.model_version as model
    from outcome_scores s join unnest($2::text[], $3::uuid[]) as t (source_key, text_id) on s.source_key = t.source_key and s.text_id = t.text_id where s.tenant_id = $1 and s.present`,
  [tx.tenantId, scored.map(({ sourceKey }) => sourceKey), scored.map(({ textId }) => textId)]);
}
