// Writes a report from its facts: real sentences, deterministic under a seed, every figure a placeholder and never a digit.
// It knows what is worth saying and in which order; it refuses to know where facts come from, and its output is judged like anyone's.
import type { Language, Metric } from '../../channels/vocabulary.ts';
import { parsePeriod } from '../kernel/period.ts';
import { isReportKey, phrasingsOf, sayInReport, type ReportKey, type SentenceValues } from '../kernel/locales/report.ts';
import { activeProgrammes, type Fact, type Snippet } from './facts.ts';
import { nameOf, type Sentence } from './template.ts';

export const composerVersion = '1.0';
export type SectionKey = 'brief' | 'reach' | 'quality' | 'voices' | 'limits';
export interface Draft { key: SectionKey; paragraphs: { kind: 'prose' | 'quote' | 'note'; sentences: Sentence[]; note?: ReportKey }[] }
export interface Brief { facts: readonly Fact[]; snippets: readonly Snippet[]; period: string; previous: string; programme: string; language: Language; seed: number }

/** All sections. `turn` moves every sentence to its next phrasing: the second try after the gate refused the first. */
export function compose(brief: Brief, turn = 0): Draft[] {
  const pen = new Pen(brief, turn);
  return [
    { key: 'brief', paragraphs: prose([...largestChange(pen), ...volume(pen)]) },
    { key: 'reach', paragraphs: [...prose(people(pen)), ...prose(hours(pen)), ...prose(programmes(pen))] },
    { key: 'quality', paragraphs: [...prose(mean(pen, 'rating_mean', 'rating')), ...prose(completion(pen)), ...prose(mean(pen, 'confidence', 'confidence'))] },
    { key: 'voices', paragraphs: voices(pen) },
    { key: 'limits', paragraphs: [...prose(missing(pen)), ...prose(limits(pen))] },
  ];
}

class Pen {
  readonly brief: Brief;
  readonly #turn: number;

  constructor(brief: Brief, turn: number) {
    this.brief = brief;
    this.#turn = turn;
  }

  now(metric: Metric): Fact | undefined {
    return this.#find(metric, this.brief.period, this.brief.programme);
  }

  before(metric: Metric): Fact | undefined {
    const found = this.#find(metric, this.brief.previous, this.brief.programme);
    return found && found.value !== null && (found.value > 0 || (found.n ?? 0) > 0) ? found : undefined;
  }

  of(metric: Metric, programme: string): Fact | undefined {
    return this.#find(metric, this.brief.period, programme);
  }

