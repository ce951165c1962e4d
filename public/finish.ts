// Finishes what was built: a page for each address that begins otherwise than bare, and beside each text file the same as small as it gets.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

export function finish(): Plugin {
  let dist = '';
  return {
    name: 'finish',
    apply: 'build',
    configResolved({ root, build }) { dist = path.resolve(root, build.outDir); },
    async closeBundle() {
      await writeFirstPaints(dist);
      await Promise.all(globSync(['*.{html,js,svg}', 'assets/*.{js,css}'], { cwd: dist }).map(async (file) => pack(path.join(dist, file))));
    },
  };
}

/** What pages show before their scripts have run is drawn by the parts that draw it later, built once more for where no browser is. */
async function writeFirstPaints(dist: string): Promise<void> {
  await build({
    root: import.meta.dirname, configFile: false, logLevel: 'error', publicDir: false, plugins: [react()], ssr: { noExternal: true },
    build: { ssr: 'src/shell/first-paint.tsx', outDir: path.join(dist, 'door'), target: 'node20', minify: true },
  });
  const { pagesOfAll } = await import(path.join(dist, 'door/first-paint.js')) as { pagesOfAll: (page: string) => Promise<Record<string, string>> };
  for (const [name, page] of Object.entries(await pagesOfAll(readFileSync(path.join(dist, 'index.html'), 'utf8')))) writeFileSync(path.join(dist, name), page);
}

/** The last tenth costs a second for the largest file: the door would have to take it from its first reader. */
async function pack(file: string): Promise<void> {
  await writeFile(`${file}.br`, await promisify(brotliCompress)(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
}
