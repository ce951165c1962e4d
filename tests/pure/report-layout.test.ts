// Pages of a printed report, and the choice of what people said: nothing overflows, no heading stands alone, and no two quotations say the same.
import { ticksOf, scaleOf } from '../../services/kernel/charts/rows.ts';
import { placeBlocks, placeColumns, type Placed } from '../../services/exports/layout.ts';
import { areAlike, chooseQuotations, type Quotable } from '../../services/reports/quotations.ts';

const block = (id: string, notes: number[] = [], keepsWithNext = false): Placed => ({ id, notes, keepsWithNext });
const heights = (tall: Record<string, number>, notes: Record<number, number> = {}, page = 500): Parameters<typeof placeBlocks>[1] => ({ blocks: new Map(Object.entries(tall)), notes: new Map(Object.entries(notes).map(([note, height]) => [Number(note), height])), page });

test('a heading goes to the next page with what follows it, and a page is never empty', () => {
  const sheets = placeBlocks([block('a'), block('title', [], true), block('b'), block('c')], heights({ a: 400, title: 60, b: 200, c: 900 }));
  expect(sheets.map(({ blocks }) => blocks)).toEqual([['a'], ['title', 'b'], ['c']]);
});

test('a table that does not fit heads the next page, and the text goes on before it; drawings and tables keep their order', () => {
  const float = (id: string): Placed => ({ ...block(id), floats: true });
  const sheets = placeBlocks([block('a'), float('table'), block('title', [], true), block('b'), float('chart'), block('c'), block('d')], heights({ a: 300, table: 300, title: 50, b: 100, chart: 40, c: 100, d: 100 }));
  expect(sheets.map(({ blocks }) => blocks)).toEqual([['a', 'title', 'b'], ['table', 'chart', 'c'], ['d']]);
  expect(placeBlocks([block('a'), float('table'), float('chart')], heights({ a: 300, table: 300, chart: 300 })).map(({ blocks }) => blocks)).toEqual([['a'], ['table'], ['chart']]);
});

test('a page keeps room for the footnotes of what stands on it, and each footnote is printed where it is first mentioned', () => {
  const sheets = placeBlocks([block('a', [1, 2]), block('b', [2, 3]), block('c', [1])], heights({ a: 300, b: 150, c: 100 }, { 1: 40, 2: 40, 3: 40 }));
  expect(sheets).toEqual([{ blocks: ['a'], notes: [1, 2] }, { blocks: ['b', 'c'], notes: [3] }]);
});

test('entries fill the left column, then the right, then the next page, in order', () => {
  const ids = ['L1', 'L2', 'L3', 'L4', 'L5'];
  expect(placeColumns(ids, heights(Object.fromEntries(ids.map((id) => [id, 200]))), 120)).toEqual([[['L1'], ['L2']], [['L3', 'L4'], ['L5']]]);
});

test('bars begin at zero, and a scale of changes holds zero and every interval', () => {
  expect(scaleOf({ kind: 'bars', rows: [{ label: 'a', value: 73, note: '' }] })).toEqual({ min: 0, max: 80, interval: 20 });
  const scale = scaleOf({ kind: 'changes', rows: [{ label: 'a', value: 0.09, low: -0.02, high: 0.12, note: '' }] });
  expect(ticksOf(scale)).toContain(0);
  expect(scale.min).toBeLessThanOrEqual(-0.02);
  expect(scale.max).toBeGreaterThanOrEqual(0.12);
});

const quote = (id: string, text: string, more: Partial<Quotable> = {}): Quotable => ({ id, text, language: 'en', programme: 'language', dimension: 'belonging', scoreMicro: 900_000, confidenceMicro: 900_000, localDate: '2026-08-01', sha256: id, ...more });

test('quotations differ from each other, come from several dimensions and languages, and let a doubt speak', () => {
  const found = [
    quote('1', 'I have friends here now and I feel at home in this town.'), quote('2', 'I have friends here now and feel at home in the town.'), quote('3', 'They asked me to join the choir, and I said yes.'),
    quote('4', 'Jeg har fått naboer som hilser og spør hvordan det går.', { language: 'no' }), quote('5', 'Some evenings I sit alone and nobody calls.', { scoreMicro: 200_000 }),
    quote('6', 'I dare to speak in meetings.', { dimension: 'confidence' }),
  ];
  const chosen = chooseQuotations(found, ['belonging', 'confidence'], 6);
  expect(chosen.map(({ ref }) => ref)).toEqual(chosen.map((_, index) => `E${index + 1}`));
  expect(chosen.map(({ id }) => id).toSorted()).toEqual(['1', '4', '5', '6']);
  for (const one of chosen) for (const other of chosen) if (one !== other) expect(areAlike(one.text, other.text)).toBe(false);
});

test('no more are chosen than a report shows, whatever there is', () => {
  const found = ['apples', 'bread', 'coffee', 'dinner', 'evening'].map((word, index) => quote(String(index), `${word} ${word}s every ${word}day`));
  expect(chooseQuotations(found, ['belonging'], 2)).toHaveLength(2);
});
