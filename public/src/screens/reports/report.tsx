// One report: how far it has come, then its sections with every citation as a way to the fact, and the PDF.
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { ErrorWords, PageState } from '../../parts/page-state.tsx';
import { useWalks, Walking } from '../../parts/walkable.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { ofCompany, read, write, type ExportView, type Report } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { useVoice } from '../../shell/words.tsx';
import { ReportState } from './report-state.tsx';
import { Section } from './section.tsx';

const Walk = lazy(() => import('../walk/walk.tsx'));
const askAgainMs = 2_000;

export default function ReportReader({ id }: { id: string }): ReactNode {
  const { say, period, language } = useVoice();
  const company = useCompany();
  const answer = useQuery({
    queryKey: ['company', company.id, 'report', id], queryFn: ({ signal }) => read<Report>(ofCompany(company.id, `reports/${id}`), signal),
    // The stream tells of each stage; this asks again should it be away.
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? askAgainMs : false),
  });
  const report = answer.data;
  const name = report ? say('reports.of', { period: period(report.period) }) : say('reports.report');
  useDocumentTitle(`${name} · ${company.name}`);
  if (answer.isError) return <div className="page"><PageState title={say('reports.failed')} error={answer.error} retry={() => void answer.refetch()} /></div>;
  if (!report) return <div className="page waiting" role="status"><span className="sr">{say('reports.loading')}</span><span className="outline outline-title" /></div>;
  return (
    <Walking>
      <div className="bar-top"><Link className="link" href={`/${language}/cockpit/${company.id}/reports`}>{say('reports.all')}</Link><ReportState report={report} /><div className="push"><LiveMark />{report.state === 'ready' ? <Pdf id={id} /> : null}</div></div>
      <div className="page reader">
        {report.sections.length > 0 ? <Contents report={report} /> : null}
        <div className={report.sections.length > 0 ? 'sheet' : undefined}>
          <h1 lang={report.language === 'no' ? 'nb' : report.language}>{report.sections.length > 0 ? report.title : name}</h1>
          {report.notice ? <p className="small muted" lang={report.language === 'no' ? 'nb' : report.language}>{report.notice}</p> : null}
          {report.state === 'running' ? <Stages id={id} report={report} /> : null}
          {report.state === 'failed' || report.state === 'cancelled' ? <p className="lede" role="status">{say('reports.ended', { state: report.state })} {report.reason === null ? '' : say('reports.reason', { reason: report.reason })}</p> : null}
          {report.sections.map((section) => <Section section={section} report={report} key={section.key} />)}
          {report.evidenceHash ? <p className="foot">{say('reports.hash')} <code>{report.evidenceHash}</code></p> : null}
        </div>
      </div>
      <OpenWalk />
    </Walking>
  );
}

/** The sections, and what they rest on. */
function Contents({ report }: { report: Report }): ReactNode {
  const { say, period, count } = useVoice();
  return (
    <nav className="report-contents" aria-label={say('reports.contents')}>
      <p className="quiet">{say('reports.of', { period: period(report.period) })}</p>
      <ol>{report.sections.map(({ key, title }) => <li key={key}><a href={`#section-${key}`}>{title}</a></li>)}</ol>
      <dl>
        <dt>{say('reports.facts')}</dt><dd>{count(report.facts.length)}</dd>
        <dt>{say('reports.texts')}</dt><dd>{count(report.evidence.length)}</dd>
      </dl>
    </nav>
  );
}

function OpenWalk(): ReactNode {
  const { openId } = useWalks();
  return openId ? <Suspense fallback={null}><Walk id={openId} key={openId} /></Suspense> : null;
}

function Stages({ id, report }: { id: string; report: Report }): ReactNode {
  const { say, has } = useVoice();
  const company = useCompany();
  const cancel = useMutation({ mutationFn: () => write('POST', ofCompany(company.id, `reports/${id}/cancel`)) });
  const key = `stage.${report.stage}`;
  return (
    <section className="block" role="status">
      <p><span className="st run">{has(key) ? say(key) : report.stage}</span></p>
      <p className="small muted">{say('reports.goesOn')}</p>
      <button className="btn" disabled={cancel.isPending} onClick={() => cancel.mutate()}>{say('reports.cancel')}</button>
    </section>
  );
}

function Pdf({ id }: { id: string }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const [exportId, setExportId] = useState<string | null>(null);
  const begin = useMutation({ mutationFn: () => write<{ id: string }>('POST', ofCompany(company.id, `reports/${id}/exports`), { format: 'pdf' }), onSuccess: (made) => setExportId(made.id) });
  const made = useQuery({
    queryKey: ['company', company.id, 'export', exportId], enabled: exportId !== null, queryFn: ({ signal }) => read<ExportView>(ofCompany(company.id, `exports/${exportId ?? ''}`), signal),
    refetchInterval: ({ state }) => (state.data?.state === 'ready' || state.data?.state === 'failed' ? false : 1_000),
  });
  if (made.data?.state === 'ready' && made.data.downloadUrl) return <a className="btn main" href={made.data.downloadUrl} download>{say('reports.download')}</a>;
  const isBusy = begin.isPending || (exportId !== null && made.data?.state !== 'failed' && !made.isError);
  return (
    <>
      {begin.isError ? <ErrorWords error={begin.error} /> : made.data?.state === 'failed' ? <span className="st bad" role="alert">{say('reports.pdfFailed')} {made.data.reason}</span> : null}
      <button className="btn main" disabled={isBusy} onClick={() => begin.mutate()}>{isBusy ? say('reports.printing') : say('reports.pdf')}</button>
    </>
  );
}
