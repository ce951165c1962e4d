// Settings in, broker out. Each value stands with its reason; what no actor may refuse stands in the list of middlewares.
import { createRequire } from 'node:module';
import os from 'node:os';
import channels from '@moleculer/channels';
import { ServiceBroker, type BrokerOptions } from 'moleculer';
import { InProcessAdapter } from './channels/adapters/in-process.ts';
import { ActorContext } from './mixins/broker/actions.ts';
import { cacheKey } from './mixins/broker/cache-key.ts';
import { guards } from './mixins/broker/guards.ts';
import { giveHouse, type House } from './mixins/broker/house.ts';
import { PrometheusText } from './mixins/broker/prometheus.ts';
import { stores } from './mixins/broker/stores.ts';

const { Cachers } = createRequire(import.meta.url)('moleculer') as { Cachers: { Memory: new (options: object) => object } };

/** First is innermost. Access stands outside the cache; Timeout before CircuitBreaker, so that the breaker sees timeouts. */
export const middlewareOrder = [
  'ActionHook', 'Bulkhead', 'Cacher', 'Guards', 'ContextTracker', 'Timeout', 'CircuitBreaker', 'Retry', 'Fallback', 'ErrorHandler', 'Tracing', 'Metrics',
  'Stores', 'Channels',
] as const;
/** Left out on purpose: the guards check parameters, strictly and before the cache; nothing here waits for quiet or drops calls. */
export const leftOutMiddlewares = ['Validator', 'Debounce', 'Throttle'] as const;

export interface BrokerExtras { nodeId?: string; metrics?: boolean; stopDelayMs?: number }

export function createBroker(house: House, { nodeId, metrics = true, stopDelayMs = 500 }: BrokerExtras = {}): ServiceBroker {
  const own: Record<string, unknown> = {
    Guards: guards(), Stores: stores(house.database), Channels: channels.Middleware({ adapter: new InProcessAdapter({ prefix: 'events' }) }),
  };
  const options: BrokerOptions = {
    namespace: 'cockpit',
    nodeID: nodeId ?? `all.${os.hostname()}.${process.pid}`,
    logger: house.settings.logLevel === 'silent' ? false : {
      // Logs go to the console as JSON lines. Parameters and answers are personal data and are never logged.
      type: 'Pino', options: { level: house.settings.logLevel, pino: { options: { base: undefined, redact: ['params', '*.params', 'email', '*.email'] } } },
    },
    transporter: null,
    serializer: 'JSON',
    // Nested calls inherit what is left; actions that work longer name their own.
    requestTimeout: 10_000,
    retryPolicy: { enabled: false, retries: 3, delay: 50, maxDelay: 400, factor: 2, check: (error: Error) => (error as { retryable?: boolean }).retryable === true },
    // A short tumbling window: a longer one drowns a dead node in past successes. A tenant's bad input never counts.
    circuitBreaker: {
      enabled: true, windowTime: 2, threshold: 0.3, minRequestCount: 20, halfOpenTime: 5_000,
      check: (error: Error) => ['RequestTimeoutError', 'RequestRejectedError'].includes(error.name) || (error as { code?: unknown }).code === 'ECONNREFUSED',
    },
    bulkhead: { enabled: true, concurrency: 100, maxQueueSize: 1_000 },
    tracking: { enabled: true, shutdownTimeout: 8_000 },
    registry: { strategy: 'RoundRobin', preferLocal: true, stopDelay: stopDelayMs },
    maxCallLevel: 20,
    validator: false,
    // `$node.options` would print every setting to whoever may call.
    internalServices: { $node: { actions: { options: false } } },
    internalMiddlewares: false,
    middlewares: middlewareOrder.map((name) => own[name] ?? name),
    cacher: new Cachers.Memory({ clone: true, ttl: 30, maxParamsLength: 200, keygen: cacheKey }) as never,
    ContextFactory: ActorContext as never,
    metrics: metrics ? {
      enabled: true, reporter: new PrometheusText({ defaultLabels: () => ({}) }) as never,
      // Edges of our service levels, in milliseconds.
      defaultBuckets: [5, 25, 100, 250, 500, 1_000, 3_000, 15_000],
    } : false,
    skipProcessEventRegistration: true,
  };
  const broker = new ServiceBroker(options);
  giveHouse(broker, house);
  return broker;
}
