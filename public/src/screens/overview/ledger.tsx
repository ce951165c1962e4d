// Every figure of the period beside the one before it: the strip as a table one can compare in.
import type { ReactNode } from 'react';
import { Walkable } from '../../parts/walkable.tsx';
import type { MetricView } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import type { View } from './asked.ts';
import { StateMark } from './trend.tsx';
import { isReturn } from './worth.tsx';

export function Ledger({ figures, view }: { figures: readonly MetricView[]; view: Pick<View, 'period' | 'against'> }): ReactNode {
  const { say, period } = useVoice();
  const before = view.against;
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('ledger.title', { period: period(view.period), before: period(before) })}</h2><p>{say('ledger.what')}</p></div></div>
      <table className="tbl ledger">
        <thead>
          <tr>
            <th scope="col">{say('ledger.figure')}</th><th scope="col" className="end">{period(view.period, 'short')}</th><th scope="col" className="end wide-only">{period(before, 'short')}</th>
            <th scope="col" className="end">{say('ledger.change')}</th><th scope="col" className="end wide-only">{say('ledger.interval')}</th><th scope="col" className="end wide-only">{say('ledger.n')}</th>
            <th scope="col" className="wide-only">{say('ledger.state')}</th>
          </tr>
        </thead>
        <tbody>{figures.map((figure) => <Row figure={figure} key={figure.metric} />)}</tbody>
      </table>
    </section>
  );
}

function Row({ figure }: { figure: MetricView }): ReactNode {
  const voice = useVoice();
  const unit = voice.unitOf(figure);
  const { value, previous, low, high, n } = figure;
  return (
    <tr>
      <th scope="row">{voice.say(`metric.${figure.metric}`)}</th>
      <td className="end">{value === null ? <Walkable metric={figure}>–</Walkable> : <Walkable metric={figure}>{voice.figure(value, unit)}</Walkable>}</td>
      <td className="end wide-only">{previous === null ? '–' : voice.figure(previous, unit)}</td>
      <td className="end">{value === null || previous === null ? '–' : voice.difference(value - previous, unit)}</td>
      <td className="end wide-only quiet nowrap">{low === null || high === null ? '' : voice.say(isReturn(figure) ? 'figures.careful' : 'figures.range', { low: voice.figure(low, unit), high: voice.figure(high, unit) })}</td>
      <td className="end wide-only">{n === null ? '–' : voice.count(n)}</td>
      <td className="wide-only"><StateMark state={figure.state} /></td>
    </tr>
  );
}
