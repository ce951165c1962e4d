// Snippets as they are looked through: page by page, newest first; counted by what they could be narrowed by; one with its source.
// Hidden ones are in no answer, and in no count but the one of what is held back.
import { dimensions, languages, programmes, type Dimension, type Language, type Programme } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { SqlValue, Transaction } from '../../mixins/database/transaction.ts';
import { personKeys } from '../../mixins/vault.store.ts';
import { unseal } from '../../mixins/vault.ts';
import { Problem } from '../kernel/errors.ts';
import { addMonths } from '../kernel/period.ts';
import type { Counted, EvidenceItem, Filters, PlaceInList } from './explorer.ts';
import { mostAlike, type Alike } from './likeness.ts';
import { foundIn, holdsPhrases, type Query } from './search.ts';
import { snippetsWith } from './search.store.ts';
import { takenOut } from './words.ts';

interface SnippetRow {
  id: string; text_id: string; person_id: string; sealed: Buffer; language: Language; dimension: Dimension; score_micro: number; confidence_micro: number; model_version: string;
  programme: Programme; local_date: string; sha256: string;
}
const columns = ['id', 'text_id', 'person_id', 'sealed', 'language', 'dimension', 'score_micro', 'confidence_micro', 'model_version', 'programme', 'local_date', 'sha256'].map((name) => `e.${name}`).join(', ');
const openedAtOnce = 2_000;
const nil = '00000000-0000-0000-0000-000000000000';
const facetNames = ['period', 'programme', 'dimension', 'language', 'score'] as const;
type FacetName = (typeof facetNames)[number];

/** Filters as conditions on `e`, by the facet that each belongs to; what is sought in the words is one more. $1 is the tenant. */
interface Conditions extends Record<FacetName | 'words', string> { values: SqlValue[] }

/** What a person may see of snippets. Every one has a day: saying so lets the index of the list serve, which has no other question's. */
const shown = `e.tenant_id = $1 and not e.hidden and e.local_date >= '-infinity'`;

async function conditionsOf(house: House, tx: Transaction, filters: Filters): Promise<Conditions> {
  const values: SqlValue[] = [tx.tenantId];
  const both = (...parts: [string, SqlValue | undefined][]): string => parts.flatMap(([sql, value]) => (value === undefined ? [] : [`${sql} $${values.push(value)}`])).join(' and ') || 'true';
  const { from, to, programme, dimension, language, minScoreMicro, maxScoreMicro, people } = filters;
  const conditions = {
    values, period: both(['e.local_date >=', from], ['e.local_date <=', to]), programme: both(['e.programme =', programme]), dimension: both(['e.dimension =', dimension]),
    language: both(['e.language =', language]), score: both(['e.score_micro >=', minScoreMicro], ['e.score_micro <=', maxScoreMicro]),
  };
  // Whose words they are narrows as what is sought in them does: nothing is counted by it.
  const by = people === undefined ? 'true' : `e.person_id = any($${values.push(people)}::uuid[])`;
  return { ...conditions, words: `${by} and ${await wordsCondition(house, tx, filters, values)}` };
}

async function wordsCondition(house: House, tx: Transaction, filters: Filters, values: SqlValue[]): Promise<string> {
  const { query, language } = filters;
  if (!query) return 'true';
  if (query.phrases.length === 0) return `e.id in (${await snippetsWith(house, tx, query, language, values)})`;
  return `e.id = any($${values.push(await withPhrases(house, tx, query, language))}::uuid[])`;
}

/** The index knows words, not their order: texts that have them all are opened, and those that have them in a row stay. */
async function withPhrases(house: House, tx: Transaction, query: Query, language: Language | undefined): Promise<string[]> {
  const values: SqlValue[] = [tx.tenantId];
  const candidates = await snippetsWith(house, tx, query, language, values);
  const after = `$${values.push(nil)}`;
  const found: string[] = [];
  for (let rows: SnippetRow[] | undefined; rows === undefined || rows.length === openedAtOnce;) {
    rows = await tx.rows<SnippetRow>(`select ${columns} from evidence_snippets e where ${shown} and e.id in (${candidates}) and e.id > ${after}::uuid order by e.id limit ${openedAtOnce}`, values);
    found.push(...(await open(house, tx, rows, undefined)).filter(({ text }) => holdsPhrases(text, query)).map(({ id }) => id));
    values.splice(-1, 1, rows.at(-1)?.id ?? nil);
  }
  return found;
}

