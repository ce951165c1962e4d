// A large company's evidence: the list, its counts, the search and one snippet each use an index, and read no more than they show.
import type { SqlValue, Transaction } from '../../mixins/database/transaction.ts';
import { filtersOf } from '../../services/evidence/explorer.ts';
import { countsOf, pageOf, snippetOf } from '../../services/evidence/explorer.store.ts';
import { hashMarked } from '../../services/evidence/search.store.ts';
import { openWorld, until, type World } from '../world/world.ts';

interface Node { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Plan Rows': number; Plans?: Node[] }
let world: World;

beforeAll(async () => {
  world = await openWorld();
  // The asked company is one of several that share the tables.
  for (const [{ id }, count] of [[world.aurora, 80_000], [world.nordlys, 160_000]] as const) {
    await world.sql(`insert into pii.keys (tenant_id, person_id, wrapped) select $1, md5('person ' || n)::uuid, '' from generate_series(0, 8000) n`, [id]);
    await world.sql(`insert into evidence_snippets (tenant_id, id, source_key, dimension, text_id, person_id, sealed, sha256, start_offset, end_offset, language, score_micro, confidence_micro, model_version, programme, local_date, flagged, redactions)
      select $1, md5('snippet ' || n)::uuid, 'K-' || n, (array['confidence', 'belonging', 'lang_level_proxy', 'job_readiness', 'well_being'])[1 + n % 5], md5('text ' || n)::uuid, md5('person ' || n % 8000)::uuid,
        decode(repeat('00', 120), 'hex'), md5(n::text), 0, 80, (array['en', 'no', 'uk'])[1 + n % 3], n::bigint * 7919 % 1000000, 800000, 'model', (array['mentorship', 'language', 'buddy'])[1 + n % 3], date '2024-10-01' + n % 730, n % 500 = 0, '{}'
      from generate_series(1, $2::int) n`, [id, count]);
    await world.sql(`insert into evidence_terms (tenant_id, term, snippet_id) select $1, n % 4000, md5('snippet ' || n)::uuid from generate_series(1, $2::int) n`, [id, count]);
  }
  // Rows that work in the background still looks at cannot be marked as seen by all, and would be read for it: then it is done again.
  await until(async () => {
    await world.sql('vacuum analyze evidence_snippets, evidence_terms, evidence_words, evidence_marks, pii.keys');
    const [seen] = await world.sql<{ all: boolean }>(`select relallvisible > relpages * 0.95 as all from pg_class where relname = 'evidence_snippets'`);
    return seen?.all || undefined;
  });
});
afterAll(() => world.close());

const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];

/** The plans of what a piece of work asks, in the application's own role; of what it asks it is answered nothing. */
async function plansOf(work: (tx: Transaction) => Promise<unknown>): Promise<Node[]> {
  const plans: Node[] = [];
  const explain = async (tx: Transaction, sql: string, values: readonly SqlValue[] = []): Promise<void> => {
    const [row] = await tx.rows<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (format json) ${sql}`, values);
    if (row) plans.push(...flat(row['QUERY PLAN'][0].Plan));
  };
  await world.node.actors.get('evidence')?.job(world.aurora.id, 'plans').step(async (tx) => {
    const watched = new Proxy(tx, {
      get(of, name: keyof Transaction): unknown {
        if (name === 'rows' || name === 'maybe') return async (sql: string, values?: readonly SqlValue[]) => { await explain(of, sql, values); return name === 'rows' ? [] : undefined; };
        if (name === 'one') return async (sql: string, values?: readonly SqlValue[]) => { if (!sql.includes('tenant_keys')) await explain(of, sql, values); return of.one(sql, values); };
        return typeof of[name] === 'function' ? (of[name] as () => unknown).bind(of) : of[name];
      },
    });
    await work(watched).catch((error: unknown) => { if (!(error instanceof Error) || error.name !== 'Problem') throw error; });
  });
  return plans;
}
const scanned = (plans: readonly Node[]): string[] => plans.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? '');
const indexes = (plans: readonly Node[]): string[] => [...new Set(plans.flatMap((node) => node['Index Name'] ?? []))].sort();

test('a page of the list is found in its index alone, in order, and only what it shows is read', async () => {
  const place = ['2026-05-05', '0198b7a0-0000-7000-8000-000000000000', '0198b7a0-0000-7000-8000-000000000000'] as [string, string, string];
  for (const asked of [{}, { period: '2026', language: 'uk', minScore: 0.5 }, { dimension: 'belonging' }, { programme: 'buddy', maxScore: 0.1 }] as const) {
    for (const after of [null, place]) {
      const plans = await plansOf((tx) => pageOf(world.node.house, tx, filtersOf(asked), after, 51));
      expect(scanned(plans)).toEqual([]);
      expect(plans.filter((node) => node['Index Name'] === 'evidence_shown').map((node) => node['Node Type'])).toEqual(['Index Only Scan']);
      expect(indexes(plans)).toEqual(['evidence_shown', 'evidence_snippets_pkey']);
      // The rows of the page alone are put in order again.
      expect(plans.filter((node) => node['Node Type'] === 'Sort').every((node) => node['Plan Rows'] <= 51)).toBe(true);
    }
  }
});

test('counts come out of the index alone', async () => {
  const plans = await plansOf((tx) => countsOf(world.node.house, tx, filtersOf({ period: '2026-Q3', programme: 'buddy' })));
  expect(scanned(plans).filter((table) => table === 'evidence_snippets')).toEqual([]);
  expect(plans.filter((node) => node['Index Name'] === 'evidence_shown').map((node) => node['Node Type'])).toEqual(['Index Only Scan']);
  expect(indexes(plans)).toContain('evidence_held');
});

test('words are looked up, never read through', async () => {
  const filters = filtersOf({ q: 'interview confident' });
  for (const work of [(tx: Transaction) => pageOf(world.node.house, tx, filters, null, 51), (tx: Transaction) => countsOf(world.node.house, tx, filters), (tx: Transaction) => pageOf(world.node.house, tx, filtersOf({ q: '"very confident"' }), null, 51)]) {
    const plans = await plansOf(work);
    expect(scanned(plans).filter((table) => table.startsWith('evidence'))).toEqual([]);
    expect(indexes(plans)).toContain('evidence_terms_pkey');
  }
});

test('one snippet, and those whose words are to be hashed, are found by their keys', async () => {
  const one = await plansOf((tx) => snippetOf(world.node.house, tx, '0198b7a0-0000-7000-8000-000000000000'));
  expect(scanned(one)).toEqual([]);
  expect(indexes(one)).toEqual(['evidence_snippets_pkey', 'outcome_scores_pkey']);
  const marked = await plansOf((tx) => hashMarked(world.node.house, tx, 500));
  expect(scanned(marked).filter((table) => table === 'evidence_snippets')).toEqual([]);
});
