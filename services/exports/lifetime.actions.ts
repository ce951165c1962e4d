// How long a file lives. Files are made anew in seconds, and quotations are personal text: a file goes after a while, and at once where a
// sentence that it quotes is shown no more. What is known of it stays, so that one that was handed out can still be told from a forgery.
import { action, type Actor, type Job } from '../../mixins/broker/actions.ts';
import { forgetFile, keptFiles, type ExportRow } from './export.store.ts';
import { removeFile } from './files.client.ts';

const filesKeptDays = 90;
const dayMs = 86_400_000;
/** Sentences asked for at once. */
const quotesAtOnce = 500;

export const lifetimeActions = {
  forgetOld: action({
    summary: `Removes files that were made more than ${filesKeptDays} days ago, or quote what is shown no more`,
    access: 'room',
    changes: 'export',
    params: {},
    timeoutMs: 0,
    async handler(ctx, actor): Promise<{ removed: number }> {
      const before = new Date(ctx.house.clock.nowMs() - filesKeptDays * dayMs).toISOString();
      const job = actor.job(ctx.tenantId, ctx.correlationId);
      let removed = 0;
      for (const row of await ctx.read((tx) => keptFiles(tx, before))) {
        const why = row.isAged ? 'aged' : await quotesWhatIsGone(job, row) ? 'quotation gone' : null;
        if (why === null) continue;
        // The file first: cut short in between, the next turn finds the row and finishes; a file that no row names is found again by nobody.
        await removeFile(actor.house, row.file_key);
        await ctx.change(async (tx) => {
          await forgetFile(tx, row.id);
          tx.note(row.id, { removed: why });
        });
        removed += 1;
      }
      return { removed };
    },
  }),
};

/** Whether one of the sentences that the file quotes was hidden, withdrawn or taken back since. */
export async function quotesWhatIsGone(job: Job, row: ExportRow): Promise<boolean> {
  const quotes = row.quotes ?? (await job.ask('reports.get', { id: row.report_id })).evidence.map(({ id }) => id);
  return (await shownOf(job, quotes)).length < new Set(quotes).size;
}

/** The sentences that a file of this report would quote. To be asked for before its words: what is hidden in between stands on this list and not in the file, never the other way round. */
export async function quotesOf(job: Job, reportId: string): Promise<string[]> {
  return shownOf(job, (await job.ask('reports.get', { id: reportId })).evidence.map(({ id }) => id));
}

/** Those of these sentences that may be shown. */
async function shownOf(job: Job, quotes: readonly string[]): Promise<string[]> {
  const shown: string[] = [];
  for (let from = 0; from < quotes.length; from += quotesAtOnce) shown.push(...(await job.ask('evidence.byIds', { ids: quotes.slice(from, from + quotesAtOnce) })).items.map(({ id }) => id));
  return shown;
}

export async function forgetOldFiles(actor: Actor): Promise<void> {
  await actor.broker.waitForServices(['exports', 'evidence', 'reports']);
  for (const { id } of await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants order by id'))) await actor.job(id, 'lifetime').ask('exports.forgetOld', {}, { timeoutMs: 0 });
}
