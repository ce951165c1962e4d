// Who changed: everybody's scores and recorded levels in their order, each period's last one against the one before it. Sums of all
// changes, and how many people rose and fell by more than the model of their scores tells by chance.
import { dimensions, programmes, type Dimension } from '../../channels/vocabulary.ts';
import type { SqlValue, Transaction } from '../../mixins/database/transaction.ts';
import { sameAs } from './alias.store.ts';
import { activeBefore, literals } from './ledger.store.ts';
import { leastDaysApart } from './metric.ts';
import { jobReadyMicro, leastChangeMicro, outcomes, signals, signalsOf, type Compared, type Outcome, type Profile, type Sign, type Signal } from './outcome.ts';

/** In millionths, of a model version in a language: what two scores of an unchanged person may differ by. Keyed `version language`. */
export type ReliableChanges = Readonly<Record<string, number>>;
/** What one statement finds of all cells: `what` says which of the numbers are meant. */
export interface FareRow { period: string; programme: string; what: 'change' | 'compared' | 'people' | 'placement' | 'ready'; name: string; a: string | null; b: string | null; c: string | null; slice?: string }

export const scoreMeasures = literals(dimensions.map((dimension) => `score:${dimension}`));

const held = (alias: string): string => `${alias}.tenant_id = $1 and ${alias}.present and ${alias}.from_rev <= $5 and ${alias}.until_rev > $5`;
const among = (outcome: Outcome): string => `signal in (${literals(signalsOf[outcome])})`;
const signOf = (outcome: Outcome): string => `case when count(*) filter (where ${among(outcome)}) > 0 then
  (case when bool_or(sign > 0) filter (where ${among(outcome)}) then 1 else 0 end) - (case when bool_or(sign < 0) filter (where ${among(outcome)}) then 1 else 0 end) end`;
const reliable = (end: string): string => `($6::jsonb ->> (${end}_model || ' ' || ${end}_language))::int`;

interface Wanted {
  signals: readonly Signal[];
  /** For a walk: only people of the period are looked at, over all of their rows, in this programme; and each row is named. */
  programme?: string;
}

const scoredIn = (wanted: readonly Signal[]): string => `l.measure in (${literals(wanted.filter((signal) => signal !== 'level'))})`;
/** A recorded level counts where the session was held. Sessions alone have one: to name their measure would lead past the index of levels. */
const levelTold = `l.level is not null and l.status = 'completed'`;

/**
 * Everybody's last row of a period and what it is held against, for each signal: once for all programmes together and once within each,
 * so that "before" is before in that programme. Rows are put in order and never joined with each other: a planner that knows little of
 * them would compare each with all. Parameters: tenant, periods, first and last days, revision, reliable changes.
 */
export function comparedSql({ signals: wanted, programme }: Wanted): string {
  const isWalk = programme !== undefined;
  const kept = ['value', 'model', 'language', 'confidence', ...isWalk ? ['source_table', 'source_key', 'change'] : []];
  const columns = (of: readonly string[], write: (column: string) => string): string => of.map(write).join(', ');
  const told = (values: string, which: string): string => {
    const person = isWalk ? 'w.person' : 'l.participant_id';
    const names = `l.programme, ${person} as person, l.local_date, l.source_key ${isWalk ? ', l.source_table, l.change' : ''}`;
    const upTo = `${which} and l.local_date <= (select max(to_date) from p) and ${held('l')}`;
    if (!isWalk) return `select ${values}, ${names} from activity_ledger l where ${upTo}`;
    // Person by person along that index, whatever the planner thinks of their number.
    return `select ${values}, ${names} from within w cross join lateral (select r.* from activity_ledger r where r.tenant_id = $1 and r.participant_id = ${sameAs('w.person', '$5')} offset 0) l where ${upTo}`;
  };
  const all = [
    ...wanted.some((signal) => signal !== 'level') ? [told('l.measure as signal, l.value_micro as value, l.model, l.language, l.confidence_micro as confidence', scoredIn(wanted))] : [],
    ...wanted.includes('level') ? [told(`'level' as signal, l.level::int as value, null as model, null as language, 0 as confidence`, levelTold)] : [],
  ];
  const within = [...wanted.some((signal) => signal !== 'level') ? [scoredIn(wanted)] : [], ...wanted.includes('level') ? [levelTold] : []]
    .map((which) => `select distinct l.participant_id as person from p join activity_ledger l on l.local_date between p.from_date and p.to_date and ${which} and ${held('l')}`);
  return `
  p as (select * from unnest($2::text[], $3::date[], $4::date[]) as p (period, from_date, to_date)),
  ${isWalk ? `within as materialized (${within.join(' union ')}),` : ''}
  told as (${all.join(' union all ')}),
  scored as (
    select t.*, g.scope, row_number() over one as place, ${columns(kept, (column) => `lag(t.${column}, 1, t.${column}) over one as held_${column}`)}
    from told t cross join lateral (values ('all'), (t.programme)) as g (scope) ${isWalk ? `where g.scope = ${programme}` : ''}
    window one as (partition by t.signal, g.scope, t.person order by t.local_date, t.source_key)),
  inside as (
    select p.period, s.*, lead(s.place) over one is null as is_last, first_value(s.place) over one as first_place, first_value(s.local_date) over one as first_date,
      ${columns(kept, (column) => `first_value(s.held_${column}) over one as base_${column}`)}
    from p join scored s on s.local_date between p.from_date and p.to_date window one as (partition by p.period, s.signal, s.scope, s.person order by s.place)),
  ends as materialized (select period, scope as programme, signal, person, first_place, first_date, local_date, ${columns(kept, (column) => `${column} as last_${column}, base_${column}`)} from inside where is_last),
  moved as materialized (
    select *, last_value - base_value as change,
      case when signal = 'level' then 0 when last_model = base_model and ${reliable('last')} is not null and ${reliable('base')} is not null then greatest(${leastChangeMicro}, ${reliable('last')}, ${reliable('base')}) end as threshold
    from ends where first_place > 1 or local_date - first_date >= ${leastDaysApart})`;
}

