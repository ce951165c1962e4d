// Sentences found by their words without opening them: keyed hashes of stems, made of new snippets after a moment and kept apart.
// The database takes them away with their snippet and with the key of whoever spoke (see the step that made the tables).
import type { Language } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import { copyLines, type SqlValue, type Transaction } from '../../mixins/database/transaction.ts';
import { personKeys, tenantHash } from '../../mixins/vault.store.ts';
import { unseal } from '../../mixins/vault.ts';
import { stemsByLanguage, type Query } from './search.ts';
import { wordsOf } from './words.ts';

interface SealedRow { id: string; person_id: string; sealed: Buffer; language: Language }

/** Has the words of these snippets hashed before long. */
export async function markUnhashed(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.run('insert into evidence_marks (tenant_id, snippet_id) select $1, * from unnest($2::uuid[]) on conflict do nothing', [tx.tenantId, ids]);
}

/** Hashes the words of snippets that are marked, up to so many; answers how many marks were taken. */
export async function hashMarked(house: House, tx: Transaction, atMost: number): Promise<number> {
  const marked = await tx.rows<{ snippet_id: string }>(`delete from evidence_marks where tenant_id = $1 and snippet_id in (
    select snippet_id from evidence_marks where tenant_id = $1 order by snippet_id limit $2 for update skip locked) returning snippet_id`, [tx.tenantId, atMost]);
  if (marked.length === 0) return 0;
  const ids = marked.map(({ snippet_id: id }) => id);
  // One that is being replaced is left for the next turn: to wait for it, holding others, is how two wait for each other.
  const rows = await tx.rows<SealedRow>(`select e.id, e.person_id, e.sealed, e.language from evidence_snippets e where e.tenant_id = $1 and e.id = any($2)
    and not exists (select from evidence_words w where w.tenant_id = e.tenant_id and w.snippet_id = e.id) for key share of e skip locked`, [tx.tenantId, ids]);
  if (rows.length < ids.length) {
    await tx.run(`insert into evidence_marks (tenant_id, snippet_id) select $1, e.id from evidence_snippets e where e.tenant_id = $1 and e.id = any($2) and not (e.id = any($3))
      and not exists (select from evidence_words w where w.tenant_id = e.tenant_id and w.snippet_id = e.id) on conflict do nothing`, [tx.tenantId, ids, rows.map(({ id }) => id)]);
  }
  const keys = await personKeys(house, tx, [...new Set(rows.map((row) => row.person_id))]);
  const termOf = await hasher(house, tx);
  const open = rows.flatMap((row) => {
    const key = keys.get(row.person_id);
    return key ? [{ ...row, text: unseal(key, row.sealed, row.id).toString() }] : [];
  });
  await tx.copyIntoStaging('staging_words', 'snippet_id uuid, terms bigint[]', copyLines(open, ({ id, text, language }) => {
    const terms = [...new Set(wordsOf(text, language).map(({ stem }) => stem))].map((stem) => termOf(language, stem));
    return [id, `{${terms.sort().join(',')}}`]; // sorted: their order in the sentence is not kept
  }));
  await tx.run('insert into evidence_words (tenant_id, snippet_id, terms) select $1, snippet_id, terms from staging_words', [tx.tenantId]);
  await tx.run('insert into evidence_terms (tenant_id, term, snippet_id) select $1, term, snippet_id from staging_words, unnest(terms) as term on conflict do nothing', [tx.tenantId]);
  return marked.length;
}

/** A query for the ids of snippets that have all the stems, in whichever language; its values are added to those given. */
export async function snippetsWith(house: House, tx: Transaction, query: Query, only: Language | undefined, values: SqlValue[]): Promise<string> {
  const termOf = await hasher(house, tx);
  return stemsByLanguage(query, only).map(({ language, stems }) => {
    values.push(stems.map((stem) => termOf(language, stem)));
    return `(select t.snippet_id from evidence_terms t where t.tenant_id = $1 and t.term = any($${values.length}::bigint[]) group by t.snippet_id having count(*) = ${stems.length})`;
  }).join(' union all ');
}

/** Eight bytes of a hash with a key of the tenant: a stem of one language, which is none of another. */
async function hasher(house: House, tx: Transaction): Promise<(language: Language, stem: string) => string> {
  const hash = await tenantHash(house, tx, 'words of evidence');
  // The same words stand in many sentences of a set.
  const terms = new Map<string, string>();
  return (language, stem) => {
    const word = `${language} ${stem}`;
    let term = terms.get(word);
    if (term === undefined) terms.set(word, term = BigInt.asIntN(64, BigInt(`0x${hash(word).slice(0, 16)}`)).toString());
    return term;
  };
}