/** A page after a place, newest first and text by text. Texts whose key has just gone are missing from it. */
export async function pageOf(house: House, tx: Transaction, filters: Filters, after: PlaceInList | null, limit: number): Promise<EvidenceItem[]> {
  const conditions = await conditionsOf(house, tx, filters);
  const { values } = conditions;
  const from = after ? `(e.local_date, e.text_id, e.id) < ($${values.push(after[0])}::date, $${values.push(after[1])}::uuid, $${values.push(after[2])}::uuid)` : 'true';
  // The page is found in the index alone; only what it shows is read from the table.
  const rows = await tx.rows<SnippetRow>(`
    with page as materialized (select e.id from evidence_snippets e where ${shown} and ${allOf(conditions)} and ${from} order by e.local_date desc, e.text_id desc, e.id desc limit $${values.push(limit)})
    select ${columns} from page p join evidence_snippets e on e.tenant_id = $1 and e.id = p.id order by e.local_date desc, e.text_id desc, e.id desc`, values);
  return open(house, tx, rows, filters.query);
}

/**
 * How many there are by each thing that one could narrow by, its own filter left aside and all others kept. Snippets are first
 * gathered by all that is counted and by which filters they miss: what misses one alone still counts under that one.
 */
export async function countsOf(house: House, tx: Transaction, filters: Filters): Promise<Counted> {
  const conditions = await conditionsOf(house, tx, filters);
  const missed = facetNames.map((name, bit) => `case when ${conditions[name]} then 0 else ${1 << bit} end`).join(' + ');
  const counts = facetNames.map((name, bit) => `select '${name}' as facet, ${name}::text as value, sum(count)::int as count from gathered where missed in (0, ${1 << bit}) group by ${name}`);
  const rows = await tx.rows<{ facet: FacetName | 'all'; value: string; count: number }>(`
    with gathered as materialized (
      select (date_part('year', e.local_date) * 12 + date_part('month', e.local_date))::int as period, e.programme, e.dimension, e.language, least(e.score_micro / 100000, 9) as score, ${missed} as missed, count(*)
      from evidence_snippets e where ${shown} and ${conditions.words} group by 1, 2, 3, 4, 5, 6)
    ${counts.join(' union all ')} union all select 'all', '', coalesce(sum(count), 0)::int from gathered where missed = 0`, conditions.values);
  const of = (facet: FacetName): { value: string; count: number }[] => rows.filter((row) => row.facet === facet);
  const inOrder = <T extends string>(facet: FacetName, order: readonly T[]): { value: T; count: number }[] =>
    order.flatMap((value) => of(facet).filter((row) => row.value === value).map(({ count }) => ({ value, count })));
  return {
    total: rows.find(({ facet }) => facet === 'all')?.count ?? 0,
    facets: {
      period: of('period').map(({ value, count }) => ({ value: monthOf(Number(value)), count })).sort((a, b) => (a.value < b.value ? 1 : -1)),
      programme: inOrder('programme', programmes), dimension: inOrder('dimension', dimensions), language: inOrder('language', languages),
      score: of('score').map(({ value, count }) => ({ from: Number(value) / 10, to: (Number(value) + 1) / 10, count })).sort((a, b) => a.from - b.from),
    },
    withheld: await withheldOf(tx, filters),
  };
}

/** Held back in the period and programme, whatever else was chosen: a count by words or scores would tell what a hidden text says. */
async function withheldOf(tx: Transaction, { from, to, programme }: Filters): Promise<Counted['withheld']> {
  return tx.one<Counted['withheld']>(`select count(*) filter (where not e.withdrawn)::int as hidden, count(*) filter (where e.withdrawn)::int as withdrawn from evidence_snippets e where e.tenant_id = $1 and e.hidden and e.local_date between $2 and $3 and ($4::text is null or e.programme = $4)`,
    [tx.tenantId, from ?? '-infinity', to ?? 'infinity', programme ?? null]);
}

