// Whether the interface tells what the sample world's generator decided: an outside script that knows the truth file and the interface,
// and neither the generator nor the product. Written by somebody else than the generator.
import type { Client } from '../world/world.ts';

export interface TruthPeriod {
  period: string; programme: string; participants: number; volunteers: number; minutes: number; hoursRows: number; hoursRowsWithoutMinutes: number; sessionsScheduled: number; sessionsCompleted: number; noShows: number;
  ratings: number; ratingSum: number; ratedBy: number; matchesActive: number; matchesEnded: number; checkins: number; coursesCompleted: number; credentials: number; placements: number; placedPeople: number;
  eligible: number; eligibleActive: number; costs: Record<string, number>;
}
export interface TruthCompany { company: string; domain: string; currency: string; rows: number; hooks: number; files: string[]; periods: TruthPeriod[] }
interface Metric { id: string; metric: string; value: number | null; n: number | null; state: string }

const fewest = 5;
/** Metrics that are a plain count, by the truth's name for it. */
const counts: Readonly<Record<string, keyof TruthPeriod>> = {
  participants: 'participants', volunteers: 'volunteers', sessions_scheduled: 'sessionsScheduled', sessions_completed: 'sessionsCompleted', no_shows: 'noShows', matches_active: 'matchesActive', matches_ended: 'matchesEnded',
  checkins: 'checkins', courses_completed: 'coursesCompleted', credentials: 'credentials',
};

/** What differs, in words; `compared` counts figures that were held against the truth, `shown` those about people that were not withheld. */
export async function truthDifferences(client: Client, companyId: string, { company, periods }: TruthCompany): Promise<{ differences: string[]; compared: number; shown: number; withheld: number }> {
  const differences: string[] = [];
  let [compared, shown, withheld] = [0, 0, 0];
  for (const told of periods) {
    const { body } = await client.get<{ items: Metric[] }>(`companies/${companyId}/metrics?period=${told.period}&programme=${told.programme}`);
    const found = new Map(body.items.map((item) => [item.metric, item]));
    const hold = (metric: string, expected: number | null, value: number | null | undefined = found.get(metric)?.value): void => {
      compared += 1;
      const isSame = expected === null ? value === null : value != null && Math.abs(value - expected) <= 5.000001e-7;
      if (!isSame) differences.push(`${company} ${told.period} ${told.programme} ${metric}: ${value} told, ${expected} true`);
    };
    for (const [metric, name] of Object.entries(counts)) hold(metric, told[name] as number);
    hold('volunteer_hours', told.minutes / 60);
    hold('completion_rate', told.sessionsScheduled === 0 ? null : told.sessionsCompleted / told.sessionsScheduled);
    hold('participation_rate', told.eligible === 0 ? null : told.eligibleActive / told.eligible);
    const isProvisional = told.hoursRows > 0 && told.hoursRowsWithoutMinutes / told.hoursRows > 0.05;
    if ((found.get('volunteer_hours')?.state === 'provisional') !== isProvisional) differences.push(`${company} ${told.period} ${told.programme} volunteer_hours: ${found.get('volunteer_hours')?.state}, though ${told.hoursRowsWithoutMinutes} of ${told.hoursRows} rows tell no duration`);
    const holdOfPeople = (metric: string, people: number, expected: number | null, n: number): void => {
      const { state, ...figure } = found.get(metric) ?? { state: 'missing', value: null, n: null };
      if (people > 0 && people < fewest && state !== 'too_few') differences.push(`${company} ${told.period} ${told.programme} ${metric}: ${state}, though it rests on ${people} people`);
      if (state === 'too_few') {
        withheld += 1;
        if (people === 0) differences.push(`${company} ${told.period} ${told.programme} ${metric}: withheld, though nobody stands behind it`);
        return;
      }
      hold(metric, expected);
      shown += people > 0 ? 1 : 0;
      if (expected !== null && metric === 'rating_mean') hold('rating_mean n', n, figure.n);
    };
    holdOfPeople('rating_mean', told.ratedBy, told.ratings === 0 ? null : (told.ratingSum - told.ratings) / 4 / told.ratings, told.ratings);
    holdOfPeople('placements', told.placedPeople, told.placements, told.placements);
    const sroi = found.get('sroi');
    if (sroi?.value != null) {
      const { body: walk } = await client.get<{ inputs: { name: string; value: number }[] }>(`companies/${companyId}/lineage/${sroi.id}`);
      for (const [kind, minor] of Object.entries(told.costs)) hold(`costs_${kind}`, minor / 100, walk.inputs.find(({ name }) => name === `costs_${kind}`)?.value ?? 0);
    }
  }
  return { differences, compared, shown, withheld };
}
