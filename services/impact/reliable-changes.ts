// What two scores of one model may differ by when nothing changed, as it was judged when the model was registered.
import type { Ask } from '../../mixins/broker/actions.ts';
import type { ReliableChanges } from './change.store.ts';

/** By model version and language. */
export async function reliableChanges(ask: Ask): Promise<ReliableChanges> {
  const { items } = await ask('q2q.evaluations', {});
  return Object.fromEntries(items.map(({ version, language, reliableChangeMicro }) => [`${version} ${language}`, reliableChangeMicro]));
}
