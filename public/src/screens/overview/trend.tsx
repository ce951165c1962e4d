// One figure by month: the finding as title, the period in question on a wash column, and a table that says the same.
import { useState, type ReactNode } from 'react';
import type { Metric } from '../../../../channels/vocabulary.ts';
import { extremesOf, type TrendPoint } from '../../../../services/kernel/charts/trend.ts';
import { monthsOf } from '../../../../services/kernel/format/periods.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { TrendChart } from '../../parts/trend-chart.tsx';
import { Why } from '../../parts/walkable.tsx';
import type { MetricView } from '../../shell/interface.ts';
import { useVoice, type Voice } from '../../shell/words.tsx';
import { movedFrom } from './lead.tsx';
import type { View } from './asked.ts';
import { useMonths } from './overview.queries.ts';
import type { Told } from './told.ts';

const tableKey = 'cockpit.trend.table';

export function Trend({ told, figures }: { told: Told; figures: readonly MetricView[] }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const [chosen, setMetric] = useState<Metric>('volunteer_hours');
  // A figure without a row in this view is not drawn; the first that has some stands in for it.
  const known = figures.map(({ metric }) => metric);
  const metric = known.includes(chosen) ? chosen : known[0] ?? chosen;
  const [isTable, setTable] = useState(() => localStorage.getItem(tableKey) === 'yes');
  const answer = useMonths(told, metric);
  const figure = told.of(metric);
  if (!figure) return null;
  const unit = voice.unitOf(figure);
  const name = say(`metric.${metric}`);
  // A rating is drawn on its own scale less one, so that its axis begins where people's answers begin.
  const points = (answer.points ?? []).map((point): TrendPoint => ({ ...point, label: voice.period(point.period, 'short') }));
  const format = (value: number): string => (unit === 'rate' ? voice.share(value) : voice.figure(value, unit));
  const ends = extremesOf(points);
  const description = ends ? say('trend.description', { first: ends.first.label, last: ends.last.label, lowest: format(ends.lowest.value ?? 0), lowestAt: ends.lowest.label, highest: format(ends.highest.value ?? 0), highestAt: ends.highest.label }) : say('trend.nothing');
  const toggle = (): void => { localStorage.setItem(tableKey, isTable ? 'no' : 'yes'); setTable(!isTable); };
  return (
    <section className="block">
      <div className="block-head">
        <div><h2>{finding(voice, figure, told)}</h2><p>{say('trend.what', { metric: name })}</p></div>
        <div className="tools">
          <label className="pick micro"><span className="sr">{say('trend.choose')}</span>
            <select value={metric} onChange={(event) => { const next = known.find((name) => name === event.target.value); if (next) setMetric(next); }}>
              {known.map((name) => <option key={name} value={name}>{say(`metric.${name}`)}</option>)}
            </select>
          </label>
          <button className="tool" onClick={toggle} aria-pressed={isTable}>{isTable ? say('trend.chart') : say('trend.table')}</button>
          <Why metric={figure} />
        </div>
      </div>
      {answer.error ? <div className="part-state" role="alert"><ErrorWords error={answer.error} /><button className="btn" onClick={answer.retry}>{say('error.again')}</button></div>
        : !answer.points ? <p className="waiting outline chart-outline" role="status"><span className="sr">{say('overview.loading')}</span></p>
        : isTable ? <MonthTable points={points} format={format} name={name} /> : <TrendChart name={name} description={description} points={points} highlighted={monthsOf(told.period)} formatValue={format} {...(unit === 'rate' || unit === 'score' || unit === 'rating' ? { largest: 1 } : {})} />}
      {answer.points ? <p className="foot">{description}</p> : null}
    </section>
  );
}

function MonthTable({ points, format, name }: { points: readonly TrendPoint[]; format: (value: number) => string; name: string }): ReactNode {
  const { say } = useVoice();
  return (
    <table className="tbl led month-table">
      <thead><tr><th scope="col">{say('trend.month')}</th><th scope="col" className="end">{name}</th><th scope="col" className="end">{say('ledger.interval')}</th><th scope="col">{say('ledger.state')}</th></tr></thead>
      <tbody>
        {points.toReversed().map((point) => (
          <tr key={point.period}>
            <th scope="row">{point.label}</th>
            <td className="end">{point.value === null ? '–' : format(point.value)}</td>
            <td className="end quiet">{typeof point.low === 'number' && typeof point.high === 'number' ? say('figures.range', { low: format(point.low), high: format(point.high) }) : ''}</td>
            <td><StateMark state={point.state} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function StateMark({ state }: { state: MetricView['state'] }): ReactNode {
  const { say } = useVoice();
  const look = state === 'measured' ? 'good' : state === 'provisional' ? 'care' : 'hold';
  return <span className={`st ${look}`}>{say(`state.${state}`)}</span>;
}

function finding(voice: Voice, figure: MetricView, { against }: Pick<View, 'against'>): string {
  const metric = voice.say(`metric.${figure.metric}`);
  const before = voice.period(against);
  const { value, previous, low, high } = figure;
  const moved = movedFrom(value, previous);
  if (!moved || previous === null) return voice.say('trend.plain', { metric });
  if (low !== null && high !== null && previous >= low && previous <= high) return voice.say('trend.unclear', { metric, before });
  return voice.say('trend.finding', { metric, direction: moved.direction, share: voice.share(moved.share), before });
}
