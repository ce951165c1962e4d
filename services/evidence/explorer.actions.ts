// The explorer's doors: the list with its facets, one snippet with its source and the figures on it, and the file that is taken along.
import { action, type ActorContext } from '../../mixins/broker/actions.ts';
import type { Infer } from '../../channels/schema.ts';
import { openCursor, sealCursor } from '../../mixins/sealed-cursor.ts';
import { listParams, type List } from '../kernel/paging.ts';
import { cellsOf, csvColumns, csvLine, filterParams, filtersOf, placeOf, type Counted, type EvidenceItem, type EvidenceView, type Filters, type PlaceInList, type Source } from './explorer.ts';
import { countsOf, pageOf, redactionsOf, snippetOf, snippetsLike } from './explorer.store.ts';
import { whyOf, type Why } from './why.ts';

const linesAPage = 500;
const shownBefore = 5;
const similarShown = 5;

export interface ExportPreview { count: number; withheld: Counted['withheld']; redactions: Record<string, number>; columns: readonly string[]; sample: string[][] }

export const explorerActions = {
  list: action({
    summary: 'What participants said, redacted: by period, programme, dimension, language, score and words; with how many there are under each',
    access: 'evidence:read',
    params: { ...filterParams, ...listParams },
    async handler(ctx): Promise<List<EvidenceItem> & Counted> {
      const { after, limit = 50, ...asked } = ctx.params;
      const filters = await filtersFor(ctx, asked);
      const page = await readPage(ctx, filters, after, limit);
      return { ...page, ...await ctx.read((tx) => countsOf(ctx.house, tx, filters)) };
    },
  }),

  get: action({
    summary: 'One snippet that is cited: its words and which of them made its score, the row it came from, and the figures that rest on it',
    access: 'evidence:read',
    params: { id: { type: 'uuid' } },
    async handler(ctx): Promise<EvidenceView> {
      const { key, importId, line, receiptId, ...item } = await ctx.read((tx) => snippetOf(ctx.house, tx, ctx.params.id));
      const { items: files } = await ctx.ask('imports.names', { ids: importId === null ? [] : [importId] });
      const { items: figures } = await ctx.ask('impact.figuresOn', { dimension: item.dimension, programme: item.programme, localDate: item.occurredAt });
      const row = rowOf(key);
      return {
        ...item, why: await explain(ctx, item, row.table), source: { ...row, importId, file: files[0]?.fileName ?? null, line, webhookId: receiptId },
        figures: figures.map(({ id, metric, period, programme, value, n, state }) => ({ metric, period, programme, metricId: id, value, n, state })),
      };
    },
  }),

  similar: action({
    summary: 'Sentences about the same as one, in whichever language: the most alike first',
    access: 'evidence:read',
    params: { id: { type: 'uuid' }, limit: { type: 'number', integer: true, min: 1, max: 20, optional: true } },
    async handler(ctx): Promise<{ items: (EvidenceItem & { similarity: number })[] }> {
      return { items: await ctx.read((tx) => snippetsLike(ctx.house, tx, ctx.params.id, ctx.params.limit ?? similarShown)) };
    },
  }),

  exportPreview: action({
    summary: 'What the file would hold: how many texts, its first lines, and how much was redacted in all of them',
    access: 'evidence:read',
    params: filterParams,
    async handler(ctx): Promise<ExportPreview> {
      const filters = await filtersFor(ctx, ctx.params);
      return ctx.read(async (tx) => {
        const { total: count, withheld } = await countsOf(ctx.house, tx, filters);
        const sample = await pageOf(ctx.house, tx, filters, null, shownBefore);
        return { count, withheld, redactions: await redactionsOf(ctx.house, tx, filters), columns: csvColumns, sample: sample.map(cellsOf) };
      });
    },
  }),

  export: action({
    summary: 'The chosen texts as CSV, redacted; who took them along is audited',
    access: 'evidence:read',
    changes: 'evidence',
    params: { ...filterParams, after: listParams.after },
    async handler(ctx): Promise<{ text: string; next: string | null }> {
      const { after, ...asked } = ctx.params;
      const filters = await filtersFor(ctx, asked);
      const { items, next } = await readPage(ctx, filters, after, linesAPage);
      if (after === undefined) {
        // Which words were sought is nobody's to keep.
        const { q, ...rest } = asked;
        await ctx.change(async (tx) => { tx.note('csv', { ...rest, sought: q !== undefined }); });
      }
      return { text: (after === undefined ? `${csvColumns.join(',')}\r\n` : '') + items.map(csvLine).join(''), next };
    },
  }),
};

async function filtersFor(ctx: Pick<ActorContext, 'ask'>, { cohort, ...asked }: Infer<typeof filterParams>): Promise<Filters> {
  return filtersOf(asked, cohort === undefined ? undefined : (await ctx.ask('impact.cohortPeople', { cohort })).ids);
}

async function readPage(ctx: Pick<ActorContext, 'house' | 'read' | 'tenantId'>, filters: Filters, after: string | undefined, limit: number): Promise<List<EvidenceItem>> {
  const owner = `${ctx.tenantId} evidence`;
  const from = after === undefined ? null : JSON.parse(openCursor(ctx.house, owner, after)) as PlaceInList;
  const items = await ctx.read((tx) => pageOf(ctx.house, tx, filters, from, limit + 1));
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: items.length > limit && last ? sealCursor(ctx.house, owner, JSON.stringify(placeOf(last))) : null };
}

/** The words of the text are read once more, and told only as far as the sentence shows them. */
async function explain({ ask }: Pick<ActorContext, 'ask'>, { textId, dimension, model, score, text, language }: EvidenceItem, table: Source['table']): Promise<Why | null> {
  const { items: told } = await ask(table === 'buddy_feedback' ? 'buddy.texts' : 'kintell.texts', { ids: [textId] });
  const original = told[0]?.texts['feedback'];
  if (original === undefined) return null;
  const { items: read } = await ask('q2q.score', { items: [{ id: textId, text: original }] });
  const found = read.find((one) => one.dimension === dimension && one.modelVersion === model);
  return found?.score != null && Math.abs(found.score - score) < 1e-6 ? whyOf(text, language, found.score, found.contributions) : null;
}

/** Feedback is kept apart from a session that may have the same key. */
function rowOf(key: string): Pick<Source, 'table' | 'key'> {
  const [, feedback] = /^feedback (.*)$/s.exec(key) ?? [];
  return feedback === undefined ? { table: 'kintell_sessions', key } : { table: 'buddy_feedback', key: feedback };
}
