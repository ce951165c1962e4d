// An answer on its way out: tags, 304, HEAD, lengths. Knows HTTP and nothing of what it carries.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedEncoding, compressAnswer, mayCompress, tagOf } from './compressed.ts';
import { pageIn, type Page } from './pages.client.ts';

export interface Answer { status: number; body: string; type: string; headers?: Record<string, string | string[]> }

/** Sends an answer; a GET that is the same as the one the caller holds is a 304. */
export function send(request: IncomingMessage, response: ServerResponse, { status, body, type, headers = {} }: Answer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status === 204) {
    response.writeHead(204);
    response.end();
    return;
  }
  sendBytes(request, response, status, Buffer.from(body), `${type}${type.includes('json') ? '; charset=utf-8' : ''}`);
}

/** How long a sender may go on writing what nobody reads. */
const lingerMs = 3_000;

/**
 * Answers before the body has come to its end. Whoever is still writing would lose the answer with the connection: the answer is
 * whole for him at once, and the connection ends when he has read it, or after a moment.
 */
export function sendEarly(request: IncomingMessage, response: ServerResponse, { status, body, type }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length, 'Cache-Control': 'no-store', Connection: 'close' });
  response.write(bytes);
  const end = (): void => { response.end(); };
  const timer = setTimeout(end, lingerMs);
  timer.unref();
  request.once('end', () => { clearTimeout(timer); end(); });
}

export function sendBytes(request: IncomingMessage, response: ServerResponse, status: number, body: Buffer, type: string): void {
  const isRead = (request.method === 'GET' || request.method === 'HEAD') && status === 200;
  // A tag that names a version is sent back to change it: such an answer stays as it is.
  const mayShrink = isRead && !response.hasHeader('ETag') && /^(?:application\/json|text\/html)/.test(type) && mayCompress(type, body.length);
  const encoding = mayShrink ? acceptedEncoding(request.headers['accept-encoding'], ['gzip']) : null;
  if (isRead) {
    const etag = tagOf(String(response.getHeader('ETag') ?? `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`), encoding);
    response.setHeader('ETag', etag);
    if (mayShrink) response.setHeader('Vary', 'Accept-Encoding');
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'private, no-cache');
    if ((request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim()).includes(etag)) {
      response.writeHead(304);
      response.end();
      return;
    }
  } else if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store');
  const sent = encoding === null ? body : compressAnswer(body);
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': sent.length, ...(encoding === null ? {} : { 'Content-Encoding': encoding }) });
  response.end(request.method === 'HEAD' ? undefined : sent);
}

export function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const { body, etag, encoding } = pageIn(page, request.headers['accept-encoding']);
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', page.cache);
  response.setHeader('Vary', 'Accept-Encoding');
  if ((request.headers['if-none-match'] ?? '') === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.writeHead(200, { 'Content-Type': page.type, 'Content-Length': body.length, ...(encoding === null ? {} : { 'Content-Encoding': encoding }) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** To the companies or the sign-in, in the language that was asked for (`/uk`), else in the one that the reader's browser prefers. */
export function sendOnward(request: IncomingMessage, response: ServerResponse, asked: string, where: 'sign-in' | 'cockpit'): void {
  response.writeHead(302, { Location: `/${asked.replaceAll('/', '') || preferredLanguage(request.headers['accept-language'] ?? '')}/${where}`, 'Cache-Control': 'no-store', Vary: 'Accept-Language, Cookie' });
  response.end();
}

/** The first language of ours that the reader's browser names; English otherwise. Norwegian has three codes. */
function preferredLanguage(header: string): 'en' | 'uk' | 'no' {
  for (const part of header.split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase().split('-')[0];
    if (tag === 'uk' || tag === 'en') return tag;
    if (tag === 'no' || tag === 'nb' || tag === 'nn') return 'no';
  }
  return 'en';
}
