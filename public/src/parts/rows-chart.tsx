// Draws the shared specification of rows in the browser: bars from zero, or marks on their intervals about a zero line, and the same as a table.
// Own SVG: the door's policy refuses the style attributes that charting libraries write into their markup.
import { useState, type ReactNode } from 'react';
import { scaleOf, ticksOf, type DrawnRow, type RowsChart as Rows } from '../../../services/kernel/charts/rows.ts';
import { useVoice } from '../shell/words.tsx';
import { useWidth } from './trend-chart.tsx';

const rowTall = 26;
const foot = 24;
/** Below this a label stands over its row. */
const narrow = 480;
const narrowTall = 46;

export function RowsChart(chart: Rows): ReactNode {
  const { say } = useVoice();
  const [frame, width] = useWidth();
  const [isTable, setTable] = useState(false);
  return (
    <div ref={frame} dir="ltr">
      {width === 0 ? null : isTable ? <Table chart={chart} /> : <Drawing chart={chart} width={width} />}
      <button type="button" className="tool" aria-pressed={isTable} onClick={() => setTable(!isTable)}>{isTable ? say('trend.chart') : say('trend.table')}</button>
    </div>
  );
}

function Drawing({ chart, width }: { chart: Rows; width: number }): ReactNode {
  const { rows, formatValue, name, description } = chart;
  const isNarrow = width < narrow;
  const each = isNarrow ? narrowTall : rowTall;
  const longest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length)) * 7.2 + 16;
  const left = isNarrow ? 4 : longest(rows.map(({ label }) => label));
  const right = isNarrow ? 8 : longest(rows.map(({ note }) => note)) + (rows.some(({ base }) => base !== undefined) ? 52 : 0);
  const scale = scaleOf(chart);
  const x = (value: number): number => left + ((value - scale.min) / (scale.max - scale.min)) * (width - left - right);
  const bottom = rows.length * each;
  return (
    <svg width={width} height={bottom + foot} role="img" aria-label={`${name}. ${description}`}>
      {ticksOf(scale).map((tick) => <line className={tick === 0 ? 'axis' : 'grid'} key={tick} x1={x(tick)} x2={x(tick)} y1="0" y2={bottom} />)}
      {ticksOf(scale).filter((_, index, all) => !isNarrow || index % Math.ceil(all.length / 4) === 0).map((tick) => <text key={tick} x={x(tick)} y={bottom + 16} textAnchor={x(tick) < 24 ? 'start' : x(tick) > width - 24 ? 'end' : 'middle'}>{formatValue(tick)}</text>)}
      {rows.map((row, index) => <Row key={row.label} row={row} kind={chart.kind} x={x} y={index * each + (isNarrow ? 32 : each / 2)} width={width} isNarrow={isNarrow} />)}
    </svg>
  );
}

function Row({ row: { label, value, low, high, note, base, isHollow }, kind, x, y, width, isNarrow }: { row: DrawnRow; kind: Rows['kind']; x: (value: number) => number; y: number; width: number; isNarrow: boolean }): ReactNode {
  const words = isNarrow ? y - 16 : y + 4.5;
  return (
    <g>
      <text className="lab" x="0" y={words}>{label}</text>
      {kind === 'bars' ? <rect className="bar" x={x(0)} y={y - 6} width={Math.max(1, x(value) - x(0))} height="12" />
        : <><line className={`iv${isHollow ? ' dashed' : ''}`} x1={x(low ?? value)} x2={x(high ?? value)} y1={y} y2={y} /><circle className={`pt${isHollow ? ' hollow' : ''}`} cx={x(value)} cy={y} r="4.5" /></>}
      <text className="lab" x={width - (base === undefined ? 0 : 48)} y={words} textAnchor="end">{note}</text>
      {base === undefined ? null : <text x={width} y={words} textAnchor="end">{base}</text>}
    </g>
  );
}

function Table({ chart: { rows, name, formatValue } }: { chart: Rows }): ReactNode {
  const { say } = useVoice();
  const isInterval = rows.some(({ low }) => typeof low === 'number');
  return (
    <table className="tbl led">
      <caption className="sr">{name}</caption>
      <thead><tr><th scope="col">{say('reports.chartOf')}</th><th scope="col" className="end">{say('reports.chartValue')}</th>{isInterval ? <th scope="col" className="end">{say('reports.chartInterval')}</th> : null}</tr></thead>
      <tbody>{rows.map(({ label, note, low, high }) => (
        <tr key={label}><th scope="row">{label}</th><td className="end">{note}</td>{isInterval ? <td className="end">{typeof low === 'number' && typeof high === 'number' ? say('reports.interval', { low: formatValue(low), high: formatValue(high) }) : ''}</td> : null}</tr>
      ))}</tbody>
    </table>
  );
}
