import { packItems, unpackItems } from '../../channels/packed.ts';

/** What an outbox row gives back: its items went through JSON. */
const throughTable = (items: readonly object[]): object[] => unpackItems(JSON.parse(JSON.stringify(packItems(items))) as ReturnType<typeof packItems<object>>);
const session = (line: number): object => ({ id: `id ${line}`, key: `KS-${line}`, present: true, minutes: line % 3 === 0 ? null : 45, textId: null, nested: { moods: [line] }, importId: 'one and the same' });
const sessions = Array.from({ length: 500 }, (_, line) => session(line));

test('a set comes back from the outbox as it was told, in its order', () => {
  expect(throughTable(sessions)).toEqual(sessions);
});

test('what a set shares is written once, so that it takes less than half of the bytes', () => {
  expect(JSON.stringify(packItems(sessions)).length).toBeLessThan(JSON.stringify({ items: sessions }).length / 2);
});

test('items of different fields, and fields that are not told, come back as they were', () => {
  const mixed = [...sessions, { id: 'other', key: 'KS-x' }, { key: 'KS-y', id: 'in another order' }];
  expect(throughTable(mixed)).toEqual(mixed);
  const silent = sessions.map((item, place) => ({ ...item, languageLevel: place % 2 === 0 ? 'B1' : undefined }));
  const back = throughTable(silent);
  expect(back).toEqual(silent);
  expect(back.filter((item) => 'languageLevel' in item)).toHaveLength(250);
});

test('items that are all alike keep their number', () => {
  expect(throughTable(Array.from({ length: 20 }, () => ({ present: true })))).toEqual(Array.from({ length: 20 }, () => ({ present: true })));
});

test('few items lie readable in the table, and rows of an earlier version are read', () => {
  const few = sessions.slice(0, 3);
  expect(packItems(few)).toEqual({ items: few });
  expect(unpackItems({ items: few })).toEqual(few);
});
