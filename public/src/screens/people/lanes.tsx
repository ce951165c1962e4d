// What one person did, on one axis of time: sessions as bars, what lasts as lines, the rest as dots, and scores that can be compared below them.
// The table under it says the same in words.
import type { ReactNode } from 'react';
import { useWidth } from '../../parts/trend-chart.tsx';
import type { Enrolment, PersonRow } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { axisOf, happeningsOf, type Axis, type Mark, type ScoreMark } from './lanes.ts';

const laneTall = 42;
const scoreTall = 52;
const foot = 26;
const right = 36;
/** Narrower, a lane's name stands above it. */
const besideFrom = 560;

export function Lanes({ rows, enrolments, isAll }: { rows: readonly PersonRow[]; enrolments: readonly Enrolment[]; isAll: boolean }): ReactNode {
  const { say, count, date } = useVoice();
  const axis = axisOf(rows, new Date().toISOString().slice(0, 10));
  if (!axis) return null;
  const sessions = rows.filter(({ measure, status }) => measure === 'session' && status === 'completed').length;
  const texts = happeningsOf(rows).filter(({ scores }) => scores.length > 0).length;
  const days = rows.map((row) => row.date).sort();
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('lanes.title', { sessions, shownSessions: count(sessions), texts, shownTexts: count(texts) })}</h2><p>{say('lanes.how')}</p></div></div>
      <Drawing axis={axis} enrolments={enrolments} name={say('lanes.name', { from: date(days[0] ?? '', 'day'), to: date(days.at(-1) ?? '', 'day') })} />
      {axis.scores.length > 0 ? <p className="foot">{say('lanes.scoresHow')}</p> : null}
      {isAll ? null : <p className="foot">{say('lanes.latest', { count: count(rows.length) })}</p>}
    </section>
  );
}

function Drawing({ axis: { months, lanes, scores }, enrolments, name }: { axis: Axis; enrolments: readonly Enrolment[]; name: string }): ReactNode {
  const { say, period, figure } = useVoice();
  const told = useCounts(enrolments);
  const [frame, width] = useWidth();
  const isBeside = width >= besideFrom;
  const [left, above] = isBeside ? [168, 0] : [0, 20];
  const x = (at: number): number => left + 4 + at * (width - left - right - 4);
  const scoresFrom = lanes.length * (laneTall + above);
  const tall = scoresFrom + scores.length * (scoreTall + above) + foot;
  const label = (top: number, words: string, more: string): ReactNode => (isBeside
    ? <><text className="name" x="0" y={top + (more ? 17 : 25)}>{words}</text>{more ? <text x="0" y={top + 33}>{more}</text> : null}</>
    : <text x="0" y={top + 14}><tspan className="name">{words}</tspan>{more ? ` · ${more}` : ''}</text>);
  const every = Math.ceil(months.length / (isBeside ? 7 : 4));
  return (
    <div className="lanes" ref={frame} dir="ltr">
      {width === 0 ? null : (
        <svg width={width} height={tall} role="img" aria-label={name}>
          {months.map(({ day, at }, index) => (index % every !== 0 ? null : (
            <g key={day}>
              <line className="grid" x1={x(at)} x2={x(at)} y1={above} y2={tall - foot} />
              {index === months.length - 1 ? null : <text x={x(at)} y={tall - 6}>{period(day.slice(0, 7), 'short')}</text>}
            </g>
          )))}
          {lanes.map(({ stage, marks }, index) => {
            const top = index * (laneTall + above);
            return (
              <g key={stage} data-lane={stage}>
                {label(top, say('people.stageName', { stage }), marks.length === 0 ? say('person.notYet') : told(stage))}
                {marks.map((mark) => <Drawn key={`${mark.id} ${mark.kind}`} mark={mark} x={x} y={top + above + laneTall / 2} />)}
              </g>
            );
          })}
          {scores.map(({ dimension, points }, index) => (
            <g key={dimension} data-scores={dimension}>
              {index === 0 ? <line className="grid" x1="0" x2={width} y1={scoresFrom} y2={scoresFrom} /> : null}
              {label(scoresFrom + index * (scoreTall + above), say(`dimension.${dimension}`), '')}
              <Course points={points} x={x} top={scoresFrom + index * (scoreTall + above) + above} figure={(value) => figure(value, 'score')} />
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

/** How many rows of a programme count, in words. */
function useCounts(enrolments: readonly Enrolment[]): (programme: string) => string {
  const { say, count, has } = useVoice();
  return (programme) => Object.entries(enrolments.find((one) => one.programme === programme)?.counts ?? {}).flatMap(([measure, number]) => {
    const key = `measure.${measure}`;
    return has(key) ? [say(key, { count: number, shown: count(number) })] : [];
  }).slice(0, 1).join('');
}

function Drawn({ mark: { kind, at, to, isHollow }, x, y }: { mark: Mark; x: (at: number) => number; y: number }): ReactNode {
  if (kind === 'span') return <><line className="ln thin" x1={x(at)} x2={Math.max(x(to), x(at) + 3)} y1={y} y2={y} /><circle className="pt" cx={x(at)} cy={y} r="4" /></>;
  if (kind === 'dot') return <circle className="pt" cx={x(at)} cy={y} r="4" />;
  return <rect className={isHollow ? 'pt hollow' : 'pt'} x={x(at) - 2} y={y - 7} width="4" height="14" />;
}

/** From 0 to 1 over the lane; the first and the last are written. */
function Course({ points, x, top, figure }: { points: readonly ScoreMark[]; x: (at: number) => number; top: number; figure: (value: number) => string }): ReactNode {
  const y = (value: number): number => top + scoreTall - 8 - value * (scoreTall - 28);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <>
      <polyline className="ln thin" points={points.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')} />
      {points.map(({ id, at, value }) => <circle className="pt" key={id} cx={x(at)} cy={y(value)} r="3.5" />)}
      {[first, last].map((point, index) => (point ? <text className="lab" key={index} x={x(point.at)} y={y(point.value) - 9} textAnchor={index === 0 ? 'start' : 'middle'}>{figure(point.value)}</text> : null))}
    </>
  );
}
