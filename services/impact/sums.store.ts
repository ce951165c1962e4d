// Exact sums of each period and programme, taken from the ledger as it stood at a revision: every input once, for all figures.
import { costKinds, programmes, type CostKind, type Dimension, type Programme } from '../../channels/vocabulary.ts';
import type { SqlValue, Transaction } from '../../mixins/database/transaction.ts';
import { parsePeriod, type Period } from '../kernel/period.ts';
import { ledgerReader } from './alias.store.ts';
import { comparedOf, dimensionOf, profileOf, readFare, scoreMeasures, type FareRow, type ReliableChanges } from './change.store.ts';
import { shareOf, type Cost } from './cost-share.ts';
import { bySlice, type CohortKind } from './slices.ts';
import { activityMeasures } from './entries.ts';
import { inMinor, rateOn, type Exchange, type Rate } from './exchange.ts';
import { literals } from './ledger.store.ts';
import { noScores, scopes, type Counts, type ScoreSums, type Sums } from './metric.ts';
import { outcomes, type Signal } from './outcome.ts';
import type { CostSum } from './part.ts';
import { emptySums } from './quantity.ts';

type ScoreRow = SumRow & { measure: string };

/** The name of a cell, and of a group's part of it where sums are taken group by group. */
export function cellName(period: string, programme: string | null, slice?: string): string {
  return `${slice === undefined ? '' : `${slice}|`}${period} ${programme ?? 'all'}`;
}


function addScores(sums: Map<string, Sums>, ...found: readonly ScoreRow[][]): void {
  for (const { period, programme, measure, slice, ...values } of found.flat()) {
    const name = cellName(period, programme, slice);
    const known = sums.get(name) ?? emptySums();
    const dimension = measure.slice('score:'.length) as Dimension;
    const scored: ScoreSums = { ...known.scored[dimension] ?? noScores };
    for (const [key, value] of Object.entries(values)) scored[key as keyof ScoreSums] = BigInt(value ?? 0);
    sums.set(name, { ...known, scored: { ...known.scored, [dimension]: scored } });
  }
}

interface SumRow { period: string; programme: string | null; slice?: string; [name: string]: string | null | undefined }

/** Besides the ledger: the company's money, where costs are to be counted, and what the models tell by chance; and what the people of a transaction's slices are, where sums are to be taken slice by slice. */
export interface Known { money: Money | null; reliable: ReliableChanges; sliced?: CohortKind }
interface Money { currency: string; exchange: Exchange }

/** Exact sums of each period and programme, and over all programmes, as the ledger stood at a revision. `today` ends what still lasts. */
export async function sumPeriods(tx: Transaction, periods: readonly string[], asOf: number, today: string, { money, reliable, sliced }: Known): Promise<Map<string, Sums>> {
  const spans = periods.map((period) => parsePeriod(period)).filter((period) => period !== null);
  const values = [tx.tenantId, spans.map((span) => span.id), spans.map((span) => span.from), spans.map((span) => span.to), asOf];
  const sums = new Map<string, Sums>();
  const addAll = (rows: readonly SumRow[]): void => {
    for (const { period, programme, slice, ...found } of rows) {
      const name = cellName(period, programme, slice);
      const known = sums.get(name) ?? emptySums();
      for (const [key, value] of Object.entries(found)) known[key as keyof Counts] = BigInt(value ?? 0);
      sums.set(name, known);
    }
  };
  const merged = await ledgerReader(tx);
  const read = (sql: string): string => (sliced ? bySlice(sliced, merged(sql)) : merged(sql));
  addAll(await tx.rows<SumRow>(read(activitySums), values));
  const known = new Set((await tx.rows<{ kind: string }>(kindsSql, [tx.tenantId])).map(({ kind }) => kind));
  if (known.has('match')) addAll(await tx.rows<SumRow>(read(matchSums), [...values, today]));
  const tellsPeople = sliced !== 'unit';
  if (tellsPeople && known.has('score')) addScores(sums, await tx.rows<ScoreRow>(read(scoreSums), values));
  if (tellsPeople && (known.has('score') || known.has('level') || known.has('placement'))) addFare(sums, await readFare(tx, read, values, { reliable, hasLevels: known.has('level') }));
  if (sliced !== 'start' && known.has('roster')) addAll(await tx.rows<SumRow>(read(rosterSums), [...values, today]));
  if (money && known.has('cost')) addCosts(sums, spans, await readCosts(tx, values), money);
  return sums;
}

