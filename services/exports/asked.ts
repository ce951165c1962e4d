// What a file of a report needs besides the report, asked of the rooms that know it: the walk of each figure, and who decided.
import type { Job } from '../../mixins/broker/actions.ts';
import { entryOf, shownFacts, type Entry, type Report } from './document.ts';

const walksAtOnce = 8;
const membersAtOnce = 100;

/** Some at a time: a walk waits for several rooms, and the database serves more than one. */
export async function walksOf(job: Job, report: Report): Promise<Entry[]> {
  const facts = shownFacts(report);
  const entries: Entry[] = [];
  for (let from = 0; from < facts.length; from += walksAtOnce) {
    entries.push(...await Promise.all(facts.slice(from, from + walksAtOnce).map(async (fact, index) => {
      const revision = fact.revision > 0 ? { revision: fact.revision } : {};
      return entryOf(from + index, fact, await job.ask('impact.lineage', { id: fact.metricId, limit: 1, ...revision }));
    })));
  }
  return entries;
}

/** The name of the member who decided; null of whoever is none any more. */
export async function deciderOf(job: Job, id: string): Promise<string | null> {
  const { userId } = await job.ask('reports.decider', { id });
  let after: string | null | undefined = userId === null ? null : undefined;
  while (after !== null) {
    const { items, next }: { items: { userId: string; name: string }[]; next: string | null } = await job.ask('identity.members', { limit: membersAtOnce, ...(after === undefined ? {} : { after }) });
    const found = items.find((member) => member.userId === userId);
    if (found) return found.name;
    after = next;
  }
  return null;
}
