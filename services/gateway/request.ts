// A request on its way in: correlation, who sends it, how often, whether it comes from our own pages, and its body.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';

export const cookieName = 'cockpit_session';
const jsonBytes = 1_048_576;
const webhookBytes = 262_144;

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
  + "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";

/** On every answer. HSTS only means something under TLS, which ends before us. */
export function writeSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
}

export interface DoorRequest extends IncomingMessage { correlationId?: string; $params?: { params?: Record<string, string> }; parsedUrl?: string; originalUrl?: string }

/** The id that binds together what one request did: the caller's own, if it can be one, or a new one. */
export function correlate(request: DoorRequest): string {
  const given = request.headers['x-correlation-id'];
  request.correlationId ??= typeof given === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : newId();
  return request.correlationId;
}

export function credentialsOf(request: IncomingMessage): { bearer?: string; cookie?: string } {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && token) return { bearer: token };
  const cookie = readCookie(request.headers.cookie ?? '');
  return cookie ? { cookie } : {};
}

/** The socket's address: no proxy is trusted in this mode, so a header of the client's says nothing. */
export function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? 'unknown';
}

/** A write that a browser sends with the cookie must come from our own pages. */
export function assertSameSite(request: IncomingMessage): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw new Problem('cross_site');
  }
  const { origin, host } = request.headers;
  if (origin !== undefined && host !== undefined && origin.replace(/^https?:\/\//, '') === host) return;
  throw new Problem('cross_site');
}

export interface JsonBody { value: unknown; hash: string }

/** Reads a JSON body of at most 1 MiB; undefined for an empty one. */
export async function readJson(request: IncomingMessage): Promise<JsonBody> {
  const bytes = await readBytes(request, jsonBytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length === 0) return { value: undefined, hash };
  if (!isJson(request)) throw new Problem('unsupported_media_type', { detail: 'Send application/json.' });
  try {
    return { value: JSON.parse(bytes.toString('utf8')), hash };
  } catch {
    throw new Problem('broken_json');
  }
}

/** A webhook as it was signed: its own bytes, and the three headers of the standard. */
export async function readWebhook(request: IncomingMessage, { sourceId = '', kind = '' }: Record<string, string>): Promise<Record<string, string>> {
  const header = (name: string): string => String(request.headers[name] ?? '');
  const bytes = await readBytes(request, webhookBytes);
  if (!isJson(request)) throw new Problem('unsupported_media_type', { detail: 'Send application/json.' });
  return { sourceId, kind, webhookId: header('webhook-id'), timestamp: header('webhook-timestamp'), signature: header('webhook-signature'), base64: bytes.toString('base64') };
}

function isJson(request: IncomingMessage): boolean {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === 'application/json';
}

export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export function sessionCookie(value: string, maxAgeSeconds: number): string {
  return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`;
}

function tooLarge(most: number): Problem {
  return new Problem('too_large', { detail: `The body is larger than ${most} bytes.` });
}

function readCookie(header: string): string | undefined {
  for (const part of header.split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === cookieName) return value.join('=');
  }
  return undefined;
}
