// The hand that writes: finds facts, picks a phrasing under the seed, and puts placeholders where figures belong.
// It knows the catalogue and how a claim differs from a joining sentence; it refuses to know what is worth saying.
import { dimensions, type Language } from '../../channels/vocabulary.ts';
import { parsePeriod } from '../kernel/period.ts';
import { localeOf } from '../kernel/locales/languages.ts';
import { isReportKey, phrasingsOf, sayInReport, type ReportKey, type SentenceValues } from '../kernel/locales/report.ts';
import type { Fact, Snippet } from './facts.ts';
import type { Sentence } from './template.ts';

export const sectionKeys = ['brief', 'reach', 'activity', 'programmes', 'learning', 'outcomes', 'voices', 'worth', 'limits', 'method'] as const;
export type SectionKey = (typeof sectionKeys)[number];
export interface DraftParagraph { kind: 'prose' | 'quote' | 'note'; sentences: Sentence[]; note?: ReportKey; noteValues?: Record<string, string> }
export interface Draft { key: SectionKey; paragraphs: DraftParagraph[] }
/** `programme` is the scope that the report is about; `programmes` are those it tells apart. */
export interface Brief {
  facts: readonly Fact[]; snippets: readonly Snippet[]; period: string; previous: string; programme: string; programmes: readonly string[]; language: Language; seed: number;
}
export type Aspect = 'low' | 'high' | 'n' | 'name' | 'Name';

export class Pen {
  readonly brief: Brief;
  readonly #turn: number;
  readonly #facts: ReadonlyMap<string, Fact>;
  readonly #usual: SentenceValues;

  constructor(brief: Brief, turn: number) {
    this.brief = brief;
    this.#turn = turn;
    this.#facts = new Map(brief.facts.map((fact) => [placeOf(fact), fact]));
    const grain = parsePeriod(brief.period)?.grain ?? 'quarter';
    const before = sayInReport(brief.language, 'before', { grain });
    this.#usual = { before, Before: opened(before), span: sayInReport(brief.language, 'span', { grain }) };
  }

  now(metric: string, programme = this.brief.programme): Fact | undefined {
    return this.#facts.get(placeOf({ metric, period: this.brief.period, programme }));
  }

  /** With a figure; most sentences need one. */
  measured(metric: string, programme?: string): Fact | undefined {
    const found = this.now(metric, programme);
    return found?.formatted === null ? undefined : found;
  }

  /** The period before, where it had rows at all: a zero of an empty period is nothing to compare with. */
  before(metric: string, programme = this.brief.programme): Fact | undefined {
    const found = this.#facts.get(placeOf({ metric, period: this.brief.previous, programme }));
    return found && found.value !== null && (found.value !== 0 || (found.n ?? 0) > 0) ? found : undefined;
  }

  /** A claim in one of its phrasings, chosen by seed and key alone, so that a paragraph does not change with its neighbours. `place` tells apart what is said several times. */
  say(key: string, values: SentenceValues, place = 0): Sentence {
    return { template: this.#write(key, values, place), connects: false };
  }

  connect(key: string): Sentence {
    return { template: this.#write(key, {}, 0), connects: true };
  }

  word(key: string, values: SentenceValues = {}): string {
    return isReportKey(key) ? sayInReport(this.brief.language, key, { ...this.#usual, ...values }) : key;
  }

  reason(fact: Fact): string {
    const key = `reason.${fact.reason ?? 'other'}`;
    return this.word(isReportKey(key) ? key : 'reason.other');
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(localeOf(this.brief.language), { type: 'conjunction' }).format(items);
  }

  /** Names of facts, each cited, as a list. */
  names(facts: readonly Fact[]): string {
    return this.list(facts.map((fact) => mark(fact, 'name')));
  }

  #write(key: string, values: SentenceValues, place: number): string {
    const phrasings = phrasingsOf(key);
    const chosen = phrasings[(mix(this.brief.seed, key) + this.#turn + place) % phrasings.length];
    if (!chosen) throw new Error(`no phrasing of ${key}`);
    // A sentence opens with a capital unless a figure opens it; a name does, too.
    return opened(this.word(chosen, values)).replace(/^\{fact:(F\d+):name\}/, '{fact:$1:Name}');
  }
}

export function prose(sentences: readonly Sentence[]): DraftParagraph[] {
  return sentences.length === 0 ? [] : [{ kind: 'prose', sentences: [...sentences] }];
}

export function mark(fact: Fact, aspect?: Aspect): string {
  return aspect === undefined ? `{fact:${fact.id}}` : `{fact:${fact.id}:${aspect}}`;
}

/**
 * What a sentence about a figure may need: the figure, its interval, its base, and what chooses the form of words: the base and the figure as
 * amounts, and the gender of its name, with which a Ukrainian verb agrees.
 */
export function figures(fact: Fact, before?: Fact): SentenceValues {
  return {
    v: mark(fact), low: mark(fact, 'low'), high: mark(fact, 'high'), n: mark(fact, 'n'), count: fact.n ?? 0, amount: amountOf(fact), form: isScore(fact) ? 'he' : 'she', name: mark(fact, 'name'), Name: mark(fact, 'Name'), ...(before ? { p: mark(before) } : {}),
  };
}

/** As exact as it is written: hours have one decimal, and a noun after a fraction takes another form than one after a whole number. */
export function amountOf({ value }: Pick<Fact, 'value'>): number {
  return Math.round((value ?? 0) * 10) / 10;
}

export function opened(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}

function isScore({ metric }: Fact): boolean {
  return metric === 'vis' || dimensions.some((dimension) => dimension === metric);
}

function placeOf({ metric, period, programme }: Pick<Fact, 'metric' | 'period' | 'programme'>): string {
  return `${metric} ${period} ${programme}`;
}

/** A small mixing of seed and key (FNV-1a): the same on every machine. */
function mix(seed: number, key: string): number {
  let state = 2_166_136_261 ^ seed;
  for (const char of key) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return state >>> 3;
}
