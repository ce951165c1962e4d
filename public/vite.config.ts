// How the cockpit is built. Nothing is inlined: the door's policy lets scripts, styles and fonts come from files of our own only.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { finish } from './finish.ts';

/** What every page begins with, before it is painted. */
const isFirst = /preload-helper|\/shell\/boot\.ts$|\/locales\/languages\.ts$/;
/** What the overview draws, also where another screen borrows of it; what it asks is asked before it has come. */
const isOverview = /\/screens\/(?:overview\/(?!asked)|people\/people\.queries)/;

/** Half of all script: beside the other half it comes in less time than both in one. */
const isReact = /node_modules\/(?:react|react-dom|scheduler)\//;

/** Not what waits for a key or a click, nor a catalogue: of those one is fetched. */
function isOfAll(id: string): boolean {
  return /node_modules|\/src\/(?:shell|parts)\/|\/services\/kernel\/|\/channels\//.test(id) && !/\.json$|\/(?:palette|findable|found|signed-out|tornado)\.tsx?$/.test(id);
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: 'static',
  plugins: [react(), finish()],
  build: {
    // The door names in a header what a page will need, so that a browser need not find it out step by step.
    manifest: 'parts.json',
    outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, sourcemap: false,
    // The polyfill is an inline script in spirit: it fetches what every browser of our target preloads by itself.
    modulePreload: { polyfill: false },
    // What every screen uses comes as one file: a phone pays for each small one with a journey of its own.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'boot', test: isFirst, priority: 3 }, { name: 'react', test: isReact, priority: 2 }, { name: 'base', test: isOfAll, priority: 1 }, { name: 'overview', test: isOverview }] } } },
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://127.0.0.1:3000' } },
});
