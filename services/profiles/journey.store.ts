// Journeys as they are kept: the newest state of each source row, and what follows from all rows of a person, derived anew whenever
// one of them changed. Nothing is added up as it comes, so that late, repeated, corrected and withdrawn rows all end the same.
import type { EventItem } from '../../channels/contracts.ts';
import { itemTable } from '../../mixins/database/item-table.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { journeyOf, type Journey, type LatestScore, type PersonMatch, type RowGroup, type Said } from './journey.ts';
import type { JourneyMeasure, JourneyRow } from './journey-row.ts';
import { membersOf, type Member } from './merge.store.ts';
import { settleMilestones } from './milestone.store.ts';

const told = itemTable<keyof JourneyRow>({
  key: 'text', change: 'bigint', present: 'boolean', counts: 'boolean', personId: 'uuid', stage: 'text', matchKey: 'text', localDate: 'date', toDate: 'date', detail: 'text', valueMicro: 'int',
});

/** Keeps rows that are newer than what is known, and marks whoever they are of, now and until now. */
export async function keepRows(tx: Transaction, table: string, measure: JourneyMeasure, rows: readonly JourneyRow[]): Promise<void> {
  // One event of a tenant at a time: whose row it was until now must not change meanwhile.
  await holdJourneys(tx);
  await tx.run(`
    with items as (
      select distinct on (key) * from ${told.as('i', 4)} order by key, change desc),
    before as (
      select i.key as source_key, r.person_id from items i
      cross join lateral (select person_id from journey_rows where tenant_id = $1 and source_table = $2 and source_key = i.key limit 1) r),
    kept as (
      insert into journey_rows as r (tenant_id, source_table, source_key, change, present, counts, person_id, stage, measure, match_key, local_date, to_date, detail, value_micro)
      select $1, $2, key, change, present, counts, "personId", stage, $3, "matchKey", "localDate", "toDate", detail, "valueMicro" from items
      on conflict (tenant_id, source_table, source_key) do update set change = excluded.change, present = excluded.present, counts = excluded.counts, person_id = excluded.person_id,
        stage = excluded.stage, match_key = excluded.match_key, local_date = excluded.local_date, to_date = excluded.to_date, detail = excluded.detail, value_micro = excluded.value_micro
      where r.change < excluded.change returning r.source_key, r.person_id)
    insert into journey_marks as m (tenant_id, person_id)
    select distinct $1::uuid, person_id from (select person_id from kept union all select b.person_id from before b join kept using (source_key)) touched order by 2
    on conflict (tenant_id, person_id) do update set heard = m.heard + 1`, [tx.tenantId, table, measure, ...told.valuesOf(rows)]);
}

/** Whoever changes what journeys are made of does so one after another. */
export async function holdJourneys(tx: Transaction): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 13))', [tx.tenantId]);
}

/** Derives the journeys of some of those who are marked; answers how many. Who is marked again meanwhile waits for the next round. */
export async function deriveMarked(tx: Transaction, limit: number): Promise<number> {
  const marked = await tx.rows<{ person_id: string }>(`delete from journey_marks where tenant_id = $1
      and person_id = any(array(select person_id from journey_marks where tenant_id = $1 order by person_id limit $2 for update skip locked)) returning person_id`, [tx.tenantId, limit]);
  if (marked.length > 0) await deriveJourneys(tx, marked.map((row) => row.person_id));
  return marked.length;
}

/** Marks people, so that nobody else derives them until this transaction ends, and again after it. */
export async function markPeople(tx: Transaction, people: readonly string[]): Promise<void> {
  await tx.run(`insert into journey_marks as m (tenant_id, person_id) select distinct $1::uuid, id from unnest($2::uuid[]) as p (id) order by id
    on conflict (tenant_id, person_id) do update set heard = m.heard + 1`, [tx.tenantId, people]);
}

/** Derives people's journeys anew; whoever was merged into another has none, and adds to the other's. */
export async function deriveJourneys(tx: Transaction, someone: readonly string[]): Promise<void> {
  const members = await membersOf(tx, someone);
  const people = members.map(({ id }) => id);
  const journeys = await readJourneys(tx, members);
  await writeJourneys(tx, people, journeys);
  await writeEnrolments(tx, people, journeys);
  await settleMilestones(tx, people, journeys.flatMap(({ personId, reached }) => reached.map((milestone) => ({ personId, ...milestone }))));
}

