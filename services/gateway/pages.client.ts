// The cockpit's own files, and the viewer of the interface's description, read from disk once and served with strong tags.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beginningOf, isSeen, partsAhead, type BuiltParts } from './page-parts.ts';
import { acceptedEncoding, compressFile, mayCompress, tagOf, type Encoding } from './compressed.ts';

const cockpit = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../public');
export const built = path.join(cockpit, 'dist');
const styles = path.join(cockpit, 'styles');
const viewer = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json',
  '.png': 'image/png', '.ico': 'image/x-icon', '.map': 'application/json',
};

/** `packed`: as it was compressed when the cockpit was built. */
export interface Page { body: Buffer; type: string; etag: string; cache: string; packed?: Buffer }
const kept = new Map<string, Page>();
const small = new WeakMap<Page, Map<Encoding, Buffer>>();

/** A file as its reader can take it; an encoding that was not built is made when it is first asked for. */
export function pageIn(page: Page, accepted: string | string[] | undefined): { body: Buffer; etag: string; encoding: Encoding | null } {
  const encoding = mayCompress(page.type, page.body.length) ? acceptedEncoding(accepted, ['br', 'gzip']) : null;
  if (encoding === null) return { body: page.body, etag: page.etag, encoding };
  const made = small.get(page) ?? new Map<Encoding, Buffer>();
  const body = made.get(encoding) ?? (encoding === 'br' ? page.packed : undefined) ?? compressFile(page.body, encoding);
  small.set(page, made.set(encoding, body));
  return { body, etag: tagOf(page.etag, encoding), encoding };
}

/** A file of the built cockpit; undefined when there is none. Names with a hash in them never change. */
export function cockpitFile(name: string): Page | undefined {
  return read(built, name, name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** The page that an address of the cockpit begins with, and what its browser should fetch meanwhile. */
export function cockpitPage(address: string, isMember: boolean): { page: Page; ahead: string | undefined } | undefined {
  const page = cockpitFile(beginningOf(address, isMember)) ?? cockpitFile('index.html');
  const parts = cockpitFile('parts.json');
  return page && { page, ahead: parts && !isSeen(address) ? partsAhead(JSON.parse(parts.body.toString('utf8')) as BuiltParts, address, isMember) : undefined };
}

const viewerPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Corporate Cockpit interface</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><link rel="icon" href="/mark.svg" type="image/svg+xml"><script src="/theme.js"></script>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"><link rel="stylesheet" href="/api/docs/tokens.css"><link rel="stylesheet" href="/api/docs/viewer.css"></head>
<body><div id="swagger-ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;
// The viewer puts a link into each button that opens a call, and skips levels of headings and landmarks: both are mended here.
const viewerStart = `window.ui = SwaggerUIBundle({
  url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: false, validatorUrl: null, syntaxHighlight: false, defaultModelsExpandDepth: -1,
  onComplete() {
    for (const heading of document.querySelectorAll('.opblock-tag')) heading.setAttribute('aria-level', '2');
    document.querySelector('.information-container')?.setAttribute('role', 'banner');
    const schemes = document.querySelector('.scheme-container');
    schemes?.setAttribute('role', 'region');
    schemes?.setAttribute('aria-label', 'Sign in');
  },
});`;
/** The cockpit's own tokens, and what they mean for the viewer. */
const viewerLooks = ['tokens.css', 'viewer.css'];

export function viewerFile(name: string): Page | undefined {
  if (name === '') return pageOf(Buffer.from(viewerPage), '.html', 'no-cache');
  if (name === 'start.js') return pageOf(Buffer.from(viewerStart), '.js', 'no-cache');
  if (viewerLooks.includes(name)) return read(styles, name, 'no-cache');
  return /^swagger-ui[\w.-]*\.(css|js)$/.test(name) ? read(viewer, name, 'public, max-age=3600') : undefined;
}

function read(root: string, name: string, cache: string): Page | undefined {
  const file = path.join(root, name);
  if (!file.startsWith(root + path.sep) || name.includes('\0')) return undefined;
  const known = kept.get(file);
  if (known) return known;
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  const page = { ...pageOf(readFileSync(file), path.extname(file), cache), ...(existsSync(`${file}.br`) ? { packed: readFileSync(`${file}.br`) } : {}) };
  kept.set(file, page);
  return page;
}

function pageOf(body: Buffer, extension: string, cache: string): Page {
  return { body, type: types[extension] ?? 'application/octet-stream', etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`, cache };
}
