// The strip of key figures. Counts are narrow, with their last months; ratios are wide, with their range. Each with its change, and what it rests on.
import type { ReactNode } from 'react';
import { monthsOf } from '../../../../services/kernel/format/periods.ts';
import { Sparkline } from '../../parts/drawings.tsx';
import { Walkable, Why } from '../../parts/walkable.tsx';
import type { MetricView } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { changeWords, metaWords } from './figure-words.ts';
import { Remedy } from './lacking.tsx';
import type { Told } from './told.ts';
import { isReturn, Return, Score } from './worth.tsx';

export function KeyFigures({ figures, told }: { figures: readonly MetricView[]; told: Told }): ReactNode {
  const { say } = useVoice();
  return (
    <section className={`strip${figures.length < 5 ? ' few' : ''}`} aria-label={say('figures.name')}>
      {figures.map((figure) => isReturn(figure) ? <Return figure={figure} other={told.of(figure.metric === 'sroi' ? 'sroi_company' : 'sroi')} view={told} key={figure.metric} />
        : figure.metric === 'vis' ? <Score figure={figure} view={told} key={figure.metric} /> : <KeyFigure figure={figure} told={told} key={figure.metric} />)}
    </section>
  );
}

function KeyFigure({ figure, told }: { figure: MetricView; told: Told }): ReactNode {
  const voice = useVoice();
  const unit = voice.unitOf(figure);
  const points = told.pointsOf(figure.metric, told.programme) ?? [];
  const was = told.restated.find(({ metric, period, programme }) => metric === figure.metric && period === told.period && programme === told.programme);
  const shown = (value: number): string => voice.figure(unit === 'hours' ? Math.round(value) : value, unit);
  return (
    <div className="fig">
      <div className="fig-head"><span>{voice.say(`metric.${figure.metric}`)}</span><Why metric={figure} /></div>
      {figure.value === null
        ? <p className="fig-words">{voice.say(`state.${figure.state}`)}</p>
        : <p className={`fig-num${figure.state === 'provisional' ? ' provisional' : ''}`}><Walkable metric={figure} look="n bare">{shown(figure.value)}</Walkable><small>{voice.say('figures.unit', { unit })}</small></p>}
      <p className="fig-change">{figure.state === 'provisional' ? <span className="st care">{voice.say('state.provisional')}</span>
        : was ? <span className="restated-words">{voice.say('figures.was', { date: voice.date(was.at, 'short-day'), value: shown(was.from) })}</span> : changeWords(voice, figure, told)}</p>
      <div className="fig-drawing">
        {points.length > 0 && figure.value !== null ? <Sparkline points={points} highlighted={monthsOf(told.period)} label={voice.say('figures.spark', { metric: voice.say(`metric.${figure.metric}`) })} /> : null}
      </div>
      <p className="fig-meta"><Meta figure={figure} told={told} /></p>
    </div>
  );
}

/** What a count is a part of, where that is known; otherwise what it rests on. */
function Meta({ figure, told }: { figure: MetricView; told: Told }): ReactNode {
  const voice = useVoice();
  const part = figure.metric === 'volunteers' ? told.of('participation_rate') : figure.metric === 'sessions_completed' ? told.of('completion_rate') : undefined;
  if (part && part.value !== null && part.n !== null) {
    const rate = <Walkable metric={part}>{voice.figure(part.value, 'rate')}</Walkable>;
    return part.metric === 'participation_rate' ? voice.weave('figures.eligible', { share: rate, shown: voice.count(part.n) }) : voice.weave('figures.heldOf', { rate, booked: voice.count(part.n) });
  }
  // What would make a part of it: asked for where it is missed.
  if (part?.state === 'not_measurable' && part.metric === 'participation_rate') return <>{metaWords(voice, figure)}. <Remedy reason={part.reason} /></>;
  if (figure.metric === 'volunteer_hours' && figure.state === 'measured' && told.unconfirmedHours > 0) return voice.say('figures.waitingHours', { hours: voice.figure(told.unconfirmedHours, 'hours') });
  return metaWords(voice, figure);
}
