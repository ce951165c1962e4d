// The sample world: what is true of each company over two years, and the files and webhooks that tell it. Seeded: the same date and
// seed give the same bytes. Knows nothing of how the product counts.
import { buddiesOf } from './buddies.ts';
import { monthOf, spanBefore, type Span } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { Facts, SessionFact } from './facts.ts';
import { hooksOf, type Hook } from './hooks.ts';
import { journeysOf } from './journey.ts';
import { learningOf } from './learning.ts';
import { costsOf, jobsOf, questionnairesOf } from './outcomes.ts';
import { employeesOf, participantsOf, volunteersOf } from './people.ts';
import { streamOf } from './random.ts';
import { combinedTable, separateTable } from './session-lines.ts';
import { combinedMonths, sessionsOf } from './sessions.ts';
import { buddyTables, companyTables, learningTables, outcomeTables } from './tables.ts';
import { divide, filesOf, type Division, type SampleFile, type Table } from './telling.ts';

export { sampleCompanies, type SampleCompany } from './company.ts';
export { seededRandom } from './random.ts';
export type { SampleFile } from './telling.ts';

/** All of one company: facts, and what tells them. Files are in the order in which they came; the roster is the last. */
export interface SampleWorld { company: SampleCompany; span: Span; facts: Facts; files: SampleFile[]; hooks: Hook[] }

/** The last months that are told by webhook, where a company's platform can. */
const hookedMonths = 2;
/** From this many employees on files are cut finer. */
const large = 400;

export function sampleWorld(company: SampleCompany, today: string, seed: number): SampleWorld {
  const span = spanBefore(today);
  const facts = factsOf(company, span, seed);
  return { company, span, facts, ...tell(company, span, facts, seed) };
}

function hookedIn({ sendsWebhooks }: SampleCompany, { months }: Span): (session: SessionFact) => boolean {
  const hooked = sendsWebhooks ? months.slice(-hookedMonths) : [];
  return ({ day, programme }) => programme === 'mentorship' && hooked.includes(monthOf(day));
}

function factsOf(company: SampleCompany, span: Span, seed: number): Facts {
  const employees = employeesOf(company, span, seed);
  const journeys = journeysOf(company, participantsOf(company, span, seed), volunteersOf(company, employees, span, seed), span, seed);
  // A webhook has no word for hours that nobody vouches for.
  const isHooked = hookedIn(company, span);
  const sessions = sessionsOf(company, journeys, span, seed).map((session): SessionFact => (isHooked(session) ? { ...session, state: 'confirmed' } : session));
  return {
    employees, sessions, ...buddiesOf(company, journeys, span, seed), ...learningOf(company, journeys, span, seed),
    jobs: jobsOf(company, journeys, span, seed), questionnaires: questionnairesOf(company, journeys, span, seed), costs: company.lacks.includes('costs') ? [] : costsOf(company, span),
  };
}

function tell(company: SampleCompany, span: Span, facts: Facts, seed: number): { files: SampleFile[]; hooks: Hook[] } {
  const random = streamOf(seed, `${company.domain} telling`);
  const { months } = span;
  const [early, late] = [months.slice(0, combinedMonths), months.slice(combinedMonths)];
  const isEarly = ({ day }: { day: number }): boolean => early.includes(monthOf(day));
  const isHooked = hookedIn(company, span);
  const own = facts.sessions.filter((session) => !isEarly(session) && !isHooked(session));
  const isLarge = company.employees >= large;
  const told = (tables: readonly Table[], division: Division): SampleFile[] => tables.flatMap((table) => filesOf(random, table, division, company.delimiter));
  const [costs, roster] = companyTables(random, company, facts, span.from);
  const files = [
    ...told([combinedTable(random, company, facts.sessions.filter(isEarly))], divide(early, 3)),
    ...told((['language', 'mentorship'] as const).map((programme) => separateTable(random, company, programme, own.filter((session) => session.programme === programme))), divide(late, isLarge ? 3 : 6)),
    ...told(buddyTables(random, company, facts), divide(months, isLarge ? 6 : 12)),
    ...told([...learningTables(random, company, facts), ...outcomeTables(company, facts), costs], divide(months, 12)),
    ...told([roster], [months]),
  ];
  return { files, hooks: hooksOf(random, company, facts.sessions.filter(isHooked)) };
}
