// Moleculer's Prometheus reporter without its own listener, which would open on all interfaces: the gateway serves the text.
import { createRequire } from 'node:module';
import type { ServiceBroker } from 'moleculer';

interface Reporter { generatePrometheusResponse(): string }
const { MetricReporters } = createRequire(import.meta.url)('moleculer') as {
  MetricReporters: { Prometheus: new (options: object) => Reporter & { registry: unknown }; Base: { prototype: { init(registry: unknown): void } } };
};

export class PrometheusText extends MetricReporters.Prometheus {
  init(registry: unknown): void {
    MetricReporters.Base.prototype.init.call(this, registry);
  }

  async stop(): Promise<void> {}
}

export function prometheusText(broker: ServiceBroker): string {
  const found = (broker as unknown as { metrics: { reporter?: unknown[] } }).metrics.reporter ?? [];
  return found.filter((reporter): reporter is PrometheusText => reporter instanceof PrometheusText)
    .map((reporter) => reporter.generatePrometheusResponse()).join('\n');
}
