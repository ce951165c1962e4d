// The walk of an impact score: its weighed components, the gates that it passed, and what quality is the mean of. Each is its own door.
import type { ReactNode } from 'react';
import type { Lineage, VisWalk } from '../../shell/interface.ts';
import { useVoice, type Voice } from '../../shell/words.tsx';
import { useWidth } from '../../parts/trend-chart.tsx';
import { Door } from './sroi.tsx';

interface Walked { lineage: Lineage; composite: VisWalk }
const doors = { hours: 'volunteer_hours', quality: '', lift: 'lift', placement: 'placement' } as const;
const steps = [0, 40, 60, 75, 90] as const;

export function VisNumber({ lineage: { metric, inputs }, composite: { band, components } }: Walked): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  if (metric.value === null) return <p className="words">{say(`state.${metric.state}`)}</p>;
  const parts = components.filter(({ value }) => value !== null).map(({ adds }) => two(voice, adds)).join(' + ');
  return (
    <>
      <p className="big">{voice.figure(metric.value, 'points')}<small>{say('figures.band', { band: band ?? 'none' })}</small></p>
      <p className="small muted">{say('walk.composed', { inputs: inputs.length, shown: voice.count(inputs.length), parts: `${parts} = ${two(voice, metric.value)}` })}</p>
      {metric.low === null || metric.high === null ? null : <p className="small muted">{say('figures.interval', { low: voice.figure(metric.low, 'points'), high: voice.figure(metric.high, 'points') })}</p>}
    </>
  );
}

export function VisStops({ lineage, composite }: Walked): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const { components, valueMap, gates } = composite;
  const weights = Object.fromEntries(components.map(({ component, given }) => [component, two(voice, given)]));
  return (
    <>
      <section className="stop">
        <h3><span>{say('walk.formula')}</span><span>{say('walk.version', { metric: lineage.formula.id, version: lineage.formula.version })}; {say('walk.mapVersion', { version: valueMap })}</span></h3>
        <p className="formula">{say('walk.weights', weights)}</p>
        <p className="small muted">{say('walk.weightsHow')}</p>
      </section>
      <Components lineage={lineage} composite={composite} />
      <section className="stop side">
        <h3><span>{say('walk.gates')}</span></h3>
        <table className="tbl led">
          <thead><tr><th scope="col">{say('walk.gate')}</th><th scope="col" className="end">{say('walk.needs')}</th><th scope="col" className="end">{say('walk.has')}</th><th scope="col" className="wide-only">{say('walk.ifNot')}</th><th scope="col"><span className="sr">{say('walk.passed')}</span></th></tr></thead>
          <tbody>{gates.map(({ gate, needs, has }) => (
            <tr key={gate}>
              <th scope="row">{say('walk.gateName', { gate })}</th><td className="end">{voice.count(needs)}</td><td className="end"><Door lineage={lineage} name={gate}>{voice.count(has)}</Door></td><td className="muted wide-only">{say('walk.gateElse', { gate })}</td>
              <td className="end"><span className={`st ${has >= needs ? 'good' : 'care'}`}>{say(has >= needs ? 'walk.passed' : 'walk.failed')}</span></td>
            </tr>
          ))}</tbody>
        </table>
      </section>
      <Quality lineage={lineage} composite={composite} />
    </>
  );
}

function Components({ lineage, composite }: Walked): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const { components } = composite;
  return (
    <section className="stop">
      <h3><span>{say('walk.inputs')}</span><span>{say('walk.parts', { has: components.filter(({ value }) => value !== null).length, needs: components.length })}</span></h3>
      <table className="tbl led">
        <thead><tr><th scope="col">{say('walk.component')}</th><th scope="col" className="wide-only">{say('walk.from')}</th><th scope="col" className="end">{say('walk.scale')}</th><th scope="col" className="end">{say('walk.weight')}</th><th scope="col" className="end">{say('walk.adds', { op: 'sum' })}</th></tr></thead>
        <tbody>{components.map(({ component, value, weight, adds }) => (
          <tr key={component}>
            <th scope="row"><Door lineage={lineage} name={doors[component]}>{say(`component.${component}`)}</Door></th><td className="muted wide-only">{fromWords(voice, composite, component)}</td>
            <td className="end">{value === null ? say('walk.missing') : voice.number(value, { least: 1, most: 1 })}</td><td className="end">{two(voice, weight)}</td><td className="end">{two(voice, adds)}</td>
          </tr>
        ))}</tbody>
        <tfoot><tr><th scope="row">{say('walk.score')}</th><td className="wide-only" /><td /><td className="end">{two(voice, components.reduce((sum, { weight }) => sum + weight, 0))}</td><td className="end">{lineage.metric.value === null ? '–' : two(voice, lineage.metric.value)}</td></tr></tfoot>
      </table>
      <Stack lineage={lineage} composite={composite} />
    </section>
  );
}

