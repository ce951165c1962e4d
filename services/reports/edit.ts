// A person's change to a paragraph: bound back to facts and quotations, judged like anything else, and kept as a template.
// It knows what the gate says in words; it refuses to write anything down.
import { redact } from '../kernel/redaction.ts';
import { Problem, type FieldProblem } from '../kernel/errors.ts';
import type { Fact, Snippet } from './facts.ts';
import { judge, type Complaint, type GateError, type Scope } from './gate.ts';
import { paragraphView, quotesOf, type ParagraphView, type QuoteAccess, type ReportDocument, type ReportRow } from './report.ts';
import { bind, splitSentences } from './template.ts';

export interface Edit { paragraphId: string; text: string; /** Sentences, from 0, that only join others; those that did before still do. */ connects: readonly number[]; /** Whether the answer may repeat quotations. */ access: QuoteAccess }
export interface Edited { before: ReportDocument; document: ReportDocument; facts: readonly Fact[]; view: ParagraphView; errors: FieldProblem[] }

/** Characters that nobody sees would part a name or a number from the words that it is known by. */
const unseen = /(?![\n\t])[\p{Cf}\p{Cc}]/gu;

/** What the document becomes, and what is wrong with it. Throws where there is no such paragraph, or it is a note of the house. */
export function editParagraph(row: ReportRow, snippets: readonly Snippet[], { paragraphId, text, connects, access }: Edit): Edited {
  const { language, document, facts } = row;
  const paragraph = document?.sections.flatMap((section) => section.paragraphs).find((found) => found.id === paragraphId);
  if (!document || !facts || !paragraph) throw new Problem('not_found');
  if (paragraph.kind === 'note') throw new Problem('conflict', { detail: 'A note of the house is not edited.' });
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  const quotes = quotesOf(row, snippets);
  const shown = paragraphView(paragraph, known, quotes, language, 'open');
  const wasConnecting = new Set(paragraph.sentences.filter((sentence) => sentence.connects).map(({ template }) => template));
  const template = bind(text.replaceAll(unseen, '').replaceAll(/\s+/g, ' ').trim(), shown.parts, paragraph.sentences.map((sentence) => sentence.template), snippets);
  const sentences = splitSentences(template, language).map((sentence, index) => ({ template: sentence, connects: wasConnecting.has(sentence) || connects.includes(index) }));
  const errors = judge(sentences, { facts: known, snippets, language, scope: scopeOfReport(row, document, facts), said: saidElsewhere(document, paragraph.id) }).map((error) => complaintOf(error, facts));
  if (redact(template).found.length > 0) errors.push({ field: 'text', problem: 'points to a person', remedy: 'leave addresses, numbers and links out' });
  const edited = { ...paragraph, sentences };
  const sections = document.sections.map((section) => ({ ...section, paragraphs: section.paragraphs.map((found) => (found.id === paragraph.id ? edited : found)) }));
  return { before: document, document: { ...document, sections }, facts, view: paragraphView(edited, known, access === 'open' ? quotes : quotesOf(row, []), language, access), errors };
}

/** What the report may cite is what it was written from; those facts are the tenant's own. */
function scopeOfReport({ period }: ReportRow, { previous }: ReportDocument, facts: readonly Fact[]): Scope {
  return { period, previous, programmes: [...new Set(facts.map(({ programme }) => programme))], metricIds: new Set(facts.map(({ metricId }) => metricId)) };
}

function saidElsewhere({ sections }: ReportDocument, paragraphId: string): Set<string> {
  return new Set(sections.flatMap(({ paragraphs }) => paragraphs.filter(({ id }) => id !== paragraphId).flatMap(({ sentences }) => sentences.map(({ template }) => template))));
}

const remedies: Readonly<Record<Complaint, string>> = {
  uncited: 'cite a fact as {fact:F1} or a text as {quote:E1}, or name the sentence in `connects`',
  no_citation: 'cite at least one fact or text in the paragraph',
  unknown_fact: 'use a fact of this report',
  foreign_fact: 'use a fact of this company',
  fact_of_other_period: 'use a fact of this period or the one before',
  fact_outside_filter: 'use a fact of the programmes of this report',
  fact_without_value: 'name it in words with {fact:F1:name}: it has no figure',
  unknown_evidence: 'use a text of this report',
  evidence_of_other_period: 'use a text of this period',
  evidence_outside_filter: 'use a text of the programmes of this report',
  quotation_altered: 'quote word for word',
  number_outside_fact: 'put the fact in its place',
  broken_placeholder: 'write placeholders as {fact:F1} or {quote:E1}',
  too_many_connecting: 'cite more sentences',
  said_before: 'say it once, or say something else',
  figure_altered: 'let the figure stand as it is, without a sign or a letter at it',
  unit_mismatch: 'use the unit that the figure has, or another figure',
  metric_mismatch: 'cite the measure that the sentence names',
  direction_mismatch: 'say which way the figures went, or that no change is clear',
  period_mismatch: 'cite the figure of the period that the sentence names',
  empty: 'write a sentence',
};

function complaintOf({ sentence, problem, found }: GateError, facts: readonly Fact[]): FieldProblem {
  // What stood in quotation marks may be a person's words: it is not repeated.
  const what = found === null || problem === 'quotation_altered' ? '' : ` (${found})`;
  const fitting = problem === 'number_outside_fact' && found !== null ? nearestFact(found, facts) : undefined;
  return { field: 'text', problem: `sentence ${sentence + 1}: ${problem}${what}`, remedy: fitting ? `${remedies[problem]}: {fact:${fitting.id}}` : remedies[problem] };
}

/** The fact whose figure begins alike: what a person who typed a number most likely meant. */
function nearestFact(found: string, facts: readonly Fact[]): Fact | undefined {
  const digits = found.normalize('NFKC').replaceAll(/\P{Nd}/gu, '');
  const plain = (fact: Fact): string => (fact.formatted ?? '').replaceAll(/\P{Nd}/gu, '');
  return digits === '' ? undefined : facts.find((fact) => plain(fact) === digits) ?? facts.find((fact) => fact.formatted?.startsWith(found) === true);
}
