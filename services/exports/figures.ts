// Drawings and tables of a printed report, each numbered, with its finding or plain name over it.
// It knows which figures stand together; every number in them is a fact of the report.
import type { RowsChart } from '../kernel/charts/rows.ts';
import { extremesOf, type TrendChart } from '../kernel/charts/trend.ts';
import { figureUnitOf, formatCount, formatFigure, formatMonth, formatPeriod } from '../kernel/format/figures.ts';
import { monthsBetween, parsePeriod } from '../kernel/period.ts';
import type { ReportKey, SentenceValues } from '../kernel/locales/report.ts';
import { isTabled, nameOf, tables, type Entry, type Fact, type Report } from './document.ts';
import { drawRows, drawTrend } from './drawing.ts';
import { html, type Html } from './html.ts';

export type Say = (key: ReportKey, values?: SentenceValues) => string;
type Chart = Report['charts'][number];

const wide = 642;

/** The drawings of a section; `number` is that of the first. */
export function drawingsOf(report: Report, section: string, number: number, say: Say): Html[] {
  return report.charts.filter((chart) => chart.section === section).map((chart, index) => (chart.kind === 'trend' ? trend(chart, report, number + index, say) : rows(chart, report, number + index, say)));
}

/** The table of a section, where it has one. */
export function tableOf(report: Report, entries: readonly Entry[], section: string, { number, say }: { number: number; say: Say }): Html | null {
  const { language } = report;
  const own = report.facts.filter((fact) => isTabled(report, fact, section));
  if (own.length === 0) return null;
  const before = (fact: Fact): Fact | undefined => report.facts.find((found) => found.metric === fact.metric && found.period !== report.period && found.programme === fact.programme);
  const interval = (fact: Fact): string => (fact.formattedLow === null || fact.formattedHigh === null ? '' : say('interval', { low: fact.formattedLow, high: fact.formattedHigh }));
  const value = (fact: Fact): Html | string => (fact.formatted === null ? html`<span class="dim">${say(fact.state === 'too_few' ? 'state.too_few' : 'state.not_measurable')}</span>`
    : fact.state === 'provisional' ? html`${fact.formatted} <span class="dim">${say('state.provisional')}</span>` : fact.formatted);
  return html`<p class="cap"><b>${say('table.word')} ${number}. ${say(`table.${section}` as ReportKey, { period: formatPeriod(report.period, language) })}.</b> ${say('table.sub')}</p>
<table><thead><tr><th scope="col">${say('table.measure')}</th><th scope="col" class="end">${say('table.value')}</th><th scope="col" class="end">${say('table.interval')}</th><th scope="col" class="end">${say('table.n')}</th><th scope="col" class="end">${say('table.previous')}</th><th scope="col" class="end">${say('table.lineage')}</th></tr></thead>
<tbody>${own.map((fact) => html`<tr><th scope="row">${nameOf(fact, language)}</th><td class="end">${value(fact)}</td><td class="end">${interval(fact)}</td><td class="end">${fact.formattedLow === null ? '' : fact.formattedN}</td><td class="end">${before(fact)?.formatted ?? ''}</td><td class="end">${links([fact, before(fact)], entries)}</td></tr>`)}</tbody></table>`;
}

export function hasTable(section: string): section is keyof typeof tables {
  return section in tables;
}

function trend(chart: Chart, report: Report, number: number, say: Say): Html {
  const { language } = report;
  const format = (value: number): string => formatFigure(value, figureUnitOf(chart.metric, chart.unit), language);
  const span = parsePeriod(report.period);
  const name = chart.title;
  // Months before the first row say nothing; a gap between two rows does.
  const first = chart.points.findIndex(({ n }) => (n ?? 0) > 0);
  const points = chart.points.slice(Math.max(0, first)).map((point) => ({ ...point, label: formatPeriod(point.period, language, 'short'), ...tickOf(point.period, language) }));
  const extremes = extremesOf(points);
  const description = extremes === null ? say('chart.altEmpty', { name }) : say('chart.alt', {
    name, firstLabel: extremes.first.label, firstValue: format(extremes.first.value ?? 0), lastLabel: extremes.last.label, lastValue: format(extremes.last.value ?? 0),
    lowestLabel: extremes.lowest.label, lowestValue: format(extremes.lowest.value ?? 0), highestLabel: extremes.highest.label, highestValue: format(extremes.highest.value ?? 0),
  });
  const drawn: TrendChart = { name, description, points, ticksFit: true, highlighted: span ? monthsBetween(span.from.slice(0, 7), span.to.slice(0, 7)) : [], formatValue: (value) => `${format(value)} ${say('unit.hours')}` };
  return figure({ number, name, sub: say('chart.trend.sub', { period: formatPeriod(report.period, language) }), drawing: drawTrend(drawn, { width: wide, height: 210 }) }, say);
}

function rows(chart: Chart, report: Report, number: number, say: Say): Html {
  const { language } = report;
  const unit = figureUnitOf(chart.metric, chart.unit);
  const name = chart.title;
  const isChange = chart.kind === 'changes';
  const drawn = chart.rows.map(({ label, value, low, high, n, state }): RowsChart['rows'][number] => ({
    label, value, low, high, note: formatFigure(value, unit, language), ...(isChange && n !== null ? { base: formatCount(n, language) } : {}),
    // As it is written: an interval that begins at 0.00 is no clear change, neither here nor in the text.
    isHollow: state === 'provisional' || (isChange && Math.round((low ?? 0) * 100) <= 0 && Math.round((high ?? 0) * 100) >= 0),
  }));
  const list = drawn.map(({ label, note }) => `${label} ${note}`).join(', ');
  const spec: RowsChart = { name, description: say('chart.rows.alt', { name, list }), kind: isChange ? 'changes' : 'bars', rows: drawn, formatValue: (value) => formatFigure(value, unit, language) };
  return figure({ number, name, sub: say(`chart.${chart.kind}.sub` as ReportKey, { period: formatPeriod(report.period, language) }), drawing: drawRows(spec, wide) }, say);
}

function figure({ number, name, sub, drawing }: { number: number; name: string; sub: string; drawing: Html }, say: Say): Html {
  return html`<figure><p class="cap"><b>${say('figure.word')} ${number}. ${name}.</b> ${sub}</p>${drawing}</figure>`;
}

function tickOf(month: string, language: Report['language']): { tick?: string } {
  const number = month.slice(5);
  if (number === '01') return { tick: formatPeriod(month, language, 'short') };
  return ['04', '07', '10'].includes(number) ? { tick: formatMonth(month, language) } : {};
}

/** The entries of a row's figures, each a door to its walk. */
function links(facts: readonly (Fact | undefined)[], entries: readonly Entry[]): Html {
  const found = facts.flatMap((fact) => entries.find((entry) => entry.fact.id === fact?.id) ?? []);
  return html`${found.map(({ id }, index) => html`${index > 0 ? ', ' : ''}<a class="thread" href="#${id}">${id}</a>`)}`;
}
