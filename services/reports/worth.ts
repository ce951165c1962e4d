// What it was worth: the social return on both bases with its range and its weakest grade, what it rests on, and the impact score.
// It knows that a ratio without its basis says nothing; it refuses to show one side alone where both can be told.
import type { Fact } from './facts.ts';
import { figures, mark, prose, type DraftParagraph, type Pen } from './pen.ts';
import type { Sentence } from './template.ts';

export interface Returns { leading: Fact | undefined; other: Fact | undefined; missing: Fact[] }

const outcomeNames = ['integration', 'language', 'job_readiness', 'confidence'];
const costNames = ['costs_cash', 'costs_in_kind', 'costs_management'];

export function worth(pen: Pen): DraftParagraph[] {
  return [...prose(returns(pen)), ...prose(restsOn(pen)), ...prose(impactScore(pen))];
}

/** The basis that the company leads with, where it has a figure; else the other one leads. */
export function returnsOf(pen: Pen): Returns {
  const both = ['sroi_company', 'sroi'].flatMap((metric) => pen.now(metric) ?? []).toSorted((one, other) => Number(other.leads) - Number(one.leads));
  const [leading, other] = both.filter(({ formatted }) => formatted !== null);
  return { leading, other, missing: both.filter(({ formatted }) => formatted === null) };
}

export function gradeValues(pen: Pen, { metric, grade }: Fact): { basis: string; grade: string; color: string } {
  return { basis: metric === 'sroi_company' ? 'company' : 'society', grade: grade ?? 'red', color: pen.word(`grade.${grade ?? 'red'}`) };
}

function returns(pen: Pen): Sentence[] {
  const { leading, other, missing } = returnsOf(pen);
  const [first] = missing;
  if (!leading) return first ? [pen.say('worth.none', { names: pen.names(missing), reason: pen.reason(first) })] : [];
  const before = pen.before(leading.metric);
  const valued = (fact: Fact): Parameters<Pen['say']>[1] => ({ ...figures(fact), ...gradeValues(pen, fact) });
  return [
    pen.say('worth.both', valued(leading)), ...(before ? [pen.say('worth.before', figures(leading, before))] : []), ...(other ? [pen.say('worth.other', valued(other))] : first ? [pen.say('worth.noOther', { name: mark(first, 'name'), reason: pen.reason(first) })] : []),
    pen.say('worth.grade', valued(leading)),
  ];
}

/** People counted by outcome, and what was put in: each a figure with a walk of its own. */
function restsOn(pen: Pen): Sentence[] {
  const { leading } = returnsOf(pen);
  if (!leading) return [];
  const counted = outcomeNames.flatMap((outcome): string[] => {
    const [up, down] = [pen.measured(`improved_${outcome}`), pen.measured(`declined_${outcome}`)];
    if (!up) return [];
    const values = { outcome: pen.word(`outcome.${outcome}`), up: mark(up) };
    return [down ? pen.word('item.outcome', { ...values, down: mark(down) }) : pen.word('item.outcomeUp', values)];
  });
  const costs = costNames.flatMap((name): string[] => {
    const found = pen.measured(name);
    return found?.value ? [pen.word(`item.${name}`, figures(found))] : [];
  });
  const went = [...hoursIn(pen), ...costs];
  return [
    ...(counted.length > 0 ? [pen.say('worth.people', { ...figures(leading), list: pen.list(counted) })] : []),
    ...(went.length > 0 ? [pen.say('worth.costs', { list: pen.list(went) })] : []),
  ];
}

/** Paid hours are some of the hours: side by side they would read like a sum. */
function hoursIn(pen: Pen): string[] {
  const [hours, paid] = [pen.measured('volunteer_hours'), pen.measured('paid_hours')];
  if (!hours?.value) return [];
  return [paid?.value ? pen.word('item.hoursPaid', { ...figures(hours), paid: mark(paid) }) : pen.word('item.hours', figures(hours))];
}

function impactScore(pen: Pen): Sentence[] {
  const [score, before] = [pen.measured('vis'), pen.before('vis')];
  if (!score || score.formattedLow === null) return [];
  const band = score.band === null ? [] : [pen.say('worth.band', { ...figures(score), band: pen.word(`band.${score.band}`) })];
  return [pen.say('worth.vis', figures(score)), ...band, ...(before ? [pen.say('worth.visBefore', figures(score, before))] : []), pen.connect('worth.internal')];
}
