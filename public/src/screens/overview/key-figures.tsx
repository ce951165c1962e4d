// The strip of key figures: figure, change on the period before, its last 24 months or its interval, and what it rests on.
import type { ReactNode } from 'react';
import { monthsOf, previousPeriod } from '../../../../services/kernel/format/periods.ts';
import { Interval, Sparkline } from '../../parts/drawings.tsx';
import { Walkable, Why } from '../../parts/walkable.tsx';
import type { MetricView, SeriesPoint } from '../../shell/interface.ts';
import { useVoice, type Voice } from '../../shell/words.tsx';
import type { SeriesOf, View } from './overview.queries.ts';
import type { FiguresBy } from './overview.tsx';

export function KeyFigures({ figures, of, series, view }: { figures: readonly MetricView[]; of: FiguresBy; series: SeriesOf; view: View }): ReactNode {
  const { say } = useVoice();
  return (
    <section className={`strip${figures.length < 5 ? ' few' : figures.some(({ metric }) => metric === 'matches_active') ? ' five' : ''}`} aria-label={say('figures.name')}>
      {figures.map((figure) => <KeyFigure figure={figure} rate={figure.metric === 'volunteers' ? of('participation_rate') : undefined} points={series[figure.metric] ?? []} view={view} key={figure.metric} />)}
    </section>
  );
}

function KeyFigure({ figure, rate, points, view }: { figure: MetricView; rate: MetricView | undefined; points: readonly SeriesPoint[]; view: View }): ReactNode {
  const voice = useVoice();
  const unit = voice.unitOf(figure);
  const isRatio = unit === 'rate' || unit === 'score' || unit === 'rating';
  return (
    <div className={`fig${isRatio ? ' ratio' : ''}`}>
      <div className="fig-head"><span>{voice.say(`metric.${figure.metric}`)}</span><Why metric={figure} /></div>
      {figure.value === null
        ? <p className="fig-words">{voice.say(`state.${figure.state}`)}</p>
        : <p className={`fig-num${figure.state === 'provisional' ? ' provisional' : ''}`}><Walkable metric={figure} look="n bare">{voice.figure(unit === 'hours' ? Math.round(figure.value) : figure.value, unit)}</Walkable><small>{voice.say('figures.unit', { unit })}</small></p>}
      <p className="fig-change">{figure.state === 'provisional' ? <span className="st care">{voice.say('state.provisional')}</span> : changeWords(voice, figure, view)}</p>
      <div className="fig-drawing">
        {isRatio && figure.value !== null ? <RatioDrawing figure={figure} />
          : points.length > 0 && figure.value !== null ? <Sparkline points={points} highlighted={monthsOf(view.period)} label={voice.say('figures.spark', { metric: voice.say(`metric.${figure.metric}`) })} /> : null}
      </div>
      <p className="fig-meta">{rate && rate.value !== null ? voice.weave('figures.eligible', { share: <Walkable metric={rate}>{voice.figure(rate.value, 'rate')}</Walkable>, shown: voice.count(rate.n ?? 0) }) : metaWords(voice, figure)}</p>
    </div>
  );
}

const scaleSteps = [0, 0.25, 0.5, 0.75, 1];
// Per cent is the longest of the three to write: at five places 75% and 100% would touch.
const shareSteps = [0, 0.5, 1];

function RatioDrawing({ figure }: { figure: MetricView }): ReactNode {
  const voice = useVoice();
  const unit = voice.unitOf(figure);
  const text = (at: number): string => (unit === 'rate' ? voice.share(at) : unit === 'rating' ? voice.count(1 + at * 4) : at === 0 || at === 1 ? voice.count(at) : voice.figure(at, 'score'));
  return (
    <Interval value={figure.value ?? 0} low={figure.low} between={figure.high} least={0} most={1} isProvisional={figure.state === 'provisional'} label={intervalWords(voice, figure)}
      ticks={(unit === 'rate' ? shareSteps : scaleSteps).map((at) => ({ at, text: text(at) }))} />
  );
}

export function changeWords(voice: Voice, figure: MetricView, view: View): string {
  const { value, previous, low, high } = figure;
  const unit = voice.unitOf(figure);
  if (value === null) return figure.reason && voice.has(`reason.${figure.reason}`) ? voice.say(`reason.${figure.reason}` as 'reason.no_texts') : '';
  if (previous === null) return voice.say('figures.noPrevious', { period: voice.period(previousPeriod(view.period), 'short') });
  const isCount = unit === 'people' || unit === 'hours' || unit === 'sessions' || unit === 'count';
  const difference = voice.difference(unit === 'hours' ? Math.round(value - previous) : value - previous, unit);
  const before = voice.period(previousPeriod(view.period), 'short');
  if (isCount && value === previous) return voice.say('figures.same', { before });
  if (isCount) return previous === 0 ? voice.say('figures.changeFromNothing', { difference, before }) : voice.say('figures.change', { difference, share: voice.share(Math.abs(value - previous) / previous), before });
  const isWithin = low !== null && high !== null && previous >= low && previous <= high ? 'yes' : 'no';
  return voice.say('figures.changeOfRatio', { difference, before, isWithin, unit });
}

export function intervalWords(voice: Voice, { low, high, metric, unit: stored }: MetricView): string {
  const unit = voice.unitOf({ metric, unit: stored });
  return low === null || high === null ? voice.say('figures.noInterval') : voice.say('figures.interval', { low: voice.figure(low, unit), high: voice.figure(high, unit) });
}

function metaWords(voice: Voice, figure: MetricView): string {
  if (figure.state === 'too_few') return voice.say('reason.too_few');
  if (figure.value === null) return voice.say(`figures.needs`, { metric: figure.metric });
  if (figure.state === 'provisional' && figure.reason && voice.has(`reason.${figure.reason}`)) return voice.say(`reason.${figure.reason}` as 'reason.model_unsure');
  if (figure.low !== null) return `${intervalWords(voice, figure)}; ${voice.say('figures.n', { metric: figure.metric, shown: voice.count(figure.n ?? 0), count: figure.n ?? 0 })}`;
  return voice.say('figures.n', { metric: figure.metric, shown: voice.count(figure.n ?? 0), count: figure.n ?? 0 });
}