/** How people fared, put together cell by cell. */
function addFare(sums: Map<string, Sums>, rows: readonly FareRow[]): void {
  const cells = Map.groupBy(rows, ({ period, programme, slice }) => cellName(period, programme, slice));
  for (const [name, found] of cells) {
    const known = { ...sums.get(name) ?? emptySums() };
    const scored = { ...known.scored };
    const pairs: Parameters<typeof comparedOf>[0][number][] = [];
    for (const row of found) {
      const [a, b, c] = [BigInt(row.a ?? 0), BigInt(row.b ?? 0), BigInt(row.c ?? 0)];
      const dimension = dimensionOf(row.name);
      if (row.what === 'change' && dimension) scored[dimension] = { ...scored[dimension] ?? noScores, changes: a, changeSum: b, changeSquares: c };
      else if (row.what === 'compared') pairs.push({ signal: row.name as Signal, pairs: a, confidenceSum: b });
      else if (row.what === 'people') known.profiles = [...known.profiles, profileOf(row.name, a)];
      else if (row.what === 'placement') [known.placements, known.placedPeople] = [a, b];
      else if (row.what === 'ready') known.ready = a;
    }
    const compared = Object.fromEntries(outcomes.map((outcome) => [outcome, comparedOf(pairs, outcome)])) as Sums['compared'];
    sums.set(name, { ...known, scored, compared });
  }
}

/** What of each cost falls into each cell, in the company's money. A cost of all programmes together is in no single one. */
function addCosts(sums: Map<string, Sums>, spans: readonly Period[], costs: readonly Cost[], { currency, exchange }: Money): void {
  for (const span of spans) {
    const own = costs.filter(({ from, to }) => from <= span.to && to >= span.from);
    if (own.length === 0) continue;
    const rateOf = new Map([...new Set(own.map((cost) => cost.currency))].map((from) => [from, rateOn(exchange, from, currency, span.to)]));
    for (const scope of scopes) {
      const counted = own.filter(({ programme }) => scope === 'all' || programme === scope);
      if (counted.length === 0) continue;
      const name = `${span.id} ${scope}`;
      sums.set(name, {
        ...sums.get(name) ?? emptySums(),
        costs: Object.fromEntries(costKinds.map((kind) => [kind, costSumOf(counted.filter((cost) => cost.kind === kind), span, currency, rateOf)])) as Record<CostKind, CostSum>,
      });
    }
  }
}

function costSumOf(costs: readonly Cost[], span: Period, currency: string, rateOf: ReadonlyMap<string, Rate | null>): CostSum {
  const used = [...new Set(costs.map((cost) => cost.currency))].sort();
  const rates = used.flatMap((from) => rateOf.get(from) ?? []);
  return {
    currency, rows: BigInt(costs.length), lacking: used.find((from) => !rateOf.get(from)) ?? null, rates: rates.filter(({ from, to }) => from !== to),
    minor: costs.reduce((sum, cost) => { const rate = rateOf.get(cost.currency); return rate ? sum + inMinor(shareOf(cost, span), rate) : sum; }, 0n),
  };
}

async function readCosts(tx: Transaction, values: readonly SqlValue[]): Promise<Cost[]> {
  const rows = await tx.rows<{ measure: string; programme: Programme | null; minor: string; currency: string; from: string; to: string }>(costsSql, values);
  return rows.map(({ measure, programme, minor, currency, from, to }) => ({ kind: measure.slice('cost:'.length) as CostKind, programme, amountMinor: BigInt(minor), currency, from, to }));
}

const periodsOf = 'p as (select * from unnest($2::text[], $3::date[], $4::date[]) as p (period, from_date, to_date))';
const held = (alias: string): string => `${alias}.tenant_id = $1 and ${alias}.present and ${alias}.from_rev <= $5 and ${alias}.until_rev > $5`;
const activity = literals(activityMeasures);

const costMeasures = literals(costKinds.map((kind) => `cost:${kind}`));

