// The rows that a metric rests on: a predicate over the ledger, paged along its index, with each row's share of the figure.
import type { CostKind, Dimension } from '../../channels/vocabulary.ts';
import type { SqlValue, Transaction } from '../../mixins/database/transaction.ts';
import { parsePeriod } from '../kernel/period.ts';
import { sameAs } from './alias.store.ts';
import { activityMeasures, type Measure } from './entries.ts';
import { activeBefore, literals } from './ledger.store.ts';
import type { MetricName, Quantity } from './metric.ts';
import { jobReadyMicro } from './outcome.ts';

export interface SourceRow { table: string; id: string; importId: string | null; line: number | null; receiptId: string | null; key: string; change: number; localDate: string; toDate: string | null; programme: string | null; amountMinor: number | null; currency: string | null; contribution: number; weight: number }
/** Rows in the order of their days; or of what they add, which tells nothing of any one of them. */
export type Order = 'day' | 'share';
/** `narrow` has a statement read some people's rows alone. */
export interface Wanted { asOf: number; after: Place | null; limit: number; order: Order; narrow: (sql: string) => string }
/** `by` is the day or the share, as the rows are ordered that it is a place among. */
export interface Place { order: Order; by: string; key: string; table: string }

/** `span` says which rows of a measure belong to a period; $2 and $3 are its first and last day. */
interface Predicate { measures: readonly Measure[]; where: string; contribution: string; weight?: string; span?: string; byProgramme?: string }

const inPeriod = 'l.local_date between $2 and $3';
const held = (alias: string): string => `${alias}.present and ${alias}.from_rev <= $4 and ${alias}.until_rev > $4`;
const ofProgramme = `($5 = 'all' or l.programme = $5)`;
const touching = `l.local_date <= $3 and coalesce(l.to_date, 'infinity') >= $2`;
const activity = literals(activityMeasures);

/** 1 on a person's first row of the period, else 0. */
const firstOf = (person: string): string => `case when l.${person} is not null and not exists (select 1 from activity_ledger e where e.tenant_id = l.tenant_id and e.${person} = ${sameAs(`l.${person}`, '$4')}
  and e.measure in (${activity}) and e.local_date between $2 and $3 and (e.local_date, e.source_key, e.source_table) < (l.local_date, l.source_key, l.source_table) and ${held('e')}
  and e.status = 'completed' and ($5 = 'all' or e.programme = $5)) then 1 else 0 end`;

/** An employee may stand on the roster more than once: the first entry that touches the period speaks for the person. */
const firstEntry = `case when not exists (select 1 from activity_ledger e where e.tenant_id = l.tenant_id and e.volunteer_id = ${sameAs('l.volunteer_id', '$4')} and e.measure = 'roster'
  and e.local_date <= $3 and coalesce(e.to_date, 'infinity') >= $2 and (e.local_date, e.source_key, e.source_table) < (l.local_date, l.source_key, l.source_table) and ${held('e')}) then 1 else 0 end`;
const activeEmployee = `exists (select 1 from activity_ledger a where a.tenant_id = l.tenant_id and a.volunteer_id = ${sameAs('l.volunteer_id', '$4')} and a.measure in (${activity}) and a.status = 'completed'
  and a.local_date between $2 and $3 and ${held('a')} and ($5 = 'all' or a.programme = $5))`;
const completed = `l.status = 'completed'`;
const samePerson = sameAs('l.participant_id', '$4');
const placed = (which = ''): string => `exists (select 1 from activity_ledger b where b.tenant_id = l.tenant_id and b.participant_id = ${samePerson} and b.measure = 'placement' and b.local_date between $2 and $3
  and ${held('b')} ${which} and ($5 = 'all' or ${activeBefore('$5', samePerson, '$4').replaceAll('l.local_date', 'b.local_date')}))`;
const lastReady = `l.value_micro >= ${jobReadyMicro} and not exists (select 1 from activity_ledger e where e.tenant_id = l.tenant_id and e.participant_id = ${samePerson} and e.measure = l.measure
  and ($5 = 'all' or e.programme = $5) and ${held('e')} and e.local_date between $2 and $3 and (e.local_date, e.source_key) > (l.local_date, l.source_key))`;
/** What a cost adds depends on rates, which the ledger does not know: its row is told here, and its share is reckoned after. */
const cost = (kind: CostKind): Predicate => ({ measures: [`cost:${kind}`], where: 'true', contribution: '0', span: 'l.local_date <= $3 and l.to_date >= $2' });

