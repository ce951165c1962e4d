// Figures of groups of people, computed from the ledger as it stands: they are not kept, since most are never asked for.
import { metrics, type Metric } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { partsOf, periodsOf } from '../kernel/period.ts';
import { heldAlias, ledgerReader } from './alias.store.ts';
import type { ReliableChanges } from './change.store.ts';
import { isTold, notByCohort, withholdCohorts } from './cohort.ts';
import { activityMeasures } from './entries.ts';
import { ledgerRevision, literals } from './ledger.store.ts';
import type { Figure, MetricName, Scope } from './metric.ts';
import { readMetrics, type MetricRow } from './metrics.store.ts';
import { computePlain, emptyFigure, formulaOf, isComposite } from './quantity.ts';
import { personColumn, type CohortKind } from './slices.ts';
import { cellName, sumPeriods } from './sums.store.ts';

/** People by the group they are in; under null those of whom nothing is known. Together they are everybody. */
export type Groups = ReadonlyMap<string | null, readonly string[]>;
export type CohortFigures = ReadonlyMap<string, Figure>;

/** Participants by the quarter of their first activity, as the ledger stands. */
export async function startGroups(tx: Transaction): Promise<Map<string, string[]>> {
  const read = await ledgerReader(tx, '$2');
  const rows = await tx.rows<{ id: string; first: string }>(read(`select l.participant_id as id, min(l.local_date) as first from activity_ledger l where
    l.tenant_id = $1 and l.measure in (${literals(activityMeasures)}) and l.status = 'completed' and l.participant_id is not null and l.present and l.from_rev <= $2 and l.until_rev > $2 group by 1`),
  [tx.tenantId, await ledgerRevision(tx)]);
  const groups = new Map<string, string[]>();
  for (const { id, first } of rows) {
    const [, quarter] = periodsOf(first);
    groups.set(quarter, [...groups.get(quarter) ?? [], id]);
  }
  return groups;
}

/** Volunteers by their unit; who volunteers and stands on no roster is in none. */
export async function unitGroups(tx: Transaction, units: readonly { unit: string | null; people: readonly string[] }[]): Promise<Groups> {
  const listed = units.flatMap(({ people }) => people);
  const others = await tx.rows<{ id: string }>(`select distinct volunteer_id as id from activity_ledger where tenant_id = $1 and measure in (${literals(activityMeasures)}) and volunteer_id is not null and not (volunteer_id = any($2))`,
    [tx.tenantId, listed]);
  const groups = new Map<string | null, readonly string[]>(units.map(({ unit, people }) => [unit, people]));
  return groups.set(null, [...groups.get(null) ?? [], ...others.map(({ id }) => id)]);
}

/** Has statements that `narrowTo` changed read the rows of these people, whichever of their merged ids they were told under. */
export async function nameMembers(tx: Transaction, ids: readonly string[], asOf: number): Promise<void> {
  await tx.run(`
    with given as (select coalesce(c.canonical_id, g.id) as id from unnest($2::uuid[]) g (id) left join person_aliases c on c.tenant_id = $1 and c.person_id = g.id and ${heldAlias('c', '$3')})
    select set_config('app.cohort', coalesce((select string_agg(id::text, ' ') from (
      select id from given union select m.person_id from person_aliases m join given g on m.canonical_id = g.id where m.tenant_id = $1 and ${heldAlias('m', '$3')}) all_of_them), ''), true)`,
  [tx.tenantId, ids, asOf]);
}

/** Has sums that are taken by slice be those of these groups; people who were merged are in the group of the one they are counted as. */
async function nameSlices(tx: Transaction, groups: Groups, asOf: number): Promise<void> {
  const people = [...groups].flatMap(([name, ids]) => ids.map((id): [string, string] => [id, name ?? '']));
  await tx.run(`select set_config('app.slices', coalesce((select json_object_agg(id, slice)::text from (
      select distinct on (id) coalesce(c.canonical_id, g.id) as id, g.slice from unnest($2::uuid[], $3::text[]) g (id, slice)
        left join person_aliases c on c.tenant_id = $1 and c.person_id = g.id and ${heldAlias('c', '$4')} order by id, g.slice) told), '{}'), true)`,
  [tx.tenantId, people.map(([id]) => id), people.map(([, name]) => name), asOf]);
}

/** A statement over the ledger that reads the named people's rows alone. */
export function narrowTo(kind: CohortKind): (sql: string) => string {
  const rows = `(select * from activity_ledger where ${personColumn[kind]} in (select unnest(string_to_array(current_setting('app.cohort'), ' ')::uuid[])))`;
  return (sql) => sql.replaceAll(/activity_ledger (?=[labe] )/g, `${rows} `);
}

/** Figures of one group, by period and metric, as they may be shown beside those of all others and of the whole. Of whole years, since suppression looks at siblings. Wants one snapshot. */
export async function cohortFigures(
  tx: Transaction, { kind, groups, name, years, programme, today, reliable }: { kind: CohortKind; groups: Groups; name: string; years: readonly string[]; programme: Scope; today: string; reliable: ReliableChanges },
): Promise<{ figures: CohortFigures; asOf: number }> {
  const asOf = await ledgerRevision(tx);
  const quarters = years.flatMap((year) => partsOf(year));
  const periods = [...years, ...quarters, ...quarters.flatMap((quarter) => partsOf(quarter))];
  const whole = new Map((await readMetrics(tx, periods, programme)).map((row) => [`${row.period} ${row.metric}`, row.state]));
  const names = [...groups.keys()];
  await nameSlices(tx, groups, asOf);
  // Nobody tells the planner how many people there are: it would look each of them up among all others, row by row.
  await tx.run('set local enable_nestloop = off');
  const sums = await sumPeriods(tx, periods, asOf, today, { money: null, reliable, sliced: kind });
  const found = names.map((group) => (period: string, metric: Metric): Figure => {
    const own = sums.get(cellName(period, programme, group ?? ''));
    if (!isTold(kind, metric) || isComposite(metric)) return notByCohort;
    return own ? computePlain(metric, own) : emptyFigure(metric);
  });
  const figures = new Map<string, Figure>();
  for (const metric of metrics) {
    const isWholeHidden = (period: string): boolean => whole.get(`${period} ${metric}`) === 'too_few';
    const shown = withholdCohorts(metric, kind, { years, periods, isWholeHidden }, found.map((of) => new Map(periods.map((period) => [period, of(period, metric)]))));
    for (const period of periods) figures.set(`${period} ${metric}`, shown[names.indexOf(name)]?.get(period) ?? (isTold(kind, metric) && !isComposite(metric) ? emptyFigure(metric) : notByCohort));
  }
  return { figures, asOf };
}

/** A figure as if it were kept: it has no revision, for nothing of it is. */
export function cohortRow({ period, programme, metric }: MetricName, figures: CohortFigures, asOf: number, nowIso: string): MetricRow {
  const { valueMicro, n, numerator, denominator, lowMicro, highMicro, state, reason } = figures.get(`${period} ${metric}`) ?? notByCohort;
  const plain = (value: bigint | null): number | null => (value === null ? null : Number(value));
  return {
    period, programme, metric, details: null, value_micro: plain(valueMicro), n: plain(n), numerator: numerator?.toString() ?? null, denominator: denominator?.toString() ?? null,
    low_micro: plain(lowMicro), high_micro: plain(highMicro), state, reason, revision: 0, as_of: asOf, computed_at: nowIso, formula_version: formulaOf(metric).version,
  };
}
