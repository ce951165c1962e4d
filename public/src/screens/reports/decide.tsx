// Where a report stands on its way to approval, and what this role may do about it: an admin decides, others read how it stands.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, write, type Report } from '../../shell/interface.ts';
import { maySettle } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';

type Decision = 'pending' | 'approved' | 'rejected';
const steps = ['draft', 'pending', 'approved'] as const;
const actionsIn: Readonly<Record<string, readonly Decision[]>> = { draft: ['pending'], rejected: ['pending'], pending: ['rejected', 'approved'], approved: ['rejected'] };

export function Steps({ report: { state, decision } }: { report: Report }): ReactNode {
  const { say } = useVoice();
  if (decision === 'rejected') return <span className="st bad">{say('reports.stateName', { state, decision })}</span>;
  return <ol className="steps-line" aria-label={say('reports.way')}>{steps.map((step) => <li key={step} aria-current={step === decision ? 'step' : undefined}>{say('reports.stateName', { state: 'ready', decision: step })}</li>)}</ol>;
}

export function Decide({ report }: { report: Report }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const decide = useMutation({
    mutationFn: (state: Decision) => write('POST', ofCompany(company.id, `reports/${report.id}/decision`), { state }),
    // The button that was pressed is gone.
    onSuccess: () => document.getElementById('main')?.focus({ preventScroll: true }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['company', company.id] }),
  });
  if (!maySettle(company.role)) return null;
  const offered = actionsIn[report.decision] ?? [];
  return (
    <>
      {decide.isError ? <span role="alert"><ErrorWords error={decide.error} /></span> : null}
      {offered.map((decision) => <button type="button" className={`btn${decision === 'rejected' ? '' : ' main'}`} disabled={decide.isPending} onClick={() => decide.mutate(decision)} key={decision}>{say('reports.decision', { decision, from: report.decision })}</button>)}
    </>
  );
}