/** Of figures that rest on rows one by one; the others rest on pairs, or on other figures. */
const predicates: Readonly<Partial<Record<Quantity, Predicate | readonly Predicate[]>>> = {
  participants: { measures: activityMeasures, where: `${completed} and l.participant_id is not null`, contribution: firstOf('participant_id') },
  volunteers: { measures: activityMeasures, where: `${completed} and l.volunteer_id is not null`, contribution: firstOf('volunteer_id') },
  volunteer_hours: { measures: ['session', 'event'], where: `${completed} and l.hours_state = 'confirmed'`, contribution: 'coalesce(l.minutes, 0)' },
  sessions_completed: { measures: ['session'], where: completed, contribution: '1' },
  completion_rate: { measures: ['session'], where: `l.status in ('completed', 'cancelled', 'no_show', 'unreported')`, contribution: `case when ${completed} then 1 else 0 end` },
  rating_mean: { measures: ['session', 'feedback'], where: `${completed} and l.value_micro is not null`, contribution: 'l.value_micro' },
  confidence: scoring('confidence'),
  sessions_scheduled: { measures: ['session'], where: 'true', contribution: '1' },
  no_shows: { measures: ['session'], where: `l.status = 'no_show'`, contribution: '1' },
  matches_active: { measures: ['match'], where: 'true', contribution: '1', span: touching },
  matches_ended: { measures: ['match'], where: 'true', contribution: '1', span: 'l.to_date between $2 and $3' },
  checkins: { measures: ['checkin'], where: completed, contribution: '1' },
  courses_completed: { measures: ['course'], where: completed, contribution: '1' },
  credentials: { measures: ['credential'], where: completed, contribution: '1' },
  placements: { measures: ['placement'], where: 'true', contribution: '1', byProgramme: `($5 = 'all' or ${activeBefore('$5', samePerson, '$4')})` },
  participation_rate: { measures: ['roster'], where: 'true', contribution: `(${firstEntry}) * (case when ${activeEmployee} then 1 else 0 end)`, weight: firstEntry, span: touching, byProgramme: 'true' },
  belonging: scoring('belonging'), lang_level_proxy: scoring('lang_level_proxy'), job_readiness: scoring('job_readiness'), well_being: scoring('well_being'),
  paid_hours: [{ measures: ['session', 'event'], where: `${completed} and l.hours_state = 'confirmed' and l.paid_minutes > 0`, contribution: 'least(l.paid_minutes, coalesce(l.minutes, 0))' }],
  costs_cash: cost('cash'), costs_in_kind: cost('in_kind'), costs_management: cost('management'),
  placement_share: [
    { measures: ['placement'], where: `not ${placed('and (b.local_date, b.source_key) < (l.local_date, l.source_key)')}`, contribution: '1', byProgramme: `($5 = 'all' or ${activeBefore('$5', samePerson, '$4')})` },
    { measures: ['score:job_readiness'], where: `${lastReady} and not ${placed()}`, contribution: '0' },
  ],
};

function scoring(dimension: Dimension): Predicate {
  return { measures: [`score:${dimension}`], where: 'true', contribution: 'l.value_micro' };
}

/**
 * A page of rows after a place, as the ledger stood at a revision. Equal to what the figure was computed from, row by row.
 * Each measure is read along its own index and the pages are merged: one list of measures would be sorted whole for every page.
 */
export async function sourceRows(tx: Transaction, name: MetricName, { asOf, after, limit, order, narrow }: Wanted): Promise<SourceRow[]> {
  const pages = predicatesOf(name.metric).flatMap((predicate) => predicate.measures.map((measure) => `(select l.source_table as "table", l.source_id as id, l.import_id as "importId", l.line, l.receipt_id as "receiptId",
      l.source_key as key, l.change, l.local_date as "localDate", l.to_date as "toDate", l.programme, l.amount_minor as "amountMinor", l.currency, ${predicate.contribution} as contribution, ${predicate.weight ?? '1'} as weight
    from activity_ledger l where ${conditionOf(predicate, measure)}${order === 'day' ? ` and ($6::date is null or (l.local_date, l.source_key, l.source_table) > ($6, $7, $8)) order by l.local_date, l.source_key, l.source_table limit $9` : ''})`));
  return tx.rows<SourceRow>(narrow(`select * from (${pages.join(' union all ')}) merged ${order === 'day' ? 'order by "localDate", key, "table" limit $9' : orderedByShare('merged', 6)}`),
    [...valuesOf(tx, name, asOf), after?.by ?? null, after?.key ?? '', after?.table ?? '', limit]);
}

/** The rest of a statement over rows by what they add; `place` is the number of the first of its four values. */
export function orderedByShare(rows: string, place: number): string {
  const share = `concat_ws(' ', ${rows}.contribution, ${rows}.weight)`;
  return `where $${place}::text is null or (${share}, ${rows}.key, ${rows}."table") > ($${place}, $${place + 1}, $${place + 2}) order by ${share}, ${rows}.key, ${rows}."table" limit $${place + 3}`;
}

/** Where a page goes on after this row. */
export function placeOf({ localDate, key, table, contribution, weight }: SourceRow, order: Order): Place {
  return { order, by: order === 'day' ? localDate : `${contribution} ${weight}`, key, table };
}

export async function countSources(tx: Transaction, name: MetricName, { asOf, narrow }: Pick<Wanted, 'asOf' | 'narrow'>): Promise<number> {
  const counts = predicatesOf(name.metric).flatMap((predicate) => predicate.measures.map((measure) => `(select count(*) from activity_ledger l where ${conditionOf(predicate, measure)})`));
  return (await tx.one<{ count: number }>(narrow(`select ${counts.join(' + ')} as count`), valuesOf(tx, name, asOf))).count;
}

function predicatesOf(quantity: Quantity): readonly Predicate[] {
  const found = predicates[quantity];
  if (found === undefined) throw new RangeError(`${quantity} rests on no single rows`);
  return 'measures' in found ? [found] : found;
}

function conditionOf({ where, span = inPeriod, byProgramme = ofProgramme }: Predicate, measure: Measure): string {
  return `$5::text is not null and l.tenant_id = $1 and l.measure = '${measure}' and ${span} and ${held('l')} and ${byProgramme} and ${where}`;
}

function valuesOf(tx: Transaction, { period, programme }: MetricName, asOf: number): SqlValue[] {
  const span = parsePeriod(period);
  if (!span) throw new RangeError(`not a period: ${period}`);
  return [tx.tenantId, span.from, span.to, asOf, programme];
}