function fromWords(voice: Voice, { hours, means, lift, placement }: VisWalk, component: keyof typeof doors): string {
  const counts = ({ some, all }: { some: number; all: number }): { some: string; all: string } => ({ some: voice.count(some), all: voice.count(all) });
  if (component === 'hours') return voice.say('walk.fromHours', { hours: voice.number(hours.hours, { most: 0 }), reference: voice.count(hours.reference) });
  if (component === 'quality') return voice.say('walk.fromQuality', { count: means.length });
  if (component === 'lift') return lift ? voice.say('walk.fromLift', counts(lift)) : '';
  return placement ? voice.say('walk.fromPlacement', counts(placement)) : '';
}

/** What each component adds, end to end on the scale of the bands, and the interval under it. */
function Stack({ lineage: { metric }, composite: { components } }: Walked): ReactNode {
  const voice = useVoice();
  const [frame, width] = useWidth();
  const x = (value: number): number => (value / 100) * width;
  let from = 0;
  const bars = components.map(({ component, adds }, index) => { const start = from; from += adds; return { component, start, adds, index }; });
  const name = bars.map(({ component, adds }) => `${voice.say(`component.${component}`)} ${voice.number(adds, { most: 1 })}`).join(', ');
  return (
    <div ref={frame} className="stack" dir="ltr">
      {width === 0 || metric.value === null ? null : (
        <svg width={width} height="76" role="img" aria-label={name}>
          <rect className="rest" x="0" y="4" width={width} height="20" />
          {bars.map(({ component, start, adds, index }) => <rect key={component} className={`part-${index}`} x={x(start)} y="4" width={Math.max(0, x(adds) - 2)} height="20" />)}
          <line className="axis" x1="0" x2={width} y1="32" y2="32" />
          {steps.map((step) => <g key={step}><line className="axis" x1={x(step)} x2={x(step)} y1="32" y2="37" /><text x={x(step)} y="50" textAnchor={step === 0 ? 'start' : 'middle'}>{voice.count(step)}</text></g>)}
          {metric.low === null || metric.high === null ? null : <line className="iv" x1={x(metric.low)} x2={x(metric.high)} y1="66" y2="66" />}
          <circle className={`pt${metric.state === 'provisional' ? ' hollow' : ''}`} cx={x(metric.value)} cy="66" r="4" />
        </svg>
      )}
    </div>
  );
}

function Quality({ lineage, composite: { means } }: Walked): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  if (means.length === 0) return null;
  return (
    <section className="stop">
      <h3><span>{say('walk.quality')}</span></h3>
      <table className="tbl led">
        <thead><tr><th scope="col">{say('walk.mean')}</th><th scope="col" className="end">{say('ledger.n')}</th><th scope="col" className="end">{say('walk.onScale')}</th></tr></thead>
        <tbody>{means.map(({ metric, n, value }) => <tr key={metric}><th scope="row"><Door lineage={lineage} name={metric}>{say(`metric.${metric}`)}</Door></th><td className="end">{voice.count(n)}</td><td className="end">{two(voice, value)}</td></tr>)}</tbody>
        <tfoot><tr><th scope="row">{say('walk.meanOf')}</th><td /><td className="end">{two(voice, means.reduce((sum, { value }) => sum + value, 0) / means.length)}</td></tr></tfoot>
      </table>
      <p className="foot">{say('walk.compositeEnds')}</p>
    </section>
  );
}

function two(voice: Voice, value: number): string {
  return voice.number(value, { least: 2, most: 2 });
}
