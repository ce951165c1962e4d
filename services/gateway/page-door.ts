// What is not the interface: pages and files of the cockpit, the interface's documents, and what whoever keeps the node running asks.
import type { ServerResponse } from 'node:http';
import type { Actor } from '../../mixins/broker/actions.ts';
import type { Identity } from '../../mixins/broker/identity.ts';
import { blindIndex } from '../../mixins/vault.store.ts';
import { Problem } from '../kernel/errors.ts';
import { send, sendBytes, sendOnward, sendPage } from './answer.ts';
import { identityOf, isMember } from './caller.ts';
import { metricsAnswer, readinessAnswer } from './health.ts';
import { describeInterface } from './openapi.ts';
import { addressIn } from './page-parts.ts';
import { cockpitFile, cockpitPage, viewerFile } from './pages.client.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Reach } from './reach.ts';
import { addressOf, correlate, type DoorRequest } from './request.ts';
import { routes } from './routes.ts';
import { wholePage, type AskAsReader } from './whole-page.client.ts';

export class PageDoor {
  readonly #actor: Actor;
  readonly #reach: Reach;
  readonly #limiter: RateLimiter;

  constructor(actor: Actor, reach: Reach, limiter: RateLimiter) {
    [this.#actor, this.#reach, this.#limiter] = [actor, reach, limiter];
  }

  async serve(request: DoorRequest, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      throw new Problem('method_not_allowed');
    }
    const asked = (request.originalUrl ?? '/').split('?')[0] ?? '/';
    if (asked === '/health') return send(request, response, { status: 200, body: JSON.stringify({ state: 'alive' }), type: 'application/json' });
    if (asked === '/ready') return send(request, response, readinessAnswer(this.#actor.broker));
    if (asked === '/metrics') return send(request, response, metricsAnswer(this.#actor.broker, { address: addressOf(request), authorization: request.headers.authorization, token: this.#actor.house.settings.metricsToken }));
    if (asked === '/api/openapi.json') {
      return send(request, response, { status: 200, body: JSON.stringify(describeInterface(routes, (name) => this.#reach.described(name))), type: 'application/json' });
    }
    if (asked === '/api/docs' || asked.startsWith('/api/docs/')) {
      const page = viewerFile(asked.replace(/^\/api\/docs\/?/, ''));
      // The viewer sets style attributes of its own; nothing else is loosened, and no token lives on this page.
      response.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'");
      if (!page) throw new Problem('not_found');
      return sendPage(request, response, page);
    }
    if (asked.startsWith('/api/')) throw new Problem('not_found');
    if (/^\/(?:(?:en|uk|no)\/?)?$/.test(asked)) return sendOnward(request, response, asked, await this.#reach.found(request).catch(() => null) ? 'cockpit' : 'sign-in');
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
    const found = companyId === undefined ? null : await this.#reach.found(request, companyId).catch(() => null);
    if (!isMember(found)) return null;
    const nowMs = this.#actor.house.clock.nowMs();
    const as = (tenant?: string): Identity => identityOf(found, tenant, blindIndex(this.#actor.house, `address ${addressOf(request)}`), nowMs);
    return async (action, params, tenant) => {
      if (!this.#limiter.take('general', as().actor, nowMs).allowed) throw new Problem('too_many_requests');
      return this.#reach.call(action, params, as(tenant), correlate(request)) as never;
    };
  }
}
