// What came of it: jobs begun, questionnaires filled in early and late, and what the programmes cost. Pure.
import { dayOf, type Span } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { CostFact, JobFact, QuestionnaireFact } from './facts.ts';
import { wayOf, type Journey } from './journey.ts';
import { pick, streamOf, type Random } from './random.ts';

const jobs = [['Health care', 'Nursing assistant'], ['Hotels', 'Receptionist'], ['Construction', 'Electrician'], ['Trade', 'Shop assistant'], ['IT', 'Tester'], ['Transport', 'Driver'], ['Education', 'Teaching assistant'], ['Finance', 'Bookkeeper']] as const;

export function jobsOf(company: SampleCompany, journeys: readonly Journey[], span: Span, seed: number): JobFact[] {
  const random = streamOf(seed, `${company.domain} jobs`);
  return journeys.flatMap(({ person, job }) => {
    const [sector, role] = pick(random, jobs);
    const hoursAWeek = pick(random, [20, 30, 37.5, 37.5, 40]);
    return job && job.starts >= span.from && job.starts <= span.to ? [{ participant: person.email, day: job.starts, sector, role, hoursAWeek, helper: job.helper?.email ?? null }] : [];
  });
}

/** WHO-5 or IPL-12, at the beginning and near the end, by one in three. */
export function questionnairesOf(company: SampleCompany, journeys: readonly Journey[], span: Span, seed: number): QuestionnaireFact[] {
  const random = streamOf(seed, `${company.domain} questionnaires`);
  return journeys.flatMap((journey) => {
    const [first, last] = [journey.stages[0], journey.stages.at(-1)];
    if (!first || !last || random() > 0.34) return [];
    const instrument = random() < 0.6 ? 'WHO-5' as const : 'IPL-12' as const;
    return [{ stage: first, day: first.from + 5 }, { stage: last, day: last.to - 8 }].filter(({ day }) => day >= span.from && day <= span.to)
      .map(({ stage, day }) => ({ participant: journey.person.email, instrument, day, items: answers(random, instrument, journey.person.trend === 'rises' ? wayOf(journey, stage, day) : 0.5) }));
  });
}

function answers(random: Random, instrument: QuestionnaireFact['instrument'], way: number): number[] {
  const [count, low, high] = instrument === 'WHO-5' ? [5, 0, 5] : [12, 1, 5];
  return Array.from({ length: count }, () => Math.min(high, Math.max(low, Math.round(low + (high - low) * (0.3 + 0.4 * way) + 2 * (random() - 0.5)))));
}

/** Cash and gifts in kind by month; management by quarter, or by month where a quarter is not whole. Each is so much for a day. */
export function costsOf({ costs: { cash, inKind, management } }: SampleCompany, { months }: Span): CostFact[] {
  const facts: CostFact[] = [];
  for (const [index, month] of months.entries()) {
    const span = spanOf(month, month);
    const minorADay = (units: number): number => Math.round((units * 100 * (0.8 + (0.4 * index) / months.length)) / 30);
    for (const programme of ['buddy', 'language', 'mentorship', 'upskilling'] as const) facts.push({ programme, period: month, ...span, kind: 'cash', minorADay: minorADay(cash) });
    facts.push({ programme: 'buddy', period: month, ...span, kind: 'in_kind', minorADay: minorADay(inKind) });
  }
  const quarters = Map.groupBy(months, (month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`);
  for (const [quarter, own] of quarters) {
    const parts = own.length === 3 ? [{ period: quarter, first: own[0] ?? '', last: own[2] ?? '' }] : own.map((month) => ({ period: month, first: month, last: month }));
    for (const { period, first, last } of parts) facts.push({ programme: 'all', period, ...spanOf(first, last), kind: 'management', minorADay: management * 100 });
  }
  return facts.filter(({ minorADay }) => minorADay > 0);
}

function spanOf(first: string, last: string): { from: number; to: number } {
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5))];
  const after = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  return { from: dayOf(`${first}-01`), to: dayOf(`${after}-01`) - 1 };
}
