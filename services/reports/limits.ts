// What is missing, with its reason; what is provisional; what no figure holds; and how it was counted.
// It knows reasons and methods; it refuses to leave a gap unnamed.
import { changesOf } from './change.ts';
import type { Fact } from './facts.ts';
import { figures, mark, prose, type DraftParagraph, type Pen } from './pen.ts';
import { returnsOf } from './worth.ts';
import type { Sentence } from './template.ts';

export function limits(pen: Pen): DraftParagraph[] {
  return [...prose(missing(pen)), ...prose(provisional(pen)), ...prose(notCounted(pen))];
}

export function method(pen: Pen): DraftParagraph[] {
  const [people, sessions, score] = [pen.now('participants'), pen.now('sessions_completed'), ['confidence', 'belonging', 'well_being'].flatMap((metric) => pen.measured(metric) ?? [])[0]];
  const counted = people && sessions ? [pen.say('method.counts', { ...figures(people), other: mark(sessions, 'name') })] : [];
  const spread = ['completion_rate', 'rating_mean'].flatMap((metric) => pen.measured(metric) ?? []).find(({ formattedLow }) => formattedLow !== null);
  const [change] = changesOf(pen);
  const read = [...(score ? [pen.say('method.scores', figures(score))] : []), ...(change ? [pen.say('method.changes', figures(change))] : [])];
  const { leading } = returnsOf(pen);
  const valued = leading ? [pen.say('method.sroi', figures(leading))] : [];
  return [...prose([...counted, ...(spread ? [pen.say('method.interval', figures(spread))] : [])]), ...prose([...read, ...valued, ...(read.length + valued.length > 0 ? [pen.connect('method.few')] : [])])];
}

/** One sentence a reason. What the worth of it lacks is told where it is valued. */
function missing(pen: Pen): Sentence[] {
  const own = ownFacts(pen);
  const without = own.filter((fact) => fact.formatted === null && !fact.metric.startsWith('sroi'));
  const [first, last] = [own[0], own.at(-1)];
  if (without.length === 0) return first && last && own.every(({ formatted }) => formatted !== null) ? [pen.say('limits.complete', { first: mark(first, 'name'), last: mark(last, 'name') })] : [];
  return byReason(pen, without).map(({ reason, facts }, place) => pen.say('limits.missing', { names: pen.names(facts), reason }, place));
}

function provisional(pen: Pen): Sentence[] {
  const found = ownFacts(pen).filter(({ state, formatted }) => state === 'provisional' && formatted !== null);
  return byReason(pen, found).map(({ reason, facts }, place) => pen.say('limits.provisional', { names: pen.names(facts), reason }, place));
}

function notCounted(pen: Pen): Sentence[] {
  const [time, score] = [pen.now('volunteer_hours'), ['confidence', 'belonging', 'well_being'].flatMap((metric) => pen.measured(metric) ?? [])[0]];
  const told = [...(time ? [pen.say('limits.hours', figures(time))] : []), ...(score ? [pen.say('limits.writers', figures(score))] : [])];
  return told.length > 0 ? [...told, pen.connect('limits.cause')] : [];
}

function ownFacts({ brief: { facts, period, programme } }: Pen): Fact[] {
  return facts.filter((fact) => fact.period === period && fact.programme === programme);
}

function byReason(pen: Pen, facts: readonly Fact[]): { reason: string; facts: Fact[] }[] {
  return [...Map.groupBy(facts, (fact) => pen.reason(fact))].map(([reason, found]) => ({ reason, facts: found }));
}
