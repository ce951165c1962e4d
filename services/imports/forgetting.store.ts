// Uploads whose time is over: previews that nobody committed, and files whose month of undo has passed.
import type { Actor } from '../../mixins/broker/actions.ts';
import { isStillPreview } from '../../mixins/importing/engine.store.ts';
import { removeSpool } from '../../mixins/importing/spool.ts';
import { destroyImportKey, discardImport, forgettable } from './imports.store.ts';

export async function forgetUploads(actor: Actor): Promise<void> {
  const tenants = await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants'));
  for (const { id: tenantId } of tenants) {
    const job = actor.job(tenantId, 'tidy');
    const now = new Date(actor.house.clock.nowMs()).toISOString();
    const { previews, spools } = await job.read((tx) => forgettable(tx, now));
    if (previews.length + spools.length === 0) continue;
    // Rows first, files after: a preview that is committed meanwhile keeps its file.
    const gone = await job.step(async (tx) => {
      const keys: (string | null)[] = [];
      for (const { id } of previews) if (await isStillPreview(tx, id)) keys.push(await discardImport(tx, id));
      for (const { id, spoolKey } of spools) {
        await destroyImportKey(tx, id);
        keys.push(spoolKey);
      }
      tx.note('uploads', { files: keys.length });
      return keys;
    }, { action: 'imports.forget', objectKind: 'import' });
    for (const spoolKey of gone) if (spoolKey) await removeSpool(actor.house, spoolKey);
  }
}
