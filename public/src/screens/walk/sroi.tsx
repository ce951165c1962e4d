// The walk of a social return: what came of it, what it cost, what was assumed, and how far it could move. Each input is its own door.
import type { ReactNode } from 'react';
import { GradeMark } from '../../parts/grade-mark.tsx';
import { Tornado } from '../../parts/tornado.tsx';
import { useWalks } from '../../parts/walkable.tsx';
import type { Basis, Lineage, SroiWalk } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

const bases = ['company', 'society'] as const;
interface Walked { lineage: Lineage; composite: SroiWalk }

/** An input that has a walk, as a way to it. */
export function Door({ lineage, name, children }: { lineage: Lineage; name: string; children: ReactNode }): ReactNode {
  const { enter } = useWalks();
  const id = lineage.inputs.find((input) => input.name === name)?.metricId;
  return id === undefined ? children : <button type="button" className="n" data-input={name} onClick={() => enter(id)}>{children}</button>;
}

export function SroiNumber({ lineage: { metric }, composite }: Walked): ReactNode {
  const voice = useVoice();
  const { say, money } = voice;
  const { basis, ratio, currency, sets } = composite;
  const other: Basis = basis === 'company' ? 'society' : 'company';
  const at = (value: number | null): string => (value === null ? '–' : voice.figure(value, 'ratio'));
  return (
    <>
      <div className="two-n">
        <p className="big">{at(metric.value)}<small>{say(`walk.${basis}`)}</small></p>
        <p className="big quiet">{at(ratio[other])}<small>{say(`walk.${other}`)}</small></p>
      </div>
      <p className="small muted">
        {metric.value === null ? null : say('walk.divided', { value: money(composite.presentValue, currency), put: money(composite.investment[basis], currency), ratio: voice.number(metric.value) })}{' '}
        {say('walk.ends', { low: at(sets.low.ratio[basis]), high: at(sets.high.ratio[basis]) })}{' '}
        {say('walk.npv', { amount: money(composite.npv[basis], currency) })}
      </p>
    </>
  );
}

export function SroiStops({ lineage, composite }: Walked): ReactNode {
  return (
    <>
      <Formula lineage={lineage} composite={composite} />
      <Came lineage={lineage} composite={composite} />
      <Cost lineage={lineage} composite={composite} />
      <Assumed composite={composite} />
      <Moves composite={composite} />
    </>
  );
}

function Formula({ lineage: { formula }, composite: { basis, presentValue, investment, currency, confidence, valueMap } }: Walked): ReactNode {
  const voice = useVoice();
  const { say, money, number } = voice;
  const two = (value: number): string => number(value, { least: 2, most: 2 });
  return (
    <section className="stop">
      <h3><span>{say('walk.formula')}</span><span>{say('walk.version', { metric: formula.id, version: formula.version })}; {say('walk.mapVersion', { version: valueMap })}</span></h3>
      <p className="calc">
        <span className="over"><span>{say('walk.presentValue')}</span><span>{say('walk.investment')}</span></span><span>=</span>
        <span className="over"><span>{money(presentValue, currency)}</span><span>{money(investment[basis], currency)}</span></span>
      </p>
      <p className="small muted">{say('walk.factor', { mean: confidence.mean === null ? 'none' : two(confidence.mean), factor: two(confidence.factor), below: two(confidence.below) })}</p>
    </section>
  );
}

function Came({ lineage, composite: { outcomes, leftOut, currency, presentValue, keptShare, yearsFactor } }: Walked): ReactNode {
  const voice = useVoice();
  const { say, count, money, number } = voice;
  return (
    <section className="stop">
      <h3><span>{say('walk.came')}</span><span>{say('walk.inMoney', { currency })}</span></h3>
      <table className="tbl led">
        <thead><tr><th scope="col">{say('walk.outcome')}</th><th scope="col" className="end">{say('walk.rose')}</th><th scope="col" className="end">{say('walk.fell')}</th><th scope="col" className="end wide-only">{say('walk.proxy')}</th><th scope="col">{say('walk.grade')}</th><th scope="col" className="end">{say('walk.worth')}</th></tr></thead>
        <tbody>{outcomes.map(({ outcome, improved, declined, proxy, grade, lapsed, value }) => (
          <tr key={outcome}>
            <th scope="row">{say(`outcome.${outcome}`)}</th>
            <td className="end"><Door lineage={lineage} name={`improved_${outcome}`}>{count(improved)}</Door></td><td className="end"><Door lineage={lineage} name={`declined_${outcome}`}>{count(declined)}</Door></td>
            <td className="end wide-only">{money(proxy, currency)}</td><td><GradeMark grade={grade}>{lapsed ? say('walk.lapsed') : undefined}</GradeMark></td><td className="end">{money(value, currency)}</td>
          </tr>
        ))}</tbody>
        <tfoot><tr><th scope="row">{say('walk.total')}</th><td /><td /><td className="wide-only" /><td /><td className="end">{money(presentValue, currency)}</td></tr></tfoot>
      </table>
      <p className="foot">{say('walk.each', { kept: number(keptShare, { most: 4 }), years: number(yearsFactor, { most: 4 }) })}</p>
      {leftOut.map(({ outcome, reason }) => <p className="foot" key={outcome}>{say('walk.leftOut', { reason, outcome: say(`outcome.${outcome}`) })}</p>)}
    </section>
  );
}

