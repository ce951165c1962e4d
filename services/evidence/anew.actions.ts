// Words that earlier models read are read again by those that score now: page by page from where it stopped, once for each version.
import { action, type Actor, type Ask } from '../../mixins/broker/actions.ts';
import { platformTenant } from '../../mixins/broker/house.ts';
import { isLoading } from '../../mixins/importing/pressure.ts';
import { keepPlace, placeOf, speakingRooms, tenantsReadOtherwise, type SpeakingRoom } from './anew.store.ts';
import { ofFeedback, ofSession, type Saying } from './meaning.ts';
import { meaningsOf } from './reading.ts';
import { applyMeanings } from './score.store.ts';

/** Rows in one page: their words, scores and sentences are in memory at once. */
const pageSize = 500;
const waitMs = 1_000;

export const anewActions = {
  readAnew: action({
    summary: 'Reads a company’s words by the models that score now, where others read them',
    access: 'room',
    params: {},
    timeoutMs: 0,
    async handler(ctx, actor): Promise<{ rows: number }> {
      const { models } = await ctx.ask('q2q.versions', {});
      const job = actor.job(ctx.tenantId, 'reading');
      let rows = 0;
      for (const room of speakingRooms) {
        let after = await job.step((tx) => placeOf(tx, room, models));
        while (after !== null && !actor.stopping.aborted) {
          const { sayings, next }: { sayings: Saying[]; next: number | null } = await pageOf(room, after, job.ask);
          const meanings = await meaningsOf(sayings.filter(({ textId }) => textId !== null), job);
          await job.redoable(async (tx) => {
            await applyMeanings(actor.house, tx, meanings, { isAnew: true });
            await keepPlace(tx, room, models, next);
          });
          rows += sayings.length;
          after = next;
          // New rows come first.
          while (isLoading(actor.house) && !actor.stopping.aborted) await new Promise((resolve) => { setTimeout(resolve, waitMs); });
        }
      }
      return { rows };
    },
  }),
};

export async function readAllAnew(actor: Actor): Promise<void> {
  await actor.broker.waitForServices(['q2q', 'safety', 'kintell', 'buddy', 'profiles', 'evidence']);
  const { models } = await actor.job(platformTenant, 'reading').ask('q2q.versions', {});
  for (const tenantId of await actor.asKeeper(undefined, (tx) => tenantsReadOtherwise(tx, models))) {
    await actor.job(tenantId, 'reading').ask('evidence.readAnew', {}, { timeoutMs: 0 });
  }
}

async function pageOf(room: SpeakingRoom, after: number, ask: Ask): Promise<{ sayings: Saying[]; next: number | null }> {
  if (room === 'kintell') {
    const { items, next } = await ask('kintell.activity', { after, limit: pageSize });
    return { sayings: items.map(ofSession), next };
  }
  const { items, next } = await ask('buddy.feedbackActivity', { after, limit: pageSize });
  return { sayings: items.map(ofFeedback), next };
}
