// Programmes beside each other: hours by month on one scale, and a ledger of what each did. A programme without rows is named, never drawn as zero.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Metric } from '../../../../channels/vocabulary.ts';
import { axisOf } from '../../../../services/kernel/charts/trend.ts';
import { monthsOf } from '../../../../services/kernel/format/periods.ts';
import { SmallTrend } from '../../parts/small-trend.tsx';
import { Walkable } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import type { MetricView } from '../../shell/interface.ts';
import { mayImport } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { useProgrammes, type Choice, type OfProgramme } from './overview.queries.ts';
import { hasRows } from './shown.ts';

/** What programmes differ in; each column shows only where some programme has rows of it. */
const compared = ['participants', 'volunteer_hours', 'sessions_completed', 'matches_active', 'checkins', 'courses_completed', 'credentials', 'placements'] as const satisfies readonly Metric[];
const narrowColumns = 3;

export function Programmes({ view }: { view: Choice }): ReactNode {
  const { say, figure, period } = useVoice();
  const all = useProgrammes(view);
  const told = all?.filter(({ figures }) => figures.some(hasRows)) ?? [];
  if (!all || told.length < 2) return null;
  const withHours = told.filter(({ hours }) => hours.some(({ value }) => (value ?? 0) > 0));
  const { max } = axisOf({ points: withHours.flatMap(({ hours }) => hours.map((point) => ({ ...point, label: point.period }))) });
  const hoursOf = ({ figures }: OfProgramme): MetricView | undefined => figures.find(({ metric }) => metric === 'volunteer_hours');
  const ranked = withHours.filter((one) => (hoursOf(one)?.value ?? 0) > 0).toSorted((a, b) => (hoursOf(b)?.value ?? 0) - (hoursOf(a)?.value ?? 0));
  const silent = all.filter((one) => !told.includes(one)).map(({ programme }) => say('filter.programmeName', { programme }));
  return (
    <section className="block programmes">
      <div className="block-head"><div><h2>{say('programmes.finding', { metric: say('metric.volunteer_hours'), count: ranked.length, most: say('filter.programmeName', { programme: ranked[0]?.programme ?? 'all' }) })}</h2><p>{say('programmes.how')}</p></div></div>
      <div className="multiples">
        {withHours.map((one) => {
          const hours = hoursOf(one);
          const name = say('filter.programmeName', { programme: one.programme });
          return (
            <div className="multiple" key={one.programme}>
              <p className="multiple-head"><b>{name}</b>{hours && hours.value !== null ? <Walkable metric={hours}>{say('programmes.inPeriod', { value: figure(Math.round(hours.value), 'hours'), period: period(view.period, 'short') })}</Walkable> : null}</p>
              <SmallTrend points={one.hours} max={max} highlighted={monthsOf(view.period)} format={(value) => figure(Math.round(value), 'hours')} label={(month) => period(month, 'short')} name={`${name}. ${say('figures.spark', { metric: say('metric.volunteer_hours') })}`} />
            </div>
          );
        })}
      </div>
      <Compared told={told} view={view} />
      {silent.length > 0 ? <p className="foot">{say('programmes.none', { count: silent.length, names: new Intl.ListFormat(document.documentElement.lang, { type: 'disjunction' }).format(silent) })}</p> : null}
    </section>
  );
}

function Compared({ told, view }: { told: readonly OfProgramme[]; view: Choice }): ReactNode {
  const voice = useVoice();
  const columns = compared.filter((metric) => told.some(({ figures }) => figures.some((found) => found.metric === metric && hasRows(found))));
  const hidden = (index: number): string => (index < narrowColumns - 1 ? 'end' : 'end wide-only');
  return (
    <table className="tbl led programme-table">
      <thead><tr><th scope="col">{voice.say('programmes.programme')}</th>{columns.map((metric, index) => <th scope="col" className={hidden(index)} key={metric}>{voice.say(`metric.${metric}`)}</th>)}</tr></thead>
      <tbody>{told.map(({ programme, figures }) => {
        const name = voice.say('filter.programmeName', { programme });
        return (
          <tr key={programme}>
            <th scope="row"><button className="link" onClick={() => view.set({ programme })}>{name}<span className="sr"> {voice.say('programmes.alone', { programme: name })}</span></button></th>
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
