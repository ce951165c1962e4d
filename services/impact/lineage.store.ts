// The rows that a metric rests on: a predicate over the ledger, paged along its index, with each row's share of the figure.
import type { Dimension, Metric } from '../../channels/vocabulary.ts';
import type { SqlValue, Transaction } from '../../mixins/database/transaction.ts';
import { parsePeriod } from '../kernel/period.ts';
import { sameAs } from './alias.store.ts';
import { activityMeasures, type Measure } from './entries.ts';
import { literals } from './ledger.store.ts';
import { leastDaysApart, type MetricName } from './metric.ts';

export interface SourceRow { table: string; id: string; importId: string | null; line: number | null; receiptId: string | null; key: string; change: number; localDate: string; contribution: number; weight: number }
export interface Place { localDate: string; key: string; table: string }

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
/** Whether the person had been active in the programme in the twelve months before; `person` is whose rows are looked for. */
export const activeBefore = (programme: string, person = sameAs('l.participant_id', '$4')): string => `exists (select 1 from activity_ledger a where a.tenant_id = l.tenant_id and a.participant_id = ${person}
  and a.measure in (${activity}) and a.status = 'completed' and a.programme = ${programme} and a.local_date <= l.local_date and a.local_date > l.local_date - interval '12 months' and ${held('a')})`;

const completed = `l.status = 'completed'`;
const predicates: Readonly<Record<Metric, Predicate>> = {
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
  placements: { measures: ['placement'], where: 'true', contribution: '1', byProgramme: `($5 = 'all' or ${activeBefore('$5')})` },
  participation_rate: { measures: ['roster'], where: 'true', contribution: `(${firstEntry}) * (case when ${activeEmployee} then 1 else 0 end)`, weight: firstEntry, span: touching, byProgramme: 'true' },
  belonging: scoring('belonging'), lang_level_proxy: scoring('lang_level_proxy'), job_readiness: scoring('job_readiness'), well_being: scoring('well_being'),
  confidence_change: changing('confidence'), belonging_change: changing('belonging'), lang_level_proxy_change: changing('lang_level_proxy'), job_readiness_change: changing('job_readiness'),
  well_being_change: changing('well_being'),
};

function scoring(dimension: Dimension): Predicate {
  return { measures: [`score:${dimension}`], where: 'true', contribution: 'l.value_micro' };
}

/**
 * Both ends of each person's change: the last score of the period with weight 1, and what it is held against with weight 0, taken off.
 * That is the last score before the period, or else the first one in it, where enough days lie between.
 */
function changing(dimension: Dimension): Predicate {
  const others = (which: string, what = '1'): string => `(select ${what} from activity_ledger e where e.tenant_id = l.tenant_id and e.participant_id = ${sameAs('l.participant_id', '$4')} and e.measure = l.measure
    and ($5 = 'all' or e.programme = $5) and ${held('e')} and ${which})`;
  const isWithin = 'e.local_date between $2 and $3';
  const isLast = `${inPeriod} and not exists ${others(`${isWithin} and (e.local_date, e.source_key) > (l.local_date, l.source_key)`)}`;
  const hasBefore = `exists ${others('e.local_date < $2')}`;
  const followUp = `${isLast} and (${hasBefore} or l.local_date - ${others(isWithin, 'min(e.local_date)')} >= ${leastDaysApart})`;
  const lastBefore = `l.local_date < $2 and exists ${others(isWithin)} and not exists ${others('e.local_date < $2 and (e.local_date, e.source_key) > (l.local_date, l.source_key)')}`;
  const firstWithin = `${inPeriod} and not ${hasBefore} and not exists ${others(`${isWithin} and (e.local_date, e.source_key) < (l.local_date, l.source_key)`)}
    and ${others(isWithin, 'max(e.local_date)')} - l.local_date >= ${leastDaysApart}`;
  return {
    measures: [`score:${dimension}`], span: 'l.local_date <= $3', where: `((${followUp}) or (${lastBefore}) or (${firstWithin}))`,
    contribution: `case when ${followUp} then l.value_micro else -l.value_micro end`, weight: `case when ${followUp} then 1 else 0 end`,
  };
}

/**
 * A page of rows after a place, as the ledger stood at a revision. Equal to what the figure was computed from, row by row.
 * Each measure is read along its own index and the pages are merged: one list of measures would be sorted whole for every page.
 */
export async function sourceRows(tx: Transaction, name: MetricName, asOf: number, after: Place | null, limit: number): Promise<SourceRow[]> {
  const { measures, contribution, weight = '1' } = predicates[name.metric];
  const order = '"localDate", key, "table"';
  const pages = measures.map((measure) => `(select l.source_table as "table", l.source_id as id, l.import_id as "importId", l.line, l.receipt_id as "receiptId", l.source_key as key, l.change,
      l.local_date as "localDate", ${contribution} as contribution, ${weight} as weight
    from activity_ledger l where ${predicateOf(name, measure)} and ($6::date is null or (l.local_date, l.source_key, l.source_table) > ($6, $7, $8))
    order by l.local_date, l.source_key, l.source_table limit $9)`);
  return tx.rows<SourceRow>(`select * from (${pages.join(' union all ')}) merged order by ${order} limit $9`, [...valuesOf(tx, name, asOf), after?.localDate ?? null, after?.key ?? '', after?.table ?? '', limit]);
}

export async function countSources(tx: Transaction, name: MetricName, asOf: number): Promise<number> {
  const counts = predicates[name.metric].measures.map((measure) => `(select count(*) from activity_ledger l where ${predicateOf(name, measure)})`);
  return (await tx.one<{ count: number }>(`select ${counts.join(' + ')} as count`, valuesOf(tx, name, asOf))).count;
}

function predicateOf({ metric }: MetricName, measure: Measure): string {
  const { where, span = inPeriod, byProgramme = ofProgramme } = predicates[metric];
  return `$5::text is not null and l.tenant_id = $1 and l.measure = '${measure}' and ${span} and ${held('l')} and ${byProgramme} and ${where}`;
}

function valuesOf(tx: Transaction, { period, programme }: MetricName, asOf: number): SqlValue[] {
  const span = parsePeriod(period);
  if (!span) throw new RangeError(`not a period: ${period}`);
  return [tx.tenantId, span.from, span.to, asOf, programme];
}
