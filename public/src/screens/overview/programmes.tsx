// Programmes beside each other: hours by month on one scale, each in its own colour, and a ledger of what each did. A programme without rows is named, never drawn as zero.
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Metric, Programme } from '../../../../channels/vocabulary.ts';
import { axisOf } from '../../../../services/kernel/charts/trend.ts';
import { monthsOf } from '../../../../services/kernel/format/periods.ts';
import { SmallTrend } from '../../parts/small-trend.tsx';
import { Walkable, Why } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import type { MetricView, SeriesPoint } from '../../shell/interface.ts';
import { mayImport } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import type { Choice } from './overview.queries.ts';
import { hasRows } from './shown.ts';
import type { Told } from './told.ts';

/** What programmes differ in; each column shows only where some programme has rows of it. */
const compared = ['participants', 'volunteer_hours', 'sessions_completed', 'matches_active', 'checkins', 'courses_completed', 'credentials', 'placements'] as const satisfies readonly Metric[];
const narrowColumns = 3;

interface OfProgramme { programme: Programme; figures: readonly MetricView[]; hours: readonly SeriesPoint[] }

export function Programmes({ told, view }: { told: Told; view: Choice }): ReactNode {
  const { say, list } = useVoice();
  const [isTable, setTable] = useState(false);
  const all = told.programmes.map(({ programme, figures }): OfProgramme => ({ programme, figures, hours: told.pointsOf('volunteer_hours', programme) ?? [] }));
  const active = all.filter(({ figures }) => figures.some(hasRows));
  if (active.length < 2) return null;
  const withHours = active.filter(({ hours }) => hours.some(({ value }) => (value ?? 0) > 0));
  const ranked = withHours.filter((one) => (hoursOf(one)?.value ?? 0) > 0).toSorted((a, b) => (hoursOf(b)?.value ?? 0) - (hoursOf(a)?.value ?? 0));
  const silent = all.filter((one) => !active.includes(one)).map(({ programme }) => say('filter.programmeName', { programme }));
  const hours = told.of('volunteer_hours');
  return (
    <section className="block programmes">
      <div className="block-head">
        <div><h2>{say('programmes.finding', { metric: say('metric.volunteer_hours'), count: ranked.length, most: say('filter.programmeName', { programme: ranked[0]?.programme ?? 'all' }) })}</h2><p>{say('programmes.how')}</p></div>
        <div className="tools"><button className="tool" aria-pressed={isTable} onClick={() => setTable(!isTable)}>{isTable ? say('trend.chart') : say('trend.table')}</button>{hours ? <Why metric={hours} /> : null}</div>
      </div>
      {isTable ? <ByMonth programmes={withHours} /> : <Multiples programmes={withHours} told={told} />}
      <Compared active={active} view={view} />
      {silent.length > 0 ? <p className="foot">{say('programmes.none', { count: silent.length, names: list(silent, 'disjunction') })}</p> : null}
    </section>
  );
}

function hoursOf({ figures }: OfProgramme): MetricView | undefined {
  return figures.find(({ metric }) => metric === 'volunteer_hours');
}

function Multiples({ programmes, told }: { programmes: readonly OfProgramme[]; told: Told }): ReactNode {
  const { say, figure, period } = useVoice();
  const { max } = axisOf({ points: programmes.flatMap(({ hours }) => hours.map((point) => ({ ...point, label: point.period }))) });
  const format = (value: number): string => figure(Math.round(value), 'hours');
  return (
    <div className="multiples">
      {programmes.map((one) => {
        const hours = hoursOf(one);
        const name = say('filter.programmeName', { programme: one.programme });
        const was = told.restated.findLast(({ metric, programme, period: month }) => metric === 'volunteer_hours' && programme === one.programme && one.hours.some((point) => point.period === month));
        return (
          <div className="multiple" data-programme={one.programme} key={one.programme}>
            <p className="multiple-head"><b>{name}</b>{hours && hours.value !== null ? <Walkable metric={hours}>{say('programmes.inPeriod', { value: format(hours.value), period: period(told.period, 'short') })}</Walkable> : null}</p>
            <SmallTrend points={one.hours} max={max} highlighted={monthsOf(told.period)} format={format} label={(month) => period(month, 'short')} name={`${name}. ${say('figures.spark', { metric: say('metric.volunteer_hours') })}`}
              restated={was ? { period: was.period, words: say('programmes.restated', { month: period(was.period, 'short'), from: format(was.from), to: format(was.to) }) } : null} />
          </div>
        );
      })}
    </div>
  );
}

