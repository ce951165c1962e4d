// Metrics per company, programme and period: exact sums taken from the ledger, figures kept with every value they ever had.
import { dimensions, metrics, programmes, type Dimension, type Metric, type MetricState } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { parsePeriod, partsOf } from '../kernel/period.ts';
import { hasAliases, mergedLedger } from './alias.store.ts';
import { activityMeasures } from './entries.ts';
import { ledgerRevision, literals } from './ledger.store.ts';
import { activeBefore } from './lineage.store.ts';
import { definitions, emptySums, formulaOf, scopes, leastDaysApart, noScores, suppressAlone, suppressParts, withheld, type Counts, type Figure, type MetricName, type Scope, type ScoreSums, type Sums } from './metric.ts';

export interface Mark { month: string; rev: number }

export async function readMarks(tx: Transaction): Promise<Mark[]> {
  return tx.rows<Mark>('select month, rev from metric_marks where tenant_id = $1 order by month', [tx.tenantId]);
}

/** Removes marks that no later change renewed. */
export async function clearMarks(tx: Transaction, marks: readonly Mark[]): Promise<void> {
  await tx.run('delete from metric_marks m using unnest($2::text[], $3::bigint[]) as d (month, rev) where m.tenant_id = $1 and m.month = d.month and m.rev <= d.rev',
    [tx.tenantId, marks.map((mark) => mark.month), marks.map((mark) => mark.rev)]);
}

/**
 * Computes what the marked months touch: the quarters and years around them, with all their parts, since suppression looks at
 * siblings. Answers the periods whose figures changed. Runs on one snapshot, so that ledger revision and sums belong together.
 */
export async function computeMarked(tx: Transaction, months: readonly string[], nowIso: string): Promise<{ changed: string[]; asOf: number }> {
  await tx.run('set transaction isolation level repeatable read');
  const asOf = await ledgerRevision(tx);
  const marked = [...new Set(months.map((month) => month.slice(0, 4)))];
  // What happened in a year decides in which programmes a placement of the next one counts, and what scores of later ones are held against.
  const years = [...new Set([...marked, ...await yearsOf(tx, `= 'placement' and to_char(local_date, 'YYYY') = any($2)`, marked.map((year) => String(Number(year) + 1))),
    ...await yearsOf(tx, `in (${scoreMeasures}) and to_char(local_date, 'YYYY') > (select min(y) from unnest($2::text[]) y)`, marked)])];
  const quarters = years.flatMap((year) => partsOf(year));
  const periods = [...years, ...quarters, ...quarters.flatMap((quarter) => partsOf(quarter))];
  const sums = await sumPeriods(tx, periods, asOf, nowIso.slice(0, 10));
  const figures = new Map<string, Figure>();
  const key = (period: string, programme: Scope, metric: Metric): string => `${period} ${programme} ${metric}`;
  const raw = (period: string, programme: Scope, metric: Metric): Figure => definitions[metric].compute(sums.get(`${period} ${programme}`) ?? emptySums());
  for (const programme of scopes) {
    for (const metric of metrics) {
      for (const period of years) figures.set(key(period, programme, metric), suppressAlone(metric, raw(period, programme, metric)));
      for (const whole of [...years, ...quarters]) {
        const parts = partsOf(whole);
        const shown = suppressParts(metric, raw(whole, programme, metric), parts.map((part) => raw(part, programme, metric)));
        // What is withheld for its whole's sake is withheld in its parts too: they would add up to it.
        const isHidden = figures.get(key(whole, programme, metric))?.state === 'too_few';
        for (const [index, part] of parts.entries()) {
          const figure = shown[index] ?? raw(part, programme, metric);
          figures.set(key(part, programme, metric), isHidden && figure.people !== null && figure.people > 0n ? withheld(figure) : figure);
        }
      }
    }
  }
  const changed = await keepFigures(tx, periods.flatMap((period) => scopes.flatMap((programme) => metrics.flatMap((metric): KeptFigure[] => {
    const figure = figures.get(key(period, programme, metric));
    return figure ? [{ period, programme, metric, figure }] : [];
  }))), asOf, nowIso);
  // A figure may stay as it was while its rows change: its walk must show the rows as they are now.
  await tx.run('update metrics_company_period set as_of = $2 where tenant_id = $1 and period = any($3) and as_of < $2', [tx.tenantId, asOf, periods]);
  return { changed, asOf };
}

async function yearsOf(tx: Transaction, measureAndYear: string, years: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ year: string }>(`select distinct to_char(local_date, 'YYYY') as year from activity_ledger where tenant_id = $1 and measure ${measureAndYear}`, [tx.tenantId, years]);
  return rows.map((row) => row.year);
}

