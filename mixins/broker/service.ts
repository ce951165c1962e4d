// Turns an actor into a Moleculer service: the one place where our typed schema meets the framework's untyped one.
import type { ServiceBroker, ServiceSchema } from 'moleculer';
import { Actor, type ActorContext, type ActorSchema } from './actions.ts';
import { channelsOf } from './consumers.ts';

const actors = new WeakMap<ServiceBroker, Set<Actor>>();

export function addActor(broker: ServiceBroker, schema: ActorSchema): Actor {
  const actor = new Actor(schema.name, broker);
  const set = actors.get(broker) ?? new Set<Actor>();
  actors.set(broker, set.add(actor));
  const raw = schema.raw?.(actor) ?? {};
  const service = {
    ...raw,
    name: schema.name,
    ...(schema.dependencies ? { dependencies: schema.dependencies } : {}),
    actions: { ...raw.actions, ...Object.fromEntries(Object.entries(schema.actions).map(([name, { handler, params, timeoutMs, cached, ...rest }]) => [name, {
      ...rest,
      params,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      cache: cached === true,
      handler: (ctx: ActorContext<never>) => handler(ctx, actor),
    }])) },
    channels: schema.channels ? channelsOf(actor, schema.channels) : {},
    events: Object.fromEntries(Object.entries(schema.hears ?? {}).map(([name, hear]) => [name, {
      handler: (ctx: { params: unknown }) => { hear(ctx.params, actor); },
    }])),
    created(): void {
      schema.created?.(actor);
    },
    async started(): Promise<void> {
      await schema.started?.(actor);
    },
    async stopped(): Promise<void> {
      await schema.stopped?.(actor);
      await actor.stop();
    },
  };
  broker.createService(service as unknown as ServiceSchema);
  return actor;
}

/** Tells background work to come to its end, before the broker takes the services down. */
export async function stopActors(broker: ServiceBroker): Promise<void> {
  await Promise.allSettled([...(actors.get(broker) ?? [])].map((actor) => actor.stop()));
}
