// What the overview asks: everything it shows, in one answer; months of a further figure when it is drawn; and how fresh the rows are.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { Metric } from '../../../../channels/vocabulary.ts';
import { choosePeriods, type PeriodChoice } from '../../../../services/kernel/format/periods.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, type Cohort, type Freshness, type MetricView, type SeriesPoint } from '../../shell/interface.ts';
import { againstOf, askedIn, overviewQuery, type Comparison, type ShownProgramme, type View } from './asked.ts';
import { toldOf, withGaps, type Told } from './told.ts';

export const today = (): string => new Date().toISOString().slice(0, 10);

export interface Choice extends View { comparison: Comparison; choice: PeriodChoice; isEmpty: boolean; set: (view: Partial<{ period: string; programme: ShownProgramme; against: Comparison; cohort: string }>) => void }

/** What the address asks for, or the likeliest; undefined until it is known which months have rows. */
export function useView(): { view: Choice | undefined; told: Told | undefined; error: unknown; retry: () => void } {
  const [search, setSearch] = useSearchParams();
  const { id } = useCompany();
  const { period: asked, comparison, programme, cohort } = askedIn(search);
  const { data, error, refetch } = useQuery(overviewQuery(id, { period: asked, comparison, programme, cohort }));
  const retry = (): void => { void refetch(); };
  if (!data) return { view: undefined, told: undefined, error, retry };
  const period = asked ?? data.period;
  const set: Choice['set'] = (view) => setSearch((now) => {
    // What is held against a period needs that period in the address.
    for (const [name, value] of Object.entries({ period, ...view })) { if (value) now.set(name, value); else now.delete(name); }
    return now;
  });
  return { view: { period, against: againstOf(period, comparison), programme, cohort, comparison, choice: choosePeriods(data.months), isEmpty: data.months.length === 0, set }, told: toldOf(data), error: undefined, retry };
}

/** The months of one figure: those that came with the overview, or asked for when they are to be drawn. */
export function useMonths(told: Told, metric: Metric): { points: SeriesPoint[] | undefined; error: unknown; retry: () => void } {
  const { id } = useCompany();
  const known = told.pointsOf(metric, told.programme);
  const [from, to] = [told.drawn[0] ?? '', told.drawn.at(-1) ?? ''];
  const { data, error, refetch } = useQuery({
    queryKey: ['company', id, 'series', metric, told.programme, told.cohort, from, to], enabled: known === undefined,
    queryFn: async ({ signal }) => (await read<{ points: SeriesPoint[] }>(ofCompany(id, `metrics/series?metric=${metric}&programme=${told.programme}&from=${from}&to=${to}${told.cohort === null ? '' : `&cohort=${encodeURIComponent(told.cohort)}`}`), signal)).points,
  });
  return { points: known ?? withGaps(data, told.programme, told.months), error: known ? null : error, retry: () => void refetch() };
}

/** The figures of a period alone, for who looks at another than the page. */
export function useMetrics({ period, programme }: Pick<View, 'period' | 'programme'>): UseQueryResult<MetricView[]> {
  const { id } = useCompany();
  return useQuery({
    queryKey: ['company', id, 'metrics', period, programme], placeholderData: (before) => before,
    queryFn: async ({ signal }) => (await read<{ items: MetricView[] }>(ofCompany(id, `metrics?period=${period}&programme=${programme}`), signal)).items,
  });
}

/** The groups that figures can be narrowed to. */
export function useCohorts(): Cohort[] {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'cohorts'], queryFn: async ({ signal }) => (await read<{ items: Cohort[] }>(ofCompany(id, 'cohorts'), signal)).items }).data ?? [];
}

export function useFreshness(): UseQueryResult<Freshness> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'freshness'], queryFn: ({ signal }) => read<Freshness>(ofCompany(id, 'freshness'), signal) });
}
