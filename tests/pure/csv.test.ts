// Records keep the physical line where they start, however the text is cut into pieces.
import fc from 'fast-check';
import { CsvFault, CsvReader } from '../../mixins/importing/csv.ts';

function read(text: string, cuts: number[] = [], delimiter = ',', placeOf?: (header: readonly string[]) => number): { line: number; cells: string[]; badQuotes: boolean }[] {
  const reader = new CsvReader(delimiter, 1000, placeOf);
  const records = [];
  let from = 0;
  for (const cut of [...cuts.map((part) => part % (text.length + 1)).sort((a, b) => a - b), text.length]) {
    records.push(...reader.push(text.slice(from, cut)));
    from = cut;
  }
  return [...records, ...reader.end()];
}

test('a record is counted from the line where it starts, over blank lines and quoted breaks', () => {
  const records = read('a,b\n\n1,"x\ny"\r\n\r\n2,z\n3,"say ""hi"""\n4');
  expect(records.map(({ line, cells }) => [line, cells])).toEqual([
    [1, ['a', 'b']], [3, ['1', 'x\ny']], [6, ['2', 'z']], [7, ['3', 'say "hi"']], [8, ['4']],
  ]);
});

test('text after a closing quote marks the row and leaves the next one whole', () => {
  expect(read('a\n"q"w,1\nok').map(({ cells, badQuotes }) => [cells, badQuotes])).toEqual([[['a'], false], [['qw', '1'], true], [['ok'], false]]);
});

test('an unclosed quote is named with the line where it begins', () => {
  expect(() => read('a\nb\n"never\nclosed')).toThrow(CsvFault);
  try {
    read('a\nb\n"never\nclosed');
  } catch (error) {
    expect((error as CsvFault).line).toBe(3);
  }
});

test('a cell over the limit is refused before it is held whole', () => {
  expect(() => read(`a\n${'x'.repeat(5000)}`)).toThrow(/longer than/);
  expect(() => read(`a\n"${'x'.repeat(5000)}`)).toThrow(/longer than/);
});

test('a cell over the limit is refused however it comes', () => {
  for (const cell of ['x'.repeat(5000), `"${'x'.repeat(5000)}"`, `"${'x\n'.repeat(2500)}"`]) {
    expect(() => read(`a\n${cell}\n`, Array.from({ length: 500 }, (_, index) => index * 10))).toThrow(/longer than/);
  }
});

test('any table of which one column is asked reads as that column, however it is cut', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '\n', ' ', '1', '"'), maxLength: 8 });
  const written = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 6 }), fc.integer({ min: -1, max: 4 }), (table, cuts, place) => {
    const rows = table.map((row) => ['x', ...row]);
    const text = [['head', 'er'], ...rows].map((row) => row.map(written).join(',')).join('\n');
    const told: (readonly string[])[] = [];
    const found = read(text, cuts, ',', (header) => { told.push(header); return place; });
    expect([told, found.map(({ cells }) => cells[0])]).toEqual([[['head', 'er']], ['head', ...rows.map((row) => row[place])]]);
  }), { seed: 20261201 });
});

test('any table written as CSV reads back as itself, however it is cut', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', 'ї', '"', ',', '\n', ' ', '1'), maxLength: 8 });
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), fc.array(fc.nat(), { maxLength: 6 }), (table, cuts) => {
    const text = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n');
    expect(read(text, cuts).map(({ cells }) => cells)).toEqual(table);
  }), { seed: 20261125 });
});
