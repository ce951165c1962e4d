// What the overview asks: which months have rows, the figures of a period, and each figure by month.
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { metrics, type Metric } from '../../../../channels/vocabulary.ts';
import { addMonths, choosePeriods, likelyPeriod, monthsFromFirst, monthsUpTo, parsePeriod, type PeriodChoice } from '../../../../services/kernel/format/periods.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, type MetricView, type SeriesPoint } from '../../shell/interface.ts';
import { useSearchParams } from 'wouter';

export const shownProgrammes = ['all', 'mentorship'] as const;
export type ShownProgramme = (typeof shownProgrammes)[number];
export interface View { period: string; programme: ShownProgramme }
/** How far back a period can be chosen. */
const monthsBack = 48;

export const today = (): string => new Date().toISOString().slice(0, 10);

export interface Choice extends View { choice: PeriodChoice; isEmpty: boolean; set: (view: Partial<View>) => void }

/** Period and programme from the address, or the likeliest ones; undefined until it is known which months have rows. */
export function useView(): { view: Choice | undefined; error: unknown; retry: () => void } {
  const [search, setSearch] = useSearchParams();
  const sessions = useSeries('sessions_completed', 'all', addMonths(today().slice(0, 7), 1 - monthsBack), today().slice(0, 7));
  const booked = useSeries('completion_rate', 'all', addMonths(today().slice(0, 7), 1 - monthsBack), today().slice(0, 7));
  const points = sessions.data && booked.data ? [...sessions.data, ...booked.data] : undefined;
  const error = sessions.error ?? booked.error;
  const retry = (): void => { void sessions.refetch(); void booked.refetch(); };
  if (!points) return { view: undefined, error, retry };
  const months = points.filter(({ n }) => (n ?? 0) > 0).map(({ period }) => period);
  const choice = choosePeriods(months);
  const asked = search.get('period') ?? '';
  const set = (view: Partial<View>): void => setSearch((now) => {
    for (const [name, value] of Object.entries(view)) now.set(name, value);
    return now;
  });
  const programme = shownProgrammes.find((known) => known === search.get('programme')) ?? 'all';
  return { view: { period: parsePeriod(asked) ? asked : likelyPeriod(choice, today()), programme, choice, isEmpty: months.length === 0, set }, error: undefined, retry };
}

export function useMetrics({ period, programme }: View): UseQueryResult<MetricView[]> {
  const { id } = useCompany();
  return useQuery({
    queryKey: ['company', id, 'metrics', period, programme], placeholderData: (before) => before,
    queryFn: async ({ signal }) => (await read<{ items: MetricView[] }>(ofCompany(id, `metrics?period=${period}&programme=${programme}`), signal)).items,
  });
}

export type SeriesOf = Partial<Record<Metric, SeriesPoint[]>>;

/** Before the first month with rows and after the last there is nothing to count: a gap, where the interface answers a zero. */
function withGaps(points: SeriesPoint[] | undefined, first: string, last: string): SeriesPoint[] | undefined {
  return points?.map((point) => (point.period < first || point.period > last ? { ...point, value: null, low: null, high: null, state: 'not_measurable' } : point));
}

export function useAllSeries({ period, programme, choice }: Choice): SeriesOf {
  const { id } = useCompany();
  const { from, to } = monthsFromFirst(monthsUpTo(period), choice.months.at(-1));
  const answers = useQueries({ queries: metrics.map((metric) => seriesQuery(id, metric, programme, from, to)) });
  return Object.fromEntries(metrics.map((metric, index) => [metric, withGaps(answers[index]?.data, choice.months.at(-1) ?? from, choice.months[0] ?? to)]));
}

function useSeries(metric: Metric, programme: string, from: string, to: string): UseQueryResult<SeriesPoint[]> {
  const { id } = useCompany();
  return useQuery(seriesQuery(id, metric, programme, from, to));
}

function seriesQuery(companyId: string, metric: Metric, programme: string, from: string, to: string) {
  return {
    queryKey: ['company', companyId, 'series', metric, programme, from, to], placeholderData: (before: SeriesPoint[] | undefined) => before,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<SeriesPoint[]> =>
      (await read<{ points: SeriesPoint[] }>(ofCompany(companyId, `metrics/series?metric=${metric}&programme=${programme}&from=${from}&to=${to}`), signal)).points,
  };
}