function Cost({ lineage, composite: { costs, currency, investment } }: Walked): ReactNode {
  const voice = useVoice();
  const { say, money, number } = voice;
  const door = { paid_hours: 'paid_hours', own_hours: 'volunteer_hours' } as const;
  const shown = costs.filter(({ society, name }) => society !== 0 || name in door);
  return (
    <section className="stop">
      <h3><span>{say('walk.cost')}</span><span>{say('walk.inMoney', { currency })}</span></h3>
      <table className="tbl led">
        <thead><tr><th scope="col">{say('walk.costOf')}</th><th scope="col" className="wide-only">{say('walk.how')}</th><th scope="col" className="end">{say('walk.company')}</th><th scope="col" className="end">{say('walk.society')}</th></tr></thead>
        <tbody>{shown.map(({ name, count, rate, company, society }) => (
          <tr key={name}>
            <th scope="row"><Door lineage={lineage} name={name in door ? door[name as keyof typeof door] : name}>{say(`walk.${name}`)}</Door></th>
            <td className="muted wide-only">{count === null || rate === null ? '' : say('walk.hoursTimes', { hours: number(count, { most: 1 }), rate: money(rate, currency) })}</td>
            <td className={`end${name === 'own_hours' ? ' quiet' : ''}`}>{name === 'own_hours' ? say('walk.notIn') : money(company, currency)}</td><td className="end">{money(society, currency)}</td>
          </tr>
        ))}</tbody>
        <tfoot><tr><th scope="row">{say('walk.put')}</th><td className="wide-only" /><td className="end">{money(investment.company, currency)}</td><td className="end">{money(investment.society, currency)}</td></tr></tfoot>
      </table>
    </section>
  );
}

function Assumed({ composite: { assumptions, costs, currency, worstGrade, rates } }: { composite: SroiWalk }): ReactNode {
  const voice = useVoice();
  const { say, share, money, count } = voice;
  return (
    <section className="stop">
      <h3><span>{say('walk.assumed')}</span><span>{say('walk.worst', { grade: say(`grade.${worstGrade}`) })}</span></h3>
      <table className="tbl led asm">
        <thead><tr><th scope="col">{say('walk.assumption')}</th><th scope="col" className="end">{say('walk.value')}</th><th scope="col">{say('walk.grade')}</th><th scope="col" className="wide-only">{say('walk.source')}</th></tr></thead>
        <tbody>
          {assumptions.map(({ name, value, grade, source }) => <tr key={name}><th scope="row">{say(`assumption.${name}`)}</th><td className="end nowrap">{name === 'durationYears' ? say('walk.years', { count: value, shown: count(value) }) : share(value)}</td><td><GradeMark grade={grade} /></td><td className="muted wide-only">{source}</td></tr>)}
          {costs.flatMap(({ name, rate, grade, source }) => (rate === null || grade === null ? [] : <tr key={name}><th scope="row">{say(name === 'paid_hours' ? 'walk.hourPaid' : 'walk.hourOwn')}</th><td className="end nowrap">{money(rate, currency)}</td><td><GradeMark grade={grade} /></td><td className="muted wide-only">{source}</td></tr>))}
        </tbody>
      </table>
      {rates.map(({ from, to, rate, date, source, isOwn }) => <p className="foot" key={from}>{say('walk.rate', { from, to, rate: voice.number(rate, { most: 4 }), date: voice.date(date, 'day'), source, isOwn: isOwn ? 'yes' : 'no' })}</p>)}
    </section>
  );
}

function Moves({ composite: { tornado, ratio, basis, breakEven } }: { composite: SroiWalk }): ReactNode {
  const voice = useVoice();
  const { say, share } = voice;
  const drawn = bases.flatMap((one) => { const base = ratio[one]; return base === null ? [] : [{ name: say(`walk.${one}Basis`), base, swings: tornado[one] }]; });
  const [most] = tornado[basis];
  if (!most || drawn.length === 0) return null;
  const { deadweight, proxies } = breakEven[basis];
  const at = (value: number | null): string => (value === null ? '–' : voice.figure(value, 'ratio'));
  return (
    <section className="stop side">
      <h3><span>{say('walk.moves')}</span><span>{say('walk.oneByOne')}</span></h3>
      <Tornado bases={drawn} label={say('walk.tornado', { most: say(`assumption.${most.assumption}`), low: at(most.low), high: at(most.high) })} />
      <p className="small muted">{proxies === null ? say('walk.noBreakEven') : deadweight === null ? say('walk.breakEvenProxies', { proxies: share(proxies) }) : say('walk.breakEven', { deadweight: share(deadweight), proxies: share(proxies) })}</p>
    </section>
  );
}
