// Contrast of every pair of colours that the tokens allow, in both modes and all presets, by WCAG 2. Prints each with its limit.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface Pair { preset: string; mode: 'light' | 'dark'; fore: string; back: string; ratio: number; least: number }

const surfaces = ['paper', 'sheet', 'wash', 'wash-2'];
const texts = ['ink', 'ink-2', 'ink-3', 'brand', 'thread', 'good', 'care', 'bad'];
const washes = ['brand', 'thread', 'good', 'care', 'bad'];
const parts = ['rule-strong', 'focus'];
const charts = ['data-1', 'data-2', 'data-3', 'data-4', 'data-5', 'data-mute', 'data-solo'];
const [leastOfText, leastOfParts] = [4.5, 3];

/** Pairs in the order in which the tokens name them. */
export function contrastPairs(css: string): Pair[] {
  const usual = declarationsIn(/:root\{([\s\S]*?)\n\}/.exec(css)?.[1] ?? '');
  const presets = [['fjord', {}], ...[...css.matchAll(/\[data-preset=(\w+)\]\{([^}]*)\}/g)].map(([, name = '', body = '']) => [name, declarationsIn(body)] as const)] as const;
  return presets.flatMap(([preset, own]) => (['light', 'dark'] as const).flatMap((mode) => {
    const colour = (name: string): number => luminance(name, mode, { ...usual, ...own });
    const pair = (fore: string, back: string, least: number): Pair => {
      const [high, low] = [colour(fore), colour(back)].toSorted((a, b) => b - a) as [number, number];
      return { preset, mode, fore, back, ratio: (high + 0.05) / (low + 0.05), least };
    };
    return [
      ...texts.flatMap((fore) => surfaces.map((back) => pair(fore, back, leastOfText))),
      ...washes.flatMap((name) => [pair(name, `${name}-wash`, leastOfText), pair('ink', `${name}-wash`, leastOfText)]), pair('on-brand', 'brand', leastOfText),
      ...parts.flatMap((fore) => surfaces.map((back) => pair(fore, back, leastOfParts))), ...charts.flatMap((fore) => ['paper', 'sheet'].map((back) => pair(fore, back, leastOfParts))),
    ];
  }));
}

export const tokensPath = path.join(import.meta.dirname, '../../public/styles/tokens.css');

function declarationsIn(body: string): Record<string, string> {
  return Object.fromEntries([...body.matchAll(/--([\w-]+):([^;]+);?/g)].map(([, name = '', value = '']) => [name, value.trim()]));
}

function luminance(name: string, mode: 'light' | 'dark', tokens: Readonly<Record<string, string>>): number {
  const value = tokens[name];
  if (value === undefined) throw new Error(`there is no token --${name}`);
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (other) return luminance(other, mode, tokens);
  const found = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)|oklch\(([\d.]+) ([\d.]+)\)/g)];
  const [, lightness = '', chroma = '', hue = '0'] = found[mode === 'dark' && found.length > 1 ? 1 : 0] ?? [];
  if (lightness === '') throw new Error(`--${name} is no colour that is known: ${value}`);
  return relativeLuminance(Number(lightness), Number(chroma), Number(hue));
}

/** Source: Björn Ottosson, "A perceptual color space for image processing" (2020); WCAG 2.2, relative luminance. Clipped to what a screen shows. */
function relativeLuminance(lightness: number, chroma: number, hueDegrees: number): number {
  const [a, b] = [chroma * Math.cos(hueDegrees * Math.PI / 180), chroma * Math.sin(hueDegrees * Math.PI / 180)];
  const [l, m, s] = [lightness + 0.3963377774 * a + 0.2158037573 * b, lightness - 0.1055613458 * a - 0.0638541728 * b, lightness - 0.0894841775 * a - 1.291485548 * b].map((root) => root ** 3) as [number, number, number];
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

if (process.argv[1] === import.meta.filename) {
  const pairs = contrastPairs(readFileSync(tokensPath, 'utf8'));
  for (const { preset, mode, fore, back, ratio, least } of pairs) console.log(`${ratio >= least ? '      ' : 'FAILED'}  ${preset.padEnd(7)} ${mode.padEnd(5)} ${`${fore} on ${back}`.padEnd(26)} ${ratio.toFixed(2).padStart(6)}  (at least ${least})`);
  const strong = pairs.filter(({ ratio }) => ratio >= 7).length / pairs.length;
  console.log(`${pairs.length} pairs, ${pairs.filter(({ ratio, least }) => ratio < least).length} below their limit, ${(strong * 100).toFixed(0)} % at 7 or more`);
  process.exitCode = pairs.every(({ ratio, least }) => ratio >= least) ? 0 : 1;
}
