// Which figures a score is counted in: the mean of its dimension in its month, quarter and year, of its programme and of all.
import { dimensions, programmes, type Metric } from '../../channels/vocabulary.ts';
import { action } from '../../mixins/broker/actions.ts';
import { periodsOf } from '../kernel/period.ts';
import { readMetrics } from './metrics.store.ts';
import { find, viewOf, type MetricView } from './view.ts';

export const restingActions = {
  figuresOn: action({
    summary: 'The figures that a score of a day and programme is counted in, as they stand',
    access: 'room',
    params: { dimension: { type: 'enum', values: dimensions }, programme: { type: 'enum', values: programmes }, localDate: { type: 'string', pattern: /^\d{4}-\d\d-\d\d$/ } },
    async handler(ctx): Promise<{ items: MetricView<Metric>[] }> {
      const { dimension: metric, programme: own, localDate } = ctx.params;
      const periods = periodsOf(localDate);
      return ctx.read(async (tx) => {
        const items: MetricView<Metric>[] = [];
        for (const programme of [own, 'all'] as const) {
          const rows = await readMetrics(tx, periods, programme);
          items.push(...periods.map((period) => viewOf(ctx.tenantId, { metric, programme, period }, find(rows, metric, period), undefined)));
        }
        return { items };
      });
    },
  }),
};
