// How fresh a company's rows are: what came last, in which way, and what of it is not counted yet. Part of the actor `imports`.
import { importKindNames, webhookProviders, type WebhookProvider } from '../../channels/vocabulary.ts';
import { action } from '../../mixins/broker/actions.ts';
import { freshKinds, type FreshKind } from './imports.store.ts';

const count = { type: 'number', integer: true } as const;

export interface Freshness { files: FreshKind[]; webhooks: { provider: WebhookProvider; at: string | null }[]; rejected: number; waiting: number }

export const freshnessActions = {
  freshness: action({
    summary: 'When rows of each kind last came, by file and by webhook, and how many lines were set aside or wait for others',
    access: 'metrics:read',
    params: {},
    returns: {
      files: { type: 'array', items: { type: 'object', props: { kind: { type: 'enum', values: importKindNames }, at: { type: 'string' } } } },
      webhooks: { type: 'array', items: { type: 'object', props: { provider: { type: 'enum', values: webhookProviders }, at: { type: 'string', nullable: true } } } }, rejected: count, waiting: count,
    },
    async handler(ctx): Promise<Freshness> {
      const { items } = await ctx.ask('webhooks.lastReceipts', {});
      return { ...await ctx.read(freshKinds), webhooks: items };
    },
  }),
};
