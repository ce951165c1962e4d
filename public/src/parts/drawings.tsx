// Small drawings beside a figure: its last months as a line, its interval as a band. Gaps stay gaps.
// The strict policy of the door forbids style attributes in markup, which charting libraries write; so these are plain SVG of our own.
import type { ReactNode } from 'react';
import type { SeriesPoint } from '../shell/interface.ts';

const wide = 128;
const high = 34;

/** From zero, so that a small change looks small. The months in question stand on a wash column. */
export function Sparkline({ points, highlighted, label }: { points: readonly SeriesPoint[]; highlighted: readonly string[]; label: string }): ReactNode {
  const top = Math.max(...points.map(({ value }) => value ?? 0), 0) || 1;
  const stepX = wide / Math.max(points.length - 1, 1);
  const x = (index: number): number => Math.round(index * stepX * 10) / 10;
  const y = (value: number): number => Math.round((high - 2 - (value / top) * (high - 6)) * 10) / 10;
  const inQuestion = points.flatMap(({ period }, index) => (highlighted.includes(period) ? [index] : []));
  const [first, last] = [inQuestion[0], inQuestion.at(-1)];
  const end = points.findLastIndex(({ value }) => value !== null);
  const ending = points[end];
  return (
    <svg className="spark" width={wide + 4} height={high} viewBox={`0 0 ${wide + 4} ${high}`} role="img" aria-label={label}>
      {first === undefined || last === undefined ? null : <rect className="column" x={Math.max(0, x(first) - stepX / 2)} y="0" width={x(last) - x(first) + stepX} height={high - 2} />}
      <line className="grid" x1="0" x2={wide} y1={high - 1.5} y2={high - 1.5} />
      {linesOf(points).map((line) => <polyline className="ln thin" key={line[0]?.index} points={line.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ')} />)}
      {ending && ending.value !== null ? <circle className={`pt${ending.state === 'provisional' ? ' hollow' : ''}`} cx={x(end)} cy={y(ending.value)} r="2.75" /> : null}
    </svg>
  );
}

/** An interval on the scale it belongs to, with the figure as a mark on it. */
export function Interval({ value, low, least, most, between, ticks, isProvisional, label }: {
  value: number; low: number | null; between: number | null; least: number; most: number; ticks: readonly { at: number; text: string }[]; isProvisional: boolean; label: string;
}): ReactNode {
  const span = 168;
  const x = (at: number): number => 6 + ((Math.min(most, Math.max(least, at)) - least) / (most - least)) * span;
  return (
    <svg className="interval" width={span + 12} height="36" viewBox={`0 0 ${span + 12} 36`} role="img" aria-label={label}>
      <line className="grid" x1="6" x2={span + 6} y1="9" y2="9" />
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <line className="axis" x1={x(at)} x2={x(at)} y1="5" y2="13" />
          <text x={x(at)} y="31" textAnchor={at === least ? 'start' : at === most ? 'end' : 'middle'} dx={at === least ? -6 : at === most ? 6 : 0}>{text}</text>
        </g>
      ))}
      {low !== null && between !== null ? <rect className="band" x={x(low)} y="4" width={Math.max(2, x(between) - x(low))} height="10" /> : null}
      <circle className={`pt${isProvisional ? ' hollow' : ''}`} cx={x(value)} cy="9" r="4" />
    </svg>
  );
}

/** Runs of points that follow each other without a gap. */
export function linesOf(points: readonly { value: number | null }[]): { index: number; value: number }[][] {
  const lines: { index: number; value: number }[][] = [];
  let line: { index: number; value: number }[] = [];
  for (const [index, { value }] of points.entries()) {
    if (value === null) { if (line.length > 0) lines.push(line); line = []; continue; }
    line.push({ index, value });
  }
  return line.length > 0 ? [...lines, line] : lines;
}
