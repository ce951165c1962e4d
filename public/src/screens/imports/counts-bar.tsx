// Rows of a file as one bar, told apart by shape as well as colour: solid new, striped changed, hollow unchanged, full set aside.
import type { ReactNode } from 'react';
import type { Counts } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

const parts = ['created', 'updated', 'unchanged', 'rejected'] as const;

export function CountsBar({ counts, isSmall = false }: { counts: Counts; isSmall?: boolean }): ReactNode {
  const { say, count } = useVoice();
  const total = Math.max(1, counts.created + counts.updated + counts.unchanged + counts.rejected);
  const words = parts.map((part) => say('counts.part', { part, shown: count(counts[part]), count: counts[part] })).join(', ');
  return (
    <>
      <div className={`counts${isSmall ? ' thin' : ''}`} role="img" aria-label={words}>
        {parts.map((part) => (counts[part] > 0 ? <i className={part} key={part} style={{ flexGrow: Math.max(counts[part] / total, 0.006) }} /> : null))}
      </div>
      {isSmall ? null : <ul className="counts-words">{parts.map((part) => <li key={part}><b>{count(counts[part])}</b> {say('counts.name', { part, count: counts[part] })}</li>)}</ul>}
    </>
  );
}

export function CountsLegend(): ReactNode {
  const { say } = useVoice();
  return <p className="legend">{parts.map((part) => <span key={part}><i className={part} />{say('counts.name', { part, count: 2 })}</span>)}</p>;
}
