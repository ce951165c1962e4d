// Reports: those that are open and those that were approved, with what each state asks of its reader.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useSearch } from 'wouter';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { ofCompany, read, type List, type ListedReport } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { languageNames } from '../../shell/rail.tsx';
import { maySettle, mayWriteReports } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { ReportState } from './report-state.tsx';
import { Again } from './stages.tsx';

const views = ['all', 'draft', 'pending', 'approved'] as const;
type View = (typeof views)[number];

export default function Reports(): ReactNode {
  const { say, language, count } = useVoice();
  const company = useCompany();
  const search = new URLSearchParams(useSearch());
  const view = views.find((known) => known === search.get('state')) ?? 'all';
  const answer = useQuery({ queryKey: ['company', company.id, 'reports'], queryFn: ({ signal }) => read<List<ListedReport>>(ofCompany(company.id, 'reports?limit=100'), signal) });
  const known = answer.data?.items ?? [];
  const isIn = (report: ListedReport, wanted: View): boolean => wanted === 'all' || (report.state === 'ready' && report.decision === wanted);
  const shown = known.filter((report) => isIn(report, view));
  const approved = shown.filter(({ decision }) => decision === 'approved');
  const [drafts, pending] = (['draft', 'pending'] as const).map((wanted) => known.filter((report) => isIn(report, wanted)).length);
  useDocumentTitle(`${say('reports.name')} · ${company.name}`);
  const begin = `/${language}/cockpit/${company.id}/reports/new`;
  return (
    <>
      <div className="bar-top">
        <nav className="seg" aria-label={say('reports.states')}>{views.map((one) => <Link key={one} href={`?state=${one}`} {...(one === view ? { 'aria-current': 'page' as const } : {})}>{say('reports.viewName', { view: one, shown: count(known.filter((report) => isIn(report, one)).length) })}</Link>)}</nav>
        <div className="push"><LiveMark />{mayWriteReports(company.role) ? <Link className="btn main" href={begin}>{say('reports.begin')}</Link> : null}</div>
      </div>
      <div className="page">
        <h1>{pending ? say('reports.waiting', { count: pending, shown: count(pending) }) : drafts ? say('reports.drafts', { count: drafts, shown: count(drafts) }) : say('reports.title')}</h1>
        <p className="lede reports-lede">{say('reports.lead')}</p>
        <div className="cols">
          <div>
            {answer.isError ? <div role="alert"><ErrorWords error={answer.error} /></div> : null}
            {answer.isSuccess && shown.length === 0 ? <section className="block"><h2>{say('reports.none', { view })}</h2><p className="muted">{mayWriteReports(company.role) ? <Link className="link" href={begin}>{say('reports.begin')}</Link> : say('reports.forWriters')}</p></section> : null}
            <Listed title={say('reports.open')} reports={shown.filter((report) => !approved.includes(report))} />
            <Listed title={say('reports.approved')} reports={approved} />
          </div>
          <aside className="notes" aria-label={say('notes.name')}>
            <div className="note"><h3>{say('reports.words')}</h3><p>{say('reports.wordsHow')}</p></div>
            <div className="note"><h3>{say('reports.decides')}</h3><p>{say('reports.decidesHow')}</p></div>
            <div className="note"><h3>{say('reports.limit')}</h3><p>{say('reports.limitHow')}</p></div>
          </aside>
        </div>
      </div>
    </>
  );
}

function Listed({ title, reports }: { title: string; reports: readonly ListedReport[] }): ReactNode {
  const { say } = useVoice();
  if (reports.length === 0) return null;
  return (
    <section className="block">
      <div className="block-head"><div><h2>{title}</h2></div></div>
      <table className="tbl report-list">
        <thead><tr><th scope="col">{say('reports.report')}</th><th scope="col">{say('imports.state')}</th><th scope="col" className="end">{say('reports.rests')}</th><th scope="col" className="end">{say('reports.begunWhen')}</th><th scope="col" className="end">{say('reports.next')}</th></tr></thead>
        <tbody>{reports.map((report) => <Row report={report} key={report.id} />)}</tbody>
      </table>
    </section>
  );
}

function Row({ report }: { report: ListedReport }): ReactNode {
  const { say, period, date, language, count } = useVoice();
  const company = useCompany();
  const href = `/${language}/cockpit/${company.id}/reports/${report.id}`;
  const isOver = report.state === 'failed' || report.state === 'cancelled';
  const mayAgain = isOver && mayWriteReports(company.role);
  return (
    <tr>
      <th scope="row">
        <Link href={href}>{say('reports.of', { period: period(report.period) })}</Link>
        <span className="quiet micro block-line"><span lang={report.language === 'no' ? 'nb' : report.language}>{languageNames[report.language]}</span>{report.programmes.length === 0 ? null : `, ${report.programmes.map((programme) => say('filter.programmeName', { programme })).join(', ')}`}</span>
      </th>
      <td><ReportState report={report} />{report.reason === null ? null : <span className="quiet micro block-line">{say('reports.reason', { reason: report.reason })}</span>}</td>
      <td className="end">{report.facts === 0 ? '' : say('reports.restsOn', { facts: count(report.facts), texts: count(report.texts) })}</td>
      <td className="end nowrap">{date(report.createdAt, 'instant')}</td>
      <td className="end">{mayAgain ? <Again report={report} look="tool" /> : <Link className="tool" href={href}>{report.decision === 'pending' && maySettle(company.role) ? say('reports.decide') : say('reports.read')}<span className="sr"> {say('reports.of', { period: period(report.period) })}</span></Link>}</td>
    </tr>
  );
}
