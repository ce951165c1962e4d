// Words that an earlier policy let pass are screened by the one that holds now. It only adds: a flag that stands, or that somebody decided,
// stays as it is.
import { flaggedSources, type FlaggedSource } from '../../channels/vocabulary.ts';
import { action, type Actor } from '../../mixins/broker/actions.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { pageSize, readAnew, tenantsReadOtherwise, type Places } from '../../mixins/rows/anew.ts';
import { findingsOf, type Told } from './findings.ts';
import { flagOf } from './flag.ts';
import { raiseAnew } from './flag.store.ts';
import { shippedMark, shippedPolicy } from './policy.client.ts';

/** A source that has no place yet came under the policy that holds now. */
const screenings: Places<FlaggedSource> = { table: 'safety_screenings', sourceColumn: 'source', versionColumn: 'policy', sources: flaggedSources };
const pagesOfSource = {
  'kintell.session': 'kintell.activity', 'kintell.rating': 'kintell.ratingActivity', 'buddy.match': 'buddy.matchActivity', 'buddy.event': 'buddy.eventActivity', 'buddy.checkin': 'buddy.checkinActivity', 'buddy.feedback': 'buddy.feedbackActivity',
} as const satisfies Record<FlaggedSource, string>;

export const anewActions = {
  screenAnew: action({
    summary: 'Screens a company’s words by the policy that holds now, where another screened them',
    access: 'room',
    params: {},
    timeoutMs: 0,
    async handler(ctx, actor): Promise<{ rows: number }> {
      const [job, policy] = [actor.job(ctx.tenantId, 'screening'), shippedPolicy()];
      return {
        rows: await readAnew(job, screenings, shippedMark(), async (source, after) => {
          const { items, next }: { items: readonly Told[]; next: number | null } = await job.ask(pagesOfSource[source], { after, limit: pageSize });
          const findings = await findingsOf(source, items, job, actor.house);
          const keep = (tx: Transaction): Promise<void> => raiseAnew(tx, { source, policy, flagOf: (finding) => flagOf(ctx.tenantId, source, finding, policy, actor.house.clock.nowMs()) }, findings);
          return { count: items.length, next, keep };
        }),
      };
    },
  }),
};

export async function screenAllAnew(actor: Actor): Promise<void> {
  await actor.broker.waitForServices(['safety', 'kintell', 'buddy']);
  for (const tenantId of await tenantsReadOtherwise(actor, screenings, shippedMark())) await actor.job(tenantId, 'screening').ask('safety.screenAnew', {}, { timeoutMs: 0 });
}
