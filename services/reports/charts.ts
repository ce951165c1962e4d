// Which drawings the facts of a report support, and why each is proposed; what they show are figures of those facts.
// It knows kinds and when each says something; it refuses to know colours and places on a page.
import { dimensions, journeyStages, type MetricState } from '../../channels/vocabulary.ts';
import { addMonths, parsePeriod } from '../kernel/period.ts';
import type { Fact } from './facts.ts';
import type { SectionKey } from './pen.ts';

export interface MonthPoint { period: string; value: number | null; low: number | null; high: number | null; n: number | null; state: MetricState }
/** A row of bars, of changes or of a funnel: `key` is a programme, a dimension or a stage; `factId` where it is a figure of the report. */
export interface ChartRow { key: string; value: number; low: number | null; high: number | null; n: number | null; state: MetricState; factId: string | null }
export type ChartKind = 'trend' | 'programmes' | 'changes' | 'funnel';
export interface Chart { section: SectionKey; kind: ChartKind; metric: string; unit: string; programme: string; points: MonthPoint[]; rows: ChartRow[] }

const fewestRows = 2;

/** Months for the drawing of a period: two years that end with it. */
export function monthsShown(period: string): { from: string; to: string } | null {
  const to = parsePeriod(period)?.to.slice(0, 7);
  return to === undefined ? null : { from: addMonths(to, -23), to };
}

/** A month without a row is a measured zero to the ledger; before the first row it is a gap to the reader. */
export function trendChart(points: readonly MonthPoint[], programme: string): Chart[] {
  const first = points.findIndex((point) => (point.n ?? 0) > 0);
  if (first < 0) return [];
  return [{ section: 'reach', kind: 'trend', metric: 'volunteer_hours', unit: 'hours', programme, points: points.map((point, index) => (index < first ? { ...point, value: null } : point)), rows: [] }];
}

export function programmesChart(facts: readonly Fact[], period: string, programmes: readonly string[]): Chart[] {
  const rows = programmes.flatMap((key) => facts.filter((fact) => fact.metric === 'participants' && fact.period === period && fact.programme === key).flatMap((fact) => rowOf(key, fact)));
  return rows.length < fewestRows ? [] : [{ section: 'programmes', kind: 'programmes', metric: 'participants', unit: 'people', programme: 'all', points: [], rows }];
}

export function changesChart(facts: readonly Fact[], period: string, programme: string): Chart[] {
  const rows = dimensions.flatMap((key) => facts.filter((fact) => fact.metric === `${key}_change` && fact.period === period && fact.programme === programme && fact.low !== null).flatMap((fact) => rowOf(key, fact)))
    .toSorted((one, other) => other.value - one.value);
  return rows.length < fewestRows ? [] : [{ section: 'outcomes', kind: 'changes', metric: 'change', unit: 'change', programme, points: [], rows }];
}

/** Only where people reached more than a single stage. */
export function funnelChart(stages: readonly { stage: string; entered: number }[], programme: string): Chart[] {
  const rows = journeyStages.flatMap((key) => stages.filter(({ stage }) => stage === key)).map(({ stage, entered }): ChartRow => ({ key: stage, value: entered, low: null, high: null, n: null, state: 'measured', factId: null }));
  const reached = rows.filter(({ value }) => value > 0).length;
  return reached < fewestRows ? [] : [{ section: 'learning', kind: 'funnel', metric: 'funnel', unit: 'people', programme, points: [], rows }];
}

function rowOf(key: string, { id, value, low, high, n, state }: Fact): ChartRow[] {
  return value === null ? [] : [{ key, value, low, high, n, state, factId: id }];
}