async function readJourneys(tx: Transaction, members: readonly Member[]): Promise<Journey[]> {
  const of = [tx.tenantId, members.map(({ id }) => id), members.map(({ survivor }) => survivor)];
  // Person by person: "offset 0" keeps the planner from reading all rows of the company to join them.
  const own = 'unnest($2::uuid[], $3::uuid[]) as who (id, survivor) cross join lateral (select * from journey_rows where tenant_id = $1 and person_id = who.id offset 0) r';
  const groups = await tx.rows<RowGroup & { personId: string }>(`select who.survivor as "personId", stage, measure, count(*) filter (where counts) as count,
      min(local_date) filter (where counts) as first, max(local_date) filter (where counts) as last
    from ${own} where present group by who.survivor, stage, measure`, of);
  const matches = await tx.rows<PersonMatch & { personId: string }>(`
    with contacts as (select who.survivor, match_key, max(local_date) as last from ${own} where measure in ('event', 'checkin', 'feedback') and counts group by who.survivor, match_key)
    select who.survivor as "personId", r.local_date as "from", r.to_date as "to", r.detail as status, c.last as "lastContact"
    from ${own} left join contacts c on c.survivor = who.survivor and c.match_key = r.match_key where r.measure = 'match' and r.present order by r.local_date, r.source_key`, of);
  // Of one day the key decides: change numbers are new after an undo is undone, keys are not.
  const said = await tx.rows<Said & { personId: string }>(`select who.survivor as "personId",
      (array_agg(detail order by local_date, source_key) filter (where measure = 'session'))[1] as "firstLevel",
      (array_agg(detail order by local_date desc, source_key desc) filter (where measure = 'session'))[1] as "lastLevel",
      coalesce((array_agg(detail order by local_date desc, source_key desc) filter (where measure = 'checkin'))[1:2], '{}') as moods
    from ${own} where counts and detail is not null and (measure = 'checkin' or (measure = 'session' and stage = 'language')) group by who.survivor`, of);
  const scores = await tx.rows<LatestScore & { personId: string }>(`select distinct on (who.survivor, detail) who.survivor as "personId", detail as dimension, value_micro as "scoreMicro", local_date as "localDate"
    from ${own} where measure = 'score' and present order by who.survivor, detail, local_date desc, source_key desc`, of);
  const [matchesOf, saidOf, scoresOf] = [Map.groupBy(matches, whose), new Map(said.map((row) => [row.personId, row])), Map.groupBy(scores, whose)];
  return [...Map.groupBy(groups, whose)].map(([personId, rows]) => journeyOf(personId, rows, matchesOf.get(personId) ?? [], saidOf.get(personId), scoresOf.get(personId) ?? []));
}

function whose({ personId }: { personId: string }): string {
  return personId;
}

async function writeJourneys(tx: Transaction, people: readonly string[], journeys: readonly Journey[]): Promise<void> {
  const gone = await tx.rows<{ id: string }>('delete from journeys where tenant_id = $1 and person_id = any($2) and not (person_id = any($3)) returning person_id as id', [tx.tenantId, people, journeys.map(({ personId }) => personId)]);
  const changed = await tx.rows<{ id: string }>(`insert into journeys as o (tenant_id, person_id, stage, programmes, last_activity, facts)
    select $1, j."personId", j.stage, j.programmes, j."lastActivity", j.facts
    from jsonb_to_recordset($2::jsonb) as j ("personId" uuid, stage text, programmes text[], "lastActivity" date, facts jsonb)
    on conflict (tenant_id, person_id) do update set stage = excluded.stage, programmes = excluded.programmes, last_activity = excluded.last_activity, facts = excluded.facts
      where (o.stage, o.programmes, o.last_activity, o.facts) is distinct from (excluded.stage, excluded.programmes, excluded.last_activity, excluded.facts) returning o.person_id as id`,
  [tx.tenantId, JSON.stringify(journeys.map(({ personId, stage, enrolments, lastActivity, facts }) => ({ personId, stage, programmes: enrolments.map(({ programme }) => programme), lastActivity, facts })))]);
  await tellUpdated(tx, [...changed, ...gone].map(({ id }) => id));
}

/** Tells whose profile is another now. */
export async function tellUpdated(tx: Transaction, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  const items = await tx.rows<EventItem<'orchestration.profile.updated'>>(`select p.id, p.id as "personId", nextval('journey_changes') as change,
      exists (select 1 from journeys j where j.tenant_id = $1 and j.person_id = p.id) as present from unnest($2::uuid[]) as p (id)`, [tx.tenantId, people]);
  await tx.emit('orchestration.profile.updated', items);
}

async function writeEnrolments(tx: Transaction, people: readonly string[], journeys: readonly Journey[]): Promise<void> {
  const enrolments = journeys.flatMap(({ personId, enrolments: own }) => own.map((enrolment) => ({ personId, ...enrolment })));
  await tx.run(`delete from programme_enrollments e where e.tenant_id = $1 and e.person_id = any($2)
      and not exists (select 1 from unnest($3::uuid[], $4::text[]) as d (person_id, programme) where d.person_id = e.person_id and d.programme = e.programme)`,
  [tx.tenantId, people, enrolments.map(({ personId }) => personId), enrolments.map(({ programme }) => programme)]);
  await tx.run(`insert into programme_enrollments as o (tenant_id, person_id, programme, first_activity, last_activity, counts)
    select $1, e."personId", e.programme, e."firstActivity", e."lastActivity", e.counts
    from jsonb_to_recordset($2::jsonb) as e ("personId" uuid, programme text, "firstActivity" date, "lastActivity" date, counts jsonb)
    on conflict (tenant_id, person_id, programme) do update set first_activity = excluded.first_activity, last_activity = excluded.last_activity, counts = excluded.counts
      where (o.first_activity, o.last_activity, o.counts) is distinct from (excluded.first_activity, excluded.last_activity, excluded.counts)`,
  [tx.tenantId, JSON.stringify(enrolments)]);
}
