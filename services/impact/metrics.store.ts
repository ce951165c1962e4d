// Metrics per company, programme and period: figures made of exact sums, kept with every value they ever had.
import { composites, type Composite, type MetricState } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { parsePeriod, partsOf } from '../kernel/period.ts';
import { scoreMeasures, type ReliableChanges } from './change.store.ts';
import { compositesOf } from './composite.ts';
import type { ReferenceRate } from './exchange.ts';
import { ledgerRevision } from './ledger.store.ts';
import { scopes, type Figure, type MetricName, type Quantity, type Scope, type Sums } from './metric.ts';
import { parts } from './part.ts';
import { computePlain, emptyFigure, formulaOf, isAboutPeople, isComposite, isPart, plainQuantities, quantities, unitOf } from './quantity.ts';
import { shownFigures, shownProgrammes } from './suppression.ts';
import { sumPeriods } from './sums.store.ts';
import type { ValueMap } from './value-map.ts';
import { settledMap } from './value-map.store.ts';

export interface Mark { month: string; rev: number }

export async function readMarks(tx: Transaction): Promise<Mark[]> {
  return tx.rows<Mark>('select month, rev from metric_marks where tenant_id = $1 order by month', [tx.tenantId]);
}

/** Removes marks that no later change renewed. */
export async function clearMarks(tx: Transaction, marks: readonly Mark[]): Promise<void> {
  await tx.run('delete from metric_marks m using unnest($2::text[], $3::bigint[]) as d (month, rev) where m.tenant_id = $1 and m.month = d.month and m.rev <= d.rev',
    [tx.tenantId, marks.map((mark) => mark.month), marks.map((mark) => mark.rev)]);
}

/** What a computation must know besides the ledger. */
export interface Given { currency: string; reliable: ReliableChanges; shipped: { valueMap: ValueMap; rates: readonly ReferenceRate[] } }

/**
 * Computes what the marked months touch: the quarters and years around them, with all their parts, since suppression looks at
 * siblings. Answers the periods whose figures changed. Runs on one snapshot, so that ledger revision and sums belong together.
 */
export async function computeMarked(tx: Transaction, months: readonly string[], nowIso: string, { currency, reliable, shipped }: Given): Promise<{ changed: string[]; asOf: number }> {
  await tx.run('set transaction isolation level repeatable read');
  const asOf = await ledgerRevision(tx);
  const marked = [...new Set(months.map((month) => month.slice(0, 4)))];
  // What happened in a year decides in which programmes a placement of the next one counts, and what scores and levels of later ones are held against.
  const isLater = `to_char(local_date, 'YYYY') > (select min(y) from unnest($2::text[]) y)`;
  const years = [...new Set([...marked, ...await yearsOf(tx, `measure = 'placement' and to_char(local_date, 'YYYY') = any($2)`, marked.map((year) => String(Number(year) + 1))),
    ...await yearsOf(tx, `measure in (${scoreMeasures}) and ${isLater}`, marked), ...await yearsOf(tx, `level is not null and ${isLater}`, marked)])];
  const quarters = years.flatMap((year) => partsOf(year));
  const periods = [...years, ...quarters, ...quarters.flatMap((quarter) => partsOf(quarter))];
  const valueMap = await settledMap(tx, shipped.valueMap);
  const money = { currency, exchange: { reference: shipped.rates, own: valueMap.map.fxRates } };
  const sums = await sumPeriods(tx, periods, asOf, nowIso.slice(0, 10), { money, reliable });
  const sumsOf = (period: string, programme: Scope): Sums | undefined => sums.get(`${period} ${programme}`);
  const figures = new Map<string, Figure>();
  const key = (period: string, programme: Scope, quantity: Quantity): string => `${period} ${programme} ${quantity}`;
  const show = (quantity: Quantity, programme: Scope, raw: (period: string) => Figure): void => {
    for (const [period, figure] of shownFigures(quantity, years, raw)) figures.set(key(period, programme, quantity), figure);
  };
  for (const quantity of plainQuantities) {
    const raw = (programme: Scope) => (period: string): Figure => { const found = sumsOf(period, programme); return found ? computePlain(quantity, found) : emptyFigure(quantity); };
    const [all, ...each] = scopes.map((programme) => shownFigures(quantity, years, raw(programme)));
    const shown = all && isAboutPeople(quantity) ? [all, ...shownProgrammes(quantity, { years, periods }, all, each)] : [all, ...each];
    for (const [index, programme] of scopes.entries()) for (const [period, figure] of shown[index] ?? []) figures.set(key(period, programme, quantity), figure);
  }
  for (const programme of scopes) {
    // Composites are made of what may be shown, and may then be withheld themselves.
    const made = new Map(periods.flatMap((period): [string, Record<Composite, Figure>][] => {
      const found = sumsOf(period, programme);
      if (!found) return [];
      const shown = (quantity: Quantity): Figure => figures.get(key(period, programme, quantity)) ?? emptyFigure(quantity);
      return [[period, compositesOf({ day: parsePeriod(period)?.to ?? '', sums: found, valueMap, ...money, shown })]];
    }));
    for (const composite of composites) show(composite, programme, (period) => made.get(period)?.[composite] ?? emptyFigure(composite));
  }
  const changed = await keepFigures(tx, periods.flatMap((period) => scopes.flatMap((programme) => quantities.flatMap((metric): KeptFigure[] => {
    const figure = figures.get(key(period, programme, metric));
    return figure ? [{ period, programme, metric, figure }] : [];
  }))), asOf, nowIso);
  // A figure may stay as it was while its rows change: its walk must show the rows as they are now.
  await tx.run('update metrics_company_period set as_of = $2 where tenant_id = $1 and period = any($3) and as_of < $2', [tx.tenantId, asOf, periods]);
  return { changed, asOf };
}

