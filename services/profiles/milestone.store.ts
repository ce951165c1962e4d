// Milestones: the day on which somebody reached a stage, told when it is reached, moves or goes. And the funnel, counted from them.
import type { EventItem } from '../../channels/contracts.ts';
import { journeyStages, type JourneyStage } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { namedId } from '../kernel/ids.ts';
import type { StageCount } from './funnel.ts';

type MilestoneItem = EventItem<'orchestration.journey.milestone.reached'>;
export interface Milestone { personId: string; stage: JourneyStage; on: string }

/** Makes these the milestones of these people, and tells what changed. */
export async function settleMilestones(tx: Transaction, people: readonly string[], reached: readonly Milestone[]): Promise<void> {
  const columns = [reached.map(({ personId }) => personId), reached.map(({ stage }) => stage)];
  const gone = await tx.rows<Told>(`delete from journey_milestones m where m.tenant_id = $1 and m.person_id = any($2)
      and not exists (select 1 from unnest($3::uuid[], $4::text[]) as d (person_id, stage) where d.person_id = m.person_id and d.stage = m.stage)
    returning person_id as "personId", stage, reached_on as "localDate", nextval('journey_changes') as change`, [tx.tenantId, people, ...columns]);
  const told = await tx.rows<Told>(`insert into journey_milestones as m (tenant_id, person_id, stage, reached_on, change)
    select $1, d.person_id, d.stage, d.reached_on, nextval('journey_changes') from unnest($2::uuid[], $3::text[], $4::date[]) as d (person_id, stage, reached_on)
    on conflict (tenant_id, person_id, stage) do update set reached_on = excluded.reached_on, change = excluded.change where m.reached_on <> excluded.reached_on
    returning person_id as "personId", stage, reached_on as "localDate", change`, [tx.tenantId, ...columns, reached.map(({ on }) => on)]);
  const itemOf = (present: boolean) => (milestone: Told): MilestoneItem => ({ id: namedId('milestone', tx.tenantId, milestone.personId, milestone.stage), present, ...milestone });
  await tx.emit('orchestration.journey.milestone.reached', told.map(itemOf(true)));
  await tx.emit('orchestration.journey.milestone.withdrawn', gone.map(itemOf(false)));
}

type Told = Pick<MilestoneItem, 'personId' | 'stage' | 'localDate' | 'change'>;

/** For each stage who entered it in a span, how many of them reached the next stage on that day or later, and the median days between. */
export async function countStages(tx: Transaction, from: string, to: string): Promise<StageCount[]> {
  return tx.rows<StageCount>(`select s.stage, count(m.person_id) as entered, count(n.person_id) as converted,
      percentile_cont(0.5) within group (order by n.reached_on - m.reached_on) as "medianDays"
    from unnest($4::text[], $5::text[]) with ordinality as s (stage, next, place)
    left join journey_milestones m on m.tenant_id = $1 and m.stage = s.stage and m.reached_on between $2 and $3
    left join journey_milestones n on n.tenant_id = $1 and n.person_id = m.person_id and n.stage = s.next and n.reached_on >= m.reached_on
    group by s.stage, s.place order by s.place`, [tx.tenantId, from, to, [...journeyStages], journeyStages.map((_, index) => journeyStages[index + 1] ?? null)]);
}
