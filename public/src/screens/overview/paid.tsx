// Whose time it was: working time that the employer paid, and people's own. One bar, both parts walked to their rows.
import type { ReactNode } from 'react';
import { Walkable } from '../../parts/walkable.tsx';
import { useVoice } from '../../shell/words.tsx';
import type { Told } from './told.ts';

export function PaidTime({ told }: { told: Told }): ReactNode {
  const { say, share, figure } = useVoice();
  const [hours, paid] = [told.of('volunteer_hours'), told.paidHours];
  if (!hours?.value) return null;
  const paidHours = paid.value ?? 0;
  const part = paidHours / hours.value;
  const [paidShown, ownShown] = [figure(Math.round(paidHours), 'hours'), figure(Math.round(hours.value - paidHours), 'hours')];
  return (
    <section className="block paid">
      <div className="block-head"><div><h2>{paidHours > 0 ? say('paid.finding', { share: share(Math.round(part * 100) / 100) }) : say('paid.none')}</h2><p>{say('paid.how', { hours: figure(Math.round(hours.value), 'hours') })}</p></div></div>
      <div className="split" role="img" aria-label={say('paid.drawing', { paid: paidShown, own: ownShown })}><i style={{ inlineSize: `${part * 100}%` }} /><i /></div>
      <dl className="pairs small">
        <dt><span className="key paid-key" aria-hidden="true" />{say('walk.paid_hours')}</dt><dd><Walkable metric={paid}>{paidShown}</Walkable> {say('figures.unit', { unit: 'hours' })}</dd>
        <dt><span className="key own-key" aria-hidden="true" />{say('walk.own_hours')}</dt><dd><Walkable metric={hours}>{ownShown}</Walkable> {say('figures.unit', { unit: 'hours' })}</dd>
      </dl>
      <p className="foot">{say('paid.foot')}</p>
    </section>
  );
}
