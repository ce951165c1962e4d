// Scores and their snippets as they are kept, in sets: a set of rows costs a handful of statements, whatever its size.
import type { House } from '../../mixins/broker/house.ts';
import { itemTable } from '../../mixins/database/item-table.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { personKeys } from '../../mixins/vault.store.ts';
import { seal } from '../../mixins/vault.ts';
import type { Dimension, Language } from '../../channels/vocabulary.ts';
import { correctedBy, itemOf, nextScore, type KeptScore, type Meaning, type TextVerdict } from './meaning.ts';
import { markUnhashed } from './search.store.ts';
import { verdictsOf } from './verdict.store.ts';
import { isWithdrawn, shareWithdrawals } from './withdrawal.store.ts';

interface ScoreRow {
  source_key: string; dimension: Dimension; id: string; change: number; generation: number; present: boolean; text_id: string | null; person_id: string; language: Language | null; score_micro: number;
  confidence_micro: number; model_version: string; programme: KeptScore['programme']; local_date: string; import_id: string | null; line: number | null; receipt_id: string | null;
}

/** Applies what rows mean now, and tells what changed. States that are not newer than what is kept change nothing. */
export async function applyMeanings(house: House, tx: Transaction, heard: readonly Meaning[], how: { isLate?: boolean; isAnew?: boolean }): Promise<void> {
  const kept = await keptScores(tx, [...new Set(heard.map(({ saying }) => saying.key))]);
  const verdicts = await verdictsOf(tx, heard);
  const changes = heard.flatMap((model) => {
    const meaning = correctedBy(verdicts.get(model.saying.textId ?? ''), model);
    const before = kept.get(`${meaning.saying.key} ${meaning.dimension}`);
    const next = nextScore(tx.tenantId, meaning, before, how);
    return next ? [{ meaning, before, next }] : [];
  });
  if (changes.length === 0) return;
  await writeScores(tx, changes.map(({ next }) => next));
  const earlier = changes.filter(({ before }) => before?.present);
  const sentences = how.isAnew ? await sentencesOf(tx, earlier.map(({ next }) => next.sourceKey)) : new Map<string, string>();
  if (earlier.length > 0) {
    await tx.run(`delete from evidence_snippets where tenant_id = $1 and source_key = any($2) and (source_key, dimension) in (select * from unnest($2::text[], $3::text[]))`,
    [tx.tenantId, earlier.map(({ next }) => next.sourceKey), earlier.map(({ next }) => next.dimension)]);
  }
  await writeSnippets(house, tx, changes, verdicts, sentences);
  await tx.emit('impact.outcome.scored', changes.filter(({ before, next }) => next.present || before?.present).map(({ next }) => itemOf(next)));
}

export async function keptScores(tx: Transaction, keys: readonly string[]): Promise<Map<string, KeptScore>> {
  const rows = await tx.rows<ScoreRow>(`select source_key, dimension, id, change, generation, present, text_id, person_id, language, score_micro, confidence_micro, model_version, programme, local_date,
    import_id, line, receipt_id from outcome_scores where tenant_id = $1 and source_key = any($2) for update`, [tx.tenantId, keys]);
  return new Map(rows.map((row) => [`${row.source_key} ${row.dimension}`, {
    sourceKey: row.source_key, dimension: row.dimension, id: row.id, change: row.change, generation: row.generation, present: row.present, textId: row.text_id, personId: row.person_id, language: row.language,
    scoreMicro: row.score_micro, confidenceMicro: row.confidence_micro, modelVersion: row.model_version, programme: row.programme, localDate: row.local_date, importId: row.import_id, line: row.line, receiptId: row.receipt_id,
  }]));
}

const told = itemTable<keyof KeptScore>({
  sourceKey: 'text', dimension: 'text', id: 'uuid', change: 'bigint', generation: 'int', present: 'boolean', textId: 'uuid', personId: 'uuid', language: 'text', scoreMicro: 'int', confidenceMicro: 'int',
  modelVersion: 'text', programme: 'text', localDate: 'date', importId: 'uuid', line: 'int', receiptId: 'uuid',
});

