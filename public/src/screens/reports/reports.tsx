// Reports: where one begins, and those that were written, newest first.
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { textOf } from '../../parts/form.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { ofCompany, read, write, type List, type ReportRow } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { languageNames } from '../../shell/rail.tsx';
import { mayWriteReports } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { useView } from '../overview/overview.queries.ts';
import { ReportState } from './report-state.tsx';

export default function Reports(): ReactNode {
  const { say, period, date, language, count } = useVoice();
  const company = useCompany();
  const reports = useQuery({ queryKey: ['company', company.id, 'reports'], queryFn: ({ signal }) => read<List<ReportRow>>(ofCompany(company.id, 'reports?limit=100'), signal) });
  const known = reports.data?.items ?? [];
  const drafts = known.filter(({ state, decision }) => state === 'ready' && (decision === 'draft' || decision === 'pending')).length;
  useDocumentTitle(`${say('reports.name')} · ${company.name}`);
  return (
    <>
      <div className="bar-top"><span>{say('reports.name')}</span><div className="push"><LiveMark /></div></div>
      <div className="page">
        <h1>{drafts > 0 ? say('reports.drafts', { count: drafts, shown: count(drafts) }) : say('reports.title')}</h1>
        <p className="lede reports-lede">{say('reports.lead')}</p>
        <div className="cols">
          <div>
            <section className="block">
              <div className="block-head"><div><h2>{say('reports.new')}</h2><p>{say('reports.newHow')}</p></div></div>
              {mayWriteReports(company.role) ? <Begin /> : <p className="muted">{say('reports.forWriters')}</p>}
            </section>
            {reports.isError ? <div role="alert"><ErrorWords error={reports.error} /></div> : null}
            {known.length > 0 ? (
              <section className="block">
                <div className="block-head"><div><h2>{say('reports.begun')}</h2></div></div>
                <table className="tbl">
                  <thead><tr><th scope="col">{say('reports.report')}</th><th scope="col">{say('imports.state')}</th><th scope="col" className="end">{say('reports.begunWhen')}</th></tr></thead>
                  <tbody>{known.map((report) => <tr key={report.id}><th scope="row"><Link href={`/${language}/cockpit/${company.id}/reports/${report.id}`}>{say('reports.of', { period: period(report.period) })}</Link><span className="quiet micro block-line" lang={report.language === 'no' ? 'nb' : report.language}>{languageNames[report.language]}</span></th><td><ReportState report={report} /></td><td className="end nowrap">{date(report.createdAt, 'instant')}</td></tr>)}</tbody>
                </table>
              </section>
            ) : null}
          </div>
          <aside className="notes" aria-label={say('notes.name')}>
            <div className="note"><h3>{say('reports.words')}</h3><p>{say('reports.wordsHow')}</p></div>
            <div className="note"><h3>{say('reports.decides')}</h3><p>{say('reports.decidesHow')}</p></div>
          </aside>
        </div>
      </div>
    </>
  );
}

function Begin(): ReactNode {
  const { say, language, period } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const { view } = useView();
  const begin = useMutation({
    mutationFn: (chosen: string) => write<{ id: string }>('POST', ofCompany(company.id, 'reports'), { template: 'quarterly', period: chosen, language }),
    onSuccess: ({ id }) => go(`/${language}/cockpit/${company.id}/reports/${id}`),
  });
  if (!view) return null;
  if (view.choice.quarters.length === 0) return <p className="muted">{say('reports.noRows')}</p>;
  return (
    <form className="begin" onSubmit={(event) => { event.preventDefault(); begin.mutate(textOf(new FormData(event.currentTarget), 'quarter')); }}>
      <div className="field"><label htmlFor="quarter">{say('filter.period')}</label>
        <select className="in" id="quarter" name="quarter" defaultValue={view.choice.quarters.includes(view.period) ? view.period : view.choice.quarters[0]}>{view.choice.quarters.map((id) => <option value={id} key={id}>{period(id)}</option>)}</select>
      </div>
      <button className="btn main" type="submit" disabled={begin.isPending}>{begin.isPending ? say('reports.beginning') : say('reports.begin')}</button>
      {begin.isError ? <div className="problem" role="alert"><ErrorWords error={begin.error} /></div> : null}
    </form>
  );
}
