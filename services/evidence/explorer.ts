// What is asked of the explorer and what it shows: filters, items, facets, and a line of the file that can be taken along. Pure.
import { dimensions, languages, programmes, type Dimension, type Language, type Programme } from '../../channels/vocabulary.ts';
import type { Infer } from '../../channels/schema.ts';
import { invalid } from '../kernel/errors.ts';
import { csvCell } from '../kernel/format/csv.ts';
import { parsePeriod } from '../kernel/period.ts';
import type { Redaction } from '../kernel/redaction.ts';
import { readQuery, type Place, type Query } from './search.ts';
import type { Why } from './why.ts';

const share = { type: 'number', min: 0, max: 1, optional: true } as const;
export const filterParams = {
  period: { type: 'string', max: 20, optional: true }, programme: { type: 'enum', values: ['all', ...programmes], optional: true }, cohort: { type: 'string', max: 125, optional: true },
  dimension: { type: 'enum', values: dimensions, optional: true }, language: { type: 'enum', values: languages, optional: true }, minScore: share, maxScore: share,
  q: { type: 'string', min: 1, max: 200, optional: true },
} as const;

export interface Filters {
  from?: string; to?: string; programme?: Programme; dimension?: Dimension; language?: Language; minScoreMicro?: number; maxScoreMicro?: number; query?: Query;
  people?: readonly string[];
}

/** Citations are the same in a report and here: the id, and the hash of the words that it stands for. */
export interface Citation { kind: 'evidence'; id: string; sha256: string }
export interface EvidenceItem {
  id: string; text: string; language: Language; dimension: Dimension; score: number; confidence: number; model: string; programme: Programme; occurredAt: string; citation: Citation;
  /** Which text it was cut from: several dimensions may have been read from one sentence. */
  textId: string; highlights: Place[]; redacted: Redaction[];
}
export interface Source { table: 'kintell_sessions' | 'buddy_feedback'; key: string; importId: string | null; file: string | null; line: number | null; webhookId: string | null }
export interface RestingFigure { metric: string; period: string; programme: string; metricId: string; value: number | null; n: number | null; state: string }
/** `why` is null where the score is no longer what the model reads: a person gave it, or an earlier model. */
export interface EvidenceView extends EvidenceItem { redactions: Record<string, number>; source: Source; figures: RestingFigure[]; why: Why | null }

export interface Count<T extends string = string> { value: T; count: number }
export interface Facets { period: Count[]; programme: Count<Programme>[]; dimension: Count<Dimension>[]; language: Count<Language>[]; score: { from: number; to: number; count: number }[] }
/** How many there are in all, and how many of the period and programme are held back, whatever they say: `hidden` by a flag, `withdrawn` by their authors. */
export interface Counted { total: number; facets: Facets; withheld: { hidden: number; withdrawn: number } }

/** `people` are those of the cohort that was asked for. */
export function filtersOf({ period, programme, dimension, language, minScore, maxScore, q }: Omit<Infer<typeof filterParams>, 'cohort'>, people?: readonly string[]): Filters {
  const span = period === undefined ? null : parsePeriod(period);
  if (period !== undefined && !span) throw invalid('period', 'is not a period', 'write it as 2026, 2026-Q3 or 2026-09');
  if (minScore !== undefined && maxScore !== undefined && minScore > maxScore) throw invalid('minScore', 'is more than `maxScore`', 'give the lower score first');
  const query = q === undefined ? undefined : readQuery(q);
  if (query === null) throw invalid('q', 'holds no word, or more than 16', 'write the words that a text must have');
  return {
    ...(people ? { people } : {}), ...(span ? { from: span.from, to: span.to } : {}), ...(programme === undefined || programme === 'all' ? {} : { programme }),
    ...(dimension === undefined ? {} : { dimension }), ...(language === undefined ? {} : { language }), ...(query === undefined ? {} : { query }),
    ...(minScore === undefined ? {} : { minScoreMicro: Math.round(minScore * 1e6) }), ...(maxScore === undefined ? {} : { maxScoreMicro: Math.round(maxScore * 1e6) }),
  };
}

/** A place in the list: its order, newest first, then text by text. */
export type PlaceInList = [localDate: string, textId: string, id: string];
export const placeOf = ({ occurredAt, textId, id }: EvidenceItem): PlaceInList => [occurredAt, textId, id];

export const csvColumns = ['id', 'date', 'programme', 'language', 'dimension', 'score', 'confidence', 'model', 'text', 'sha256'] as const;

/** A line of the file; a text that a spreadsheet would take for a formula is made harmless. */
export function csvLine(item: EvidenceItem): string {
  return `${cellsOf(item).map((cell) => csvCell(cell)).join(',')}\r\n`;
}

export function cellsOf({ id, occurredAt, programme, language, dimension, score, confidence, model, text, citation }: EvidenceItem): string[] {
  return [id, occurredAt, programme, language, dimension, String(score), String(confidence), model, text, citation.sha256];
}
