// One person's rows on one axis of time: a lane for each programme, and one for each dimension that was scored twice or more. Pure:
// places are shares of the axis, from 0 to 1; the drawing knows pixels.
import { dimensions, journeyStages, type Dimension, type JourneyStage } from '../../../../channels/vocabulary.ts';
import type { PersonRow } from '../../shell/interface.ts';

/** A bar is a session, hollow when it was not held; a span lasts; everything else is a dot. */
export interface Mark { id: string; kind: 'bar' | 'dot' | 'span'; at: number; to: number; isHollow: boolean }
export interface ScoreMark { id: string; at: number; value: number }
export interface Axis { /** First of month, `YYYY-MM-DD`. */ months: { day: string; at: number }[]; lanes: { stage: JourneyStage; marks: Mark[] }[]; scores: { dimension: Dimension; points: ScoreMark[] }[] }

const dayMs = 86_400_000;
const fewestScores = 2;

/** Undefined when nothing happened on a day. `rows` in any order; what has not ended lasts until `today`. */
export function axisOf(rows: readonly PersonRow[], today: string): Axis | undefined {
  const days = rows.flatMap(({ date, toDate }) => [date, toDate ?? date]).sort();
  const [first] = days;
  if (first === undefined) return undefined;
  const last = rows.some(({ measure, toDate }) => measure === 'match' && toDate === null) && (days.at(-1) ?? first) < today ? today : days.at(-1) ?? first;
  const from = Date.parse(`${first.slice(0, 7)}-01`);
  const months = monthsUntil(first, last);
  const end = Date.parse(months.at(-1) ?? first);
  const at = (day: string): number => (Date.parse(day) - from) / Math.max(dayMs, end - from);
  const markOf = ({ id, measure, date, toDate, status }: PersonRow): Mark => {
    const kind = measure === 'session' ? 'bar' : measure === 'match' ? 'span' : 'dot';
    return { id, kind, at: at(date), to: kind === 'span' ? at(toDate ?? last) : at(date), isHollow: kind === 'bar' && status !== 'completed' };
  };
  const byStage = Map.groupBy(rows.filter(({ measure }) => measure !== 'score'), stageOf);
  const byDimension = Map.groupBy(rows.filter(({ value }) => value !== null), ({ dimension }) => dimension);
  return {
    months: months.map((day) => ({ day, at: at(day) })),
    lanes: journeyStages.map((stage) => ({ stage, marks: (byStage.get(stage) ?? []).map(markOf) })),
    scores: dimensions.flatMap((dimension) => {
      const points = (byDimension.get(dimension) ?? []).map(({ id, date, value }) => ({ id, at: at(date), value: value ?? 0 })).sort((a, b) => a.at - b.at);
      return points.length < fewestScores ? [] : [{ dimension, points }];
    }),
  };
}

/** First days of the months from one day on, and of the one after the other day's. */
function monthsUntil(first: string, last: string): string[] {
  const found: string[] = [];
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  for (;;) {
    const day = `${year}-${String(month).padStart(2, '0')}-01`;
    found.push(day);
    if (day > last) return found;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

function stageOf({ measure, programme }: PersonRow): JourneyStage | undefined {
  return measure === 'placement' ? 'employment' : journeyStages.find((stage) => stage === programme);
}

/** What was told in one go: a row, or all scores of one text. */
export interface Happening { id: string; row: PersonRow; scores: { dimension: Dimension; value: number }[] }

/** Scores of one text are one happening. Keeps the order. */
export function happeningsOf(rows: readonly PersonRow[]): Happening[] {
  const found: Happening[] = [];
  const texts = new Map<string, Happening>();
  for (const row of rows) {
    if (row.dimension === null || row.value === null) {
      found.push({ id: row.id, row, scores: [] });
      continue;
    }
    const text = [row.date, row.importId, row.line, row.webhookId].join(' ');
    let happening = texts.get(text);
    if (!happening) {
      texts.set(text, happening = { id: row.id, row, scores: [] });
      found.push(happening);
    }
    happening.scores.push({ dimension: row.dimension, value: row.value });
  }
  return found;
}
