// Why a figure is what it is: its formula, its inputs, the evidence and the rows it rests on, page by page.
import type { Composite, Dimension } from '../../channels/vocabulary.ts';
import { action } from '../../mixins/broker/actions.ts';
import { holds } from '../../mixins/broker/rights.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { openCursor, sealCursor } from '../../mixins/sealed-cursor.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { foreignCursor } from '../kernel/paging.ts';
import { parsePeriod, partsOf, previousPeriod } from '../kernel/period.ts';
import { narrowed, type Narrowed } from './cohort.actions.ts';
import { nameMembers, narrowTo } from './cohort.store.ts';
import { dimensionOf, type ReliableChanges } from './change.store.ts';
import { explain, type Explained } from './composite-view.ts';
import { cohortParam, groupTimeoutMs } from './figure-shape.ts';
import { countSources, placeOf, sourceRows, type Order, type Place, type SourceRow } from './lineage.store.ts';
import { scoredBy, type MetricName, type Quantity } from './metric.ts';
import { metricIdOf, readMetricId } from './metric-id.ts';
import { readMetrics, readRevision, revisionsAt, withholdsPart, type MetricRow } from './metrics.store.ts';
import { outcomes, signals, signalsOf } from './outcome.ts';
import { pairedBy, pairRows } from './pair.store.ts';
import { isComposite, isPart } from './quantity.ts';
import { reliableChanges } from './reliable-changes.ts';
import { shipped } from './shipped.client.ts';
import { readVersion } from './value-map.store.ts';
import { contributionOf, find, formulaIn, inputsOf, viewOf, type LineageView, type MetricView, type SourceView } from './view.ts';

export const lineageActions = {
  lineage: action({
    summary: 'Why a metric is what it is: formula, inputs, evidence, rows',
    access: 'metrics:read',
    params: { id: { type: 'string', max: 100 }, revision: { type: 'number', integer: true, min: 1, max: 2_147_483_647, optional: true }, ...cohortParam, after: { type: 'string', max: 2_000, optional: true }, limit: { type: 'number', integer: true, min: 1, max: 500, optional: true } },
    timeoutMs: groupTimeoutMs,
    async handler(ctx): Promise<LineageView> {
      const name = readMetricId(ctx.tenantId, ctx.params.id);
      if (!name) throw new Problem('not_found');
      const { revision, limit = 50 } = ctx.params;
      // Cursors are sealed for the tenant, so that only places of ours come back.
      const after = ctx.params.after === undefined ? null : JSON.parse(openCursor(ctx.house, ctx.tenantId, ctx.params.after)) as Place;
      const reliable = pairedBy(name.metric) ? await reliableChanges(ctx.ask) : {};
      const { cohort } = ctx.params;
      const asked: Asked = { after, limit: limit + 1, reliable, mayName: holds(ctx.identity, 'evidence:read') };
      if (cohort !== undefined && revision !== undefined) throw invalid('revision', 'is kept of whole figures alone', 'leave it out, or the cohort');
      const found = cohort === undefined
        ? await ctx.read((tx) => explainedRows(tx, name, { revision, ...asked }))
        : await narrowed(ctx, cohort, { metrics: [name.metric], periods: [name.period, previousPeriod(name.period)], programme: name.programme }, (tx, group) => rowsOfGroup(tx, name, group, asked));
      const page = found.items.slice(0, limit);
      const { items: files } = await ctx.ask('imports.names', { ids: [...new Set(page.flatMap(({ importId }) => importId ?? []))] });
      const fileOf = new Map(files.map((file) => [file.id, file.fileName]));
      const last = page.at(-1);
      const span = spanOf(name);
      const { row } = found;
      const evidence: LineageView['evidence'] = [];
      for (const dimension of found.view.state === 'too_few' || !row || cohort?.startsWith('unit:') ? [] : dimensionsOf(name.metric)) evidence.push(...(await ctx.ask('evidence.restingOn', { dimension, ...span, programme: name.programme, ...(cohort === undefined ? {} : { cohort }) })).items);
      return {
        metric: found.view, revision: row?.revision ?? 0, formula: formulaIn(name.metric, row), inputs: found.explained?.inputs ?? inputsOf(name, row), composite: found.explained?.composite ?? null, evidence,
        sources: found.view.state === 'too_few' || found.isUnlisted ? null : {
          count: found.count,
          items: page.map((source) => ({
            table: source.table, ...(found.order === 'share' ? unnamed : namesOf(source, fileOf)), date: found.hidesDays ? null : source.localDate, contribution: row ? contributionOf(row, source, span) : 0, weight: source.weight,
          })),
          next: found.items.length > limit && last ? sealCursor(ctx.house, ctx.tenantId, JSON.stringify(placeOf(last, found.order))) : null,
        },
      };
    },
  }),
};

