// Drawings on paper: the shared chart specification through ECharts in server mode.
// ECharts writes no text alternative there and numbers its ids anew for each drawing: both are put right here.
import * as echarts from 'echarts';
import { rowsOption, type RowsChart } from '../kernel/charts/rows.ts';
import { trendOption, type Palette, type TrendChart, type TrendOption } from '../kernel/charts/trend.ts';
import { Html, html } from './html.ts';

/** The light tokens of the house in hex; paper is always light. */
export const ink = {
  ink: '#181f28', ink2: '#444b54', ink3: '#60676f', rule: '#dad8d2', ruleStrong: '#7b8187', wash: '#f2f1ee', wash2: '#e9e7e2', brand: '#10567a', onBrand: '#fbfaf7', thread: '#c13103', sheet: '#ffffff', series: '#1e61aa',
} as const;

export const paperPalette: Palette = { ink: ink.ink, ink2: ink.ink2, ink3: ink.ink3, rule: ink.rule, wash: ink.wash2, paper: ink.sheet, series: ink.series, font: 'Source Sans 3', textPx: 11.5 };

/** Text of a drawing in its own pixels; a server cannot measure type, so columns for labels are as wide as their longest word may be. */
const labelPx = 6.4;
const rowPx = 24;

export function drawTrend(chart: TrendChart, { width, height }: { width: number; height: number }): Html {
  return draw(chart, trendOption(chart, paperPalette), { width, height });
}

export function drawRows(chart: RowsChart, width: number): Html {
  const longest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length)) * labelPx + 16;
  const columns = { labelsWide: longest(chart.rows.map(({ label }) => label)), notesWide: longest(chart.rows.map(({ note, base }) => `${note}${base === undefined ? '' : `   ${base}`}`)) };
  return draw(chart, rowsOption(chart, paperPalette, columns), { width, height: chart.rows.length * rowPx + 32 });
}

function draw({ name, description }: { name: string; description: string }, option: TrendOption, { width, height }: { width: number; height: number }): Html {
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawing.setOption(option);
    const svg = drawing.renderToSVGString();
    const opening = html`<svg role="img" aria-label="${description}" `.text;
    const described = html`<title>${name}</title><desc>${description}</desc>`.text;
    return new Html(svg.replaceAll(/\bzr\d+-/g, 'drawing-').replace(/^<svg /, opening).replace(/>/, `>${described}`));
  } finally {
    drawing.dispose();
  }
}