interface KeptFigure { period: string; programme: Scope; metric: Metric; figure: Figure }

/** Writes figures that differ from what is kept, as new revisions. */
async function keepFigures(tx: Transaction, kept: readonly KeptFigure[], asOf: number, nowIso: string): Promise<string[]> {
  const text = (value: bigint | null): string | null => (value === null ? null : value.toString());
  const rows = kept.map(({ period, programme, metric, figure }) => ({
    period, programme, metric, grain: parsePeriod(period)?.grain ?? 'month', unit: definitions[metric].unit, value: text(figure.valueMicro), n: text(figure.n), people: text(figure.people),
    numerator: text(figure.numerator), denominator: text(figure.denominator), low: text(figure.lowMicro), high: text(figure.highMicro), state: figure.state, reason: figure.reason,
    formula: formulaOf(metric).version,
  }));
  const changed = await tx.rows<{ period: string }>(`
    with figures as (
      select * from jsonb_to_recordset($2::jsonb) as f (period text, programme text, metric text, grain text, unit text, value bigint, n bigint, people bigint, numerator numeric,
        denominator numeric, low bigint, high bigint, state text, reason text, formula int)),
    differing as (
      select f.*, coalesce(m.revision, 0) + 1 as revision from figures f
      left join metrics_company_period m on m.tenant_id = $1 and m.period = f.period and m.programme = f.programme and m.metric = f.metric
      where m.metric is null or (m.value_micro, m.n, m.people, m.numerator, m.denominator, m.low_micro, m.high_micro, m.state, m.reason, m.formula_version)
        is distinct from (f.value, f.n, f.people, f.numerator, f.denominator, f.low, f.high, f.state, f.reason, f.formula)),
    history as (
      insert into metric_revisions (tenant_id, period, programme, metric, revision, value_micro, n, people, numerator, denominator, low_micro, high_micro, state, reason, as_of,
        formula_version, computed_at)
      select $1, period, programme, metric, revision, value, n, people, numerator, denominator, low, high, state, reason, $3, formula, $4 from differing)
    insert into metrics_company_period (tenant_id, period, programme, metric, grain, unit, value_micro, n, people, numerator, denominator, low_micro, high_micro, state, reason, revision,
      as_of, formula_version, computed_at)
    select $1, period, programme, metric, grain, unit, value, n, people, numerator, denominator, low, high, state, reason, revision, $3, formula, $4 from differing
    on conflict (tenant_id, period, programme, metric) do update set value_micro = excluded.value_micro, n = excluded.n, people = excluded.people, numerator = excluded.numerator,
      denominator = excluded.denominator, low_micro = excluded.low_micro, high_micro = excluded.high_micro, state = excluded.state, reason = excluded.reason,
      revision = excluded.revision, as_of = excluded.as_of, formula_version = excluded.formula_version, computed_at = excluded.computed_at
    returning period`, [tx.tenantId, JSON.stringify(rows), asOf, nowIso]);
  return [...new Set(changed.map((row) => row.period))];
}

const scoreMeasures = literals(dimensions.map((dimension) => `score:${dimension}`));
type ScoreRow = SumRow & { measure: string };

function addScores(sums: Map<string, Sums>, ...found: readonly ScoreRow[][]): void {
  for (const { period, programme, measure, ...values } of found.flat()) {
    const name = `${period} ${programme ?? 'all'}`;
    const known = sums.get(name) ?? emptySums();
    const dimension = measure.slice('score:'.length) as Dimension;
    const scored: ScoreSums = { ...known.scored[dimension] ?? noScores };
    for (const [key, value] of Object.entries(values)) scored[key as keyof ScoreSums] = BigInt(value ?? 0);
    sums.set(name, { ...known, scored: { ...known.scored, [dimension]: scored } });
  }
}

interface SumRow { period: string; programme: string | null; [name: string]: string | null }