/** The same as the drawings, newest month first. */
function ByMonth({ programmes }: { programmes: readonly OfProgramme[] }): ReactNode {
  const { say, figure, period } = useVoice();
  const months = (programmes[0]?.hours ?? []).toReversed();
  return (
    <table className="tbl led month-table">
      <thead><tr><th scope="col">{say('trend.month')}</th>{programmes.map(({ programme }) => <th scope="col" className="end" key={programme}>{say('filter.programmeName', { programme })}</th>)}</tr></thead>
      <tbody>{months.map(({ period: month }) => (
        <tr key={month}><th scope="row">{period(month, 'short')}</th>{programmes.map(({ programme, hours }) => {
          const value = hours.find((point) => point.period === month)?.value ?? null;
          return <td className="end" key={programme}>{value === null ? '–' : figure(Math.round(value), 'hours')}</td>;
        })}</tr>
      ))}</tbody>
    </table>
  );
}

function Compared({ active, view }: { active: readonly OfProgramme[]; view: Choice }): ReactNode {
  const voice = useVoice();
  const columns = compared.filter((metric) => active.some(({ figures }) => figures.some((found) => found.metric === metric && hasRows(found))));
  const hidden = (index: number): string => (index < narrowColumns - 1 ? 'end' : 'end wide-only');
  return (
    <table className="tbl led programme-table">
      <thead><tr><th scope="col">{voice.say('programmes.programme')}</th>{columns.map((metric, index) => <th scope="col" className={hidden(index)} key={metric}>{voice.say(`metric.${metric}`)}</th>)}</tr></thead>
      <tbody>{active.map(({ programme, figures }) => {
        const name = voice.say('filter.programmeName', { programme });
        return (
          <tr key={programme} data-programme={programme}>
            <th scope="row"><span className="key" aria-hidden="true" /><button className="link" onClick={() => view.set({ programme })}>{name}<span className="sr"> {voice.say('programmes.alone', { programme: name })}</span></button></th>
            {columns.map((metric, index) => {
              const found = figures.find((one) => one.metric === metric);
              return <td className={hidden(index)} key={metric}>{!found || !hasRows(found) ? '–' : <Walkable metric={found}>{found.value === null ? voice.say(`state.${found.state}`) : voice.figure(voice.unitOf(found) === 'hours' ? Math.round(found.value) : found.value, voice.unitOf(found))}</Walkable>}</td>;
            })}
          </tr>
        );
      })}</tbody>
    </table>
  );
}

/** A programme that nobody told anything of in this period. */
export function NoRows({ view }: { view: Choice }): ReactNode {
  const { say, language, period } = useVoice();
  const company = useCompany();
  const programme = say('filter.programmeName', { programme: view.programme });
  return (
    <div className="page"><div className="state">
      <h1>{say('programmes.nothing', { programme, period: period(view.period) })}</h1>
      <p className="lede">{say('programmes.nothingWhy')}</p>
      <div className="actions">
        <button className="btn" onClick={() => view.set({ programme: 'all' })}>{say('programmes.all')}</button>
        {mayImport(company.role) ? <Link className="btn main" href={`/${language}/cockpit/${company.id}/imports`}>{say('firstRun.bring')}</Link> : null}
      </div>
    </div></div>
  );
}
