// Metric cards in the reader's language.
import { dimensions, languages, metrics, roles } from '../../channels/vocabulary.ts';
import { action } from '../../mixins/broker/actions.ts';
import { cardsOf, type Card } from './card.ts';
import { openCards } from './shipped.client.ts';

const text = { type: 'string' } as const;
const share = { type: 'number' } as const;
const card = {
  metric: { type: 'enum', values: metrics }, definition: text, method: text, assumptions: text, limits: text, owner: { type: 'enum', values: roles }, formula: text, version: { type: 'number', integer: true }, unit: text,
  isVerified: { type: 'boolean' }, disclosures: { type: 'array', items: { type: 'object', props: { framework: text, code: text } } },
  modelError: {
    type: 'array', items: {
      type: 'object',
      props: { version: text, dimension: { type: 'enum', values: dimensions }, language: { type: 'enum', values: languages }, macroF1: share, calibrationError: share, reliableChange: share, method: text },
    },
  },
} as const;

export const cardActions = {
  metricCards: action({
    summary: 'A card for each metric: definition, method, assumptions, limits, owner, version, model error, disclosure codes',
    access: 'metrics:read',
    params: { language: { type: 'enum', values: languages, optional: true } },
    returns: { items: { type: 'array', items: { type: 'object', props: card } } },
    async handler(ctx): Promise<{ items: Card[] }> {
      const { texts, disclosures } = openCards(ctx.params.language ?? 'en');
      const { items } = await ctx.ask('q2q.evaluations', {});
      return { items: cardsOf(texts, disclosures, items.map(({ reliableChangeMicro, ...judged }) => ({ ...judged, reliableChange: reliableChangeMicro / 1e6 }))) };
    },
  }),
};
