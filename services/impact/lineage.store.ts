// The rows that a metric rests on: a predicate over the ledger, paged along its index, with each row's share of the figure.
import type { Metric } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { parsePeriod } from '../kernel/period.ts';
import type { MetricName } from './metric.ts';

export interface SourceRow { table: string; id: string; importId: string | null; line: number | null; receiptId: string | null; key: string; change: number; localDate: string; contribution: number; weight: number }
export interface Place { localDate: string; key: string; change: number }

interface Predicate { measure: string; where: string; contribution: string }

const firstOf = (person: string): string => `case when not exists (select 1 from activity_ledger e where e.tenant_id = l.tenant_id and e.${person} = l.${person} and e.measure = 'session'
  and e.local_date between $2 and $3 and (e.local_date, e.source_key) < (l.local_date, l.source_key) and e.present and e.from_rev <= $4 and e.until_rev > $4 and e.status = 'completed'
  and ($5 = 'all' or e.programme = $5)) then 1 else 0 end`;

const predicates: Readonly<Record<Metric, Predicate>> = {
  participants: { measure: 'session', where: `l.status = 'completed'`, contribution: firstOf('participant_id') },
  volunteers: { measure: 'session', where: `l.status = 'completed'`, contribution: firstOf('volunteer_id') },
  volunteer_hours: { measure: 'session', where: `l.status = 'completed' and l.hours_state = 'confirmed'`, contribution: 'coalesce(l.minutes, 0)' },
  sessions_completed: { measure: 'session', where: `l.status = 'completed'`, contribution: '1' },
  completion_rate: { measure: 'session', where: `l.status in ('completed', 'cancelled', 'no_show', 'unreported')`, contribution: `case when l.status = 'completed' then 1 else 0 end` },
  rating_mean: { measure: 'session', where: `l.status = 'completed' and l.value_micro is not null`, contribution: 'l.value_micro' },
  confidence: { measure: 'score:confidence', where: 'true', contribution: 'l.value_micro' },
};

/** A page of rows after a place, as the ledger stood at a revision. Equal to what the figure was computed from, row by row. */
export async function sourceRows(tx: Transaction, name: MetricName, asOf: number, after: Place | null, limit: number): Promise<SourceRow[]> {
  const { measure, where, contribution } = predicates[name.metric];
  const span = spanOf(name.period);
  return tx.rows<SourceRow>(
    `select l.source_table as "table", l.source_id as id, l.import_id as "importId", l.line, l.receipt_id as "receiptId", l.source_key as key, l.change, l.local_date as "localDate", ${contribution} as contribution, 1 as weight
     from activity_ledger l where l.tenant_id = $1 and l.measure = $6 and l.local_date between $2 and $3 and l.present and l.from_rev <= $4 and l.until_rev > $4
       and ($5 = 'all' or l.programme = $5) and ${where} and ($7::date is null or (l.local_date, l.source_key, l.change) > ($7, $8, $9))
     order by l.local_date, l.source_key, l.change limit $10`,
    [tx.tenantId, span.from, span.to, asOf, name.programme, measure, after?.localDate ?? null, after?.key ?? '', after?.change ?? 0, limit]);
}

export async function countSources(tx: Transaction, name: MetricName, asOf: number): Promise<number> {
  const { measure, where } = predicates[name.metric];
  const span = spanOf(name.period);
  return (await tx.one<{ count: number }>(
    `select count(*) as count from activity_ledger l where l.tenant_id = $1 and l.measure = $6 and l.local_date between $2 and $3 and l.present and l.from_rev <= $4 and l.until_rev > $4
       and ($5 = 'all' or l.programme = $5) and ${where}`, [tx.tenantId, span.from, span.to, asOf, name.programme, measure])).count;
}

function spanOf(period: string): { from: string; to: string } {
  const span = parsePeriod(period);
  if (!span) throw new RangeError(`not a period: ${period}`);
  return span;
}
