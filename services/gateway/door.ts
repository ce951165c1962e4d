// How one request goes through: who, how often, with what, to which action, and back. State of this door: limits and open streams.
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Actor, ActionName, Actions } from '../../mixins/broker/actions.ts';
import { anonymous } from '../../mixins/broker/identity.ts';
import { recordRefusal } from '../../mixins/audited.ts';
import { blindIndex } from '../../mixins/vault.store.ts';
import { Problem } from '../kernel/errors.ts';
import { versionTag } from '../kernel/version.ts';
import { send, sendBytes, sendEarly, type Answer } from './answer.ts';
import { countedAs, identityOf, type Caller } from './caller.ts';
import { OpenStreams } from './open-streams.ts';
import { PageDoor } from './page-door.ts';
import { buildParams } from './params.ts';
import { answerProblem, forTheLog } from './problem.ts';
import { RateLimiter, type Allowance } from './rate-limit.ts';
import { Reach } from './reach.ts';
import { addressOf, assertSameSite, correlate, credentialsOf, readBytes, readJson, readWebhook, sessionCookie, writeSecurityHeaders, type DoorRequest } from './request.ts';
import { routes, type Route } from './routes.ts';
import { dropUpload, receiveFile } from './uploads.client.ts';

const cookieSeconds = 12 * 3600;
const largestVerifiedBytes = 64 * 1024 * 1024;
const doors = new WeakMap<Actor, Door>();

export function doorOf(actor: Actor): Door {
  const door = doors.get(actor) ?? new Door(actor);
  doors.set(actor, door);
  return door;
}

export class Door {
  readonly #actor: Actor;
  readonly #limiter: RateLimiter;
  readonly #reach: Reach;
  readonly #pages: PageDoor;
  readonly streams: OpenStreams;

