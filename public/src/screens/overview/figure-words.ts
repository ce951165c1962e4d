// What is said beside a figure: its change on the period it is held against, its interval, what it rests on or what it lacks. Whole messages. Pure.
import type { MetricView } from '../../shell/interface.ts';
import type { Voice } from '../../shell/words.tsx';
import type { View } from './asked.ts';

export function changeWords(voice: Voice, figure: MetricView, { against }: Pick<View, 'against'>): string {
  const { value, previous, low, high } = figure;
  const unit = voice.unitOf(figure);
  if (value === null) return figure.reason && voice.has(`reason.${figure.reason}`) ? voice.say(`reason.${figure.reason}` as 'reason.no_texts') : '';
  const before = voice.period(against, 'short');
  if (previous === null) return voice.say('figures.noPrevious', { period: before });
  const isCount = unit === 'people' || unit === 'hours' || unit === 'sessions' || unit === 'count';
  const difference = voice.difference(unit === 'hours' ? Math.round(value - previous) : value - previous, unit);
  if (isCount && value === previous) return voice.say('figures.same', { before });
  if (isCount) return previous === 0 ? voice.say('figures.changeFromNothing', { difference, before }) : voice.say('figures.change', { difference, share: voice.share(Math.abs(value - previous) / previous), before });
  const isWithin = low !== null && high !== null && previous >= low && previous <= high ? 'yes' : 'no';
  return voice.say('figures.changeOfRatio', { difference, before, isWithin, unit });
}

export function intervalWords(voice: Voice, { low, high, metric, unit: stored }: MetricView): string {
  const unit = voice.unitOf({ metric, unit: stored });
  return low === null || high === null ? voice.say('figures.noInterval') : voice.say('figures.interval', { low: voice.figure(low, unit), high: voice.figure(high, unit) });
}

export function metaWords(voice: Voice, figure: MetricView): string {
  // The line of its change has said so.
  if (figure.state === 'too_few') return '';
  if (figure.value === null) return voice.say(`figures.needs`, { metric: figure.metric });
  if (figure.state === 'provisional' && figure.reason && voice.has(`reason.${figure.reason}`)) return voice.say(`reason.${figure.reason}` as 'reason.model_unsure');
  const restsOn = voice.say('figures.n', { metric: figure.metric, shown: voice.count(figure.n ?? 0), count: figure.n ?? 0 });
  return figure.low === null ? restsOn : `${intervalWords(voice, figure)}; ${restsOn}`;
}
