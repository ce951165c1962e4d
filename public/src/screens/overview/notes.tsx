// The margin: when it was computed and what it rests on, and what the figures cannot say, in words.
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Metric } from '../../../../channels/vocabulary.ts';
import { parsePeriod } from '../../../../services/kernel/format/periods.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { Walkable } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, write, type MetricView } from '../../shell/interface.ts';
import { mayImport, mayWriteReports } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import type { View } from './overview.queries.ts';
import type { FiguresBy } from './overview.tsx';

/** Counts of rows; the largest is what the page rests on, as far as one figure can say it. */
const restingOn = ['completion_rate', 'volunteer_hours', 'checkins', 'courses_completed', 'matches_active'] as const satisfies readonly Metric[];

export function RestsOn({ of, view, isOpen }: { of: FiguresBy; view: View; isOpen: boolean }): ReactNode {
  const { say, period, date, count } = useVoice();
  const company = useCompany();
  const [rate, confidence, hours] = [of('completion_rate'), of('confidence'), of('volunteer_hours')];
  const rows = restingOn.flatMap((metric) => of(metric) ?? []).reduce<MetricView | undefined>((most, figure) => ((figure.n ?? 0) > (most?.n ?? 0) ? figure : most), rate);
  const computed = [rate, confidence, hours].flatMap((figure) => figure?.computedAt ?? []).sort().at(-1);
  return (
    <aside className="notes" aria-label={say('notes.restsOn')}>
      <div className="note">
        <h2>{period(view.period)}<span>{isOpen ? say('notes.open') : say('notes.closed')}</span></h2>
        <dl className="pairs">
          {computed ? <><dt>{say('notes.computed')}</dt><dd>{date(computed, 'instant')}</dd></> : null}
          {rows ? <><dt>{say('notes.rows')}</dt><dd><Walkable metric={rows}>{count(rows.n ?? 0)}</Walkable></dd></> : null}
          {confidence && confidence.state !== 'too_few' ? <><dt>{say('notes.texts')}</dt><dd><Walkable metric={confidence}>{count(confidence.n ?? 0)}</Walkable></dd></> : null}
        </dl>
        {mayWriteReports(company.role) && parsePeriod(view.period)?.grain === 'quarter' ? <WriteReport view={view} /> : null}
      </div>
    </aside>
  );
}

function WriteReport({ view }: { view: View }): ReactNode {
  const { say, language, period } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const begin = useMutation({
    mutationFn: () => write<{ id: string }>('POST', ofCompany(company.id, 'reports'), { template: 'quarterly', period: view.period, language }),
    onSuccess: ({ id }) => go(`/${language}/cockpit/${company.id}/reports/${id}`),
  });
  return (
    <>
      <button className="btn main" disabled={begin.isPending} onClick={() => begin.mutate()}>{begin.isPending ? say('reports.beginning') : say('reports.write', { period: period(view.period) })}</button>
      {begin.isError ? <div role="alert"><ErrorWords error={begin.error} /></div> : null}
    </>
  );
}

export function WhatIsNotSaid({ figures, isOpen }: { figures: readonly MetricView[]; isOpen: boolean }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const of = (state: MetricView['state']): MetricView[] => figures.filter((figure) => figure.state === state);
  return (
    <aside className="notes" aria-label={say('notes.name')}>
      <Reasons title={say('notes.provisional')} figures={of('provisional')} />
      <Reasons title={say('notes.tooFew')} figures={of('too_few')} />
      <Reasons title={say('notes.notMeasurable')} figures={of('not_measurable')} />
      {isOpen ? <div className="note"><h3>{say('notes.stillOpen')}</h3><p>{say('notes.stillOpenWhy')}</p></div> : null}
      <div className="note"><h3>{say('notes.counted')}</h3><p>{say('notes.countedHow')}</p></div>
      <div className="note"><h3>{say('notes.certainty')}</h3><p>{say('notes.certaintyHow')}</p></div>
      {mayImport(company.role) ? <div className="note"><h3>{say('notes.missing')}</h3><p><Link href={`/${language}/cockpit/${company.id}/imports`}>{say('firstRun.bring')}</Link></p></div> : null}
    </aside>
  );
}

function Reasons({ title, figures }: { title: string; figures: readonly MetricView[] }): ReactNode {
  const { say, has } = useVoice();
  if (figures.length === 0) return null;
  return (
    <div className="note">
      <h3>{title}</h3>
      {figures.map(({ metric, reason }) => {
        const key = `reason.${reason ?? 'too_few'}`;
        return <p key={metric}>{say('notes.reason', { metric: say(`metric.${metric}`), reason: has(key) ? say(key) : '' })}</p>;
      })}
    </div>
  );
}
