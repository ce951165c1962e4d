// Where a report stands, as a shape and a word.
import type { ReactNode } from 'react';
import type { ReportRow } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

export function ReportState({ report: { state, decision } }: { report: ReportRow }): ReactNode {
  const { say } = useVoice();
  const look = state === 'running' ? 'run' : state === 'failed' || decision === 'rejected' ? 'bad' : decision === 'approved' ? 'good' : decision === 'pending' ? 'care' : 'hold';
  return <span className={`st ${look}`}>{say('reports.stateName', { state, decision })}</span>;
}
