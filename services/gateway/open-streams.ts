// The streams that are open at this door: who reads what, woken when something happened, ended when a session or a right ends.
import type { ServerResponse } from 'node:http';
import type { Actor } from '../../mixins/broker/actions.ts';
import type { Identity } from '../../mixins/broker/identity.ts';
import { holds } from '../../mixins/broker/rights.ts';
import { Problem } from '../kernel/errors.ts';
import { isStill, renewed, type Caller } from './caller.ts';
import type { Reach } from './reach.ts';
import { correlate, type DoorRequest } from './request.ts';
import { LiveStream } from './stream.client.ts';

export class OpenStreams {
  readonly #actor: Actor;
  readonly #reach: Reach;
  readonly #streams = new Map<LiveStream, { tenantId: string; actor: string; sessionId: string }>();

  constructor(actor: Actor, reach: Reach) {
    [this.#actor, this.#reach] = [actor, reach];
  }

  async open(request: DoorRequest, response: ServerResponse, query: URLSearchParams, { identity }: Caller, companyId: string): Promise<void> {
    const correlationId = correlate(request);
    const fresh = (): Identity => renewed(identity, this.#actor.house.clock.nowMs());
    await this.#reach.call('live.since', {}, fresh(), correlationId);
    if (response.closed) return;
    if (this.#actor.stopping.aborted) throw new Problem('unavailable', { retryAfterSeconds: 2 }); // a reader comes back at once, and would hold up the stop
    if (request.method === 'HEAD') { response.writeHead(200, { 'Content-Type': 'text/event-stream' }); response.end(); return; }
    const stream = new LiveStream(request, response, {
      mayRead: (right) => holds(identity, right),
      since: (epoch, after) => this.#reach.call('live.since', { ...(epoch === undefined ? {} : { epoch: epoch.slice(0, 40) }), ...(after === undefined ? {} : { after }) }, fresh(), correlationId) as never,
      // A bearer token runs out after 15 minutes while its session holds; the client then comes back with a new one.
      stillAllowed: async () => isStill(await this.#reach.found(request, companyId), identity),
    });
    this.#streams.set(stream, { tenantId: identity.tenantId ?? '', actor: identity.actor, sessionId: identity.sessionId ?? '' });
    stream.onEnd(() => this.#streams.delete(stream));
    const header = request.headers['last-event-id'];
    await stream.start(typeof header === 'string' ? header : query.get('lastEventId') ?? undefined);
    if (!response.closed) await new Promise<void>((resolve) => { response.once('close', resolve); });
  }

  wake(tenantId: string): void {
    for (const [stream, of] of this.#streams) if (of.tenantId === tenantId) stream.wake();
  }

  endSession(sessionId: string): void {
    for (const [stream, of] of this.#streams) if (of.sessionId === sessionId) stream.end();
  }

  /** A member or key whose access changed: its streams end, and who still may comes back. */
  endOf({ tenantId, actor }: { tenantId: string; actor: string }): void {
    for (const [stream, of] of this.#streams) if (of.tenantId === tenantId && of.actor === actor) stream.end();
  }

  endAll(): void {
    for (const stream of this.#streams.keys()) stream.end();
  }
}
