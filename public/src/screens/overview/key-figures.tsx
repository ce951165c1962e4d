// The strip of key figures: figure, change on the period before, its last 24 months or its interval, and what it rests on.
import type { ReactNode } from 'react';
import { monthsOf } from '../../../../services/kernel/format/periods.ts';
import { Sparkline } from '../../parts/drawings.tsx';
import { Walkable, Why } from '../../parts/walkable.tsx';
import type { MetricView, SeriesPoint } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import type { SeriesOf, View } from './overview.queries.ts';
import { changeWords, metaWords } from './figure-words.ts';
import type { FiguresBy } from './overview.tsx';
import { isReturn, Return, Score } from './worth.tsx';

export function KeyFigures({ figures, of, series, view }: { figures: readonly MetricView[]; of: FiguresBy; series: SeriesOf; view: View }): ReactNode {
  const { say } = useVoice();
  return (
    <section className={`strip${figures.length < 5 ? ' few' : ''}`} aria-label={say('figures.name')}>
      {figures.map((figure) => isReturn(figure) ? <Return figure={figure} other={of(figure.metric === 'sroi' ? 'sroi_company' : 'sroi')} key={figure.metric} /> : figure.metric === 'vis' ? <Score figure={figure} view={view} key={figure.metric} /> : <KeyFigure figure={figure} rate={figure.metric === 'volunteers' ? of('participation_rate') : undefined} points={series[figure.metric] ?? []} view={view} key={figure.metric} />)}
    </section>
  );
}

function KeyFigure({ figure, rate, points, view }: { figure: MetricView; rate: MetricView | undefined; points: readonly SeriesPoint[]; view: View }): ReactNode {
  const voice = useVoice();
  const unit = voice.unitOf(figure);
  return (
    <div className="fig">
      <div className="fig-head"><span>{voice.say(`metric.${figure.metric}`)}</span><Why metric={figure} /></div>
      {figure.value === null
        ? <p className="fig-words">{voice.say(`state.${figure.state}`)}</p>
        : <p className={`fig-num${figure.state === 'provisional' ? ' provisional' : ''}`}><Walkable metric={figure} look="n bare">{voice.figure(unit === 'hours' ? Math.round(figure.value) : figure.value, unit)}</Walkable><small>{voice.say('figures.unit', { unit })}</small></p>}
      <p className="fig-change">{figure.state === 'provisional' ? <span className="st care">{voice.say('state.provisional')}</span> : changeWords(voice, figure, view)}</p>
      <div className="fig-drawing">
        {points.length > 0 && figure.value !== null ? <Sparkline points={points} highlighted={monthsOf(view.period)} label={voice.say('figures.spark', { metric: voice.say(`metric.${figure.metric}`) })} /> : null}
      </div>
      <p className="fig-meta">{rate && rate.value !== null ? voice.weave('figures.eligible', { share: <Walkable metric={rate}>{voice.figure(rate.value, 'rate')}</Walkable>, shown: voice.count(rate.n ?? 0) }) : metaWords(voice, figure)}</p>
    </div>
  );
}
