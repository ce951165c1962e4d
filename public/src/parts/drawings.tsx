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

/** An interval on the scale it belongs to, with the figure as a mark on it. `ends`: what is written above it, at both ends or over the whole. */
export function Interval({ value, low, least, most, between, ticks, ends, isProvisional, label }: {
  value: number; low: number | null; between: number | null; least: number; most: number; ticks: readonly { at: number; text: string }[]; ends: readonly [string, string] | readonly [string] | null; isProvisional: boolean; label: string;
}): ReactNode {
  const span = 168;
  const x = (at: number): number => 6 + ((Math.min(most, Math.max(least, at)) - least) / (most - least)) * span;
  return (
    <svg className="interval" width={span + 12} height="46" viewBox={`0 0 ${span + 12} 46`} role="img" aria-label={label}>
      <line className="grid" x1="6" x2={span + 6} y1="22" y2="22" />
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <line className="axis" x1={x(at)} x2={x(at)} y1="18" y2="26" />
          <text x={x(at)} y="42" textAnchor={at === least ? 'start' : at === most ? 'end' : 'middle'} dx={at === least ? -6 : at === most ? 6 : 0}>{text}</text>
        </g>
      ))}
      {low !== null && between !== null ? <rect className="band" x={x(low)} y="17" width={Math.max(2, x(between) - x(low))} height="10" /> : null}
      <circle className={`pt${isProvisional ? ' hollow' : ''}`} cx={x(value)} cy="22" r="4" />
      {low !== null && between !== null && ends ? <Ends ends={ends} from={x(low)} to={x(between)} span={span} /> : null}
    </svg>
  );
}

/** Words above an interval: where both would not fit beside each other they take the ends of the drawing. */
function Ends({ ends, from, to, span }: { ends: readonly [string, string] | readonly [string]; from: number; to: number; span: number }): ReactNode {
  const [first, second] = ends;
  const width = (text: string): number => text.length * 7;
  if (second === undefined) return <text x={Math.min(Math.max((from + to) / 2, width(first) / 2), span + 12 - width(first) / 2)} y="11" textAnchor="middle">{first}</text>;
  const end = Math.min(Math.max(to, from + width(first) + width(second) + 12), span + 12);
  return <><text x={Math.max(0, Math.min(from, end - width(first) - width(second) - 12))} y="11">{first}</text><text x={end} y="11" textAnchor="end">{second}</text></>;
}

/** A change on a scale around no change: the mark with its whisker, hollow and dashed where it says nothing sure. */
export function Whisker({ value, low, high, reach, isHollow, isDashed, label }: { value: number; low: number | null; high: number | null; reach: number; isHollow: boolean; isDashed: boolean; label: string }): ReactNode {
  const [across, tall] = [190, 32];
  const x = (at: number): number => 6 + ((Math.min(reach, Math.max(-reach, at)) + reach) / (2 * reach)) * (across - 12);
  return (
    <svg className="whisker" width={across} height={tall} viewBox={`0 0 ${across} ${tall}`} role="img" aria-label={label}>
      {[-reach, -reach / 2, reach / 2, reach].map((at) => <line className="grid" key={at} x1={x(at)} x2={x(at)} y1="0" y2={tall} />)}
      <line className="axis" x1={x(0)} x2={x(0)} y1="0" y2={tall} />
      {low === null || high === null ? null : <line className={`iv${isDashed ? ' dashed' : ''}`} x1={x(low)} x2={x(high)} y1={tall / 2} y2={tall / 2} />}
      <circle className={`pt${isHollow ? ' hollow' : ''}`} cx={x(value)} cy={tall / 2} r="4.5" />
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
