// A report as a document with footnotes and lineage, whatever is made of it: which figures are cited, in which order, and how each walks back.
// It knows the report's answer and lineage answers; it knows neither paper nor slides.
import type { Actions } from '../../mixins/broker/actions.ts';
import { formatDate, formatFigure, formatNumber, formatCount, figureUnitOf, formatPeriod } from '../kernel/format/figures.ts';
import { isReportKey, sayInReport } from '../kernel/locales/report.ts';

export type Report = Actions['reports.get']['returns'];
export type Fact = Report['facts'][number];
export type Paragraph = Report['sections'][number]['paragraphs'][number];
export type Lineage = Actions['impact.lineage']['returns'];

export interface Entry { id: string; fact: Fact; formula: { id: string; version: number; text: string }; inputs: { name: string; value: number; unit: string }[]; rows: number; line: { file: string; line: number } | null }
export interface Footnote { number: number; text: string; entry: string | null }
export interface Run { kind: 'text' | 'fact' | 'quote'; text: string; footnote?: number; entry?: string; lang?: string }
export interface Block { kind: Paragraph['kind']; runs: Run[] }
export interface Part { key: string; title: string; aside: string | null; blocks: Block[]; footnotes: Footnote[] }

/** Facts that the document shows: those that the text cites, in its order, then what else stands in its table. They are the entries of the appendix. */
export function shownFacts(report: Report): Fact[] {
  const byId = new Map(report.facts.map((fact) => [fact.id, fact]));
  const cited = report.sections.flatMap((section) => section.paragraphs.flatMap((paragraph) => paragraph.citations.filter(({ kind }) => kind === 'fact').map(({ id }) => id)));
  const tabled = new Set(report.facts.filter((fact) => Object.keys(tables).some((section) => isTabled(report, fact, section))).map(({ metric }) => metric));
  const inTable = report.facts.filter((fact) => fact.programme === report.programme && fact.period === report.period && tabled.has(fact.metric) && fact.formatted !== null).map(({ id }) => id);
  const drawn = report.charts.flatMap(({ rows }) => rows.flatMap(({ factId }) => factId ?? []));
  return [...new Set([...cited, ...inTable, ...drawn])].flatMap((id) => byId.get(id) ?? []).filter(({ formatted }) => formatted !== null);
}

/** Which figures stand in the table of which section. */
export const tables: Readonly<Record<string, RegExp>> = {
  activity: /^(participants|volunteers|volunteer_hours|paid_hours|participation_rate|sessions_|no_shows|completion_rate|rating_mean|matches_|checkins|courses_completed|credentials|placements)/,
  outcomes: /^(confidence|belonging|lang_level_proxy|job_readiness|well_being|lift$)/,
  worth: /^(sroi|vis$|improved_|declined_|costs_)/,
};

export function isTabled(report: Report, { metric, period, programme }: Fact, section: string): boolean {
  return period === report.period && programme === report.programme && tables[section]?.test(metric) === true && report.sections.some(({ key }) => key === section);
}

export function entryOf(index: number, fact: Fact, lineage: Lineage): Entry {
  const first = lineage.sources?.items.find((item) => item.file !== null && item.line !== null);
  return {
    id: `L${index + 1}`, fact, formula: { id: lineage.formula.id, version: lineage.formula.version, text: lineage.formula.text },
    inputs: lineage.inputs.map(({ name, value, unit }) => ({ name, value, unit })), rows: lineage.sources?.count ?? 0,
    line: first && first.file !== null && first.line !== null ? { file: first.file, line: first.line } : null,
  };
}