async function yearsOf(tx: Transaction, which: string, years: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ year: string }>(`select distinct to_char(local_date, 'YYYY') as year from activity_ledger where tenant_id = $1 and ${which}`, [tx.tenantId, years]);
  return rows.map((row) => row.year);
}

interface KeptFigure { period: string; programme: Scope; metric: Quantity; figure: Figure }

/** Writes figures that differ from what is kept, as new revisions. */
async function keepFigures(tx: Transaction, all: readonly KeptFigure[], asOf: number, nowIso: string): Promise<string[]> {
  // Most programmes use few parts: one of which nothing is to be told is kept only where something was told of it before.
  const told = new Set((await tx.rows<{ name: string }>(`select period || ' ' || programme || ' ' || metric as name from metrics_company_period where tenant_id = $1 and period = any($2) and metric = any($3)`,
    [tx.tenantId, [...new Set(all.map(({ period }) => period))], [...parts, ...composites]])).map(({ name }) => name));
  const kept = all.filter(({ period, programme, metric, figure }) => !isBare(metric, figure) || told.has(`${period} ${programme} ${metric}`));
  const text = (value: bigint | null): string | null => (value === null ? null : value.toString());
  const rows = kept.map(({ period, programme, metric, figure }) => ({
    period, programme, metric, grain: parsePeriod(period)?.grain ?? 'month', unit: unitOf(metric), value: text(figure.valueMicro), n: text(figure.n), people: text(figure.people),
    numerator: text(figure.numerator), denominator: text(figure.denominator), low: text(figure.lowMicro), high: text(figure.highMicro), state: figure.state, reason: figure.reason,
    formula: formulaOf(metric).version, details: figure.details ?? null,
  }));
  const changed = await tx.rows<{ period: string }>(`
    with figures as (
      select * from jsonb_to_recordset($2::jsonb) as f (period text, programme text, metric text, grain text, unit text, value bigint, n bigint, people bigint, numerator numeric,
        denominator numeric, low bigint, high bigint, state text, reason text, formula int, details jsonb)),
    differing as (
      select f.*, coalesce(m.revision, 0) + 1 as revision from figures f
      left join metrics_company_period m on m.tenant_id = $1 and m.period = f.period and m.programme = f.programme and m.metric = f.metric
      where m.metric is null or (m.value_micro, m.n, m.people, m.numerator, m.denominator, m.low_micro, m.high_micro, m.state, m.reason, m.formula_version, m.details)
        is distinct from (f.value, f.n, f.people, f.numerator, f.denominator, f.low, f.high, f.state, f.reason, f.formula, f.details)),
    history as (
      insert into metric_revisions (tenant_id, period, programme, metric, revision, value_micro, n, people, numerator, denominator, low_micro, high_micro, state, reason, as_of,
        formula_version, computed_at, details)
      select $1, period, programme, metric, revision, value, n, people, numerator, denominator, low, high, state, reason, $3, formula, $4, details from differing)
    insert into metrics_company_period (tenant_id, period, programme, metric, grain, unit, value_micro, n, people, numerator, denominator, low_micro, high_micro, state, reason, revision,
      as_of, formula_version, computed_at, details)
    select $1, period, programme, metric, grain, unit, value, n, people, numerator, denominator, low, high, state, reason, revision, $3, formula, $4, details from differing
    on conflict (tenant_id, period, programme, metric) do update set value_micro = excluded.value_micro, n = excluded.n, people = excluded.people, numerator = excluded.numerator,
      denominator = excluded.denominator, low_micro = excluded.low_micro, high_micro = excluded.high_micro, state = excluded.state, reason = excluded.reason,
      revision = excluded.revision, as_of = excluded.as_of, formula_version = excluded.formula_version, computed_at = excluded.computed_at, details = excluded.details
    returning period`, [tx.tenantId, JSON.stringify(rows), asOf, nowIso]);
  return [...new Set(changed.map((row) => row.period))];
}

