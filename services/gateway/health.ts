// What whoever keeps the node running asks: whether it is ready, and its counters. Counters are told to this machine, or by a token.
import type { ServiceBroker } from 'moleculer';
import { prometheusText } from '../../mixins/broker/prometheus.ts';
import { Problem } from '../kernel/errors.ts';
import { readiness } from '../kernel/readiness.ts';
import type { Answer } from './answer.ts';

export function readinessAnswer(broker: ServiceBroker): Answer {
  const reasons = readiness(broker).reasons();
  return reasons.length === 0 ? { status: 200, body: JSON.stringify({ state: 'ready' }), type: 'application/json' }
    : { status: 503, body: JSON.stringify({ state: 'starting', reasons }), type: 'application/json', headers: { 'Retry-After': '1' } };
}

export function metricsAnswer(broker: ServiceBroker, { address, authorization, token }: { address: string; authorization: string | undefined; token: string | undefined }): Answer {
  const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address);
  if (!isLocal && (token === undefined || authorization !== `Bearer ${token}`)) throw new Problem('unauthenticated');
  return { status: 200, body: prometheusText(broker), type: 'text/plain; version=0.0.4' };
}