  /** A claim in one of its phrasings, chosen by seed and key alone, so that a paragraph does not change with its neighbours. */
  say(key: string, values: SentenceValues): Sentence {
    return { template: this.#write(key, values), connects: false };
  }

  connect(key: string, values: SentenceValues = {}): Sentence {
    return { template: this.#write(key, values), connects: true };
  }

  reason(fact: Fact): string {
    const key = `reason.${fact.reason ?? 'other'}`;
    return sayInReport(this.brief.language, isReportKey(key) ? key : 'reason.other');
  }

  #write(key: string, values: SentenceValues): string {
    const phrasings = phrasingsOf(key);
    const chosen = phrasings[(mix(this.brief.seed, key) + this.#turn) % phrasings.length];
    if (!chosen) throw new Error(`no phrasing of ${key}`);
    const text = sayInReport(this.brief.language, chosen, { grain: parsePeriod(this.brief.period)?.grain ?? 'quarter', ...values });
    // A sentence opens with a capital unless a figure opens it.
    return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
  }

  #find(metric: Metric, period: string, programme: string): Fact | undefined {
    return this.brief.facts.find((fact) => fact.metric === metric && fact.period === period && fact.programme === programme);
  }
}

function prose(sentences: readonly Sentence[]): Draft['paragraphs'] {
  return sentences.length === 0 ? [] : [{ kind: 'prose', sentences: [...sentences] }];
}

const leading: readonly Metric[] = ['volunteer_hours', 'participants', 'sessions_completed', 'volunteers', 'completion_rate', 'rating_mean', 'confidence'];

/** The change that weighs most: relative for counts, and for means and rates only where the interval excludes the old figure. */
function largestChange(pen: Pen): Sentence[] {
  let best: { now: Fact; before: Fact; size: number } | undefined;
  for (const metric of leading) {
    const [now, before] = [pen.now(metric), pen.before(metric)];
    if (!now || !before || now.value === null || before.value === null || !before.value) continue;
    const isClear = now.low === null || now.high === null ? true : before.value < now.low || before.value > now.high;
    const size = isClear && now.formatted !== before.formatted ? Math.abs(now.value - before.value) / before.value : 0;
    if (!best || size > best.size) best = { now, before, size };
  }
  if (!best) return [pen.connect('brief.first')];
  const { now, before, size } = best;
  const way = size < 0.02 ? 'steady' : (now.value ?? 0) > (before.value ?? 0) ? 'up' : 'down';
  return [pen.say(`brief.${way}`, { name: nameOf(now, pen.brief.language), value: mark(now), previous: mark(before) })];
}

function volume(pen: Pen): Sentence[] {
  const figures = amounts(pen);
  const time = pen.now('volunteer_hours');
  return figures && time?.value !== null && time ? [pen.say('brief.volume', { ...figures, hours: mark(time) })] : [];
}

function people(pen: Pen): Sentence[] {
  const figures = amounts(pen);
  if (!figures) return [];
  const before = pen.before('participants');
  return [before ? pen.say('reach.people', { ...figures, previous: mark(before) }) : pen.say('reach.peopleFirst', figures), pen.say('reach.helpers', figures)];
}

function hours(pen: Pen): Sentence[] {
  const [now, before] = [pen.now('volunteer_hours'), pen.before('volunteer_hours')];
  if (!now || now.value === null) return [];
  const way = !before ? 'First' : now.formatted === before.formatted ? 'Same' : now.value > (before.value ?? 0) ? 'Up' : 'Down';
  const told = pen.say(`reach.hours${way}`, { hours: mark(now), ...(before ? { previous: mark(before) } : {}) });
  return now.state === 'provisional' ? [told, pen.say('reach.hoursProvisional', { name: named(now) })] : [told];
}

/** One sentence a programme, where there is more than one to tell apart. */
function programmes(pen: Pen): Sentence[] {
  const active = pen.brief.programme === 'all' ? activeProgrammes(pen.brief.facts, pen.brief.period) : [];
  if (active.length < 2) return [];
  return active.flatMap((programme) => {
    const figures = amounts(pen, programme);
    const key = `programme.${programme}`;
    return figures && isReportKey(key) ? [pen.say('reach.programme', { ...figures, programme: sayInReport(pen.brief.language, key) })] : [];
  });
}

function amounts(pen: Pen, programme = pen.brief.programme): SentenceValues | undefined {
  const [participants, volunteers, sessions] = [pen.of('participants', programme), pen.of('volunteers', programme), pen.of('sessions_completed', programme)];
  if (!participants || !volunteers || !sessions || participants.value === null || volunteers.value === null || sessions.value === null) return undefined;
  // The amounts choose the form of the noun; what is written are the placeholders.
  return {
    participants: mark(participants), volunteers: mark(volunteers), sessions: mark(sessions), people: participants.value, helpers: volunteers.value, count: sessions.value,
  };
}

function mean(pen: Pen, metric: Metric, key: string): Sentence[] {
  const now = pen.now(metric);
  if (!now || now.value === null) return [];
  const values = { value: mark(now), n: mark(now, 'n'), count: now.n ?? 0, low: mark(now, 'low'), high: mark(now, 'high') };
  const told = [pen.say(now.low === null ? `quality.${key}Bare` : `quality.${key}`, values), ...verdict(pen, now)];
  return now.state === 'provisional' ? [...told, pen.say('quality.confidenceProvisional', { name: named(now) })] : told;
}

function completion(pen: Pen): Sentence[] {
  const now = pen.now('completion_rate');
  if (!now || now.value === null || now.low === null) return [];
  return [pen.say('quality.completion', { value: mark(now), n: mark(now, 'n'), count: now.n ?? 0, low: mark(now, 'low'), high: mark(now, 'high') }), ...verdict(pen, now)];
}

function verdict(pen: Pen, now: Fact): Sentence[] {
  const before = pen.before(now.metric);
  if (!before || before.value === null || now.low === null || now.high === null) return [];
  const way = now.low > before.value ? 'higher' : now.high < before.value ? 'lower' : 'unclear';
  return [pen.say(`quality.${way}`, { previous: mark(before) })];
}

function voices(pen: Pen): Draft['paragraphs'] {
  const score = pen.now('confidence');
  const { snippets } = pen.brief;
  if (!score || score.value === null || snippets.length === 0) return [{ kind: 'note', sentences: [], note: 'note.noQuotes' }];
  const intro = pen.say('voices.intro', { value: mark(score), n: mark(score, 'n'), count: score.n ?? 0 });
  return [{ kind: 'prose', sentences: [intro] }, ...snippets.map(({ ref }): Draft['paragraphs'][number] => ({ kind: 'quote', sentences: [{ template: `{quote:${ref}}`, connects: false }] }))];
}

function missing(pen: Pen): Sentence[] {
  const own = pen.brief.facts.filter((fact) => fact.period === pen.brief.period && fact.programme === pen.brief.programme);
  const without = own.filter((fact) => fact.value === null);
  const [first, last] = [own[0], own.at(-1)];
  if (without.length === 0) return first && last ? [pen.say('limits.complete', { first: named(first), last: named(last) })] : [];
  return without.map((fact) => pen.say('limits.missing', { name: named(fact), Name: mark(fact, 'Name'), reason: pen.reason(fact) }));
}

function limits(pen: Pen): Sentence[] {
  const time = pen.now('volunteer_hours');
  return time ? [pen.say('limits.hours', { name: named(time), Name: mark(time, 'Name') }), pen.connect('limits.cause')] : [];
}

function mark(fact: Fact, aspect?: 'low' | 'high' | 'n' | 'name' | 'Name'): string {
  return aspect === undefined ? `{fact:${fact.id}}` : `{fact:${fact.id}:${aspect}}`;
}

function named(fact: Fact): string {
  return mark(fact, 'name');
}

/** A small mixing of seed and key (FNV-1a): the same on every machine. */
function mix(seed: number, key: string): number {
  let state = 2_166_136_261 ^ seed;
  for (const char of key) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return state >>> 3;
}
