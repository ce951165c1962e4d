// Files are made anew in seconds, and quotations are personal text: a file goes after a while. What is known of it stays, so that one
// that was handed out can still be told from a forgery.
import { action, type Actor } from '../../mixins/broker/actions.ts';
import { agedFiles, forgetFile } from './export.store.ts';
import { removeFile } from './files.client.ts';

const filesKeptDays = 90;
const dayMs = 86_400_000;

export const lifetimeActions = {
  forgetOld: action({
    summary: `Removes files that were made more than ${filesKeptDays} days ago`,
    access: 'room',
    changes: 'export',
    params: {},
    timeoutMs: 0,
    async handler(ctx, actor): Promise<{ removed: number }> {
      const before = new Date(ctx.house.clock.nowMs() - filesKeptDays * dayMs).toISOString();
      const aged = await ctx.read((tx) => agedFiles(tx, before));
      for (const { id, fileKey } of aged) {
        // The file first: cut short in between, the next turn finds the row and finishes; a file that no row names is found again by nobody.
        await removeFile(actor.house, fileKey);
        await ctx.change(async (tx) => {
          await forgetFile(tx, id);
          tx.note(id, { removed: 'aged' });
        });
      }
      return { removed: aged.length };
    },
  }),
};

export async function forgetOldFiles(actor: Actor): Promise<void> {
  await actor.broker.waitForServices('exports');
  for (const { id } of await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants order by id'))) await actor.job(id, 'lifetime').ask('exports.forgetOld', {}, { timeoutMs: 0 });
}
