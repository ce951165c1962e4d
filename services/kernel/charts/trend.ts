// One metric over time, as a specification that browser, PDF and slides draw alike: what is drawn, never where.
// It knows how certainty looks (gaps stay gaps, provisional points are hollow, intervals are a flat band); it knows no colour,
// no word and no metric: palette, labels and the text alternative are handed in.

export interface TrendPoint {
  /** Sorts and names the point: `2026-09`. */
  period: string;
  /** What the axis and the reader of the table see: "Sep 2026". */
  label: string;
  /** Written under the axis; leave it out for points between two marks. */
  tick?: string;
  value: number | null;
  low?: number | null;
  high?: number | null;
  state: 'measured' | 'provisional' | 'too_few' | 'not_measurable';
}

export interface TrendChart {
  /** Plain name of what is plotted. */
  name: string;
  /** The finding plus extremes in words: the drawing's text alternative. */
  description: string;
  points: readonly TrendPoint[];
  /** Periods in question, drawn as a wash column behind the line. */
  highlighted?: readonly string[];
  formatValue: (value: number) => string;
  /** The ticks are known to fit: a server cannot measure type and takes Cyrillic for twice its width. */
  ticksFit?: true;
  /** Rates end at 1: no axis above the largest possible value. */
  largest?: number;
}

/** Colours in hex: ECharts reads no OKLCH. */
export interface Palette {
  ink: string; ink2: string; ink3: string; rule: string; wash: string; paper: string; series: string; font: string;
  /** Size of all text, in the drawing's own pixels. */
  textPx?: number;
}

export interface TrendOption { [key: string]: unknown }

const mostGridLines = 4;

/** The ECharts option. SVG renderer; needs LineChart, GridComponent and AriaComponent. */
export function trendOption(chart: TrendChart, palette: Palette): TrendOption {
  const size = palette.textPx ?? 13;
  const { max, interval } = axisOf(chart);
  const text = { color: palette.ink3, fontSize: size, fontFamily: palette.font };
  const highlighted = new Set(chart.highlighted ?? []);
  const ticks = chart.points.map((point) => point.tick ?? '');
  return {
    animation: false,
    textStyle: { fontFamily: palette.font, fontSize: size, color: palette.ink2 },
    aria: { enabled: true, label: { description: chart.description }, decal: { show: false } },
    tooltip: { show: false },
    grid: { left: 4, right: 64, top: 10, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category', data: chart.points.map((point) => point.label), boundaryGap: true,
      axisLine: { lineStyle: { color: palette.ink, width: 1 }, onZero: true },
      axisTick: { show: false },
      axisLabel: { ...text, interval: (index: number) => ticks[index] !== '', formatter: (_label: string, index: number) => ticks[index] ?? '', hideOverlap: chart.ticksFit !== true, showMinLabel: ticks[0] !== '' },
      splitLine: { show: false },
      splitArea: { show: highlighted.size > 0, interval: 0, areaStyle: { color: chart.points.map((point) => (highlighted.has(point.period) ? palette.wash : 'transparent')) } },
    },
    yAxis: {
      type: 'value', min: 0, max, interval,
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...text, formatter: (value: number) => chart.formatValue(value) },
      splitLine: { lineStyle: { color: palette.rule, width: 1 }, showMinLine: false },
    },
    series: [...bandOf(chart, palette), lineOf(chart, palette, size)],
  };
}

export interface Extremes { first: TrendPoint; last: TrendPoint; lowest: TrendPoint; highest: TrendPoint }

/** The points that a text alternative names; null when nothing can be drawn. */
export function extremesOf(points: readonly TrendPoint[]): Extremes | null {
  const drawn = points.filter((point) => point.value !== null);
  const [first] = drawn;
  const last = drawn.at(-1);
  if (!first || !last) return null;
  const by = (better: (a: number, b: number) => boolean): TrendPoint =>
    drawn.reduce((best, point) => (better(point.value ?? 0, best.value ?? 0) ? point : best), first);
  return { first, last, lowest: by((a, b) => a < b), highest: by((a, b) => a > b) };
}

/** From zero, in at most four steps of a round size. */
export function axisOf({ points, largest }: Pick<TrendChart, 'points' | 'largest'>): { max: number; interval: number } {
  const top = Math.max(...points.map((point) => Math.max(point.value ?? 0, point.high ?? 0)), 0);
  const reach = largest === undefined ? top : Math.min(top, largest);
  if (reach <= 0) return { max: largest ?? 1, interval: largest ?? 1 };
  const rough = reach / mostGridLines;
  const power = 10 ** Math.floor(Math.log10(rough));
  // 2.5 divides a rate and a score as evenly as the others; every step is a number that people count in.
  const step = [1, 2, 2.5, 5, 10].map((size) => size * power).find((size) => size >= rough - size * 1e-9) ?? 10 * power;
  const max = rounded(step * Math.ceil(reach / step - 1e-9));
  return { max: largest === undefined ? max : Math.min(max, largest), interval: rounded(step) };
}

function bandOf({ points }: TrendChart, palette: Palette): TrendOption[] {
  const isKnown = (point: TrendPoint): boolean => point.value !== null && typeof point.low === 'number' && typeof point.high === 'number';
  if (!points.some(isKnown)) return [];
  const common = { type: 'line', stack: 'interval', symbol: 'none', silent: true, connectNulls: false, lineStyle: { width: 0 }, stackStrategy: 'all', z: 1 };
  return [
    { ...common, data: points.map((point) => (isKnown(point) ? point.low : null)) },
    {
      ...common, data: points.map((point) => (isKnown(point) ? rounded((point.high ?? 0) - (point.low ?? 0)) : null)),
      areaStyle: { color: palette.series, opacity: 0.14 },
    },
  ];
}

/** A line without marks, but for points that stand alone, are provisional, or are the last: that one carries its figure. */
function lineOf({ points, name, formatValue }: TrendChart, palette: Palette, size: number): TrendOption {
  const last = points.findLastIndex((point) => point.value !== null);
  const isAlone = (index: number): boolean => (points[index - 1]?.value ?? null) === null && (points[index + 1]?.value ?? null) === null;
  return {
    type: 'line', name, connectNulls: false, smooth: false, showSymbol: true, showAllSymbol: true, symbolSize: 7, z: 3,
    lineStyle: { color: palette.series, width: 1.75 },
    data: points.map((point, index) => {
      if (point.value === null) return { value: null, symbol: 'none' };
      const isHollow = point.state === 'provisional';
      const isMarked = isHollow || index === last || isAlone(index);
      return {
        value: point.value, symbol: isMarked ? 'circle' : 'none',
        itemStyle: { color: isHollow ? palette.paper : palette.series, borderColor: palette.series, borderWidth: 1.5 },
        ...(index === last ? { label: { show: true, position: 'right', distance: 8, formatter: () => formatValue(point.value ?? 0), color: palette.ink, fontSize: size, fontWeight: 600, fontFamily: palette.font } } : {}),
      };
    }),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