/** `mayName`: whoever reads the texts one by one, with their scores, learns nothing from a row's name. */
interface Asked { after: Place | null; limit: number; reliable: ReliableChanges; mayName: boolean }
interface Found { row: MetricRow | undefined; view: MetricView; hidesDays: boolean; order: Order; isUnlisted?: boolean; count: number; items: readonly SourceRow[]; explained: Explained | null }
const nothing: Omit<Found, 'row' | 'view'> = { hidesDays: true, order: 'day', count: 0, items: [], explained: null };

/** A row that could be found again among those of a count, which names the month or the programme of each, would tell the part of this figure that is withheld. */
const unnamed = { id: null, key: null, importId: null, file: null, line: null, webhookId: null } as const;

function namesOf({ table, id, key, importId, line, receiptId }: SourceRow, fileOf: ReadonlyMap<string, string>): Omit<SourceView, 'table' | 'date' | 'contribution' | 'weight'> {
  // An employee's number may name somebody.
  return { id, key: table === 'roster_entries' ? id : key, importId, file: importId === null ? null : fileOf.get(importId) ?? null, line, webhookId: receiptId };
}

/** A kept figure with what it rests on. */
async function explainedRows(tx: Transaction, name: MetricName, { revision, ...asked }: Asked & { revision: number | undefined }): Promise<Found> {
  const rows = await readMetrics(tx, [name.period, previousPeriod(name.period)], name.programme);
  const current = find(rows, name.metric, name.period);
  const row = revision === undefined ? current : await readRevision(tx, name, revision);
  if (revision !== undefined && !row) throw new Problem('not_found');
  const view = viewOf(tx.tenantId, name, row, find(rows, name.metric, previousPeriod(name.period)));
  // Without a figure to explain there is nothing to list; one that rests on too few people tells nothing of them.
  if (!row || view.state === 'too_few') return { row, view, ...nothing };
  if (isComposite(name.metric)) return { row, view, ...nothing, explained: await explainComposite(tx, { ...name, metric: name.metric }, row) };
  const hidesDays = await withholdsPart(tx, name);
  return { row, view, hidesDays, ...await restingRows(tx, name, row, { ...asked, hidesDays, narrow: (sql) => sql }), explained: null };
}

/** A group's figure, which was computed in this very snapshot. */
async function rowsOfGroup(tx: Transaction, name: MetricName, { kind, people, areRowsListed, asOf, rowOf }: Narrowed, asked: Asked): Promise<Found> {
  const row = rowOf(name.metric, name.period);
  const view = viewOf(tx.tenantId, name, row, rowOf(name.metric, previousPeriod(name.period)));
  if (view.value === null) return { row, view, ...nothing };
  if (!areRowsListed) return { row, view: { ...view, reason: 'rows_of_few' }, ...nothing, isUnlisted: true };
  const parts = partsOf(name.period).flatMap((part) => [part, ...partsOf(part)]);
  const hidesDays = parts.some((part) => rowOf(name.metric, part).state === 'too_few');
  await nameMembers(tx, people, asOf);
  return { row, view, hidesDays, ...await restingRows(tx, name, row, { ...asked, hidesDays, narrow: narrowTo(kind) }), explained: null };
}

async function restingRows(
  tx: Transaction, name: MetricName, { as_of: asOf }: MetricRow, { reliable, mayName, hidesDays, ...asked }: Asked & { hidesDays: boolean; narrow: (sql: string) => string },
): Promise<Pick<Found, 'count' | 'items' | 'order'>> {
  const order = hidesDays && !mayName ? 'share' : 'day';
  // Another reader's place, or one from before a part was withheld.
  if (asked.after && asked.after.order !== order) throw foreignCursor();
  const paired = pairedBy(name.metric);
  if (paired) return { order, ...await pairRows(tx, name, paired, { asOf, order, ...asked, reliable }) };
  return { order, count: await countSources(tx, name, { asOf, narrow: asked.narrow }), items: await sourceRows(tx, name, { asOf, order, ...asked }) };
}

/** The value map and the inputs of the time when the figure was made. */
async function explainComposite(tx: Transaction, name: MetricName & { metric: Composite }, row: MetricRow): Promise<Explained | null> {
  if (!row.details) return null;
  const version = await readVersion(tx, Number(row.details['valueMap']));
  const revisions = await revisionsAt(tx, name, row.as_of);
  return explain(name.metric, row.details, version?.map ?? shipped().valueMap, (quantity) => {
    const revision = revisions.get(quantity);
    return { metricId: metricIdOf(tx.tenantId, { ...name, metric: quantity }), ...(revision === undefined ? {} : { revision }) };
  });
}

function dimensionsOf(quantity: Quantity): Dimension[] {
  const { dimension } = scoredBy(quantity) ?? {};
  if (dimension) return [dimension];
  const outcome = outcomes.find((one) => quantity.endsWith(`_${one}`));
  const heard = isPart(quantity) && outcome ? signalsOf[outcome] : quantity === 'lift' ? signals : [];
  return heard.flatMap((signal) => dimensionOf(signal) ?? []);
}

function spanOf({ period }: MetricName): { from: string; to: string } {
  const span = parsePeriod(period);
  return { from: span?.from ?? '', to: span?.to ?? '' };
}
