// What a score of a validated questionnaire is, and how its answers come to one. How a person fares is that person's:
// the answers are words under the person's key, and only their total and its place in its range are values.
// WHO-5: five answers of 0 to 5, total times 4 is its percentage (WHO 1998). IPL-12: twelve answers of 1 to 5, total rescaled
// to 0 to 1 (Harder and others, PNAS 2018).
import type { EventItem } from '../../channels/contracts.ts';
import type { Instrument } from '../../channels/vocabulary.ts';
import { whoIs } from '../../mixins/rows/file-kind.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';

/** A score as it is kept: the raw total, and the same in millionths of its range. */
export interface InstrumentScore {
  participantId: string;
  instrument: Instrument;
  takenOn: string;
  total: number;
  scoreMicro: number;
}

export interface Form { items: number; low: number; high: number }
export const forms: Readonly<Record<Instrument, Form>> = { 'IPL-12': { items: 12, low: 1, high: 5 }, 'WHO-5': { items: 5, low: 0, high: 5 } };

type ScoreEvent = 'evidence.instrument.scored' | 'evidence.instrument.corrected' | 'evidence.instrument.withdrawn';

export const instrumentScores: SourceTable<InstrumentScore, ScoreEvent> = {
  table: 'instrument_scores',
  keyColumn: 'score_key',
  changes: 'evidence_changes',
  columns: { participantId: 'uuid', instrument: 'text', takenOn: 'date', total: 'integer', scoreMicro: 'integer' },
  family: ['instrument-scores'],
  words: ['items'],
  authorOf: (score) => score.participantId,
  keyOf: (told) => `${whoIs(told, 'participantId')}:${told.values.instrument}:${told.values.takenOn}`,
  events: { created: () => 'evidence.instrument.scored', corrected: 'evidence.instrument.corrected', withdrawn: 'evidence.instrument.withdrawn' },
  itemOf,
};

export function totalsOf({ items, low, high }: Form): { least: number; most: number } {
  return { least: items * low, most: items * high };
}

/** Where a total lies between the least and the most that the answers can come to, in millionths. */
export function scoreMicroOf(form: Form, total: number): number {
  const { least, most } = totalsOf(form);
  return Math.round(((total - least) * 1_000_000) / (most - least));
}

function itemOf({ id, key, revision, values, importId, line, receiptId }: Revision<InstrumentScore>, change: number, present: boolean): EventItem<ScoreEvent> {
  const { participantId, instrument, takenOn, total, scoreMicro } = values;
  return { id, key, revision, change, present, participantId, instrument, localDate: takenOn, total, scoreMicro, importId, line, receiptId };
}
