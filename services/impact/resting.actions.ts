// The ledger for other rooms: which figures a score is counted in (the mean of its dimension in its month, quarter and year, of its
// programme and of all), the rows of one participant, and of whom else those were told.
import { dimensions, programmes, type Metric } from '../../channels/vocabulary.ts';
import { action } from '../../mixins/broker/actions.ts';
import { openCursor, sealCursor } from '../../mixins/sealed-cursor.ts';
import { periodsOf } from '../kernel/period.ts';
import { readMetrics } from './metrics.store.ts';
import { othersOfRows, rowsOfPerson, type OtherOfRows, type PersonPlace, type PersonRow } from './person-rows.store.ts';
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

  othersOfRows: action({
    summary: 'Participants of whom rows of this one were told at another time; `people` are all who were merged into one',
    access: 'room',
    params: { people: { type: 'array', items: { type: 'uuid' }, min: 1, max: 1_000 }, limit: { type: 'number', integer: true, min: 1, max: 20 } },
    async handler(ctx): Promise<{ items: OtherOfRows[] }> {
      return { items: await ctx.read((tx) => othersOfRows(tx, ctx.params.people, ctx.params.limit)) };
    },
  }),

  personRows: action({
    summary: 'The rows of one participant as they stand, the latest first; `people` are all who were merged into one',
    access: 'room',
    params: { people: { type: 'array', items: { type: 'uuid' }, min: 1, max: 1_000 }, after: { type: 'string', max: 2_000, optional: true }, limit: { type: 'number', integer: true, min: 1, max: 500 } },
    async handler(ctx): Promise<{ items: PersonRow[]; next: string | null }> {
      const { people, after, limit } = ctx.params;
      const owner = `${ctx.tenantId} person`;
      const place = after === undefined ? null : JSON.parse(openCursor(ctx.house, owner, after)) as PersonPlace;
      const rows = await ctx.read((tx) => rowsOfPerson(tx, people, place, limit + 1));
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const next: PersonPlace | undefined = last && { date: last.date, table: last.table, key: last.key, measure: last.measure };
      return { items, next: rows.length > limit && next ? sealCursor(ctx.house, owner, JSON.stringify(next)) : null };
    },
  }),
};
