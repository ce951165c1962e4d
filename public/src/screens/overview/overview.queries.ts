// What the overview asks: which months have rows, the figures of a period, and each figure by month.
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { programmes, type Metric, type Programme } from '../../../../channels/vocabulary.ts';
import { addMonths, choosePeriods, likelyPeriod, monthsFromFirst, monthsUpTo, parsePeriod, type PeriodChoice } from '../../../../services/kernel/format/periods.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, type MetricView, type SeriesPoint } from '../../shell/interface.ts';
import { useSearchParams } from 'wouter';

export const shownProgrammes = ['all', ...programmes] as const;
export type ShownProgramme = (typeof shownProgrammes)[number];
export interface View { period: string; programme: ShownProgramme }
/** How far back a period can be chosen. */
const monthsBack = 48;

/** Any row of activity shows in one of these; the first alone misses sessions that nobody held. */
const tellingOfMonths = ['participants', 'completion_rate', 'volunteers', 'placements'] as const satisfies readonly Metric[];

export const today = (): string => new Date().toISOString().slice(0, 10);

export interface Choice extends View { choice: PeriodChoice; isEmpty: boolean; set: (view: Partial<View>) => void }

/** Period and programme from the address, or the likeliest ones; undefined until it is known which months have rows. */
export function useView(): { view: Choice | undefined; error: unknown; retry: () => void } {
  const [search, setSearch] = useSearchParams();
  const { id } = useCompany();
  const [from, to] = [addMonths(today().slice(0, 7), 1 - monthsBack), today().slice(0, 7)];
  const answers = useQueries({ queries: tellingOfMonths.map((metric) => seriesQuery(id, metric, 'all', from, to)) });
  const points = answers.every(({ data }) => data) ? answers.flatMap(({ data }) => data ?? []) : undefined;
  const error = answers.find((answer) => answer.error)?.error;
  const retry = (): void => { for (const answer of answers) void answer.refetch(); };
  if (!points) return { view: undefined, error, retry };
  const months = [...new Set(points.filter(({ n }) => (n ?? 0) > 0).map(({ period }) => period))];
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
  return useQuery(metricsQuery(id, period, programme));
}

function metricsQuery(companyId: string, period: string, programme: string) {
  return {
    queryKey: ['company', companyId, 'metrics', period, programme], placeholderData: (before: MetricView[] | undefined) => before,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<MetricView[]> => (await read<{ items: MetricView[] }>(ofCompany(companyId, `metrics?period=${period}&programme=${programme}`), signal)).items,
  };
}

export type SeriesOf = Partial<Record<Metric, SeriesPoint[]>>;

/** Before the first month with rows and after the last there is nothing to count: a gap, where the interface answers a zero. */
function withGaps(points: SeriesPoint[] | undefined, first: string, last: string): SeriesPoint[] | undefined {
  return points?.map((point) => (point.period < first || point.period > last ? { ...point, value: null, low: null, high: null, state: 'not_measurable' } : point));
}

/** One programme may have begun later than the company: before its first row it did not count nothing, it was not there. */
function firstMonth(programme: string, points: readonly SeriesPoint[] | undefined, first: string): string {
  return programme === 'all' ? first : points?.find(({ value, n }) => (value ?? 0) !== 0 || (n ?? 0) !== 0)?.period ?? first;
}

export function useAllSeries({ period, programme, choice }: Choice, metrics: readonly Metric[]): SeriesOf {
  const { id } = useCompany();
  const { from, to } = monthsFromFirst(monthsUpTo(period), choice.months.at(-1));
  const answers = useQueries({ queries: metrics.map((metric) => seriesQuery(id, metric, programme, from, to)) });
  return Object.fromEntries(metrics.map((metric, index) => [metric, withGaps(answers[index]?.data, firstMonth(programme, answers[index]?.data, choice.months.at(-1) ?? from), choice.months[0] ?? to)]));
}

/** Whether the months of a figure are still on their way, or could not be read. */
export function useSeriesAnswer({ period, programme, choice }: Choice, metric: Metric): UseQueryResult<SeriesPoint[]> {
  const { id } = useCompany();
  const { from, to } = monthsFromFirst(monthsUpTo(period), choice.months.at(-1));
  return useQuery(seriesQuery(id, metric, programme, from, to));
}

export interface OfProgramme { programme: Programme; figures: MetricView[]; hours: SeriesPoint[] }

/** Each programme's figures of the period and its hours by month; undefined until all are known. */
export function useProgrammes({ period, choice }: Choice): OfProgramme[] | undefined {
  const { id } = useCompany();
  const { from, to } = monthsFromFirst(monthsUpTo(period), choice.months.at(-1));
  const figures = useQueries({ queries: programmes.map((programme) => metricsQuery(id, period, programme)) });
  const hours = useQueries({ queries: programmes.map((programme) => seriesQuery(id, 'volunteer_hours', programme, from, to)) });
  if (![...figures, ...hours].every(({ data }) => data)) return undefined;
  return programmes.map((programme, index) => ({ programme, figures: figures[index]?.data ?? [], hours: withGaps(hours[index]?.data, firstMonth(programme, hours[index]?.data, choice.months.at(-1) ?? from), choice.months[0] ?? to) ?? [] }));
}

function seriesQuery(companyId: string, metric: Metric, programme: string, from: string, to: string) {
  return {
    queryKey: ['company', companyId, 'series', metric, programme, from, to], placeholderData: (before: SeriesPoint[] | undefined) => before,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<SeriesPoint[]> =>
      (await read<{ points: SeriesPoint[] }>(ofCompany(companyId, `metrics/series?metric=${metric}&programme=${programme}&from=${from}&to=${to}`), signal)).points,
  };
}
