// People by what is sought of them, page by page: what the table knows is asked of it, and flags, whose rules are not the table's, of each.
import { journeyStages, type JourneyFlag, type JourneyStage } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { summaryOf, type JourneyView, type ProfileSummary } from './profile.ts';
import { handFlagsOf, journeyColumns } from './profile.store.ts';

export interface Sought {
  stage?: JourneyStage;
  flag?: JourneyFlag;
  /** Whoever came to a stage in a span, and of these only who went on from there, or who has not yet. */
  entered?: { stage: JourneyStage; from: string; to: string; wentOn?: boolean };
  /** A part of the id. */
  called?: string;
}

/** Journeys looked at together where a flag decides. */
const scanned = 1_000;

/** In the order of people's ids. */
export async function seekPeople(tx: Transaction, sought: Sought, today: string, after: string | null, limit: number): Promise<ProfileSummary[]> {
  const { flag } = sought;
  const size = flag === undefined ? limit : scanned;
  const found: ProfileSummary[] = [];
  for (let from = after; found.length < limit;) {
    const journeys = await pageJourneys(tx, sought, from, size);
    const byHand = await handFlagsOf(tx, journeys.map(({ id }) => id));
    const people = journeys.map((journey) => summaryOf(journey, byHand.get(journey.id) ?? [], today));
    found.push(...flag === undefined ? people : people.filter(({ flags }) => flags[flag]));
    if (journeys.length < size) break;
    from = journeys.at(-1)?.id ?? null;
  }
  return found.slice(0, limit);
}

/** Of some people, those who stand for themselves and have a row that stands. */
export async function summariesOf(tx: Transaction, ids: readonly string[], today: string): Promise<ProfileSummary[]> {
  const journeys = await tx.rows<JourneyView>(`select ${journeyColumns} from journeys j where j.tenant_id = $1 and j.person_id = any($2)`, [tx.tenantId, ids]);
  const byHand = await handFlagsOf(tx, ids);
  return journeys.map((journey) => summaryOf(journey, byHand.get(journey.id) ?? [], today));
}

/** Who has no row that stands has no journey. */
async function pageJourneys(tx: Transaction, { stage, entered, called }: Sought, after: string | null, limit: number): Promise<JourneyView[]> {
  const values: (string | number | null)[] = [tx.tenantId, after ?? '00000000-0000-0000-0000-000000000000', limit];
  const given = (value: string | null): string => `$${values.push(value)}`;
  const next = entered && journeyStages[journeyStages.indexOf(entered.stage) + 1];
  const passed = entered ? `
    join journey_milestones m on m.tenant_id = $1 and m.person_id = j.person_id and m.stage = ${given(entered.stage)} and m.reached_on between ${given(entered.from)} and ${given(entered.to)}
    left join journey_milestones n on n.tenant_id = $1 and n.person_id = j.person_id and n.stage = ${given(next ?? null)} and n.reached_on >= m.reached_on` : '';
  const only = [
    ...(stage === undefined ? [] : [`j.stage = ${given(stage)}`]), ...(called === undefined ? [] : [`strpos(j.person_id::text, ${given(called)}) > 0`]),
    ...(entered?.wentOn === undefined ? [] : [`n.person_id is ${entered.wentOn ? 'not null' : 'null'}`]),
  ];
  return tx.rows<JourneyView>(`select ${journeyColumns}${entered ? ', m.reached_on as "enteredOn", n.reached_on as "wentOn"' : ''} from journeys j ${passed}
    where j.tenant_id = $1 and j.person_id > $2 ${only.map((one) => `and ${one}`).join(' ')} order by j.person_id limit $3`, values);
}
