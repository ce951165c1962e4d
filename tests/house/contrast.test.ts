// Colours that can be told apart, whichever preset a company chose and whichever mode a reader did.
import { readFileSync } from 'node:fs';
import { contrastPairs, tokensPath } from '../gates/contrast.ts';

test('every pair of text, control and chart colours reaches its contrast in five presets and both modes', () => {
  const pairs = contrastPairs(readFileSync(tokensPath, 'utf8'));
  expect(new Set(pairs.map(({ preset, mode }) => `${preset} ${mode}`)).size).toBe(10);
  expect(pairs.filter(({ ratio, least }) => ratio < least).map(({ preset, mode, fore, back, ratio }) => `${preset} ${mode}: ${fore} on ${back} ${ratio.toFixed(2)}`)).toEqual([]);
});

test('black on white is 21 and a grey is what WCAG says of it', () => {
  const css = readFileSync(tokensPath, 'utf8').replace(/--ink:[^;]+;/, '--ink:oklch(0 0 0);').replace(/--sheet:[^;]+;/, '--sheet:oklch(1 0 0);').replace(/--ink-2:[^;]+;/, '--ink-2:oklch(.5999 0 0);');
  const of = (fore: string): number => contrastPairs(css).find((pair) => pair.fore === fore && pair.back === 'sheet')?.ratio ?? 0;
  expect(of('ink')).toBeCloseTo(21, 3);
  expect(of('ink-2')).toBeCloseTo(1.05 / (0.5999 ** 3 + 0.05), 3);
});
