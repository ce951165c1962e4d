// What a report is and how it is read: its states, its kept document, and the view a reader gets of it.
// It knows what each reader may see; it refuses to know tables and how a report comes about.
import type { Language } from '../../channels/vocabulary.ts';
import { formatPeriod } from '../kernel/format/figures.ts';
import { parsePeriod } from '../kernel/period.ts';
import { isReportKey, sayInReport, type ReportKey } from '../kernel/locales/report.ts';
import { compose } from './composer.ts';
import type { Chart, ChartRow } from './charts.ts';
import type { Evidence, Fact, Snippet } from './facts.ts';
import { judge, type Complaint, type GateError, type Scope } from './gate.ts';
import type { Brief, DraftParagraph, SectionKey } from './pen.ts';
import { readOut, type Part } from './template.ts';

export const templates = ['quarterly'] as const;
export const states = ['running', 'ready', 'failed', 'cancelled'] as const;
export const decisions = ['draft', 'pending', 'approved', 'rejected'] as const;
export const stages = ['facts', 'evidence', 'redaction', 'draft', 'citation-check', 'assemble', 'done'] as const;
export type State = (typeof states)[number];
export type Decision = (typeof decisions)[number];

export interface Paragraph extends DraftParagraph { id: string }
export interface Section { key: SectionKey; paragraphs: Paragraph[] }
/** What is kept: templates, references and figures. No word that a person said lies in it. */
export interface ReportDocument { composer: string; companyName: string; programme: string; previous: string; sections: Section[]; evidence: Evidence[]; charts: Chart[]; dropped: number }

export interface ReportRow {
  id: string; template: string; period: string; language: Language; seed: number; programmes: string[]; state: State; stage: string; decision: Decision;
  document: ReportDocument | null; facts: Fact[] | null; evidence_hash: string | null; reason: string | null; created_at: string; finished_at: string | null; decided_at: string | null;
}

export interface Citation { id: string; kind: 'fact' | 'evidence' }
export interface ParagraphView { id: string; kind: Paragraph['kind']; text: string; template: string | null; parts: Part[]; citations: Citation[] }
/** With the name that the report's language has for it. */
export interface FactView extends Fact { name: string }
/** What is drawn, why it is proposed, and its rows by name. */
export interface ChartView extends Omit<Chart, 'rows'> { title: string; reason: string; rows: (ChartRow & { label: string })[] }
export interface SectionView { key: SectionKey; title: string; density: number | null; paragraphs: ParagraphView[] }
export interface ReportView {
  id: string; template: string; period: string; language: Language; programmes: string[]; /** What it is about as a whole: all programmes, a single one, or nothing where several were chosen. */ programme: string; seed: number; state: State; stage: string; decision: Decision; reason: string | null; dropped: number;
  title: string; companyName: string; createdAt: string; finishedAt: string | null; decidedAt: string | null; evidenceHash: string | null; notice: string | null; sections: SectionView[];
  facts: FactView[]; evidence: Evidence[]; charts: ChartView[]; cost: { provider: string; usd: number };
}
export type Quotes = ReadonlyMap<string, { id: string; text: string | null }>;
export type QuoteAccess = 'open' | 'blanked';

/** Writes all sections, judging each paragraph: one that fails is written once more, then left out with a visible note. */
export function writeSections(brief: Brief, scope: Scope): { sections: Section[]; dropped: number } {
  const said = new Set<string>();
  const allowed = { facts: new Map(brief.facts.map((fact) => [fact.id, fact])), snippets: brief.snippets, language: brief.language, scope, said };
  const [drafts, second] = [compose(brief), compose(brief, 1)];
  let dropped = 0;
  const admit = (key: SectionKey, paragraph: DraftParagraph, again: DraftParagraph | undefined): DraftParagraph => {
    const errors = paragraph.kind === 'note' ? [] : judge(paragraph.sentences, allowed);
    if (errors.length === 0) return paragraph;
    if (again && judge(again.sentences, allowed).length === 0) return again;
    dropped += 1;
    return { kind: 'note', sentences: [], note: 'note.dropped', noteValues: { section: sayInReport(brief.language, `section.${key}`), problem: sayInReport(brief.language, complaintWord(errors)) } };
  };
  const sections = drafts.map(({ key, paragraphs }): Section => {
    const others = second.find((draft) => draft.key === key)?.paragraphs ?? [];
    const admitted = paragraphs.map((paragraph, index) => {
      const kept = admit(key, paragraph, others[index]);
      for (const { template } of kept.sentences) said.add(template);
      return kept;
    });
    // Two notes that say the same are one.
    const distinct = admitted.filter((paragraph, index) => paragraph.note === undefined || admitted.findIndex((other) => JSON.stringify(other) === JSON.stringify(paragraph)) === index);
    return { key, paragraphs: distinct.map((paragraph, index) => ({ id: `${key}-${index + 1}`, ...paragraph })) };
  });
  return { sections, dropped };
}

/** Whether what passed is a report at all: its opening stands, and less was left out than kept. */
export function holdsTogether({ sections, dropped }: { sections: readonly Section[]; dropped: number }): boolean {
  const kept = sections.flatMap(({ paragraphs }) => paragraphs).filter(({ kind }) => kind !== 'note');
  return sections.some(({ key, paragraphs }) => key === 'brief' && paragraphs.some(({ kind }) => kind !== 'note')) && kept.length > dropped;
}

