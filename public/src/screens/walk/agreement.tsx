// Whether the rows give the figure, computed here and now; a disagreement is shown, never hidden.
import type { ReactNode } from 'react';
import { formatNumber } from '../../../../services/kernel/format/figures.ts';
import type { Lineage } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { useCheck, type Check } from './walk.queries.ts';

export function Agreement({ lineage }: { lineage: Lineage }): ReactNode {
  const { say, count } = useVoice();
  const { check, done } = useCheck(lineage);
  const total = lineage.sources?.count ?? 0;
  if (check.isError) return <p className="agree" role="status">{say('walk.checkFailed')} <button className="link" onClick={() => void check.refetch()}>{say('error.again')}</button></p>;
  if (!check.data) {
    return (
      <div className="agree" role="status">
        {say('walk.checking', { done: count(done), total: count(total) })}
        {total > 500 ? <div className="prog" aria-hidden="true"><i style={{ inlineSize: `${total === 0 ? 0 : (done / total) * 100}%` }} /></div> : null}
      </div>
    );
  }
  return (
    <p className={`agree${check.data.agrees ? '' : ' differs'}`} role="status" data-agrees={check.data.agrees}>
      <How lineage={lineage} check={check.data} />{' '}
      <strong>{check.data.agrees ? say('walk.agrees') : say('walk.differs')}</strong>
    </p>
  );
}

function How({ lineage, check }: { lineage: Lineage; check: Check }): ReactNode {
  const voice = useVoice();
  const { op, divisor } = lineage.formula.recompute;
  const unit = voice.unitOf(lineage.metric);
  const { sum, recomputed } = check;
  const write = (value: number): string => formatNumber(value, voice.language, { most: 4 });
  const values = { rows: voice.count(sum.rows), rowCount: sum.rows, value: recomputed === null ? '–' : voice.exact(recomputed, unit), total: write(op === 'ratio' ? sum.contribution / divisor : sum.contribution), weight: write(sum.weight), divisor: write(divisor) };
  if (op === 'distinct') return <>{voice.say('walk.how.distinct', values)}</>;
  if (op === 'ratio') return <>{voice.say(unit === 'rate' ? 'walk.how.rate' : unit === 'rating' ? 'walk.how.rating' : 'walk.how.mean', values)}</>;
  if (unit === 'money') return <>{voice.say('walk.how.money', { ...values, value: voice.money(recomputed ?? 0, lineage.metric.unit) })}</>;
  return <>{voice.say(divisor === 1 ? 'walk.how.count' : 'walk.how.sum', values)}</>;
}