/** Exact sums of each period and programme, and over all programmes, as the ledger stood at a revision. `today` ends what still lasts. */
export async function sumPeriods(tx: Transaction, periods: readonly string[], asOf: number, today: string): Promise<Map<string, Sums>> {
  const spans = periods.map((period) => parsePeriod(period)).filter((period) => period !== null);
  const values = [tx.tenantId, spans.map((span) => span.id), spans.map((span) => span.from), spans.map((span) => span.to), asOf];
  const sums = new Map<string, Sums>();
  const addAll = (rows: readonly SumRow[]): void => {
    for (const { period, programme, ...found } of rows) {
      const name = `${period} ${programme ?? 'all'}`;
      const known = sums.get(name) ?? emptySums();
      for (const [key, value] of Object.entries(found)) known[key as keyof Counts] = BigInt(value ?? 0);
      sums.set(name, known);
    }
  };
  // Joined only where somebody was merged: elsewhere every row would pay for it.
  const merged = await hasAliases(tx) ? mergedLedger('$5') : 'activity_ledger';
  const read = (sql: string): string => sql.replaceAll(/activity_ledger (?=[la] )/g, `${merged} `);
  addAll(await tx.rows<SumRow>(read(activitySums), values));
  const lasting = await tx.rows<{ measure: string }>(`select distinct measure from activity_ledger where tenant_id = $1 and measure in ('match', 'roster', 'placement', ${scoreMeasures})`, [tx.tenantId]);
  const has = (measure: string): boolean => lasting.some((row) => row.measure === measure);
  if (has('match')) addAll(await tx.rows<SumRow>(read(matchSums), [...values, today]));
  if (lasting.some(({ measure }) => measure.startsWith('score:'))) addScores(sums, await tx.rows<ScoreRow>(read(scoreSums), values), await tx.rows<ScoreRow>(read(changeSums), values));
  if (has('placement')) addAll(await tx.rows<SumRow>(read(placementSums), values));
  if (has('roster')) addAll(await tx.rows<SumRow>(read(rosterSums), [...values, today]));
  return sums;
}

const periodsOf = 'p as (select * from unnest($2::text[], $3::date[], $4::date[]) as p (period, from_date, to_date))';
const held = (alias: string): string => `${alias}.tenant_id = $1 and ${alias}.present and ${alias}.from_rev <= $5 and ${alias}.until_rev > $5`;
const activity = literals(activityMeasures);

const activitySums = `
  with ${periodsOf},
  held as (
    select p.period, l.* from p join activity_ledger l on l.measure in (${activity}) and l.local_date between p.from_date and p.to_date and ${held('l')})
  select period, programme,
    count(distinct participant_id) filter (where status = 'completed') as participants,
    count(distinct volunteer_id) filter (where status = 'completed') as volunteers,
    count(*) filter (where measure = 'session') as scheduled,
    count(*) filter (where measure = 'session' and status = 'completed') as completed,
    count(*) filter (where status = 'cancelled') as cancelled,
    count(*) filter (where status = 'no_show') as "noShow",
    count(*) filter (where status = 'unreported') as unreported,
    count(*) filter (where measure = 'checkin') as checkins,
    count(*) filter (where measure = 'course') as courses,
    count(*) filter (where measure = 'credential') as credentials,
    coalesce(sum(minutes::bigint) filter (where status = 'completed' and hours_state = 'confirmed'), 0) as "confirmedMinutes",
    count(*) filter (where status = 'completed' and hours_state = 'confirmed') as "confirmedSessions",
    count(*) filter (where status = 'completed' and hours_state = 'confirmed' and minutes is null) as "withoutMinutes",
    count(value_micro) filter (where status = 'completed') as ratings,
    coalesce(sum(value_micro::bigint) filter (where status = 'completed'), 0) as "ratingSum",
    coalesce(sum(value_micro::numeric * value_micro) filter (where status = 'completed'), 0) as "ratingSquares",
    count(distinct participant_id) filter (where status = 'completed' and value_micro is not null) as "ratedBy"
  from held group by grouping sets ((period, programme), (period))`;

const scoreSums = `
  with ${periodsOf},
  held as (select p.period, l.* from p join activity_ledger l on l.measure in (${scoreMeasures}) and l.local_date between p.from_date and p.to_date and ${held('l')})
  select period, programme, measure, count(*) as scores, sum(value_micro::bigint) as sum, sum(value_micro::numeric * value_micro) as squares, count(distinct participant_id) as people,
    sum(confidence_micro::bigint) as "confidenceSum"
  from held group by grouping sets ((period, programme, measure), (period, measure))`;

