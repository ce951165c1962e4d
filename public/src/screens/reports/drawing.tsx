// A drawing that the facts of a report support, in the report's words, with the reason why it is proposed.
import type { ReactNode } from 'react';
import type { RowsChart as Rows } from '../../../../services/kernel/charts/rows.ts';
import { figureUnitOf, formatCount, formatFigure, formatPeriod } from '../../../../services/kernel/format/figures.ts';
import { monthsOf } from '../../../../services/kernel/format/periods.ts';
import { RowsChart } from '../../parts/rows-chart.tsx';
import { TrendChart } from '../../parts/trend-chart.tsx';
import type { Report, ReportChart } from '../../shell/interface.ts';

export function Drawing({ chart, report }: { chart: ReportChart; report: Report }): ReactNode {
  return (
    <figure className="report-chart">
      <figcaption lang={report.language === 'no' ? 'nb' : report.language}><b>{chart.title}.</b> {chart.reason}</figcaption>
      {chart.kind === 'trend' ? <Trend chart={chart} report={report} /> : <InRows chart={chart} report={report} />}
    </figure>
  );
}

function Trend({ chart, report: { language, period } }: { chart: ReportChart; report: Report }): ReactNode {
  const unit = figureUnitOf(chart.metric, chart.unit);
  const first = chart.points.findIndex(({ n }) => (n ?? 0) > 0);
  const points = chart.points.slice(Math.max(0, first)).map((point) => ({ ...point, label: formatPeriod(point.period, language, 'short') }));
  return <TrendChart name={chart.title} description={chart.reason} points={points} highlighted={monthsOf(period)} formatValue={(value) => formatFigure(value, unit, language)} />;
}

function InRows({ chart, report: { language } }: { chart: ReportChart; report: Report }): ReactNode {
  const isChange = chart.kind === 'changes';
  const unit = figureUnitOf(chart.metric, chart.unit);
  const rows = chart.rows.map(({ label, value, low, high, n, state }): Rows['rows'][number] => ({
    label, value, low, high, note: formatFigure(value, unit, language), ...(isChange && n !== null ? { base: formatCount(n, language) } : {}),
    isHollow: state === 'provisional' || (isChange && (low ?? 0) <= 0 && (high ?? 0) >= 0),
  }));
  return <RowsChart name={chart.title} description={rows.map(({ label, note }) => `${label} ${note}`).join(', ')} kind={isChange ? 'changes' : 'bars'} rows={rows} formatValue={(value) => formatFigure(value, unit, language)} />;
}
