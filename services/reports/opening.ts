// How a report opens: the largest change first, then what moved against it, how much was done, what it was worth, and that something is missing.
// It knows which change weighs most; it refuses to call a change what its interval leaves open.
import { dimensions } from '../../channels/vocabulary.ts';
import { clearChanges, dimensionWord, verdictOf } from './change.ts';
import type { Fact } from './facts.ts';
import { amounts } from './deeds.ts';
import { amountOf, figures, mark, prose, type DraftParagraph, type Pen } from './pen.ts';
import type { Sentence } from './template.ts';
import { gradeValues, returnsOf } from './worth.ts';

interface Move { now: Fact; before: Fact; size: number; isUp: boolean }

const counts = ['volunteer_hours', 'participants', 'sessions_completed', 'volunteers', 'courses_completed', 'credentials', 'placements', 'checkins'];
const means = ['completion_rate', 'participation_rate', 'rating_mean', ...dimensions];
/** Below this a rise by a third is a handful of people. */
const fewestToCompare = 12;
/** A report does not open with what so few people carry, however far they moved. */
const fewestToOpen = 20;
const stillBelow = 0.02;
const againstFrom = 0.05;

export function opening(pen: Pen): DraftParagraph[] {
  if (pen.brief.programme === '') return parts(pen);
  const moves = [...counts, ...means].flatMap((metric) => moveOf(pen, metric)).toSorted((one, other) => other.size - one.size);
  const [first] = moves;
  const outcome = outcomeMove(pen);
  const leads = outcome && outcome.size > (first?.size ?? 0) ? outcome : first && { ...first, sentence: leadOf(pen, first) };
  const opens = leads?.sentence ?? pen.connect('brief.first');
  const counter = leads && leads.size >= stillBelow ? moves.find(({ isUp, size }) => isUp !== leads.isUp && size >= againstFrom) : undefined;
  return [...prose([opens, ...(counter ? [against(pen, counter)] : []), ...volume(pen)]), ...prose([...worthIn(pen), ...missingIn(pen)])];
}

/** Of several programmes there is no whole: the report says which they are and tells each apart. */
function parts(pen: Pen): DraftParagraph[] {
  const told = pen.brief.programmes.flatMap((programme) => {
    const people = pen.measured('participants', programme);
    return people ? [pen.word('item.part', { programme: pen.word(`programme.${programme}`), participants: mark(people), people: people.value ?? 0 })] : [];
  });
  return told.length === 0 ? [] : prose([pen.say('brief.parts', { list: pen.list(told) })]);
}

/** The change clear of chance that weighs most: relative for counts; for means only where the intervals lie apart. */
function moveOf(pen: Pen, metric: string): Move[] {
  const [now, before] = [pen.measured(metric), pen.before(metric)];
  if (!now || !before || now.value === null || before.value === null || before.value <= 0) return [];
  if (counts.includes(metric) ? Math.max(now.value, before.value) < fewestToCompare : Math.min(now.n ?? 0, before.n ?? 0) < fewestToOpen) return [];
  const isClear = now.formatted !== before.formatted && verdictOf(now, before) !== 'unclear';
  return [{ now, before, size: isClear ? Math.abs(now.value - before.value) / before.value : 0, isUp: now.value > before.value }];
}

/** What changed in people, weighed on the mean score that it changed. */
function outcomeMove(pen: Pen): { size: number; isUp: boolean; sentence: Sentence } | undefined {
  const found = clearChanges(pen).filter(({ n }) => (n ?? 0) >= fewestToOpen).map((change) => ({ change, size: Math.abs(change.value ?? 0) / Math.max(pen.measured(change.metric.replace('_change', ''))?.value ?? 1, 0.1) }))
    .toSorted((one, other) => other.size - one.size)[0];
  if (!found) return undefined;
  const { change, size } = found;
  const isUp = (change.value ?? 0) > 0;
  return { size, isUp, sentence: pen.say(isUp ? 'brief.outcomeUp' : 'brief.outcomeDown', { ...figures(change), dimension: dimensionWord(pen, change) }) };
}

function leadOf(pen: Pen, { now, before, size, isUp }: Move): Sentence {
  return pen.say(size < stillBelow ? 'brief.steady' : isUp ? 'brief.up' : 'brief.down', figures(now, before));
}

function against(pen: Pen, { now, before, isUp }: Move): Sentence {
  return pen.say(isUp ? 'brief.againstUp' : 'brief.againstDown', figures(now, before));
}

function volume(pen: Pen): Sentence[] {
  const [found, time, people] = [amounts(pen, pen.brief.programme), pen.measured('volunteer_hours'), pen.measured('participants')];
  if (found && time) return [pen.say('brief.volume', { ...found, hours: mark(time), amount: amountOf(time) })];
  return people ? [pen.say('brief.people', { participants: mark(people), people: people.value ?? 0 })] : [];
}

function worthIn(pen: Pen): Sentence[] {
  const { leading, other, missing } = returnsOf(pen);
  if (leading && other) return [pen.say('brief.worth', { ...figures(leading), ...gradeValues(pen, leading), grade: gradeValues(pen, leading).color, w: mark(other) })];
  if (leading) return [pen.say('brief.worthOnly', { ...figures(leading), ...gradeValues(pen, leading), grade: gradeValues(pen, leading).color })];
  return missing[0] ? [pen.say('brief.noWorth', { name: mark(missing[0], 'name'), reason: pen.reason(missing[0]) })] : [];
}

function missingIn(pen: Pen): Sentence[] {
  const { facts, period, programme } = pen.brief;
  const missing = facts.find((fact) => fact.formatted === null && fact.period === period && fact.programme === programme && !fact.metric.startsWith('sroi'));
  return missing ? [pen.say('brief.missing', { name: mark(missing, 'name') })] : [];
}
