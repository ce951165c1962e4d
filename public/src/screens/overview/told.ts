// The overview's answer as the page reads it: figures by name, lines of months with their gaps. Pure.
import type { Metric } from '../../../../channels/vocabulary.ts';
import { monthsFromFirst, monthsBetween, monthsUpTo } from '../../../../services/kernel/format/periods.ts';
import type { MetricView, OverviewAnswer, SeriesPoint } from '../../shell/interface.ts';

export type FiguresBy = (metric: Metric) => MetricView | undefined;

export interface Told extends OverviewAnswer {
  of: FiguresBy;
  /** The months that are drawn, first to last. */
  drawn: readonly string[];
  /** Undefined for a figure whose months did not come along. */
  pointsOf: (metric: Metric, programme: string) => SeriesPoint[] | undefined;
}

export function toldOf(answer: OverviewAnswer): Told {
  const { from, to } = monthsFromFirst(monthsUpTo(answer.period), answer.months[0]);
  const drawn = monthsBetween(from, to);
  return {
    ...answer, drawn,
    of: (metric) => answer.figures.find((figure) => figure.metric === metric),
    pointsOf: (metric, programme) => {
      const found = answer.series.find((one) => one.metric === metric && one.programme === programme);
      return found && withGaps(found.points.filter(({ period }) => period >= from), programme, answer.months);
    },
  };
}

/**
 * Before the first month with rows and after the last there is nothing to count: a gap, where the interface answers a zero. One
 * programme may have begun later than the company: before its first row it did not count nothing, it was not there.
 */
export function withGaps(points: SeriesPoint[] | undefined, programme: string, months: readonly string[]): SeriesPoint[] | undefined {
  const begun = programme === 'all' ? undefined : points?.find(({ value, n }) => (value ?? 0) !== 0 || (n ?? 0) !== 0)?.period;
  const [first, last] = [begun ?? months[0] ?? '', months.at(-1) ?? '9999-12'];
  return points?.map((point) => (point.period < first || point.period > last ? { ...point, value: null, low: null, high: null, state: 'not_measurable' } : point));
}
