// A drawing that the facts of a report support, in the report's words, with the reason why it is proposed.
import type { ReactNode } from 'react';
import type { RowsChart as Rows } from '../../../../services/kernel/charts/rows.ts';
import { figureUnitOf, formatCount, formatFigure, formatPeriod } from '../../../../services/kernel/format/figures.ts';
import { monthsOf } from '../../../../services/kernel/format/periods.ts';
import { RowsChart } from '../../parts/rows-chart.tsx';
import { TrendChart } from '../../parts/trend-chart.tsx';
import type { Report, ReportChart } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

export function Drawing({ chart, report }: { chart: ReportChart; report: Report }): ReactNode {
  const { say, has } = useVoice();
  const key = `chart.${chart.kind}`;
  const name = has(key) ? say(key) : chart.kind;
  const reason = `chart.${chart.kind}Why`;
  return (
    <figure className="report-chart">
      <figcaption><b>{name}.</b> {has(reason) ? say(reason) : ''}</figcaption>
      {chart.kind === 'trend' ? <Trend chart={chart} report={report} name={name} /> : <InRows chart={chart} report={report} name={name} />}
    </figure>
  );
}

function Trend({ chart, report: { language, period }, name }: { chart: ReportChart; report: Report; name: string }): ReactNode {
  const unit = figureUnitOf(chart.metric, chart.unit);
  const first = chart.points.findIndex(({ n }) => (n ?? 0) > 0);
  const points = chart.points.slice(Math.max(0, first)).map((point) => ({ ...point, label: formatPeriod(point.period, language, 'short') }));
  return <TrendChart name={name} description={name} points={points} highlighted={monthsOf(period)} formatValue={(value) => formatFigure(value, unit, language)} />;
}

function InRows({ chart, report: { language }, name }: { chart: ReportChart; report: Report; name: string }): ReactNode {
  const { say } = useVoice();
  const isChange = chart.kind === 'changes';
  const unit = figureUnitOf(chart.metric, chart.unit);
  const labelOf = (key: string): string => (isChange ? say(`dimension.${key as 'confidence'}`) : chart.kind === 'funnel' ? say('people.stageName', { stage: key }) : say('filter.programmeName', { programme: key }));
  const rows = chart.rows.map(({ key, value, low, high, n, state }): Rows['rows'][number] => ({
    label: labelOf(key), value, low, high, note: formatFigure(value, unit, language), ...(isChange && n !== null ? { base: formatCount(n, language) } : {}),
    isHollow: state === 'provisional' || (isChange && (low ?? 0) <= 0 && (high ?? 0) >= 0),
  }));
  return <RowsChart name={name} description={rows.map(({ label, note }) => `${label} ${note}`).join(', ')} kind={isChange ? 'changes' : 'bars'} rows={rows} formatValue={(value) => formatFigure(value, unit, language)} />;
}
