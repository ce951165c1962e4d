// What came in by webhook: that it came and where it lies, never what it says.
import { webhookProviders } from './vocabulary.ts';

export const webhooksEvents = {
  'webhooks.receipt.accepted': {
    version: 1,
    item: { id: { type: 'uuid' }, sourceId: { type: 'uuid' }, provider: { type: 'enum', values: webhookProviders }, kind: { type: 'string' } },
  },
} as const;
