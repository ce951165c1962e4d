// A report in the making: the stages it goes through, which are done, and a way to stop it; and one that ended early, with a way to try again.
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, write, type ReportRow } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

const order = ['facts', 'evidence', 'redaction', 'draft', 'citation-check', 'assemble'] as const;

export function Stages({ report }: { report: ReportRow }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cancel = useMutation({ mutationFn: () => write('POST', ofCompany(company.id, `reports/${report.id}/cancel`)) });
  const at = order.findIndex((stage) => stage === report.stage);
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('reports.beingWritten')}</h2><p>{say('reports.goesOn')}</p></div><button className="btn" disabled={cancel.isPending} onClick={() => cancel.mutate()}>{say('reports.cancel')}</button></div>
      <ol className="stages" aria-live="polite">
        {order.map((stage, index) => (
          <li key={stage} aria-current={index === at ? 'step' : undefined}>
            <span className={`st ${index < at ? 'good' : index === at ? 'run' : 'hold'}`}>{say(`stage.${stage}`)}</span>
            <span className="muted">{say(`stageHow.${stage}`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Ended({ report, mayRetry }: { report: ReportRow; mayRetry: boolean }): ReactNode {
  const { say } = useVoice();
  return (
    <div className="state" role="status">
      <p className="lede">{say('reports.ended', { state: report.state })} {report.reason === null ? '' : say('reports.reason', { reason: report.reason })}</p>
      {mayRetry ? <Again report={report} look="btn main" /> : null}
    </div>
  );
}

/** Begins the same report once more. */
export function Again({ report: { template, period, language: written, programmes }, look }: { report: ReportRow; look: string }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const again = useMutation({
    mutationFn: () => write<{ id: string }>('POST', ofCompany(company.id, 'reports'), { template, period, language: written, ...(programmes.length > 0 ? { programmes } : {}) }),
    onSuccess: ({ id }) => go(`/${language}/cockpit/${company.id}/reports/${id}`),
  });
  return <><button type="button" className={look} disabled={again.isPending} onClick={() => again.mutate()}>{say('error.again')}</button>{again.isError ? <ErrorWords error={again.error} /> : null}</>;
}
