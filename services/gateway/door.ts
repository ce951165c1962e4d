// How one request goes through: who, how often, with what, to which action, and back. State of this door: limits and open streams.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor, ActionName, Actions } from '../../mixins/broker/actions.ts';
import { anonymous, type Identity } from '../../mixins/broker/identity.ts';
import { holds } from '../../mixins/broker/rights.ts';
import { recordRefusal } from '../../mixins/audited.ts';
import { blindIndex } from '../../mixins/vault.store.ts';
import { Problem } from '../kernel/errors.ts';
import { versionTag } from '../kernel/version.ts';
import { describeInterface, type DescribedAction } from './openapi.ts';
import { send, sendBytes, sendEarly, sendOnward, sendPage, type Answer } from './answer.ts';
import { countedAs, identityOf, isMember, isStill, renewed, type Authorised, type Caller } from './caller.ts';
import { metricsAnswer, readinessAnswer } from './health.ts';
import { addressIn } from './page-parts.ts';
import { cockpitFile, cockpitPage, viewerFile } from './pages.client.ts';
import { buildParams } from './params.ts';
import { answerProblem, forTheLog } from './problem.ts';
import { RateLimiter, type Allowance } from './rate-limit.ts';
import { addressOf, assertSameSite, correlationOf, credentialsOf, readBytes, readJson, readWebhook, sessionCookie, writeSecurityHeaders } from './request.ts';
import { routes, type Route } from './routes.ts';
import { LiveStream } from './stream.client.ts';
import { dropUpload, receiveFile } from './uploads.client.ts';
import { wholePage, type AskAsReader } from './whole-page.client.ts';