export async function writeScores(tx: Transaction, scores: readonly KeptScore[]): Promise<void> {
  await tx.run(`insert into outcome_scores (tenant_id, source_key, dimension, id, change, generation, present, text_id, person_id, language, score_micro, confidence_micro, model_version, programme,
      local_date, import_id, line, receipt_id)
    select $1, s."sourceKey", s.dimension, s.id, s.change, s.generation, s.present, s."textId", s."personId", s.language, s."scoreMicro", s."confidenceMicro", s."modelVersion", s.programme, s."localDate",
      s."importId", s.line, s."receiptId"
    from ${told.as('s', 2)}
    on conflict (tenant_id, source_key, dimension) do update set change = excluded.change, generation = excluded.generation, present = excluded.present, text_id = excluded.text_id, person_id = excluded.person_id,
      language = excluded.language, score_micro = excluded.score_micro, confidence_micro = excluded.confidence_micro, model_version = excluded.model_version,
      programme = excluded.programme, local_date = excluded.local_date, import_id = excluded.import_id, line = excluded.line, receipt_id = excluded.receipt_id`, [tx.tenantId, ...told.valuesOf(scores)]);
}

/** Ids of snippets by the very words that they are: a newer model that points to the same words leaves what cites them alone. */
async function sentencesOf(tx: Transaction, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; place: string }>(`select id, ${placeSql} as place from evidence_snippets where tenant_id = $1 and source_key = any($2)`, [tx.tenantId, keys]);
  return new Map(rows.map(({ id, place }) => [place, id]));
}

const placeSql = `concat_ws(' ', source_key, dimension, text_id, start_offset, end_offset, sha256)`;

const snippets = itemTable({
  id: 'uuid', sourceKey: 'text', dimension: 'text', textId: 'uuid', personId: 'uuid', sealed: 'bytea', sha256: 'text', start: 'int', end: 'int', language: 'text', scoreMicro: 'int', confidenceMicro: 'int',
  modelVersion: 'text', programme: 'text', localDate: 'date', flagged: 'boolean', importId: 'uuid', line: 'int', redactions: 'jsonb', likeness: 'bytea',
});

async function writeSnippets(house: House, tx: Transaction, changes: readonly { meaning: Meaning; next: KeptScore }[], verdicts: ReadonlyMap<string, TextVerdict>, sentences: ReadonlyMap<string, string>): Promise<void> {
  const found = changes.flatMap(({ meaning: { snippet }, next }) => {
    if (!snippet || !next.present) return [];
    const id = sentences.get([next.sourceKey, next.dimension, next.textId, snippet.start, snippet.end, snippet.sha256].join(' ')) ?? snippet.id;
    return [{ snippet: { ...snippet, id }, next }];
  });
  if (found.length === 0) return;
  await shareWithdrawals(tx);
  const keys = await personKeys(house, tx, [...new Set(found.map(({ next }) => next.personId))]);
  const rows = found.flatMap(({ snippet, next }) => {
    const key = keys.get(next.personId);
    const flagged = verdicts.get(next.textId ?? '')?.lifted === false;
    const { redactions, likeness, text } = snippet;
    return key ? [{ ...next, ...snippet, flagged, sealed: seal(key, text, snippet.id), redactions: JSON.stringify(redactions), likeness: likeness === null ? null : Buffer.from(likeness, 'base64') }] : [];
  });
  await tx.run(`insert into evidence_snippets (tenant_id, id, source_key, dimension, text_id, person_id, sealed, sha256, start_offset, end_offset, language, score_micro, confidence_micro,
      model_version, programme, local_date, flagged, withdrawn, import_id, line, redactions, likeness)
    select $1, s.id, s."sourceKey", s.dimension, s."textId", s."personId", s.sealed, s.sha256, s.start, s."end", s.language, s."scoreMicro", s."confidenceMicro", s."modelVersion",
      s.programme, s."localDate", s.flagged, ${isWithdrawn('s."personId"')}, s."importId", s.line, s.redactions, s.likeness
    from ${snippets.as('s', 2)}`, [tx.tenantId, ...snippets.valuesOf(rows)]);
  await markUnhashed(tx, rows.map(({ id }) => id));
}
