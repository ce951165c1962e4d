// How far a result moves when one assumption moves and the rest stay: bars around the result, the widest first, the low side lighter.
// Several bases are small multiples on one scale. What the bars say stands in a table as well.
import { useState, type ReactNode } from 'react';
import { useVoice } from '../shell/words.tsx';
import type { Swing } from '../shell/interface.ts';
import { useWidth } from './trend-chart.tsx';

export interface TornadoBasis { name: string; base: number; swings: readonly Swing[] }

const rowHeight = 24;
const head = 20;
const foot = 22;
const labelsWide = 232;
/** Below this the labels stand over their bars. */
const narrow = 460;
/** Beside the bars, where their ends stand in numbers. */
const valuesWide = 44;

export function Tornado({ bases, label }: { bases: readonly TornadoBasis[]; label: string }): ReactNode {
  const { say } = useVoice();
  const [frame, width] = useWidth();
  const [isTable, setTable] = useState(false);
  const ends = bases.flatMap(({ base, swings }) => [base, ...swings.flatMap(({ low, high }) => [low ?? base, high ?? base])]);
  const [least, most] = [Math.min(...ends, 1), Math.max(...ends, 1)];
  const ordered = bases[0]?.swings ?? [];
  return (
    <div ref={frame}>
      <p className="tornado-tools"><button className="tool" aria-pressed={isTable} onClick={() => setTable(!isTable)}>{isTable ? say('trend.chart') : say('trend.table')}</button></p>
      {isTable ? <Table bases={bases} ordered={ordered} /> : width === 0 ? null : width < narrow
        ? bases.map((one) => <Drawing key={one.name} bases={[one]} ordered={ordered} width={width} least={least} most={most} label={label} isNarrow />)
        : <Drawing bases={bases} ordered={ordered} width={width} least={least} most={most} label={label} isNarrow={false} />}
    </div>
  );
}

function Drawing({ bases, ordered, width, least, most, label, isNarrow }: { bases: readonly TornadoBasis[]; ordered: readonly Swing[]; width: number; least: number; most: number; label: string; isNarrow: boolean }): ReactNode {
  const voice = useVoice();
  const left = isNarrow ? 0 : labelsWide;
  const panel = (width - left) / bases.length;
  const each = isNarrow ? rowHeight + 18 : rowHeight;
  const bottom = head + ordered.length * each;
  const isValued = bases.length === 1 && !isNarrow;
  const beside = isValued ? valuesWide : 12;
  const x = (index: number, value: number): number => left + index * panel + beside + ((value - least) / (most - least || 1)) * (panel - 2 * beside);
  const ratio = (value: number): string => voice.figure(value, 'ratio');
  return (
    <svg width={width} height={bottom + foot} role="img" aria-label={label} direction="ltr" className="tornado">
      {bases.map(({ name, base, swings }, index) => (
        <g key={name}>
          <text className="lab strong" x={x(index, least)} y="12">{name}</text>
          {isValued ? <Scale base={base} x={(value) => x(index, value)} y={bottom + 16} /> : [least, most].map((end) => <text key={end} x={x(index, end)} y={bottom + 16} textAnchor={end === least ? 'start' : 'end'}>{ratio(end)}</text>)}
          <line className="axis" x1={x(index, 1)} x2={x(index, 1)} y1={head} y2={bottom} />
          {ordered.map(({ assumption }, row) => {
            const { low, high } = swings.find((one) => one.assumption === assumption) ?? { low: null, high: null };
            const [down, up] = [Math.min(low ?? base, high ?? base, base), Math.max(low ?? base, high ?? base, base)];
            const y = head + row * each + (isNarrow ? 20 : 5);
            return (
              <g key={assumption}>
                <rect className="low" x={x(index, down)} y={y} width={x(index, base) - x(index, down)} height="13" /><rect className="high" x={x(index, base)} y={y} width={x(index, up) - x(index, base)} height="13" />
                {isValued && down < base ? <text x={x(index, down) - 5} y={y + 11} textAnchor="end">{ratio(down)}</text> : null}
                {isValued && up > base ? <text x={x(index, up) + 5} y={y + 11}>{ratio(up)}</text> : null}
              </g>
            );
          })}
          <line className="base" x1={x(index, base)} x2={x(index, base)} y1={head} y2={bottom} />
          {isValued ? null : <text className="lab" x={x(index, most)} y="12" textAnchor="end">{ratio(base)}</text>}
        </g>
      ))}
      {ordered.map(({ assumption, ends }, row) => <text className="lab" key={assumption} x="0" y={head + row * each + (isNarrow ? 14 : 16)}>{`${voice.say(`assumption.${assumption}`)} ${endsOf(voice, assumption, ends)}`}</text>)}
    </svg>
  );
}

/** Where the money put in just comes back, and the result; of two that would touch, the result. */
function Scale({ base, x, y }: { base: number; x: (value: number) => number; y: number }): ReactNode {
  const { figure } = useVoice();
  const isApart = Math.abs(x(1) - x(base)) > valuesWide;
  return <>{isApart ? <text x={x(1)} y={y} textAnchor="middle">{figure(1, 'ratio')}</text> : null}<text className="lab strong" x={x(base)} y={y} textAnchor="middle">{figure(base, 'ratio')}</text></>;
}

function Table({ bases, ordered }: { bases: readonly TornadoBasis[]; ordered: readonly Swing[] }): ReactNode {
  const voice = useVoice();
  return (
    <table className="tbl led">
      <thead><tr><th scope="col">{voice.say('walk.assumption')}</th>{bases.map(({ name }) => <th scope="col" className="end" key={name}>{name}</th>)}</tr></thead>
      <tbody>{ordered.map(({ assumption, ends }) => (
        <tr key={assumption}>
          <th scope="row">{voice.say(`assumption.${assumption}`)} <span className="quiet">{endsOf(voice, assumption, ends)}</span></th>
          {bases.map(({ name, swings }) => { const { low, high } = swings.find((one) => one.assumption === assumption) ?? { low: null, high: null }; return <td className="end" key={name}>{low === null || high === null ? '–' : voice.say('figures.range', { low: voice.figure(low, 'ratio'), high: voice.figure(high, 'ratio') })}</td>; })}
        </tr>
      ))}</tbody>
    </table>
  );
}

function endsOf(voice: ReturnType<typeof useVoice>, assumption: Swing['assumption'], [low, high]: [number, number]): string {
  const write = assumption === 'durationYears' ? voice.count : voice.share;
  return `${write(low)} – ${write(high)}`;
}
