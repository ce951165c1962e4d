// Rows of a file as one bar, told apart by shape as well as colour: solid new, slanted changed, hollow unchanged, upright waiting, full set aside.
import type { ReactNode } from 'react';
import type { Counts } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

const parts = ['created', 'updated', 'unchanged', 'waiting', 'rejected'] as const;
const looks = { created: 'created', updated: 'updated', unchanged: 'unchanged', waiting: 'held', rejected: 'rejected' } as const;

export function CountsBar({ counts, isSmall = false }: { counts: Counts; isSmall?: boolean }): ReactNode {
  const { say, count } = useVoice();
  const total = Math.max(1, parts.reduce((sum, part) => sum + counts[part], 0));
  // Most files have no row that waits: the word would only ask what it means.
  const named = parts.filter((part) => part !== 'waiting' || counts.waiting > 0);
  const words = named.map((part) => say('counts.part', { part, shown: count(counts[part]), count: counts[part] })).join(', ');
  return (
    <>
      <div className={`counts${isSmall ? ' thin' : ''}`} role="img" aria-label={words}>
        {parts.map((part) => (counts[part] > 0 ? <i className={looks[part]} key={part} style={{ flexGrow: Math.max(counts[part] / total, 0.006) }} /> : null))}
      </div>
      {isSmall ? null : <ul className="counts-words">{named.map((part) => <li key={part}><i className={looks[part]} aria-hidden="true" /><b>{count(counts[part])}</b> {say('counts.name', { part, count: counts[part] })}</li>)}</ul>}
      {isSmall || counts.waiting === 0 ? null : <p className="small muted counts-waits">{say('counts.waits', { count: counts.waiting, shown: count(counts.waiting) })}</p>}
    </>
  );
}

export function CountsLegend(): ReactNode {
  const { say } = useVoice();
  return <p className="legend">{parts.map((part) => <span key={part}><i className={looks[part]} />{say('counts.name', { part, count: 2 })}</span>)}</p>;
}