/** Sections with numbered footnotes: one a figure or text and section, at its first mention. `pages` says where entries stand. */
export function partsOf(report: Report, entries: readonly Entry[], pages: ReadonlyMap<string, number>): Part[] {
  const entryOfFact = new Map(entries.map((entry) => [entry.fact.id, entry]));
  const { language } = report;
  let count = 0;
  return report.sections.map((section): Part => {
    const footnotes = new Map<string, Footnote>();
    const noted = new Set<string>();
    const blocks = section.paragraphs.map((paragraph): Block => ({
      kind: paragraph.kind,
      runs: paragraph.parts.map((part): Run => {
        const text = part.text ?? '';
        const key = part.kind === 'text' ? undefined : part.id;
        if (key === undefined || (part.kind === 'fact' && isName(report, part.id, text))) return { kind: part.kind, text };
        const entry = part.kind === 'fact' ? entryOfFact.get(key) : undefined;
        if (!footnotes.has(key)) {
          count += 1;
          footnotes.set(key, { number: count, entry: entry?.id ?? null, text: part.kind === 'fact' ? factNote(entry, language, pages) : quoteNote(report, key) });
        }
        const place = `${paragraph.id} ${key}`;
        // At the figure itself rather than at its n, where both are told.
        const isItself = part.kind === 'quote' || text === entry?.fact.formatted || !paragraph.parts.some((other) => other.id === key && other.text === entry?.fact.formatted);
        const isFirst = isItself && !noted.has(place);
        if (isFirst) noted.add(place);
        const footnote = footnotes.get(key);
        return {
          kind: part.kind, text, ...(isFirst && footnote ? { footnote: footnote.number } : {}), ...(entry ? { entry: entry.id } : {}),
          ...(part.kind === 'quote' ? { lang: report.evidence.find(({ id }) => id === key)?.language ?? language } : {}),
        };
      }),
    }));
    const aside = `aside.${section.key}`;
    return { key: section.key, title: section.title, aside: isReportKey(aside) ? sayInReport(language, aside) : null, blocks, footnotes: [...footnotes.values()] };
  });
}

/** What is attached to the file and what a verification compares: all facts, and the walk of those that are cited. */
export function lineageFile(report: Report, entries: readonly Entry[], madeAt: string): Record<string, unknown> {
  return {
    format: 'corporate-cockpit/lineage', version: 1, reportId: report.id, evidenceHash: report.evidenceHash, period: report.period, language: report.language, template: report.template, madeAt,
    facts: report.facts, evidence: report.evidence.map(({ id, sha256 }) => ({ id, sha256 })),
    lineage: entries.map(({ id, fact, formula, inputs, rows, line }) => ({ entry: id, fact: fact.id, metricId: fact.metricId, revision: fact.revision, formula, inputs, sources: { count: rows }, line })),
  };
}

export function nameOf({ metric }: Pick<Fact, 'metric'>, language: Report['language']): string {
  const key = `label.${metric}`;
  return isReportKey(key) ? sayInReport(language, key) : metric;
}

/** How an entry is headed: which programme and period a figure is of. */
export function scopeOf({ programme, period }: Fact, language: Report['language']): string {
  const key = `programme.${programme}`;
  return `${isReportKey(key) ? sayInReport(language, key) : programme}, ${formatPeriod(period, language)}`;
}

/** An input as it is written; undefined for one that has no name of its own on paper. The walk on screen holds them all. */
export function inputText({ name, value, unit }: Entry['inputs'][number], language: Report['language']): string | undefined {
  const key = [`input.${name}`, `label.${name}`].find(isReportKey);
  if (key === undefined) return undefined;
  const written = unit === 'score' ? formatNumber(value, language, { most: 3 }) : Number.isInteger(value) ? formatCount(value, language) : formatFigure(value, figureUnitOf(name, unit), language);
  return `${sayInReport(language, key)} ${written}`;
}

function isName(report: Report, id: string | undefined, text: string): boolean {
  const fact = report.facts.find((found) => found.id === id);
  return fact !== undefined && ![fact.formatted, fact.formattedLow, fact.formattedHigh, fact.formattedN].includes(text);
}

function factNote(entry: Entry | undefined, language: Report['language'], pages: ReadonlyMap<string, number>): string {
  if (!entry) return '';
  const { fact } = entry;
  const say = (key: Parameters<typeof sayInReport>[1], values: Record<string, string | number> = {}): string => sayInReport(language, key, values);
  const interval = fact.formattedLow !== null && fact.formattedHigh !== null ? ` (${say('interval', { low: fact.formattedLow, high: fact.formattedHigh })})` : '';
  const base = fact.unit === 'rate' || fact.unit === 'score' ? `, ${say('note.rests', { n: fact.formattedN ?? '' })}` : '';
  return `${nameOf(fact, language)} ${fact.formatted ?? ''}${interval}${base}, ${formatPeriod(fact.period, language)}. ${say('note.entry', { entry: entry.id, page: pages.get(entry.id) ?? 0 })}`;
}

function quoteNote(report: Report, id: string): string {
  const evidence = report.evidence.find((found) => found.id === id);
  if (!evidence) return '';
  return sayInReport(report.language, 'note.quote', { date: formatDate(evidence.localDate, 'day', report.language), language: sayInReport(report.language, `language.${evidence.language}`) });
}
