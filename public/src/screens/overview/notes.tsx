// The margin: what the figures rest on and how fresh that is, what was restated, what is not in them, and what cannot be said yet.
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Metric } from '../../../../channels/vocabulary.ts';
import { parsePeriod } from '../../../../services/kernel/format/periods.ts';
import { useIsHere } from '../../parts/here.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { Walkable } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, write, type MetricView } from '../../shell/interface.ts';
import { mayWriteReports } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { Fresh, NotCounted } from './freshness.tsx';
import { Lacking } from './lacking.tsx';
import type { Told } from './told.ts';

/** Counts of rows; the largest is what the page rests on, as far as one figure can say it. */
const restingOn = ['completion_rate', 'volunteer_hours', 'checkins', 'courses_completed', 'matches_active'] as const satisfies readonly Metric[];

export function RestsOn({ told, isOpen }: { told: Told; isOpen: boolean }): ReactNode {
  const { say, period, date, count } = useVoice();
  const company = useCompany();
  const isHere = useIsHere();
  const { of } = told;
  const [rate, confidence, hours] = [of('completion_rate'), of('confidence'), of('volunteer_hours')];
  const rows = restingOn.flatMap((metric) => of(metric) ?? []).reduce<MetricView | undefined>((most, figure) => ((figure.n ?? 0) > (most?.n ?? 0) ? figure : most), rate);
  const computed = [rate, confidence, hours].flatMap((figure) => figure?.computedAt ?? []).sort().at(-1);
  return (
    <aside className="notes" aria-label={say('notes.restsOn')}>
      <div className="note">
        <h2>{period(told.period)}<span>{isOpen ? say('notes.open') : say('notes.closed')}</span></h2>
        <dl className="pairs">
          {computed ? <><dt>{say('notes.computed')}</dt><dd>{isHere ? date(computed, 'instant') : null}</dd></> : null}
          {rows ? <><dt>{say('notes.rows')}</dt><dd><Walkable metric={rows}>{count(rows.n ?? 0)}</Walkable></dd></> : null}
          {confidence && confidence.state !== 'too_few' ? <><dt>{say('notes.texts')}</dt><dd><Walkable metric={confidence}>{count(confidence.n ?? 0)}</Walkable></dd></> : null}
        </dl>
        {mayWriteReports(company.role) && parsePeriod(told.period)?.grain === 'quarter' ? <WriteReport quarter={told.period} programme={told.programme} /> : null}
      </div>
    </aside>
  );
}

/** On what the page shows; another language or programme is chosen where reports begin. */
function WriteReport({ quarter, programme }: { quarter: string; programme: string }): ReactNode {
  const { say, language, period } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const begin = useMutation({
    mutationFn: () => write<{ id: string }>('POST', ofCompany(company.id, 'reports'), { template: 'quarterly', period: quarter, language, ...(programme === 'all' ? {} : { programmes: [programme] }) }),
    onSuccess: ({ id }) => go(`/${language}/cockpit/${company.id}/reports/${id}`),
  });
  return (
    <>
      <button className="btn main" disabled={begin.isPending} onClick={() => begin.mutate()}>{begin.isPending ? say('reports.beginning') : say('reports.write', { period: period(quarter), programme })}</button>
      <p><Link className="link" href={`/${language}/cockpit/${company.id}/reports/new?${new URLSearchParams({ period: quarter, programme }).toString()}`}>{say('reports.choose')}</Link></p>
      {begin.isError ? <div role="alert"><ErrorWords error={begin.error} /></div> : null}
    </>
  );
}

export function Margin({ told, figures, isOpen }: { told: Told; figures: readonly MetricView[]; isOpen: boolean }): ReactNode {
  const { say } = useVoice();
  return (
    <aside className="notes" aria-label={say('notes.name')}>
      <Restatements told={told} />
      <NotCounted told={told} />
      <Lacking figures={figures} all={told.figures} />
      {isOpen ? <div className="note"><h3>{say('notes.stillOpen')}</h3><p>{say('notes.stillOpenWhy')}</p></div> : null}
      <Fresh />
      <div className="note"><h3>{say('notes.certainty')}</h3><p>{say('notes.certaintyHow')}</p></div>
    </aside>
  );
}

/** The widest correction of each figure: of the whole period where that moved, otherwise of a month in it. */
function Restatements({ told }: { told: Told }): ReactNode {
  const voice = useVoice();
  const { say, date } = voice;
  const own = told.restated.filter(({ programme }) => programme === told.programme);
  const shown = own.filter(({ metric, period }) => period === told.period || !own.some((other) => other.metric === metric && other.period === told.period));
  if (shown.length === 0) return null;
  const last = shown.map(({ at }) => at).sort().at(-1) ?? '';
  return (
    <div className="note" data-restated>
      <h3>{say('notes.restated')}<span>{date(last, 'short-day')}</span></h3>
      {shown.map(({ metric, period, programme, from, to }) => {
        const unit = voice.unitOf({ metric, unit: metric === 'volunteer_hours' ? 'hours' : 'count' });
        return (
          <p key={`${metric} ${period}`}>
            {voice.weave('notes.restatedHow', { metric: say(`metric.${metric}`), programme: say('filter.programmeName', { programme }), period: voice.period(period), from: voice.figure(from, unit), to: voice.figure(to, unit), was: (words) => <s>{words}</s>, now: (words) => <b>{words}</b> })}
            {' '}{from === 0 ? '' : say('notes.restatedShare', { share: voice.share(Math.abs(to - from) / from) })}
          </p>
        );
      })}
    </div>
  );
}
