// One report: how far it has come, then contents, sheet and margin, its way to approval, and the PDF.
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { ErrorWords, PageState } from '../../parts/page-state.tsx';
import { useWalks, Walking } from '../../parts/walkable.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { ofCompany, read, write, type ExportView, type Report } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { mayExport, mayWriteReports } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { Decide, Steps } from './decide.tsx';
import { ReportState } from './report-state.tsx';
import { numberCitations, Section, tagOf } from './section.tsx';
import { Ended, Stages } from './stages.tsx';

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
  const isWritten = report.sections.length > 0;
  const mayWrite = mayWriteReports(company.role);
  return (
    <Walking>
      <div className="bar-top">
        <Link className="link" href={`/${language}/cockpit/${company.id}/reports`}>{say('reports.all')}</Link>{isWritten ? <Steps report={report} /> : <ReportState report={report} />}
        <div className="push"><LiveMark />{isWritten ? <><Pdf id={id} /><Decide report={report} /></> : null}</div>
      </div>
      <div className="page reader">
        {isWritten ? <Sheet report={report} /> : (
          <div>
            <h1>{name}</h1>
            {report.state === 'running' ? <Stages report={report} /> : <Ended report={report} mayRetry={mayWrite} />}
          </div>
        )}
      </div>
      <OpenWalk />
    </Walking>
  );
}

function Sheet({ report }: { report: Report }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const numbers = useMemo(() => numberCitations(report.sections), [report.sections]);
  return (
    <>
      <Contents report={report} />
      <article className="sheet">
        <div className="prose-row"><h1 lang={tagOf(report)}>{report.title}</h1><p className="micro quiet">{say('reports.margin')}</p></div>
        {report.sections.map((section, index) => <Section section={section} report={report} numbers={numbers} place={index + 1} mayEdit={mayWriteReports(company.role)} key={section.key} />)}
        {report.notice ? <p className="foot" lang={tagOf(report)}>{report.notice}</p> : null}
        {report.evidenceHash ? <p className="foot">{say('reports.hash')} <code>{report.evidenceHash}</code></p> : null}
      </article>
    </>
  );
}

/** The sections, and what they rest on. */
function Contents({ report }: { report: Report }): ReactNode {
  const { say, period, count } = useVoice();
  return (
    <nav className="report-contents" aria-label={say('reports.contents')}>
      <p>{say('reports.of', { period: period(report.period) })}</p>
      <ol lang={tagOf(report)}>{report.sections.map(({ key, title }, index) => <li key={key}><a href={`#section-${key}`}><span>{count(index + 1)}</span>{title}</a></li>)}</ol>
      <dl>
        <dt>{say('reports.rests')}</dt><dd>{say('reports.restsOn', { facts: count(report.facts.length), texts: count(report.evidence.length) })}</dd>
        <dt>{say('reports.leftOut')}</dt><dd>{say('reports.leftOutCount', { count: report.dropped, shown: count(report.dropped) })}</dd>
        <dt>{say('reports.writtenBy')}</dt><dd>{say('reports.composer', { seed: String(report.seed) })}</dd>
      </dl>
    </nav>
  );
}

function OpenWalk(): ReactNode {
  const { openId } = useWalks();
  return openId ? <Suspense fallback={null}><Walk id={openId} key={openId} /></Suspense> : null;
}

/** In the place of the button that asked for it, unless the reader went on meanwhile. */
function takePlace(link: HTMLAnchorElement | null): void {
  if (document.activeElement === document.body) link?.focus();
}

function Pdf({ id }: { id: string }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const [paper, setPaper] = useState<'a4' | 'letter'>('a4');
  const [exportId, setExportId] = useState<string | null>(null);
  const begin = useMutation({ mutationFn: () => write<{ id: string }>('POST', ofCompany(company.id, `reports/${id}/exports`), { format: 'pdf', paper }), onSuccess: (made) => setExportId(made.id) });
  const made = useQuery({
    queryKey: ['company', company.id, 'export', exportId], enabled: exportId !== null, queryFn: ({ signal }) => read<ExportView>(ofCompany(company.id, `exports/${exportId ?? ''}`), signal),
    refetchInterval: ({ state }) => (state.data?.state === 'ready' || state.data?.state === 'failed' ? false : 1_000),
  });
  if (!mayExport(company.role)) return null;
  if (made.data?.state === 'ready' && made.data.downloadUrl) return <a className="btn" ref={takePlace} href={made.data.downloadUrl} download>{say('reports.download')}</a>;
  const isBusy = begin.isPending || (exportId !== null && made.data?.state !== 'failed' && !made.isError);
  return (
    <>
      {begin.isError ? <ErrorWords error={begin.error} /> : made.data?.state === 'failed' ? <span className="st bad" role="alert">{say('reports.pdfFailed')} {made.data.reason}</span> : null}
      <label className="pick"><span className="sr">{say('reports.paper')}</span><select value={paper} disabled={isBusy} onChange={(event) => setPaper(event.currentTarget.value === 'letter' ? 'letter' : 'a4')}><option value="a4">{say('reports.paperName', { paper: 'a4' })}</option><option value="letter">{say('reports.paperName', { paper: 'letter' })}</option></select></label>
      <button className="btn" disabled={isBusy} onClick={() => begin.mutate()}>{isBusy ? say('reports.printing') : say('reports.pdf')}</button>
    </>
  );
}
