// One figure for each of several things, as a specification that browser, PDF and slides draw alike: bars from zero, or marks on their
// intervals about a zero line. It knows order and scale; it knows no colour, no word and no metric: labels and the text alternative are handed in.
import type { Palette, TrendOption } from './trend.ts';

export interface DrawnRow {
  label: string;
  value: number;
  low?: number | null;
  high?: number | null;
  /** What stands at the end of the row: the figure, and what it rests on. */
  note: string;
  base?: string;
  /** Provisional, or no clear change. */
  isHollow?: boolean;
}

export interface RowsChart { name: string; description: string; kind: 'bars' | 'changes'; rows: readonly DrawnRow[]; formatValue: (value: number) => string }
export interface RowsScale { min: number; max: number; interval: number }

const mostGridLines = 4;

/** From zero for bars; for changes as far as the intervals reach on either side, zero always among it. */
export function scaleOf({ kind, rows }: Pick<RowsChart, 'kind' | 'rows'>): RowsScale {
  const ends = rows.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const [least, most] = [kind === 'bars' ? 0 : Math.min(0, ...ends), Math.max(0, ...ends)];
  const reach = most - least || 1;
  const power = 10 ** Math.floor(Math.log10(reach / mostGridLines));
  const interval = [1, 2, 2.5, 5, 10].map((size) => size * power).find((size) => size >= reach / mostGridLines - size * 1e-9) ?? 10 * power;
  const whole = (steps: number): number => Number((steps * interval).toPrecision(12));
  return { min: whole(Math.floor(least / interval + 1e-9)), max: whole(Math.ceil(most / interval - 1e-9)) || interval, interval: whole(1) };
}

export function ticksOf({ min, max, interval }: RowsScale): number[] {
  return Array.from({ length: Math.round((max - min) / interval) + 1 }, (_, index) => Number((min + index * interval).toPrecision(12)));
}

/** The ECharts option. SVG renderer; needs BarChart, CustomChart, GridComponent and AriaComponent. */
export function rowsOption(chart: RowsChart, palette: Palette, { labelsWide, notesWide }: { labelsWide: number; notesWide: number }): TrendOption {
  const size = palette.textPx ?? 13;
  const text = { color: palette.ink3, fontSize: size, fontFamily: palette.font };
  const bare = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  const names = (of: (row: DrawnRow) => string, position: 'left' | 'right', width: number): TrendOption => ({
    type: 'category', inverse: true, position, data: chart.rows.map(of), ...bare,
    axisLabel: { ...text, color: palette.ink, margin: width, align: position === 'left' ? 'left' : 'right', interval: 0 },
  });
  return {
    animation: false,
    textStyle: { fontFamily: palette.font, fontSize: size, color: palette.ink2 },
    aria: { enabled: true, label: { description: chart.description }, decal: { show: false } },
    tooltip: { show: false },
    grid: { left: labelsWide, right: notesWide, top: 4, bottom: 24, containLabel: false },
    xAxis: {
      type: 'value', ...scaleOf(chart), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...text, formatter: (value: number) => chart.formatValue(value) },
      splitLine: { lineStyle: { color: palette.rule, width: 1 } },
    },
    yAxis: [
      { ...names(({ label }) => label, 'left', labelsWide - 4), axisLine: { show: true, onZero: true, lineStyle: { color: palette.ink, width: 1 } } },
      names(({ note, base }) => (base === undefined ? note : `${note}   ${base}`), 'right', notesWide - 4),
    ],
    series: [chart.kind === 'bars' ? barsOf(chart, palette) : changesOf(chart, palette)],
  };
}

function barsOf({ name, rows }: RowsChart, palette: Palette): TrendOption {
  return { type: 'bar', name, barMaxWidth: 12, data: rows.map(({ value, isHollow }) => ({ value, itemStyle: isHollow ? { color: palette.paper, borderColor: palette.series, borderWidth: 1.25, borderType: 'dashed' } : { color: palette.series } })) };
}

interface DrawingSpace { coord(point: [number, number]): [number, number]; value(dimension: number): number }

function changesOf({ name, rows }: RowsChart, palette: Palette): TrendOption {
  return {
    type: 'custom', name, data: rows.map(({ value, low, high }, index) => [value, index, low ?? value, high ?? value]), encode: { x: [0, 2, 3], y: 1 },
    renderItem: ({ dataIndex }: { dataIndex: number }, space: DrawingSpace) => {
      const at = (value: number): [number, number] => space.coord([value, space.value(1)]);
      const [[x, y], [from], [to]] = [at(space.value(0)), at(space.value(2)), at(space.value(3))];
      const isHollow = rows[dataIndex]?.isHollow === true;
      const line = { stroke: palette.series, lineWidth: 1.5, ...(isHollow ? { lineDash: [4, 3] } : {}) };
      return {
        type: 'group', children: [
          { type: 'line', shape: { x1: from, y1: y, x2: to, y2: y }, style: line },
          { type: 'circle', shape: { cx: x, cy: y, r: 4 }, style: { fill: isHollow ? palette.paper : palette.series, stroke: palette.series, lineWidth: 1.5 } },
        ],
      };
    },
  };
}
