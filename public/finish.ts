// Finishes what was built: a page for each address that begins otherwise than bare, and beside each text file the same as small as it gets.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { runnerImport, type Plugin } from 'vite';
import type { FirstPaint } from './src/shell/first-paint.tsx';

const bare = /<div id="cockpit">.*<\/div>/;

export function finish(): Plugin {
  let dist = '';
  return {
    name: 'finish',
    apply: 'build',
    configResolved({ root, build }) { dist = path.resolve(root, build.outDir); },
    async closeBundle() {
      await writeFirstPaints(dist);
      await Promise.all(globSync('**/*.{html,js,css,svg}', { cwd: dist }).map(async (file) => pack(path.join(dist, file))));
    },
  };
}

/** What pages show before their scripts have run is drawn by the parts that draw it later. */
async function writeFirstPaints(dist: string): Promise<void> {
  const page = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const { module } = await runnerImport<{ firstPaints: readonly FirstPaint[] }>(path.join(import.meta.dirname, 'src/shell/first-paint.tsx'), { configFile: false, mode: 'production' });
  for (const { name, lang, title, markup, isWhole } of module.firstPaints) {
    writeFileSync(path.join(dist, `${name}.html`), page
      .replace('<html lang="en">', `<html lang="${lang}">`)
      .replace(/<title>.*<\/title>/, () => `<title>${title}</title>`)
      .replace(bare, () => `<div id="cockpit"${isWhole ? ' data-drawn="whole"' : ''}>${markup}</div>`));
  }
}

/** The last tenth costs a second for the largest file: the door would have to take it from its first reader. */
async function pack(file: string): Promise<void> {
  await writeFile(`${file}.br`, await promisify(brotliCompress)(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
}
