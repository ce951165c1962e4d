// Snippets: the sentence that carried a score, redacted and sealed under its author's key. Reads them; hidden ones never leave.
import type { EventItem } from '../../channels/contracts.ts';
import type { Dimension } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { SqlValue, Transaction } from '../../mixins/database/transaction.ts';
import { personKeys } from '../../mixins/vault.store.ts';
import { unseal } from '../../mixins/vault.ts';
import { toldChangeSql } from './meaning.ts';

type ScoreItem = EventItem<'impact.outcome.scored'>;

/** Scores as they stand, in the order of their keys: what a rebuild reads, page by page. */
export async function pageScores(tx: Transaction, after: string, limit: number): Promise<{ items: ScoreItem[]; next: string | null }> {
  const items = await tx.rows<ScoreItem>(
    `select source_key || ':' || dimension as key, id, ${toldChangeSql} as change, present, dimension, programme, person_id as "participantId", local_date as "localDate", score_micro as "scoreMicro",
       confidence_micro as "confidenceMicro", model_version as "modelVersion", language, import_id as "importId", line, receipt_id as "receiptId"
     from outcome_scores where tenant_id = $1 and present and source_key || ':' || dimension > $2 order by source_key || ':' || dimension limit $3`, [tx.tenantId, after, limit]);
  return { items, next: items.length === limit ? items.at(-1)?.key ?? null : null };
}

export interface Resting { dimension: string; from: string; to: string; programme: string; limit: number }
export interface Quote { id: string; text: string; language: string; programme: string; dimension: Dimension; scoreMicro: number; confidenceMicro: number; localDate: string; sha256: string }

interface SealedRow { id: string; person_id: string; sealed: Buffer; language: string; programme: string; dimension: Dimension; score_micro: number; confidence_micro: number; local_date: string; sha256: string }
const columns = 'id, person_id, sealed, language, programme, dimension, score_micro, confidence_micro, local_date, sha256';
/** What a reader takes in at once; longer or shorter sentences are quoted only where these are missing. */
const quotable = { shortest: 40, longest: 220 };

/** The snippets that a metric of a span rests on, strongest first; null where the caller may not read texts. */
export async function snippetsOf(house: House, tx: Transaction, { dimension, from, to, programme, limit, people }: Resting & { people: readonly string[] | null }, mayRead: boolean): Promise<{ id: string; text: string | null }[]> {
  const rows = await tx.rows<SealedRow>(
    `select ${columns} from evidence_snippets where tenant_id = $1 and dimension = $2 and local_date between $3 and $4 and ($5 = 'all' or programme = $5) and not hidden and ($7::uuid[] is null or person_id = any($7))
     order by confidence_micro desc, id limit $6`, [tx.tenantId, dimension, from, to, programme, limit, people]);
  return mayRead ? open(house, tx, rows) : rows.map(({ id }) => ({ id, text: null }));
}

/** One sentence a person, none twice, the surest first, sentences of a good length before others. */
export async function quotesOf(house: House, tx: Transaction, wanted: Resting & { minConfidenceMicro: number }): Promise<Quote[]> {
  const { dimension, from, to, programme, limit, minConfidenceMicro } = wanted;
  const values: SqlValue[] = [tx.tenantId, dimension, from, to, programme, minConfidenceMicro, quotable.shortest, quotable.longest, limit];
  return open(house, tx, await tx.rows<SealedRow>(`
    with ranked as (
      select distinct on (person_id) ${columns}, (end_offset - start_offset) between $7 and $8 as fits from evidence_snippets
      where tenant_id = $1 and dimension = $2 and local_date between $3 and $4 and ($5 = 'all' or programme = $5) and confidence_micro >= $6 and not hidden
      order by person_id, fits desc, confidence_micro desc, id),
    different as (select distinct on (sha256) * from ranked order by sha256, fits desc, confidence_micro desc, id)
    select ${columns} from different order by fits desc, confidence_micro desc, id limit $9`, values));
}

/** Snippets by id, in the order asked; hidden ones and those of erased people are missing. */
export async function snippetsById(house: House, tx: Transaction, ids: readonly string[]): Promise<Quote[]> {
  const rows = await tx.rows<SealedRow>(`select ${columns} from evidence_snippets where tenant_id = $1 and id = any($2) and not hidden`, [tx.tenantId, ids]);
  const found = new Map((await open(house, tx, rows)).map((quote) => [quote.id, quote]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

async function open(house: House, tx: Transaction, rows: readonly SealedRow[]): Promise<Quote[]> {
  const keys = await personKeys(house, tx, [...new Set(rows.map((row) => row.person_id))]);
  return rows.flatMap((row): Quote[] => {
    const key = keys.get(row.person_id);
    if (!key) return [];
    return [{
      id: row.id, text: unseal(key, row.sealed, row.id).toString(), language: row.language, programme: row.programme, dimension: row.dimension, scoreMicro: row.score_micro, confidenceMicro: row.confidence_micro, localDate: row.local_date, sha256: row.sha256,
    }];
  });
}