  constructor(actor: Actor) {
    this.#actor = actor;
    this.#limiter = new RateLimiter(actor.house.settings.rateLimitFactor);
    this.#reach = new Reach(actor);
    this.#pages = new PageDoor(actor, this.#reach, this.#limiter);
    this.streams = new OpenStreams(actor, this.#reach);
  }

  async serve(path: string, request: DoorRequest, response: ServerResponse): Promise<void> {
    response.setHeader('X-Correlation-Id', correlate(request));
    response.removeHeader('X-Request-ID');
    writeSecurityHeaders(response);
    try {
      if (!path.startsWith('/api/v1')) return await this.#pages.serve(request, response);
      const here = routes.filter((route) => route.path === path);
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      const route = here.find((known) => known.method === method);
      if (!route) {
        response.setHeader('Allow', [...new Set(here.flatMap((known) => (known.method === 'GET' ? ['GET', 'HEAD'] : [known.method])))].join(', '));
        throw new Problem('method_not_allowed');
      }
      await this.#serveRoute(route, request, response);
    } catch (error) {
      this.fail(request, response, error);
    }
  }

  fail(request: DoorRequest, response: ServerResponse, error: unknown): void {
    const correlationId = correlate(request);
    const { status, body, retryAfterSeconds, isOurs } = answerProblem(error, correlationId);
    if (isOurs) {
      this.#actor.broker.getLogger('gateway').error({ correlationId, ...forTheLog(error) }, 'a request failed');
    }
    request.resume(); // a body that nobody reads would keep the connection
    if (response.headersSent) {
      response.destroy();
      return;
    }
    writeSecurityHeaders(response);
    response.setHeader('X-Correlation-Id', correlationId);
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
    const answer = { status, body: JSON.stringify(body), type: 'application/problem+json' };
    if (request.complete) send(request, response, answer);
    else sendEarly(request, response, answer);
  }

  async #serveRoute(route: Route, request: DoorRequest, response: ServerResponse): Promise<void> {
    const path = request.$params?.params ?? {};
    const query = new URL(request.originalUrl ?? request.url ?? '/', 'http://door').searchParams;
    const caller = await this.#recognise(request, path['companyId']);
    this.#limit(route, request, response, caller);
    if (caller.authorised?.kind === 'user' && caller.authorised.byCookie && route.method !== 'GET') assertSameSite(request);
    const call = <N extends ActionName>(name: N, params: Record<string, unknown>): Promise<Actions[N] extends { returns: infer R } ? R : never> =>
      this.#reach.call(name, params, caller.identity, correlate(request)) as never;
    switch (route.door) {
      case 'live': return this.streams.open(request, response, query, caller, path['companyId'] ?? '');
      case 'text': return this.#sendText(route, request, response, { path, query }, caller);
      case 'sign-in': {
        const { value } = await readJson(request);
        const { cookie, ...answer } = await call('identity.login', { ...buildParams({}, { path: {}, query: new URLSearchParams(), body: value }), address: addressOf(request) });
        response.setHeader('Set-Cookie', sessionCookie(cookie, cookieSeconds));
        return send(request, response, { status: 200, body: JSON.stringify(answer), type: 'application/json' });
      }
      case 'sign-out':
        await call('identity.logout', {});
        response.setHeader('Set-Cookie', sessionCookie('', 0));
        return send(request, response, { status: 204, body: '', type: '' });
      case 'webhook': {
        const answer = await this.#reach.call(route.action, await readWebhook(request, path), caller.identity, correlate(request));
        return send(request, response, { status: 202, body: JSON.stringify(answer), type: 'application/json' });
      }
      case 'upload': return this.#upload(route, request, response, query, caller);
      case 'verify': {
        const bytes = await readBytes(request, largestVerifiedBytes);
        const answer = await this.#reach.call(route.action, { base64: bytes.toString('base64') }, caller.identity, correlate(request));
        return send(request, response, { status: 200, body: JSON.stringify(answer), type: 'application/json' });
      }
      case 'download': {
        const answer = await this.#reach.call(route.action, buildParams(this.#reach.described(route.action).params, { path, query, body: undefined }), caller.identity, correlate(request)) as { base64: string; type: string; fileName: string };
        response.setHeader('Content-Disposition', `attachment; filename="${answer.fileName.replaceAll(/[^\w.-]/g, '_')}"`);
        response.setHeader('Cache-Control', 'private, no-store');
        return sendBytes(request, response, 200, Buffer.from(answer.base64, 'base64'), answer.type);
      }
      case undefined: {
        const body = route.method === 'GET' || route.method === 'DELETE' ? { value: undefined, hash: '' } : await readJson(request);
        const named = route.versioned && route.method === 'PUT' ? { ...path, ifMatch: request.headers['if-match'] ?? '' } : path;
        const params = buildParams(this.#reach.described(route.action).params, { path: named, query, body: body.value });
        const answer = await this.#once(route, request, caller, body.hash, () => call(route.action, params));
        return send(request, response, answer);
      }
    }
  }

  async #recognise(request: DoorRequest, companyId: string | undefined): Promise<Caller> {
    const nowMs = this.#actor.house.clock.nowMs();
    const address = blindIndex(this.#actor.house, `address ${addressOf(request)}`);
    const nobody = anonymous(address, nowMs);
    const credentials = credentialsOf(request);
    if (credentials.bearer === undefined && credentials.cookie === undefined) return { identity: nobody, authorised: null };
    const authorised = await this.#reach.found(request, companyId, nobody);
    if (!authorised) {
      if (credentials.bearer !== undefined) {
        const { allowed, resetSeconds } = this.#limiter.take('general', `refused ${addressOf(request)}`, nowMs);
        if (!allowed) throw new Problem('too_many_requests', { retryAfterSeconds: resetSeconds });
        await recordRefusal(this.#actor.house, nobody, undefined, 'gateway.authorise', { reason: 'bad or stale token' }, correlate(request));
        throw new Problem('unauthenticated');
      }
      return { identity: nobody, authorised: null };
    }
    const identity = identityOf(authorised, companyId, address, nowMs);
    if (companyId !== undefined && identity.tenantId === undefined) {
      await recordRefusal(this.#actor.house, identity, undefined, 'gateway.authorise', { reason: 'not a member', tenantTried: companyId.slice(0, 36) }, correlate(request));
    }
    return { identity, authorised };
  }

  #limit(route: Route, request: DoorRequest, response: ServerResponse, { identity }: Caller): void {
    const caller = route.limit === 'webhooks' ? request.$params?.params?.['sourceId'] ?? '' : countedAs(identity, addressOf(request));
    const nowMs = this.#actor.house.clock.nowMs();
    const take = (limit: NonNullable<Route['limit']>): Allowance => this.#limiter.take(limit, caller, nowMs);
    for (const limit of new Set<NonNullable<Route['limit']>>(route.limit === 'webhooks' ? ['webhooks'] : ['general', route.limit ?? 'general'])) {
      if (limit !== 'general' && route.method === 'GET') continue;
      const allowance = take(limit);
      response.setHeader('RateLimit', `"${limit}";r=${allowance.remaining};t=${allowance.resetSeconds}`);
      if (!allowance.allowed) throw new Problem('too_many_requests', { retryAfterSeconds: allowance.resetSeconds });
    }
  }

  async #once(route: Route, request: DoorRequest, { identity }: Caller, bodyHash: string, work: () => Promise<unknown>): Promise<Answer> {
    const done = async (): Promise<Answer> => {
      const result = await work();
      if (route.status === 204) return { status: 204, body: '', type: '' };
      const headers: Record<string, string> = route.versioned ? { ETag: versionTag((result as { version: number }).version) } : {};
      return { status: route.status ?? 200, body: JSON.stringify(result), type: 'application/json', headers };
    };
    const key = request.headers['idempotency-key'];
    if (!route.creates || typeof key !== 'string' || identity.kind === 'anonymous') return done();
    const correlationId = correlate(request);
    const requestHash = createHash('sha256').update(`${route.method} ${request.originalUrl ?? ''} ${bodyHash}`).digest('hex');
    const begun = await this.#reach.call('gateway.beginOnce', { key, requestHash }, identity, correlationId) as Actions['gateway.beginOnce']['returns'];
    if (begun.state === 'running') throw new Problem('idempotency_running', { retryAfterSeconds: 1 });
    if (begun.state === 'reused') throw new Problem('idempotency_reused');
    if (begun.state === 'done') return { ...begun.answer, type: begun.answer.status < 400 ? 'application/json' : 'application/problem+json', headers: { 'Idempotent-Replay': 'true' } };
    try {
      const answer = await done();
      await this.#reach.call('gateway.finishOnce', { key, status: answer.status, body: answer.body }, identity, correlationId);
      return answer;
    } catch (error) {
      // A refusal of the input is an answer and is kept; a failure of ours is not, so that the caller may try again.
      const { status, body } = answerProblem(error, correlationId);
      // After a time limit the outcome is unknown: the key stays taken, so that a repeat does not do it twice.
      if (status !== 504) await this.#reach.call('gateway.finishOnce', { key, status: status < 500 && status !== 429 ? status : null, body: JSON.stringify(body) }, identity, correlationId);
      throw error;
    }
  }

  async #upload(route: Route, request: DoorRequest, response: ServerResponse, query: URLSearchParams, caller: Caller): Promise<void> {
    const { identity } = caller;
    // Whether the caller may at all is asked before two gigabytes are taken in.
    const { kind = '', mode = 'preview', mapping: named, mends } = Object.fromEntries(query);
    const wanted = (mapping = named): Record<string, string> => ({ kind, ...(mapping === undefined ? {} : { mapping }) });
    await this.#reach.call('imports.mayReceive', wanted(), identity, correlate(request));
    const upload = await receiveFile(this.#actor.house, request, query);
    try {
      const params = { ...wanted(upload.mapping), ...(mends === undefined ? {} : { mends }), mode, fileName: upload.fileName, spool: { ...upload.spool } };
      const answer = await this.#once({ ...route, status: mode === 'commit' ? 202 : 200 }, request, caller, `${upload.spool.sha256} ${upload.mapping ?? ''} ${mends ?? ''}`, () => this.#reach.call(route.action, params, identity, correlate(request)));
      if (answer.headers?.['Idempotent-Replay']) await dropUpload(this.#actor.house, upload);
      send(request, response, answer);
    } catch (error) {
      await dropUpload(this.#actor.house, upload);
      throw error;
    }
  }

  async #sendText(route: Route, request: DoorRequest, response: ServerResponse, parts: { path: Record<string, string>; query: URLSearchParams }, { identity }: Caller): Promise<void> {
    const params = buildParams(this.#reach.described(route.action).params, { ...parts, body: undefined });
    let page = await this.#reach.call(route.action, params, identity, correlate(request)) as { text: string; next: number | string | null };
    response.writeHead(200, { 'Content-Type': `${route.media?.response ?? 'text/plain'}; charset=utf-8`, 'Cache-Control': 'private, no-store', 'Content-Disposition': 'attachment' });
    if (request.method === 'HEAD') { response.end(); return; }
    for (;;) {
      response.write(page.text);
      if (page.next === null) break;
      page = await this.#reach.call(route.action, { ...params, after: page.next }, identity, correlate(request)) as { text: string; next: number | string | null };
    }
    response.end();
  }
}
