// What stands beside the prices: deductions with their grade, which basis leads, the weights of the impact score, and rates of one's own.
import { useId, type ReactNode } from 'react';
import { GradeMark } from '../../parts/grade-mark.tsx';
import { assumptionNames, components, type Assumption, type OwnRate, type ValueMapBody } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { Amount, currencies, GradeSelect } from './value-map-price.tsx';

interface Edited { known: ValueMapBody; typed: ValueMapBody; set: (change: Partial<ValueMapBody>) => void }

export function Deductions({ known, typed, set }: Edited): ReactNode {
  const { say } = useVoice();
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('map.deductions')}</h2><p>{say('map.deductionsHow')}</p></div></div>
      <div className="assume">{assumptionNames.map((name) => <Deduction key={name} name={name} known={known} typed={typed} set={set} />)}</div>
    </section>
  );
}

function Deduction({ name, known, typed, set }: Edited & { name: Assumption }): ReactNode {
  const { say } = useVoice();
  const id = useId();
  const assumed = typed.assumptions[name];
  const isYears = name === 'durationYears';
  const change = (part: Partial<typeof assumed>): void => set({ assumptions: { ...typed.assumptions, [name]: { ...assumed, ...part } } });
  return (
    <div className="field">
      <label htmlFor={id}>{say(`assumption.${name}`)}</label>
      <span className="unit">
        <Amount id={id} digits={isYears ? 0 : 2} value={isYears ? assumed.value : assumed.value * 100} changed={assumed.value !== known.assumptions[name].value} set={(value) => change({ value: isYears ? Math.round(value) : Math.round(value * 100) / 1e4 })} />
        <span className="muted small">{isYears ? say('map.yearUnit') : say('map.percent')}</span><GradeMark grade={assumed.grade} />
      </span>
      <span className="hint">{assumed.source}</span>
      <details>
        <summary>{say('map.change')}<span className="sr"> {say(`assumption.${name}`)}</span></summary>
        <div className="field"><label htmlFor={`${id}-source`}>{say('map.source')}</label><input className="in" id={`${id}-source`} required maxLength={500} value={assumed.source} onChange={(event) => change({ source: event.target.value })} /></div>
        <div className="field"><label htmlFor={`${id}-grade`}>{say('map.grade')}</label><GradeSelect id={`${id}-grade`} value={assumed.grade} set={(grade) => change({ grade })} /></div>
      </details>
    </div>
  );
}

export function Leading({ typed, set }: Edited): ReactNode {
  const { say } = useVoice();
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('map.leads')}</h2><p>{say('map.leadsHow')}</p></div></div>
      <div className="basis-choice" role="radiogroup" aria-label={say('map.leads')}>
        {(['company', 'society'] as const).map((basis) => <label key={basis}><input type="radio" name="basis" checked={typed.leadingBasis === basis} onChange={() => set({ leadingBasis: basis })} /><span>{say(`walk.${basis}Basis`)}</span></label>)}
      </div>
    </section>
  );
}

export function weightsSum({ visWeights }: ValueMapBody): number {
  return components.reduce((sum, name) => sum + Math.round(visWeights[name] * 1e6), 0) / 1e6;
}

export function Weights({ known, typed, set }: Edited): ReactNode {
  const { say, number } = useVoice();
  const id = useId();
  const sum = weightsSum(typed);
  return (
    <section className="block">
      <div className="block-head"><h2>{say('map.weights')}</h2></div>
      <div className="weights">{components.map((name) => (
        <div className="field" key={name}><label htmlFor={`${id}-${name}`}>{say(`component.${name}`)}</label><span className="unit"><Amount id={`${id}-${name}`} value={typed.visWeights[name]} changed={typed.visWeights[name] !== known.visWeights[name]} set={(value) => set({ visWeights: { ...typed.visWeights, [name]: value } })} /></span></div>
      ))}</div>
      <p className={sum === 1 ? 'foot' : 'bad-words'} role="status">{say('map.weightsSum', { sum: number(sum, { most: 4 }) })}</p>
    </section>
  );
}

export function Rates({ typed, set, currency, today }: Edited & { currency: string; today: string }): ReactNode {
  const { say } = useVoice();
  const put = (index: number, rate: OwnRate | null): void => set({ fxRates: typed.fxRates.flatMap((one, place) => (place === index ? rate ?? [] : one)) });
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('map.rates')}</h2><p>{say('map.ratesHow')}</p></div><div className="tools"><button type="button" className="tool" onClick={() => set({ fxRates: [...typed.fxRates, { date: today, from: currency === 'USD' ? 'EUR' : 'USD', to: currency, rate: 1, source: '' }] })}>{say('map.addRate')}</button></div></div>
      {typed.fxRates.length === 0 ? <p className="foot">{say('map.noRates')}</p> : typed.fxRates.map((rate, index) => <RateRow rate={rate} key={index} set={(next) => put(index, next)} />)}
    </section>
  );
}

function RateRow({ rate, set }: { rate: OwnRate; set: (rate: OwnRate | null) => void }): ReactNode {
  const { say } = useVoice();
  const id = useId();
  const code = (name: 'from' | 'to', words: string): ReactNode => <div className="field"><label htmlFor={`${id}-${name}`}>{words}</label><select className="in" id={`${id}-${name}`} value={rate[name]} onChange={(event) => set({ ...rate, [name]: event.target.value })}>{currencies(rate[name]).map((one) => <option key={one}>{one}</option>)}</select></div>;
  return (
    <div className="rate-row">
      <div className="field"><label htmlFor={`${id}-date`}>{say('map.date')}</label><input className="in" id={`${id}-date`} type="date" required value={rate.date} onChange={(event) => set({ ...rate, date: event.target.value || rate.date })} /></div>
      {code('from', say('map.one'))}{code('to', say('map.costs'))}
      <div className="field"><label htmlFor={`${id}-rate`}>{say('map.rate')}</label><Amount id={`${id}-rate`} digits={6} value={rate.rate} changed={false} set={(value) => set({ ...rate, rate: value })} /></div>
      <div className="field"><label htmlFor={`${id}-source`}>{say('map.source')}</label><input className="in" id={`${id}-source`} required maxLength={500} value={rate.source} onChange={(event) => set({ ...rate, source: event.target.value })} /></div>
      <button type="button" className="btn" onClick={() => set(null)}>{say('map.remove')}</button>
    </div>
  );
}