// Everybody's scores in their order, once for all programmes together and once within each: the score before the first one of a
// period is then the row before it.
const changeSums = `
  with ${periodsOf},
  scored as (
    select l.measure, g.programme, l.participant_id as person, l.local_date, l.source_key, l.value_micro,
      lag(l.value_micro) over (partition by l.measure, g.programme, l.participant_id order by l.local_date, l.source_key) as before
    from activity_ledger l cross join lateral (values (null), (l.programme)) as g (programme)
    where l.measure in (${scoreMeasures}) and l.local_date <= (select max(to_date) from p) and ${held('l')}),
  moved as (
    select p.period, s.programme, s.measure, s.person,
      (array_agg(s.value_micro order by s.local_date desc, s.source_key desc))[1] - coalesce((array_agg(s.before order by s.local_date, s.source_key))[1],
        case when max(s.local_date) - min(s.local_date) >= ${leastDaysApart} then (array_agg(s.value_micro order by s.local_date, s.source_key))[1] end) as change
    from p join scored s on s.local_date between p.from_date and p.to_date group by p.period, s.programme, s.measure, s.person)
  select period, programme, measure, count(*) as changes, sum(change::bigint) as "changeSum", sum(change::numeric * change) as "changeSquares"
  from moved where change is not null group by period, programme, measure`;

// A period that has not begun holds nothing yet, however long a match may go on.
const matchSums = `
  with ${periodsOf}
  select p.period, l.programme, count(*) as "matchesActive", count(*) filter (where l.to_date between p.from_date and p.to_date) as "matchesEnded"
  from p join activity_ledger l on l.measure = 'match' and l.local_date <= p.to_date and coalesce(l.to_date, 'infinity') >= p.from_date and p.from_date <= $6::date and ${held('l')}
  group by grouping sets ((p.period, l.programme), (p.period))`;

const placementSums = `
  with ${periodsOf},
  held as (select p.period, l.* from p join activity_ledger l on l.measure = 'placement' and l.local_date between p.from_date and p.to_date and ${held('l')})
  select l.period, null as programme, count(*) as placements, count(distinct l.participant_id) as "placedPeople" from held l group by l.period
  union all
  select l.period, g.programme, count(*), count(distinct l.participant_id) from held l cross join unnest(array[${literals(programmes)}]) as g (programme)
  where ${activeBefore('g.programme', 'l.participant_id').replaceAll('$4', '$5')} group by l.period, g.programme`;

const rosterSums = `
  with ${periodsOf},
  eligible as (select distinct p.period, l.volunteer_id from p join activity_ledger l on l.measure = 'roster' and l.local_date <= p.to_date and coalesce(l.to_date, 'infinity') >= p.from_date
    and p.from_date <= $6::date and ${held('l')}),
  active as (select p.period, l.volunteer_id, array_agg(distinct l.programme) as programmes from p join activity_ledger l on l.measure in (${activity}) and l.status = 'completed' and l.volunteer_id is not null
    and l.local_date between p.from_date and p.to_date and ${held('l')} group by p.period, l.volunteer_id)
  select e.period, g.programme, count(*) as eligible,
    count(*) filter (where a.volunteer_id is not null and (g.programme is null or g.programme = any(a.programmes))) as "eligibleActive"
  from eligible e left join active a on a.period = e.period and a.volunteer_id = e.volunteer_id cross join unnest(array[null, ${literals(programmes)}]) as g (programme) group by e.period, g.programme`;

export interface MetricRow {
  period: string; programme: Scope; metric: Metric; value_micro: number | null; n: number | null; numerator: string | null; denominator: string | null; low_micro: number | null;
  high_micro: number | null; state: MetricState; reason: string | null; revision: number; as_of: number; computed_at: string; formula_version: number;
}

const metricColumns = 'period, programme, metric, value_micro, n, numerator, denominator, low_micro, high_micro, state, reason, revision, as_of, computed_at, formula_version';

export async function readMetrics(tx: Transaction, periods: readonly string[], programme: Scope): Promise<MetricRow[]> {
  return tx.prepared<MetricRow>('metrics of periods', `select ${metricColumns} from metrics_company_period where tenant_id = $1 and period = any($2) and programme = $3`, [tx.tenantId, periods, programme]);
}

export async function readRevision(tx: Transaction, name: { metric: Metric; programme: Scope; period: string }, revision: number): Promise<MetricRow | undefined> {
  return tx.maybe<MetricRow>(`select ${metricColumns} from metric_revisions where tenant_id = $1 and period = $2 and programme = $3 and metric = $4 and revision = $5`,
    [tx.tenantId, name.period, name.programme, name.metric, revision]);
}

/** Whether a month or a quarter inside a shown figure is withheld: with each row's day and share it could be counted all the same. */
export async function withholdsPart(tx: Transaction, { metric, period, programme }: MetricName): Promise<boolean> {
  if (!definitions[metric].aboutPeople) return false;
  const parts = partsOf(period).flatMap((part) => [part, ...partsOf(part)]);
  return (await readMetrics(tx, parts, programme)).some((part) => part.metric === metric && part.state === 'too_few');
}