/** Which way a change went; one that is not above its threshold went neither. */
export const signSql = 'case when change > threshold then 1 when change < -threshold then -1 else 0 end';

const fareSql = (compared: readonly Signal[]): string => `
  with /*slices*/ ${comparedSql({ signals: compared })},
  compared as (select period, programme, signal, person, last_confidence + base_confidence as confidence, ${signSql} as sign from moved where threshold is not null),
  people as (
    select period, programme, person, ${outcomes.map((outcome, place) => `${signOf(outcome)} as s${place}`).join(', ')}, bool_or(sign > 0) and not bool_or(sign < 0) as lifted
    from compared group by period, programme, person),
  begun as (
    select p.period, l.participant_id, l.local_date, l.tenant_id from p join activity_ledger l on l.measure = 'placement' and l.local_date between p.from_date and p.to_date and ${held('l')}),
  placed as materialized (
    select l.period, 'all' as programme, l.participant_id as person from begun l
    union all
    select l.period, g.programme, l.participant_id from begun l cross join unnest(array[${literals(programmes)}]) as g (programme) where ${activeBefore('g.programme', 'l.participant_id', '$5')}),
  ready as (
    select period, programme, person from ends where signal = 'score:job_readiness' and last_value >= ${jobReadyMicro}
    union
    select period, programme, person from placed)
  select /*slice*/ period, programme, 'change' as what, signal as name, count(*)::numeric as a, sum(change::bigint) as b, sum(change::numeric * change) as c from moved /*of person*/ where signal <> 'level' group by /*slice*/ period, programme, signal
  union all
  select /*slice*/ period, programme, 'compared', signal, count(*)::numeric, sum(confidence::bigint), null from compared /*of person*/ group by /*slice*/ period, programme, signal
  union all
  select /*slice*/ period, programme, 'people', concat_ws(' ', ${outcomes.map((_, place) => `coalesce(s${place}::text, '-')`).join(', ')}, lifted), count(*)::numeric, null, null
  from people /*of person*/ group by /*slice*/ period, programme, ${outcomes.map((_, place) => `s${place}`).join(', ')}, lifted
  union all
  select /*slice*/ period, programme, 'placement', '', count(*)::numeric, count(distinct person)::numeric, null from placed /*of person*/ group by /*slice*/ period, programme
  union all
  select /*slice*/ period, programme, 'ready', '', count(*)::numeric, null, null from ready /*of person*/ group by /*slice*/ period, programme`;

const textSignals = signals.filter((signal) => signal !== 'level');
const fareWithLevels = fareSql(signals);
const fareWithout = fareSql(textSignals);

/** `read` names the ledger to read: the plain one, or the one with people merged. Parameters as for every sum, and the reliable changes. */
export async function readFare(tx: Transaction, read: (sql: string) => string, values: readonly SqlValue[], { reliable: changes, hasLevels }: { reliable: ReliableChanges; hasLevels: boolean }): Promise<FareRow[]> {
  return tx.rows<FareRow>(read(hasLevels ? fareWithLevels : fareWithout), [...values, JSON.stringify(changes)]);
}

/** Of these signals, those that the ledger has any rows of; texts are taken to be there. */
export async function knownSignals(tx: Transaction, wanted: readonly Signal[]): Promise<Signal[]> {
  const hasLevels = wanted.includes('level') && await tx.maybe('select 1 from activity_ledger where tenant_id = $1 and level is not null limit 1', [tx.tenantId]) !== undefined;
  return wanted.filter((signal) => signal !== 'level' || hasLevels);
}

/** People alike, as the statement writes them: the sign of each outcome in its order, and whether they were lifted. */
export function profileOf(name: string, people: bigint): Profile {
  const words = name.split(' ');
  const signs = Object.fromEntries(outcomes.map((outcome, place): [Outcome, Sign] => [outcome, words[place] === '-' ? null : Number(words[place]) as Sign])) as Record<Outcome, Sign>;
  return { signs, lifted: words[outcomes.length] === 't', people };
}

export function dimensionOf(signal: string): Dimension | undefined {
  return dimensions.find((dimension) => signal === `score:${dimension}`);
}

/** Two scores stand behind each comparison; a level carries no confidence. */
export function comparedOf(rows: readonly { signal: Signal; pairs: bigint; confidenceSum: bigint }[], outcome: Outcome): Compared {
  const scored = rows.filter(({ signal }) => signal !== 'level' && signalsOf[outcome].includes(signal));
  return { scores: scored.reduce((sum, { pairs }) => sum + 2n * pairs, 0n), confidenceSum: scored.reduce((sum, { confidenceSum }) => sum + confidenceSum, 0n) };
}
