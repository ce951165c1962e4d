// One of several small drawings on one scale: a line from zero, the period in question on a wash column, the last value written at its end.
import type { ReactNode } from 'react';
import type { SeriesPoint } from '../shell/interface.ts';
import { linesOf } from './drawings.tsx';
import { columnsOf, tickMarks, useWidth } from './trend-chart.tsx';

const tall = 168;
const foot = 24;
const top = 20;
const right = 8;

export function SmallTrend({ points, max, highlighted, format, label, name, restated = null }: {
  points: readonly SeriesPoint[]; max: number; highlighted: readonly string[]; format: (value: number) => string; label: (period: string) => string; name: string;
  /** A month that was told differently before: marked where it happened. */
  restated?: { period: string; words: string } | null;
}): ReactNode {
  const [frame, width] = useWidth();
  const named = points.map((point) => ({ ...point, label: label(point.period) }));
  const left = 8 + format(max).length * 7.4;
  const step = (width - left - right) / Math.max(points.length, 1);
  const x = (index: number): number => left + (index + 0.5) * step;
  const y = (value: number): number => top + (tall - top - foot) * (1 - value / (max || 1));
  const last = points.findLastIndex(({ value }) => value !== null);
  const ending = points[last]?.value ?? null;
  const marks = tickMarks(named, 2);
  const corrected = restated === null ? -1 : points.findIndex(({ period, value }) => period === restated.period && value !== null);
  return (
    <div ref={frame} dir="ltr">
      {width === 0 ? null : (
        <svg width={width} height={tall} role="img" aria-label={name}>
          {columnsOf(named, highlighted).map(([from, to]) => <rect className="column" key={from} x={x(from) - step / 2} y={top - 8} width={(to - from + 1) * step} height={tall - foot - top + 8} />)}
          {[0, max / 2, max].map((tick) => <line className={tick === 0 ? 'zero' : 'grid'} key={tick} x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />)}
          {[0, max].map((tick) => <text key={tick} x={left - 6} y={y(tick) + 4.5} textAnchor="end">{format(tick)}</text>)}
          {linesOf(points).map((line) => <polyline className="ln" key={line[0]?.index} points={line.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ')} />)}
          {ending === null ? null : <><circle className="pt" cx={x(last)} cy={y(ending)} r="3" /><text className="lab" x={Math.min(x(last) + 4, width - right)} y={y(ending) - 8} textAnchor="end">{format(ending)}</text></>}
          {corrected < 0 || !restated ? null : <g className="corrected"><circle cx={x(corrected)} cy={y(points[corrected]?.value ?? 0)} r="4" /><text x={width - right} y={12} textAnchor="end">{restated.words}</text></g>}
          {marks.map((index) => <text key={index} x={index === 0 ? left : width - right} y={tall - 6} textAnchor={index === 0 ? 'start' : 'end'}>{named[index]?.label}</text>)}
        </svg>
      )}
    </div>
  );
}
