// The one door: HTTP in, actions asked, answers out. Knows addresses, headers and limits; knows nothing of any domain.
import ApiGateway from 'moleculer-web';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { beginOnce, finishOnce, type Begun } from './once.store.ts';
import type { ServerResponse } from 'node:http';
import { doorOf } from './door.ts';
import { correlate, type DoorRequest } from './request.ts';
import { routes } from './routes.ts';

const actions = {
  beginOnce: action({
    summary: 'Begins a request that must take effect once',
    access: 'caller',
    changes: 'idempotency key',
    params: { key: { type: 'string', min: 1, max: 255 }, requestHash: { type: 'string' } },
    async handler(ctx): Promise<Begun> {
      return ctx.change((tx) => beginOnce(ctx.house, tx, ctx.identity.actor, ctx.params.key, ctx.params.requestHash));
    },
  }),
  finishOnce: action({
    summary: 'Keeps the answer of such a request, or forgets the key when it failed on our side',
    access: 'caller',
    changes: 'idempotency key',
    params: { key: { type: 'string', max: 255 }, status: { type: 'number', nullable: true }, body: { type: 'string' } },
    async handler(ctx): Promise<null> {
      const { key, status, body } = ctx.params;
      await ctx.change((tx) => finishOnce(ctx.house, tx, ctx.identity.actor, key, status === null ? null : { status, body }));
      return null;
    },
  }),
  reportCrash: action({
    summary: 'Takes note that a part of the cockpit could not be drawn, under the code that its reader was given',
    access: 'user',
    params: { panel: { type: 'string', pattern: /^[a-z-]{1,40}$/ }, error: { type: 'string', pattern: /^\w{1,40}$/ } },
    async handler(ctx, actor): Promise<null> {
      actor.broker.logger.warn('a part of the cockpit could not be drawn', { ...ctx.params, correlationId: ctx.correlationId });
      return null;
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'gateway', typeof actions> {}
}

// One alias a path, for all methods: the door answers 405 and HEAD itself, which the library would turn into 404.
const paths = [...new Set(routes.map((route) => route.path)), '/api/openapi.json', '/api/docs', '/api/docs/:file', '/health', '/ready', '/metrics', '/', '/*rest'];

export default defineActor({
  name: 'gateway',
  actions,
  hears: {
    'live.appended': (payload, actor) => doorOf(actor).streams.wake((payload as { tenantId: string }).tenantId),
    'identity.session-ended': (payload, actor) => doorOf(actor).streams.endSession((payload as { sessionId: string }).sessionId),
    'identity.access-changed': (payload, actor) => doorOf(actor).streams.endOf(payload as { tenantId: string; actor: string }),
  },
  raw: (actor) => {
    const door = doorOf(actor);
    const fail = (request: DoorRequest, response: ServerResponse, error: unknown): void => door.fail(request, response, error);
    return {
      mixins: [ApiGateway as never],
      settings: {
        port: actor.house.settings.port, ip: actor.house.settings.host,
        routes: [{
          path: '/', mappingPolicy: 'restrict', mergeParams: false, bodyParsers: false, autoAliases: false,
          aliases: Object.fromEntries(paths.map((path) => [`* ${path}`, (request: DoorRequest, response: ServerResponse) => door.serve(path, request, response)])),
          onError: fail,
        }],
        onError: fail,
        rootCallOptions: (options: { requestID?: string }, request: DoorRequest) => { options.requestID = correlate(request); },
        // Slow uploads of 2 GiB: the library's 300 s would cut them.
        requestTimeout: 0, logRequest: null, logResponse: null, logRequestParams: null, logResponseData: null, log4XXResponses: false,
      } as never,
      // The library's root action holds a call open as long as a stream is: no bulkhead, no time limit. Its others would change routes from afar.
      actions: { rest: { visibility: 'private', timeout: 0, bulkhead: { enabled: false } }, listAliases: false, addRoute: false, removeRoute: false } as never,
    };
  },
  async started(actor) {
    // The broker waits for open requests, and a stream never ends by itself.
    actor.stopping.addEventListener('abort', () => { doorOf(actor).streams.endAll(); });
  },
});