/** How much was taken out of the chosen texts, by kind. */
export async function redactionsOf(house: House, tx: Transaction, filters: Filters): Promise<Record<string, number>> {
  const conditions = await conditionsOf(house, tx, filters);
  const rows = await tx.rows<{ kind: string; count: number }>(`select r.key as kind, sum(r.value::int)::int as count from evidence_snippets e, jsonb_each_text(e.redactions) r
    where ${shown} and ${allOf(conditions)} group by 1 order by 1`, conditions.values);
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

export interface OneSnippet extends EvidenceItem { redactions: Record<string, number>; key: string; importId: string | null; line: number | null; receiptId: string | null }

/** One snippet with the row that it came from; one that is hidden is none. */
export async function snippetOf(house: House, tx: Transaction, id: string): Promise<OneSnippet> {
  const row = await tx.maybe<SnippetRow & Pick<OneSnippet, 'redactions' | 'key' | 'importId' | 'line' | 'receiptId'>>(
    `select ${columns}, e.redactions, e.source_key as key, s.import_id as "importId", s.line, s.receipt_id as "receiptId"
     from evidence_snippets e join outcome_scores s on s.tenant_id = e.tenant_id and s.source_key = e.source_key and s.dimension = e.dimension where ${shown} and e.id = $2`, [tx.tenantId, id]);
  const [item] = row ? await open(house, tx, [row], undefined) : [];
  if (!row || !item) throw new Problem('not_found');
  const { redactions, key, importId, line, receiptId } = row;
  return { ...item, redactions, key, importId, line, receiptId };
}

/** Snippets of the same dimension that are most like one, with how much; of those that were read before there were likenesses, none. */
export async function snippetsLike(house: House, tx: Transaction, id: string, limit: number): Promise<(EvidenceItem & { similarity: number })[]> {
  const own = await tx.maybe<{ dimension: Dimension; text_id: string; sha256: string; likeness: Buffer | null }>(`select e.dimension, e.text_id, e.sha256, e.likeness from evidence_snippets e where ${shown} and e.id = $2`, [tx.tenantId, id]);
  if (!own) throw new Problem('not_found');
  if (!own.likeness) return [];
  const candidates = await tx.rows<Alike>(`select e.id, e.text_id as "textId", e.sha256, e.likeness from evidence_snippets e where ${shown} and e.dimension = $2 and e.likeness is not null and e.text_id <> $3 and e.sha256 <> $4`,
    [tx.tenantId, own.dimension, own.text_id, own.sha256]);
  const similarityOf = new Map(mostAlike(own.likeness, candidates, limit).map((found) => [found.id, found.similarity]));
  const rows = await tx.rows<SnippetRow>(`select ${columns} from evidence_snippets e where ${shown} and e.id = any($2)`, [tx.tenantId, [...similarityOf.keys()]]);
  return (await open(house, tx, rows, undefined)).map((item) => ({ ...item, similarity: similarityOf.get(item.id) ?? 0 })).sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1));
}

function allOf(conditions: Conditions): string {
  return [...facetNames, 'words' as const].map((name) => conditions[name]).join(' and ');
}

function monthOf(index: number): string {
  return addMonths('0000-12', index - 12);
}

async function open(house: House, tx: Transaction, rows: readonly SnippetRow[], query: Query | undefined): Promise<EvidenceItem[]> {
  const keys = await personKeys(house, tx, [...new Set(rows.map((row) => row.person_id))]);
  return rows.flatMap((row): EvidenceItem[] => {
    const key = keys.get(row.person_id);
    if (!key) return [];
    const text = unseal(key, row.sealed, row.id).toString();
    const { id, language, dimension, programme, sha256 } = row;
    return [{
      id, text, language, dimension, score: row.score_micro / 1e6, confidence: row.confidence_micro / 1e6, model: row.model_version, programme, occurredAt: row.local_date,
      citation: { kind: 'evidence', id, sha256 }, textId: row.text_id, highlights: query ? foundIn(text, language, query) : [], redacted: takenOut(text),
    }];
  });
}