/** What there is at all, each asked for alone: a list of measures would be read whole. */
const kindsSql = `
  select kind from (values ${['match', 'roster', 'placement'].map((measure) => `('${measure}', array['${measure}'])`).join(', ')}, ('score', array[${scoreMeasures}]), ('cost', array[${costMeasures}])) k (kind, measures)
  where exists (select 1 from unnest(k.measures) m (measure) cross join lateral (select 1 from activity_ledger l where l.tenant_id = $1 and l.measure = m.measure limit 1) found)
  union all select 'level' where exists (select 1 from activity_ledger l where l.tenant_id = $1 and l.level is not null)`;

const costsSql = `
  with ${periodsOf}
  select l.measure, l.programme, l.amount_minor::text as minor, l.currency, l.local_date as "from", l.to_date as "to" from activity_ledger l
  where l.measure in (${costMeasures}) and ${held('l')} and l.local_date <= (select max(to_date) from p) and l.to_date >= (select min(from_date) from p)`;

const activitySums = `
  with /*slices*/ ${periodsOf},
  held as (
    select p.period, l.* /*,slice*/ from p join activity_ledger l on l.measure in (${activity}) and l.local_date between p.from_date and p.to_date and ${held('l')} /*of l*/)
  select /*slice*/ period, programme,
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
    coalesce(sum(least(paid_minutes, coalesce(minutes, 0))::bigint) filter (where status = 'completed' and hours_state = 'confirmed'), 0) as "paidMinutes",
    count(*) filter (where status = 'completed' and hours_state = 'confirmed' and paid_minutes > 0) as "paidRows",
    count(*) filter (where status = 'completed' and hours_state = 'confirmed') as "confirmedSessions",
    count(*) filter (where status = 'completed' and hours_state = 'confirmed' and minutes is null) as "withoutMinutes",
    count(value_micro) filter (where status = 'completed') as ratings,
    coalesce(sum(value_micro::bigint) filter (where status = 'completed'), 0) as "ratingSum",
    coalesce(sum(value_micro::numeric * value_micro) filter (where status = 'completed'), 0) as "ratingSquares",
    count(distinct participant_id) filter (where status = 'completed' and value_micro is not null) as "ratedBy"
  from held group by grouping sets ((/*slice*/ period, programme), (/*slice*/ period))`;

const scoreSums = `
  with /*slices*/ ${periodsOf},
  held as (select p.period, l.* /*,slice*/ from p join activity_ledger l on l.measure in (${scoreMeasures}) and l.local_date between p.from_date and p.to_date and ${held('l')} /*of l*/)
  select /*slice*/ period, programme, measure, count(*) as scores, sum(value_micro::bigint) as sum, sum(value_micro::numeric * value_micro) as squares, count(distinct participant_id) as people,
    sum(confidence_micro::bigint) as "confidenceSum"
  from held group by grouping sets ((/*slice*/ period, programme, measure), (/*slice*/ period, measure))`;

// A period that has not begun holds nothing yet, however long a match may go on.
const matchSums = `
  with /*slices*/ ${periodsOf}
  select /*slice*/ p.period, l.programme, count(*) as "matchesActive", count(*) filter (where l.to_date between p.from_date and p.to_date) as "matchesEnded"
  from p join activity_ledger l on l.measure = 'match' and l.local_date <= p.to_date and coalesce(l.to_date, 'infinity') >= p.from_date and p.from_date <= $6::date and ${held('l')} /*of l*/
  group by grouping sets ((/*slice*/ p.period, l.programme), (/*slice*/ p.period))`;

const rosterSums = `
  with /*slices*/ ${periodsOf},
  eligible as (select distinct p.period, l.volunteer_id from p join activity_ledger l on l.measure = 'roster' and l.local_date <= p.to_date and coalesce(l.to_date, 'infinity') >= p.from_date
    and p.from_date <= $6::date and ${held('l')}),
  active as (select p.period, l.volunteer_id, array_agg(distinct l.programme) as programmes from p join activity_ledger l on l.measure in (${activity}) and l.status = 'completed' and l.volunteer_id is not null
    and l.local_date between p.from_date and p.to_date and ${held('l')} group by p.period, l.volunteer_id)
  select /*slice*/ e.period, g.programme, count(*) as eligible,
    count(*) filter (where a.volunteer_id is not null and (g.programme is null or g.programme = any(a.programmes))) as "eligibleActive"
  from eligible e left join active a on a.period = e.period and a.volunteer_id = e.volunteer_id cross join unnest(array[null, ${literals(programmes)}]) as g (programme) /*of e*/ group by /*slice*/ e.period, g.programme`;
