// Profiles as they are read and changed by hand: one with all that belongs to it, and the flags somebody set.
import type { JourneyFlag } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { Problem } from '../kernel/errors.ts';
import { identitiesOf } from './identity.store.ts';
import type { Enrolment } from './journey.ts';
import { membersOf } from './merge.store.ts';
import { detailsOf } from './people.store.ts';
import type { PersonDetails } from './person.ts';
import { flagSourcesOf, scoresOf, summaryOf, type HandFlag, type JourneyView, type Profile } from './profile.ts';

export const journeyColumns = `j.person_id as id, j.programmes, j.stage, j.last_activity as "lastActivity", j.facts`;

/** The first of these people who is a participant: whoever was merged may have no row but the other's. */
export async function firstWithJourney(tx: Transaction, people: readonly string[]): Promise<string> {
  return (await tx.one<{ id: string }>('select person_id as id from journeys where tenant_id = $1 and person_id = any($2) order by array_position($2::uuid[], person_id) limit 1', [tx.tenantId, people])).id;
}

/** The profile that an id leads to, and everybody who is one with it. Who has no journey is no participant. */
export async function survivorOf(tx: Transaction, asked: string): Promise<JourneyView & { members: string[] }> {
  const members = await membersOf(tx, [asked]);
  const journey = await tx.maybe<JourneyView>(`select ${journeyColumns} from journeys j where j.tenant_id = $1 and j.person_id = $2`, [tx.tenantId, members[0]?.survivor ?? asked]);
  if (!journey) throw new Problem('not_found');
  return { ...journey, members: members.map(({ id }) => id) };
}

/** One profile whole. Details are only opened for whoever may read names. */
export async function profileOf(house: House, tx: Transaction, asked: string, today: string, mayName: boolean): Promise<Profile> {
  const journey = await survivorOf(tx, asked);
  const { id, members, facts } = journey;
  const byHand = (await handFlagsOf(tx, [id])).get(id) ?? [];
  const details = mayName ? await detailsOf(house, tx, members) : new Map<string, PersonDetails>();
  return {
    ...summaryOf(journey, byHand, today), name: details.get(id)?.name ?? null, email: details.get(id)?.email ?? null, identities: await identitiesOf(house, tx, members, details),
    enrolments: await enrolmentsOf(tx, id), milestones: await milestonesOf(tx, id), flagSources: flagSourcesOf(facts, byHand, today), scores: scoresOf(facts),
  };
}

async function enrolmentsOf(tx: Transaction, id: string): Promise<Enrolment[]> {
  return tx.rows<Enrolment>(`select programme, first_activity as "firstActivity", last_activity as "lastActivity", counts from programme_enrollments where tenant_id = $1 and person_id = $2
    order by first_activity nulls first, programme`, [tx.tenantId, id]);
}

async function milestonesOf(tx: Transaction, id: string): Promise<Profile['milestones']> {
  return tx.rows<Profile['milestones'][number]>('select stage, reached_on as date from journey_milestones where tenant_id = $1 and person_id = $2 order by reached_on, stage', [tx.tenantId, id]);
}

/** Flags set by hand, by person. */
export async function handFlagsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, HandFlag[]>> {
  const rows = await tx.rows<HandFlag & { personId: string }>(
    `select person_id as "personId", flag, value, set_by as "setBy", set_at as "setAt" from profile_flags where tenant_id = $1 and person_id = any($2)`, [tx.tenantId, ids]);
  return Map.groupBy(rows, ({ personId }) => personId);
}

/** Sets flags by hand; null clears what was set, so that the rule speaks again. */
export async function setFlags(tx: Transaction, id: string, flags: { [F in JourneyFlag]?: boolean | null }, by: string, atIso: string): Promise<void> {
  const given = Object.entries(flags) as [JourneyFlag, boolean | null][];
  const set = given.filter(([, value]) => value !== null);
  await tx.run('delete from profile_flags where tenant_id = $1 and person_id = $2 and flag = any($3)', [tx.tenantId, id, given.filter(([, value]) => value === null).map(([flag]) => flag)]);
  await tx.run(`insert into profile_flags (tenant_id, person_id, flag, value, set_by, set_at) select $1, $2, flag, value, $5, $6 from unnest($3::text[], $4::boolean[]) as f (flag, value)
    on conflict (tenant_id, person_id, flag) do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at`,
  [tx.tenantId, id, set.map(([flag]) => flag), set.map(([, value]) => value), by, atIso]);
}
