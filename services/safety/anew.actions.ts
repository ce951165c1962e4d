// Words that an earlier policy let pass are screened by the one that holds now: page by page from where it stopped, once for each policy.
// It only adds: a flag that stands, or that somebody decided, stays as it is.
import { flaggedSources, type FlaggedSource } from '../../channels/vocabulary.ts';
import { action, type Actor } from '../../mixins/broker/actions.ts';
import { isLoading } from '../../mixins/importing/pressure.ts';
import { keepPlace, placeOf, tenantsScreenedOtherwise } from './anew.store.ts';
import { findingsOf, type Told } from './findings.ts';
import { flagOf } from './flag.ts';
import { raiseAnew } from './flag.store.ts';
import { shippedMark, shippedPolicy } from './policy.client.ts';

/** Rows in one page: their words are in memory at once. */
const pageSize = 500;
const waitMs = 1_000;
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
      const [job, policy, mark] = [actor.job(ctx.tenantId, 'screening'), shippedPolicy(), shippedMark()];
      let rows = 0;
      for (const source of flaggedSources) {
        let after = await job.step((tx) => placeOf(tx, source, mark));
        while (after !== null && !actor.stopping.aborted) {
          const { items, next }: { items: readonly Told[]; next: number | null } = await job.ask(pagesOfSource[source], { after, limit: pageSize });
          const findings = await findingsOf(source, items, job, actor.house);
          await job.redoable(async (tx) => {
            await raiseAnew(tx, { source, policy, flagOf: (finding) => flagOf(ctx.tenantId, source, finding, policy, actor.house.clock.nowMs()) }, findings);
            await keepPlace(tx, source, mark, next);
          });
          rows += items.length;
          after = next;
          // New rows come first.
          while (isLoading(actor.house) && !actor.stopping.aborted) await new Promise((resolve) => { setTimeout(resolve, waitMs); });
        }
      }
      return { rows };
    },
  }),
};

export async function screenAllAnew(actor: Actor): Promise<void> {
  await actor.broker.waitForServices(['safety', 'kintell', 'buddy']);
  for (const tenantId of await actor.asKeeper(undefined, (tx) => tenantsScreenedOtherwise(tx, shippedMark()))) {
    await actor.job(tenantId, 'screening').ask('safety.screenAnew', {}, { timeoutMs: 0 });
  }
}