export interface DoorRequest extends IncomingMessage { correlationId?: string; $params?: { params?: Record<string, string> }; parsedUrl?: string; originalUrl?: string }

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
  readonly #streams = new Map<LiveStream, { tenantId: string; actor: string; sessionId: string }>();

  constructor(actor: Actor) {
    this.#actor = actor;
    this.#limiter = new RateLimiter(actor.house.settings.rateLimitFactor);
  }

  correlate(request: DoorRequest): string {
    request.correlationId ??= correlationOf(request);
    return request.correlationId;
  }

  async serve(path: string, request: DoorRequest, response: ServerResponse): Promise<void> {
    response.setHeader('X-Correlation-Id', this.correlate(request));
    response.removeHeader('X-Request-ID');
    writeSecurityHeaders(response);
    try {
      if (!path.startsWith('/api/v1')) return await this.#servePage(request, response);
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
    const correlationId = this.correlate(request);
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

  wakeStreams(tenantId: string): void {
    for (const [stream, of] of this.#streams) if (of.tenantId === tenantId) stream.wake();
  }

  endSession(sessionId: string): void {
    for (const [stream, of] of this.#streams) if (of.sessionId === sessionId) stream.end();
  }

  /** A member or key whose access changed: its streams end, and who still may comes back. */
  endStreamsOf({ tenantId, actor }: { tenantId: string; actor: string }): void {
    for (const [stream, of] of this.#streams) if (of.tenantId === tenantId && of.actor === actor) stream.end();
  }

  endStreams(): void {
    for (const stream of this.#streams.keys()) stream.end();
  }

  async #serveRoute(route: Route, request: DoorRequest, response: ServerResponse): Promise<void> {
    const path = request.$params?.params ?? {};
    const query = new URL(request.originalUrl ?? request.url ?? '/', 'http://door').searchParams;
    const caller = await this.#recognise(request, path['companyId']);
    this.#limit(route, request, response, caller);
    if (caller.authorised?.kind === 'user' && caller.authorised.byCookie && route.method !== 'GET') assertSameSite(request);
    const call = <N extends ActionName>(name: N, params: Record<string, unknown>): Promise<Actions[N] extends { returns: infer R } ? R : never> =>
      this.#call(name, params, caller.identity, this.correlate(request)) as never;
    switch (route.door) {
      case 'live': return this.#openStream(request, response, query, caller, path['companyId'] ?? '');
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
        const answer = await this.#call(route.action, await readWebhook(request, path), caller.identity, this.correlate(request));
        return send(request, response, { status: 202, body: JSON.stringify(answer), type: 'application/json' });
      }
      case 'upload': return this.#upload(route, request, response, query, caller);
      case 'verify': {
        const bytes = await readBytes(request, largestVerifiedBytes);
        const answer = await this.#call(route.action, { base64: bytes.toString('base64') }, caller.identity, this.correlate(request));
        return send(request, response, { status: 200, body: JSON.stringify(answer), type: 'application/json' });
      }
      case 'download': {
        const answer = await this.#call(route.action, buildParams(this.#described(route.action).params, { path, query, body: undefined }), caller.identity, this.correlate(request)) as { base64: string; type: string; fileName: string };
        response.setHeader('Content-Disposition', `attachment; filename="${answer.fileName.replaceAll(/[^\w.-]/g, '_')}"`);
        response.setHeader('Cache-Control', 'private, no-store');
        return sendBytes(request, response, 200, Buffer.from(answer.base64, 'base64'), answer.type);
      }
      case undefined: {
        const body = route.method === 'GET' || route.method === 'DELETE' ? { value: undefined, hash: '' } : await readJson(request);
        const named = route.versioned && route.method === 'PUT' ? { ...path, ifMatch: request.headers['if-match'] ?? '' } : path;
        const params = buildParams(this.#described(route.action).params, { path: named, query, body: body.value });
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
    const authorised = await this.#call('identity.authorise', { ...credentials, ...(companyId === undefined ? {} : { companyId }) }, nobody, this.correlate(request)) as Authorised | null;
    if (!authorised) {
      if (credentials.bearer !== undefined) {
        const { allowed, resetSeconds } = this.#limiter.take('general', `refused ${addressOf(request)}`, nowMs);
        if (!allowed) throw new Problem('too_many_requests', { retryAfterSeconds: resetSeconds });
        await recordRefusal(this.#actor.house, nobody, undefined, 'gateway.authorise', { reason: 'bad or stale token' }, this.correlate(request));
        throw new Problem('unauthenticated');
      }
      return { identity: nobody, authorised: null };
    }
    const identity = identityOf(authorised, companyId, address, nowMs);
    if (companyId !== undefined && identity.tenantId === undefined) {
      await recordRefusal(this.#actor.house, identity, undefined, 'gateway.authorise', { reason: 'not a member', tenantTried: companyId.slice(0, 36) }, this.correlate(request));
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
    const correlationId = this.correlate(request);
    const requestHash = createHash('sha256').update(`${route.method} ${request.originalUrl ?? ''} ${bodyHash}`).digest('hex');
    const begun = await this.#call('gateway.beginOnce', { key, requestHash }, identity, correlationId) as Actions['gateway.beginOnce']['returns'];
    if (begun.state === 'running') throw new Problem('idempotency_running', { retryAfterSeconds: 1 });
    if (begun.state === 'reused') throw new Problem('idempotency_reused');
    if (begun.state === 'done') return { ...begun.answer, type: begun.answer.status < 400 ? 'application/json' : 'application/problem+json', headers: { 'Idempotent-Replay': 'true' } };
    try {
      const answer = await done();
      await this.#call('gateway.finishOnce', { key, status: answer.status, body: answer.body }, identity, correlationId);
      return answer;
    } catch (error) {
      // A refusal of the input is an answer and is kept; a failure of ours is not, so that the caller may try again.
      const { status, body } = answerProblem(error, correlationId);
      // After a time limit the outcome is unknown: the key stays taken, so that a repeat does not do it twice.
      if (status !== 504) await this.#call('gateway.finishOnce', { key, status: status < 500 && status !== 429 ? status : null, body: JSON.stringify(body) }, identity, correlationId);
      throw error;
    }
  }

  async #upload(route: Route, request: DoorRequest, response: ServerResponse, query: URLSearchParams, caller: Caller): Promise<void> {
    const { identity } = caller;
    // Whether the caller may at all is asked before two gigabytes are taken in.
    const { kind = '', mode = 'preview', mapping: named, mends } = Object.fromEntries(query);
    const wanted = (mapping = named): Record<string, string> => ({ kind, ...(mapping === undefined ? {} : { mapping }) });
    await this.#call('imports.mayReceive', wanted(), identity, this.correlate(request));
    const upload = await receiveFile(this.#actor.house, request, query);
    try {
      const params = { ...wanted(upload.mapping), ...(mends === undefined ? {} : { mends }), mode, fileName: upload.fileName, spool: { ...upload.spool } };
      const answer = await this.#once({ ...route, status: mode === 'commit' ? 202 : 200 }, request, caller, `${upload.spool.sha256} ${upload.mapping ?? ''} ${mends ?? ''}`, () => this.#call(route.action, params, identity, this.correlate(request)));
      if (answer.headers?.['Idempotent-Replay']) await dropUpload(this.#actor.house, upload);
      send(request, response, answer);
    } catch (error) {
      await dropUpload(this.#actor.house, upload);
      throw error;
    }
  }

  async #sendText(route: Route, request: DoorRequest, response: ServerResponse, parts: { path: Record<string, string>; query: URLSearchParams }, { identity }: Caller): Promise<void> {
    const params = buildParams(this.#described(route.action).params, { ...parts, body: undefined });
    let page = await this.#call(route.action, params, identity, this.correlate(request)) as { text: string; next: number | string | null };
    response.writeHead(200, { 'Content-Type': `${route.media?.response ?? 'text/plain'}; charset=utf-8`, 'Cache-Control': 'private, no-store', 'Content-Disposition': 'attachment' });
    if (request.method === 'HEAD') { response.end(); return; }
    for (;;) {
      response.write(page.text);
      if (page.next === null) break;
      page = await this.#call(route.action, { ...params, after: page.next }, identity, this.correlate(request)) as { text: string; next: number | string | null };
    }
    response.end();
  }

  async #openStream(request: DoorRequest, response: ServerResponse, query: URLSearchParams, { identity }: Caller, companyId: string): Promise<void> {
    const correlationId = this.correlate(request);
    const fresh = (): Identity => renewed(identity, this.#actor.house.clock.nowMs());
    await this.#call('live.since', {}, fresh(), correlationId);
    if (response.closed) return;
    if (this.#actor.stopping.aborted) throw new Problem('unavailable', { retryAfterSeconds: 2 }); // a reader comes back at once, and would hold up the stop
    if (request.method === 'HEAD') { response.writeHead(200, { 'Content-Type': 'text/event-stream' }); response.end(); return; }
    const stream = new LiveStream(request, response, {
      mayRead: (right) => holds(identity, right),
      since: (epoch, after) => this.#call('live.since', { ...(epoch === undefined ? {} : { epoch: epoch.slice(0, 40) }), ...(after === undefined ? {} : { after }) }, fresh(), correlationId) as never,
      // A bearer token runs out after 15 minutes while its session holds; the client then comes back with a new one.
      stillAllowed: async () => isStill(await this.#found(request, companyId), identity),
    });
    this.#streams.set(stream, { tenantId: identity.tenantId ?? '', actor: identity.actor, sessionId: identity.sessionId ?? '' });
    stream.onEnd(() => this.#streams.delete(stream));
    const header = request.headers['last-event-id'];
    await stream.start(typeof header === 'string' ? header : query.get('lastEventId') ?? undefined);
    if (!response.closed) await new Promise<void>((resolve) => { response.once('close', resolve); });
  }

  async #servePage(request: DoorRequest, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      throw new Problem('method_not_allowed');
    }
    const asked = (request.originalUrl ?? '/').split('?')[0] ?? '/';
    if (asked === '/health') return send(request, response, { status: 200, body: JSON.stringify({ state: 'alive' }), type: 'application/json' });
    if (asked === '/ready') return send(request, response, readinessAnswer(this.#actor.broker));
    if (asked === '/metrics') return send(request, response, metricsAnswer(this.#actor.broker, { address: addressOf(request), authorization: request.headers.authorization, token: this.#actor.house.settings.metricsToken }));
    if (asked === '/api/openapi.json') {
      return send(request, response, { status: 200, body: JSON.stringify(describeInterface(routes, (name) => this.#described(name))), type: 'application/json' });
    }
    if (asked === '/api/docs' || asked.startsWith('/api/docs/')) {
      const page = viewerFile(asked.replace(/^\/api\/docs\/?/, ''));
      // The viewer sets style attributes of its own; nothing else is loosened, and no token lives on this page.
      response.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'");
      if (!page) throw new Problem('not_found');
      return sendPage(request, response, page);
    }
    if (asked.startsWith('/api/')) throw new Problem('not_found');
    if (/^\/(?:(?:en|uk|no)\/?)?$/.test(asked)) return sendOnward(request, response, asked, await this.#found(request).catch(() => null) ? 'cockpit' : 'sign-in');
    const file = cockpitFile(asked.slice(1));
    if (file) return sendPage(request, response, file);
    const address = request.originalUrl ?? asked;
    const ask = await this.#asMember(request, addressIn(address).companyId);
    const whole = ask && await wholePage(address, ask);
    const found = /^\/(?:(?:en|uk|no)(?:\/|$)|setup$)/.test(asked) ? cockpitPage(address, ask !== null) : undefined;
    if (!found) throw new Problem('not_found');
    if (found.ahead && !whole) response.setHeader('Link', found.ahead);
    return whole ? sendBytes(request, response, 200, Buffer.from(whole), 'text/html; charset=utf-8') : sendPage(request, response, found.page);
  }

  /** Asks what a page comes with as the member that reads it. Null for whoever is none, and where nobody can tell just now. */
  async #asMember(request: DoorRequest, companyId: string | undefined): Promise<AskAsReader | null> {
    const found = companyId === undefined ? null : await this.#found(request, companyId).catch(() => null);
    if (!isMember(found)) return null;
    const nowMs = this.#actor.house.clock.nowMs();
    const as = (tenant?: string): Identity => identityOf(found, tenant, blindIndex(this.#actor.house, `address ${addressOf(request)}`), nowMs);
    return async (action, params, tenant) => {
      if (!this.#limiter.take('general', as().actor, nowMs).allowed) throw new Problem('too_many_requests');
      return this.#call(action, params, as(tenant), this.correlate(request)) as never;
    };
  }

  async #found(request: DoorRequest, companyId?: string): Promise<Authorised | null> {
    return this.#call('identity.authorise', { ...credentialsOf(request), ...(companyId === undefined ? {} : { companyId }) }, anonymous('', this.#actor.house.clock.nowMs()), this.correlate(request)) as Promise<Authorised | null>;
  }

  #described(name: string): DescribedAction {
    // One action by its name: the registry's list of all is made anew, each a copy, for whoever asks for it.
    const { actions } = this.#actor.broker.registry as unknown as { actions: { get(name: string): { endpoints: { action?: unknown }[] } | undefined } };
    const found = actions.get(name)?.endpoints[0]?.action;
    if (!found) throw new Problem('unavailable', { internal: `${name} is not known` });
    return found as DescribedAction;
  }

  async #call(name: ActionName, params: Record<string, unknown>, identity: Identity, correlationId: string): Promise<unknown> {
    return this.#actor.broker.call(name, params, { meta: { $id: this.#actor.house.sealer.seal(identity) }, requestID: correlationId });
  }
}
