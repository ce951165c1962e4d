// Words that earlier models read are read again by those that score now.
import { action, type Actor, type Ask } from '../../mixins/broker/actions.ts';
import { platformTenant } from '../../mixins/broker/house.ts';
import { pageSize, readAnew, tenantsReadOtherwise, type Places } from '../../mixins/rows/anew.ts';
import { byReview, ofFeedback, ofSession, type Saying } from './meaning.ts';
import { meaningsOf } from './reading.ts';
import { applyMeanings } from './score.store.ts';

type SpeakingRoom = 'kintell' | 'buddy';

/** Whose scores are all of the models that hold now was read by them from the first. */
const readings: Places<SpeakingRoom> = {
  table: 'evidence_readings', sourceColumn: 'room', versionColumn: 'models', sources: ['kintell', 'buddy'],
  wasReadOtherwise: async (tx, models) => await tx.maybe('select 1 from outcome_scores where tenant_id = $1 and present and model_version <> all($2) limit 1', [tx.tenantId, [...models.split(' '), byReview]]) !== undefined,
};

export const anewActions = {
  readAnew: action({
    summary: 'Reads a company’s words by the models that score now, where others read them',
    access: 'room',
    params: {},
    timeoutMs: 0,
    async handler(ctx, actor): Promise<{ rows: number }> {
      const { models } = await ctx.ask('q2q.versions', {});
      const job = actor.job(ctx.tenantId, 'reading');
      return {
        rows: await readAnew(job, readings, models, async (room, after) => {
          const { sayings, next } = await pageOf(room, after, job.ask);
          const meanings = await meaningsOf(sayings.filter(({ textId }) => textId !== null), job);
          return { count: sayings.length, next, keep: (tx) => applyMeanings(actor.house, tx, meanings, { isAnew: true }) };
        }),
      };
    },
  }),
};

export async function readAllAnew(actor: Actor): Promise<void> {
  await actor.broker.waitForServices(['q2q', 'safety', 'kintell', 'buddy', 'profiles', 'evidence']);
  const { models } = await actor.job(platformTenant, 'reading').ask('q2q.versions', {});
  for (const tenantId of await tenantsReadOtherwise(actor, readings, models)) await actor.job(tenantId, 'reading').ask('evidence.readAnew', {}, { timeoutMs: 0 });
}

async function pageOf(room: SpeakingRoom, after: number, ask: Ask): Promise<{ sayings: Saying[]; next: number | null }> {
  if (room === 'kintell') {
    const { items, next } = await ask('kintell.activity', { after, limit: pageSize });
    return { sayings: items.map(ofSession), next };
  }
  const { items, next } = await ask('buddy.feedbackActivity', { after, limit: pageSize });
  return { sayings: items.map(ofFeedback), next };
}