const complaintWords: Readonly<Partial<Record<Complaint, ReportKey>>> = {
  uncited: 'complaint.uncited', no_citation: 'complaint.no_citation', number_outside_fact: 'complaint.number', quotation_altered: 'complaint.quotation', said_before: 'complaint.said_before', broken_placeholder: 'complaint.form',
  empty: 'complaint.form', too_many_connecting: 'complaint.uncited', figure_altered: 'complaint.words', unit_mismatch: 'complaint.words', metric_mismatch: 'complaint.words', direction_mismatch: 'complaint.words', period_mismatch: 'complaint.words',
};

function complaintWord([first]: readonly GateError[]): ReportKey {
  return (first && complaintWords[first.problem]) ?? 'complaint.source';
}

export function viewOf(row: ReportRow, quotes: Quotes, access: QuoteAccess): ReportView {
  const { document, language } = row;
  const facts = new Map((row.facts ?? []).map((fact) => [fact.id, fact]));
  const companyName = document?.companyName ?? '';
  return {
    id: row.id, template: row.template, period: row.period, language, programmes: row.programmes, programme: document?.programme ?? 'all', seed: row.seed, dropped: document?.dropped ?? 0, state: row.state, stage: row.stage, decision: row.decision, reason: row.reason,
    title: companyName === '' ? formatPeriod(row.period, language) : sayInReport(language, 'title', { company: companyName, period: formatPeriod(row.period, language) }), companyName, createdAt: row.created_at, finishedAt: row.finished_at,
    decidedAt: row.decided_at, evidenceHash: row.evidence_hash, notice: document ? noticeOf(row, document) : null,
    sections: (document?.sections ?? []).map((section) => sectionView(section, facts, quotes, language, access)),
    facts: (row.facts ?? []).map((fact) => ({ ...fact, name: labelOf(fact, language) })), evidence: document?.evidence ?? [], charts: (document?.charts ?? []).map((chart) => chartView(chart, row)), cost: { provider: 'local', usd: 0 },
  };
}

export function paragraphView(paragraph: Paragraph, facts: ReadonlyMap<string, Fact>, quotes: Quotes, language: Language, access: QuoteAccess): ParagraphView {
  const { id, kind } = paragraph;
  if (kind === 'note') {
    const text = paragraph.note ? sayInReport(language, paragraph.note, paragraph.noteValues) : '';
    return { id, kind, text, template: null, parts: [{ kind: 'text', text }], citations: [] };
  }
  const template = paragraph.sentences.map((sentence) => sentence.template).join(' ');
  // A quotation that is gone leaves a visible note; one that this reader may not see leaves nothing of its words.
  const gone = access === 'blanked' ? sayInReport(language, 'note.hiddenQuote') : sayInReport(language, 'note.goneQuote');
  const parts = readOut(template, facts, quotes, language).map((part) => (part.kind === 'quote' && part.text === null ? { ...part, text: gone } : { ...part, text: part.text ?? '' }));
  const citations = new Map<string, Citation>();
  for (const part of parts) {
    if (part.kind !== 'text' && part.id !== undefined) citations.set(part.id, { id: part.id, kind: part.kind === 'fact' ? 'fact' : 'evidence' });
  }
  return { id, kind, text: parts.map((part) => part.text ?? '').join(''), template, parts, citations: [...citations.values()] };
}

/** The quotations of a report by their reference; null where the text is gone. */
export function quotesOf(row: ReportRow, snippets: readonly Snippet[]): Map<string, { id: string; text: string | null }> {
  const texts = new Map(snippets.map(({ ref, text }) => [ref, text]));
  return new Map((row.document?.evidence ?? []).map(({ ref, id }) => [ref, { id, text: texts.get(ref) ?? null }]));
}

/** Evidence with its text, as far as it is still there and still the text that was quoted. */
export function stillTrue(evidence: readonly Evidence[], found: readonly { id: string; sha256: string; text: string }[]): Snippet[] {
  const texts = new Map(found.map((item) => [item.id, item]));
  return evidence.flatMap((entry) => {
    const item = texts.get(entry.id);
    return item && item.sha256 === entry.sha256 ? [{ ...entry, text: item.text }] : [];
  });
}

function sectionView({ key, paragraphs }: Section, facts: ReadonlyMap<string, Fact>, quotes: Quotes, language: Language, access: QuoteAccess): SectionView {
  const sentences = paragraphs.flatMap((paragraph) => paragraph.sentences);
  const title = `section.${key}`;
  return {
    key, title: isReportKey(title) ? sayInReport(language, title) : key,
    density: sentences.length === 0 ? null : sentences.filter(({ connects }) => !connects).length / sentences.length,
    paragraphs: paragraphs.map((paragraph) => paragraphView(paragraph, facts, quotes, language, access)),
  };
}

function chartView(chart: Chart, { language, period }: Pick<ReportRow, 'language' | 'period'>): ChartView {
  const labels = { trend: '', programmes: 'programme', changes: 'label', funnel: 'stage' }[chart.kind];
  const labelled = (key: string): string => (isReportKey(`${labels}.${key}`) ? sayInReport(language, `${labels}.${key}` as ReportKey) : key);
  const span = sayInReport(language, 'span', { grain: parsePeriod(period)?.grain ?? 'quarter' });
  return {
    ...chart, title: sayInReport(language, `chart.${chart.kind}.title`), reason: sayInReport(language, `chart.${chart.kind}.reason`, { span }), rows: chart.rows.map((row) => ({ ...row, label: labelled(row.key) })),
  };
}

function labelOf({ metric }: Fact, language: Language): string {
  const key = `label.${metric}`;
  return isReportKey(key) ? sayInReport(language, key) : metric;
}

function noticeOf(row: ReportRow, document: ReportDocument): string {
  return sayInReport(row.language, 'notice', {
    version: document.composer, seed: String(row.seed), facts: String((row.facts ?? []).length), texts: String(document.evidence.length), decision: row.decision,
  });
}
