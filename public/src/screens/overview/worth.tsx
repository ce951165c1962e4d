// The two figures that say what it was worth: the return on the basis that leads, with the other beside it and its weakest evidence,
// and the impact score on the scale of its bands.
import type { ReactNode } from 'react';
import { unitOfMoney } from '../../../../services/kernel/format/figures.ts';
import { Interval } from '../../parts/drawings.tsx';
import { GradeMark } from '../../parts/grade-mark.tsx';
import { Walkable, Why } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import type { MetricView } from '../../shell/interface.ts';
import { useVoice, type Voice } from '../../shell/words.tsx';
import { changeWords, intervalWords, metaWords } from './figure-words.ts';
import { Remedy } from './lacking.tsx';
import type { View } from './asked.ts';

const bandSteps = [0, 40, 60, 75, 90];

export function isReturn({ metric }: Pick<MetricView, 'metric'>): boolean {
  return metric === 'sroi' || metric === 'sroi_company';
}

export function Return({ figure, other, view }: { figure: MetricView; other: MetricView | undefined; view: Pick<View, 'against'> }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const { currency } = useCompany();
  const unit = unitOfMoney(currency, voice.language);
  const { value, low, high, grade } = figure;
  const most = Math.max(1, Math.ceil(Math.max(high ?? 0, value ?? 0)));
  const least = Math.min(0, Math.floor(Math.min(low ?? 0, value ?? 0)));
  const careful = low === null || high === null ? '' : say('figures.careful', { low: voice.figure(low, 'ratio'), high: voice.figure(high, 'ratio') });
  return (
    <div className="fig ratio wide">
      <div className="fig-head"><span>{say('figures.return')}</span><Why metric={figure} /></div>
      {value === null ? <p className="fig-words">{say(`state.${figure.state}`)}</p>
        : <p className={`fig-num${figure.state === 'provisional' ? ' provisional' : ''}`}><Walkable metric={figure} look="n bare">{voice.figure(value, 'ratio')}</Walkable><small>{say('figures.perUnit', { unit })}</small></p>}
      <p className="fig-change">{value === null ? changeless(voice, figure) : <>
        {figure.state === 'measured' && figure.previous !== null ? <>{changeWords(voice, figure, view)}; </> : null}
        {say('figures.bases', { basis: figure.metric === 'sroi' ? 'society' : 'company', other: other?.value == null ? '–' : voice.figure(other.value, 'ratio') })}
        {figure.state === 'provisional' ? <> <span className="st care">{say('state.provisional')}</span></> : null}
      </>}</p>
      <div className="fig-drawing">{value === null ? null : (
        <Interval value={value} low={low} between={high} least={least} most={most} isProvisional={figure.state === 'provisional'} label={careful} ends={low === null || high === null ? null : [say('figures.low', { value: voice.figure(low, 'ratio') }), say('figures.high', { value: voice.figure(high, 'ratio') })]} ticks={ticksOf(least, most).map((at) => ({ at, text: voice.count(at) }))} />
      )}</div>
      <p className="fig-meta">{value === null && figure.state !== 'too_few' ? <>{metaWords(voice, figure)}. <Remedy reason={figure.reason} /></> : grade ? <GradeMark grade={grade}>{say('figures.grade', { grade: say(`grade.${grade}`) })}</GradeMark> : null}</p>
    </div>
  );
}

export function Score({ figure, view }: { figure: MetricView; view: Pick<View, 'against'> }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const { value, low, high, band } = figure;
  return (
    <div className="fig ratio wide">
      <div className="fig-head"><span>{say('metric.vis')}</span><Why metric={figure} /></div>
      {value === null ? <p className="fig-words">{say(`state.${figure.state}`)}</p>
        : <p className={`fig-num${figure.state === 'provisional' ? ' provisional' : ''}`}><Walkable metric={figure} look="n bare">{voice.figure(value, 'points')}</Walkable><small>{say('figures.band', { band: band ?? 'none' })}</small></p>}
      <p className="fig-change">{figure.state === 'provisional' ? <span className="st care">{say('state.provisional')}</span> : changeWords(voice, figure, view)}</p>
      <div className="fig-drawing">{value === null ? null : (
        <Interval value={value} low={low} between={high} least={0} most={100} isProvisional={figure.state === 'provisional'} label={intervalWords(voice, figure)} ends={low === null || high === null ? null : [say('figures.range', { low: voice.figure(low, 'points'), high: voice.figure(high, 'points') })]} ticks={bandSteps.map((at) => ({ at, text: voice.count(at) }))} />
      )}</div>
      <p className="fig-meta">{value !== null && figure.state === 'measured' ? intervalWords(voice, figure) : metaWords(voice, figure)}</p>
    </div>
  );
}

function changeless(voice: Voice, { reason }: MetricView): string {
  return reason && voice.has(`reason.${reason}`) ? voice.say(`reason.${reason}` as 'reason.no_outcome') : '';
}

/** Whole steps, at most five of them. */
function ticksOf(least: number, most: number): number[] {
  const step = Math.max(1, Math.ceil((most - least) / 4));
  return Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, index) => least + index * step);
}