/** A part or composite of a period in which nothing happened for it: what a missing row says anyway. */
function isBare(quantity: Quantity, figure: Figure): boolean {
  if (!isPart(quantity) && !isComposite(quantity)) return false;
  const { state, reason, valueMicro, n } = emptyFigure(quantity);
  return figure.state === state && figure.reason === reason && figure.valueMicro === valueMicro && figure.n === n && (isPart(quantity) || figure.details === undefined);
}

export interface MetricRow {
  period: string; programme: Scope; metric: Quantity; details: Record<string, unknown> | null; value_micro: number | null; n: number | null; numerator: string | null; denominator: string | null; low_micro: number | null;
  high_micro: number | null; state: MetricState; reason: string | null; revision: number; as_of: number; computed_at: string; formula_version: number;
}

export const metricColumns = 'period, programme, metric, value_micro, n, numerator, denominator, low_micro, high_micro, state, reason, revision, as_of, computed_at, formula_version, details';

export async function readMetrics(tx: Transaction, periods: readonly string[], programme: Scope): Promise<MetricRow[]> {
  return tx.prepared<MetricRow>('metrics of periods', `select ${metricColumns} from metrics_company_period where tenant_id = $1 and period = any($2) and programme = $3`, [tx.tenantId, periods, programme]);
}

/** Those of the years of which something is kept. */
export async function keptYears(tx: Transaction, years: readonly string[]): Promise<string[]> {
  return (await tx.rows<{ period: string }>('select distinct period from metrics_company_period where tenant_id = $1 and period = any($2) order by period', [tx.tenantId, years])).map(({ period }) => period);
}

/** Which figures of these are withheld, as `period programme metric`. */
export async function readWithheld(tx: Transaction, periods: readonly string[], metrics: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ name: string }>(`select period || ' ' || programme || ' ' || metric as name from metrics_company_period where tenant_id = $1 and period = any($2) and metric = any($3) and state = 'too_few'`, [tx.tenantId, periods, metrics]);
  return new Set(rows.map(({ name }) => name));
}

export async function readRevision(tx: Transaction, name: MetricName, revision: number): Promise<MetricRow | undefined> {
  return tx.maybe<MetricRow>(`select ${metricColumns} from metric_revisions where tenant_id = $1 and period = $2 and programme = $3 and metric = $4 and revision = $5`,
    [tx.tenantId, name.period, name.programme, name.metric, revision]);
}

/** Whether a month, a quarter or a programme inside a shown figure is withheld: with each row's place and share it could be counted all the same. */
export async function withholdsPart(tx: Transaction, { metric, period, programme }: MetricName): Promise<boolean> {
  if (!isAboutPeople(metric)) return false;
  const parts = partsOf(period).flatMap((part) => [part, ...partsOf(part)]);
  return [...await readWithheld(tx, [period, ...parts], [metric])].some((name) => programme === 'all' || name.split(' ')[1] === programme);
}

/** Which revision each figure of a cell had when the ledger stood so. */
export async function revisionsAt(tx: Transaction, { period, programme }: MetricName, asOf: number): Promise<Map<Quantity, number>> {
  const rows = await tx.rows<{ metric: Quantity; revision: number }>(
    'select metric, max(revision) as revision from metric_revisions where tenant_id = $1 and period = $2 and programme = $3 and as_of <= $4 group by metric', [tx.tenantId, period, programme, asOf]);
  return new Map(rows.map(({ metric, revision }) => [metric, revision]));
}
