// Draws the shared specification of a trend in the browser: the same points, axis and certainty as in the PDF.
// Own SVG: the door's policy refuses the style attributes that charting libraries write into their markup.
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { axisOf, type TrendChart as Trend, type TrendPoint } from '../../../services/kernel/charts/trend.ts';
import { linesOf } from './drawings.tsx';

const tall = 248;
const foot = 28;
const top = 18;

export function TrendChart(chart: Trend): ReactNode {
  const { points, highlighted = [], formatValue, description, name } = chart;
  const [frame, width] = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const { max, interval } = axisOf(chart);
  const ticks = Array.from({ length: Math.round(max / interval) + 1 }, (_, index) => index * interval);
  const left = 8 + Math.max(...ticks.map((tick) => formatValue(tick).length)) * 7.4;
  const right = 60;
  const step = (width - left - right) / Math.max(points.length, 1);
  const x = (index: number): number => left + (index + 0.5) * step;
  const y = (value: number): number => top + (tall - top - foot) * (1 - value / max);
  const last = points.findLastIndex(({ value }) => value !== null);
  const shown = at === null ? undefined : points[at];
  const look = (event: PointerEvent<SVGSVGElement>): void => {
    const index = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - left) / step);
    setAt(index >= 0 && index < points.length ? index : null);
  };
  const marks = tickMarks(points, width < 560 ? 2 : 3);
  return (
    <div className="trend" ref={frame} dir="ltr">
      {width === 0 ? null : (
        <svg width={width} height={tall} role="img" aria-label={`${name}. ${description}`} onPointerMove={look} onPointerLeave={() => setAt(null)}>
          {columnsOf(points, highlighted).map(([from, to]) => <rect className="column" key={from} x={x(from) - step / 2} y={top - 8} width={(to - from + 1) * step} height={tall - foot - top + 8} />)}
          {ticks.map((tick) => (
            <g key={tick}>
              <line className={tick === 0 ? 'zero' : 'grid'} x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
              <text x={left - 8} y={y(tick) + 4.5} textAnchor="end">{formatValue(tick)}</text>
            </g>
          ))}
          {bandOf(points).map((run) => <path className="band" key={run[0]} d={bandPath(points, run, x, y)} />)}
          {linesOf(points).map((line) => <polyline className="ln" key={line[0]?.index} points={line.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ')} />)}
          {points.map((point, index) => (point.value === null || !isMarked(points, index, last) ? null
            : <circle key={point.period} className={`pt${point.state === 'provisional' ? ' hollow' : ''}`} cx={x(index)} cy={y(point.value)} r="3.5" />))}
          {marks.map((index) => <text key={index} x={x(index)} y={tall - 8} textAnchor={index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle'} dx={index === 0 ? -step / 2 : index === points.length - 1 ? step / 2 : 0}>{points[index]?.label}</text>)}
          {shown && at !== null ? <Reading point={shown} x={x(at)} y={shown.value === null ? null : y(shown.value)} text={shown.value === null ? '–' : formatValue(shown.value)} edge={width - right} />
            : last >= 0 ? <text className="lab" x={x(last) + 9} y={y(points[last]?.value ?? 0) + 4.5}>{formatValue(points[last]?.value ?? 0)}</text> : null}
        </svg>
      )}
    </div>
  );
}

function Reading({ point, x, y, text, edge }: { point: TrendPoint; x: number; y: number | null; text: string; edge: number }): ReactNode {
  return (
    <g aria-hidden="true">
      <line className="axis" x1={x} x2={x} y1={top - 8} y2={tall - foot} />
      {y === null ? null : <circle className="pt" cx={x} cy={y} r="4" />}
      <text className="lab" x={x > edge / 2 ? x - 8 : x + 8} y={top + 4} textAnchor={x > edge / 2 ? 'end' : 'start'}>{point.label}: {text}</text>
    </g>
  );
}

/** A drawing's own width: text keeps its size, only the plot grows. */
export function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  const observer = useRef<ResizeObserver>(null);
  useEffect(() => {
    if (!element) return undefined;
    observer.current = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.current.observe(element);
    return () => observer.current?.disconnect();
  }, [element]);
  return [setElement, width];
}

function isMarked(points: readonly TrendPoint[], index: number, last: number): boolean {
  const isAlone = (points[index - 1]?.value ?? null) === null && (points[index + 1]?.value ?? null) === null;
  return index === last || isAlone || points[index]?.state === 'provisional';
}

export function tickMarks(points: readonly TrendPoint[], count: number): number[] {
  const end = points.length - 1;
  return [...new Set(Array.from({ length: count }, (_, index) => Math.round((index * end) / (count - 1))))];
}

export function columnsOf(points: readonly TrendPoint[], highlighted: readonly string[]): [number, number][] {
  const inside = points.flatMap(({ period }, index) => (highlighted.includes(period) ? [index] : []));
  const [first, last] = [inside[0], inside.at(-1)];
  return first === undefined || last === undefined ? [] : [[first, last]];
}

function bandOf(points: readonly TrendPoint[]): number[][] {
  const known = points.map((point) => ({ value: typeof point.low === 'number' && typeof point.high === 'number' ? point.value : null }));
  return linesOf(known).map((line) => line.map(({ index }) => index)).filter((run) => run.length > 1);
}

function bandPath(points: readonly TrendPoint[], run: readonly number[], x: (index: number) => number, y: (value: number) => number): string {
  const edge = (indexes: readonly number[], side: 'low' | 'high'): string => indexes.map((index) => `${x(index)} ${y(points[index]?.[side] ?? 0)}`).join(' L');
  return `M${edge(run, 'high')} L${edge([...run].reverse(), 'low')} Z`;
}
