// Evidence: what people said, redacted, and which scores and figures rest on it.
import { dimensions, programmes } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { mayAtAll } from '../../mixins/broker/rights.ts';
import { snippetsOf } from './evidence.store.ts';

const shownBesideMetric = 10;

const actions = {
  restingOn: action({
    summary: 'The snippets that a metric of a span rests on',
    access: 'room',
    params: {
      dimension: { type: 'enum', values: dimensions }, from: { type: 'string' }, to: { type: 'string' }, programme: { type: 'enum', values: ['all', ...programmes] },
    },
    async handler(ctx): Promise<{ items: { id: string; text: string | null }[] }> {
      const { identity } = ctx;
      const mayRead = identity.kind === 'job' || (identity.role !== undefined && mayAtAll(identity.role, 'evidence:read'));
      return { items: await ctx.read((tx) => snippetsOf(ctx.house, tx, { ...ctx.params, limit: shownBesideMetric }, mayRead)) };
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'evidence', typeof actions> {}
}

export default defineActor({ name: 'evidence', actions });
