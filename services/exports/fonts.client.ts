// The typefaces of paper, read once from their packages and put into the page itself: the browser that prints can load nothing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const scripts = {
  latin: 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext': 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+1D00-1DBF,U+1E00-1E9F,U+20A0-20AB,U+20AD-20C0,U+2113',
  cyrillic: 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116',
} as const;
/** Single weights, no variable fonts: those a printed file can only hold as drawings of their letters, which no reader can copy well. */
const faces = [
  { family: 'Source Sans 3', file: '@fontsource/source-sans-3', name: 'source-sans-3', weights: [400, 600] },
  { family: 'Source Serif 4', file: '@fontsource/source-serif-4', name: 'source-serif-4', weights: [400] },
  { family: 'IBM Plex Mono', file: '@fontsource/ibm-plex-mono', name: 'ibm-plex-mono', weights: [400] },
] as const;

let made: string | undefined;

/** @font-face rules with the fonts as data. */
export function fontFaces(): string {
  made ??= faces.flatMap(({ family, file, name, weights }) => weights.flatMap((weight) => Object.entries(scripts).map(([script, range]) => {
    const font = readFileSync(path.join(path.dirname(require.resolve(`${file}/package.json`)), 'files', `${name}-${script}-${weight}-normal.woff2`)).toString('base64');
    return `@font-face{font-family:"${family}";font-weight:${weight};src:url(data:font/woff2;base64,${font}) format("woff2");unicode-range:${range}}`;
  }))).join('\n');
  return made;
}
