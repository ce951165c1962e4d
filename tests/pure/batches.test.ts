import { setImmediate as turn } from 'node:timers/promises';
import { Batches } from '../../services/webhooks/batches.ts';

interface Begun { tenantId: string; items: readonly string[]; commit(): void; fail(): void }

function held(): { batches: Batches<string, string>; begun: Begun[] } {
  const begun: Begun[] = [];
  const batches = new Batches<string, string>((tenantId, items) => new Promise((resolve, reject) => {
    begun.push({ tenantId, items, commit: () => { resolve(items.map((item) => `kept ${item}`)); }, fail: () => { reject(new Error('not kept')); } });
  }));
  return { batches, begun };
}

const named = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${name}${index}`);

test('what comes while a commit is under way goes into the next, and many into one beside it', async () => {
  const { batches, begun } = held();
  const add = (items: string[]): Promise<string[]> => Promise.all(items.map((item) => batches.add('a', item)));
  const first = add(named('first', 3));
  await turn();
  const few = add(named('few', 2));
  await turn();
  expect(begun.map(({ items }) => items.length)).toEqual([3]);
  const many = add(named('many', 20));
  await turn();
  expect(begun.map(({ items }) => items.length)).toEqual([3, 22]);
  const more = add(named('more', 40));
  await turn();
  expect(begun).toHaveLength(2);
  begun[1]?.commit();
  expect([await few, await many]).toEqual([named('kept few', 2), named('kept many', 20)]);
  begun[0]?.commit();
  expect(await first).toEqual(named('kept first', 3));
  begun[2]?.commit();
  expect(await more).toEqual(named('kept more', 40));
  expect(begun).toHaveLength(3);
});

test('tenants do not wait for each other, and one item that cannot be kept does not take the others with it', async () => {
  const { batches, begun } = held();
  const good = batches.add('a', 'good');
  const bad = batches.add('a', 'bad');
  const other = batches.add('b', 'other');
  await turn();
  expect(begun.map(({ tenantId }) => tenantId)).toEqual(['a', 'b']);
  begun[1]?.commit();
  expect(await other).toBe('kept other');
  begun[0]?.fail();
  await turn();
  begun[2]?.commit();
  expect(await good).toBe('kept good');
  await turn();
  begun[3]?.fail();
  await expect(bad).rejects.toThrow('not kept');
});
