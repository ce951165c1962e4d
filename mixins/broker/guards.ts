// What no actor can refuse: declared access, sealed identity, checked parameters. Stands outside the cache, so that a kept
// answer is never served before the caller's right to it was looked at.
import type { ActionSchema, Context, Middleware, ServiceSchema } from 'moleculer';
import { compileCheck, withoutNulls, type Schema } from '../../channels/schema.ts';
import { Problem } from '../../services/kernel/errors.ts';
import { recordRefusal } from '../audited.ts';
import type { ActionDefinition } from './actions.ts';
import { houseOf } from './house.ts';
import type { Identity } from './identity.ts';
import { holds } from './rights.ts';

type Declared = Pick<ActionDefinition<Schema, unknown>, 'access' | 'params'> & { name: string };

export function guards(): Middleware {
  const middleware: unknown = {
    name: 'Guards',
    // An action that declares no access or no parameters ends the start.
    serviceCreating(_service: unknown, schema: ServiceSchema): void {
      if (schema.name.startsWith('$')) return;
      for (const [name, found] of Object.entries(schema.actions ?? {})) {
        const definition = found as unknown as (Partial<Declared> & { visibility?: string }) | false | undefined;
        if (definition === false || definition?.visibility === 'private') continue;
        if (!definition?.access || !definition.params) throw new Error(`${schema.name}.${name} declares no access or no params`);
      }
    },
    localAction(next: (ctx: Context) => Promise<unknown>, found: ActionSchema): (ctx: Context) => Promise<unknown> {
      const definition = found as unknown as Declared;
      // A private action can only be called by its own service in its own process: the web library's root action, which has no caller yet.
      if (definition.name.startsWith('$') || found.visibility === 'private') return next;
      const check = compileCheck(definition.params);
      return async (ctx: Context) => {
        const identity = await admit(ctx, definition);
        const problems = check(ctx.params ?? {});
        if (problems.length > 0) throw new Problem('invalid', { errors: problems });
        ctx.params = withoutNulls(definition.params, ctx.params as Record<string, unknown> ?? {});
        const locals = ctx.locals as { identity?: Identity };
        locals.identity = identity;
        // A callee's meta flows back into its caller: the seal the caller came with is put back whatever happened inside.
        const meta = ctx.meta as { $id?: string };
        const seal = meta.$id;
        try {
          return await next(ctx);
        } finally {
          if (seal !== undefined) meta.$id = seal;
        }
      };
    },
  };
  return middleware as Middleware;
}

async function admit(ctx: Context, definition: Declared): Promise<Identity> {
  const house = houseOf(ctx.broker);
  const identity = house.sealer.open((ctx.meta as { $id?: string }).$id, house.clock.nowMs());
  if (!identity) throw new Problem('unauthenticated', { internal: `${definition.name}: no valid identity` });
  const refusal = refuse(identity, definition);
  if (refusal) {
    await recordRefusal(house, identity, identity.tenantId, definition.name, { access: definition.access, type: refusal.type }, ctx.requestID ?? 'none');
    throw refusal;
  }
  return identity;
}

/** Why the caller may not, or undefined. Not a member: 404 throughout; a member without the right: 403, before any id is read. */
function refuse(identity: Identity, { access }: Declared): Problem | undefined {
  if (access === 'anyone') return undefined;
  if (identity.kind === 'anonymous') return new Problem('unauthenticated');
  if (access === 'room') return undefined;
  if (access === 'caller') return identity.kind === 'job' ? new Problem('unauthenticated') : undefined;
  // The key is good and stays so: its owner must not take this for a key that was revoked.
  if (identity.kind === 'key' && (access === 'user' || access === 'operator')) return new Problem('forbidden', { detail: 'An API key opens its own company’s calls alone.' });
  if (access === 'user') return identity.kind === 'user' ? undefined : new Problem('unauthenticated');
  if (access === 'operator') return identity.role === 'platform_admin' ? undefined : new Problem('forbidden');
  if (!identity.tenantId) return new Problem('not_found');
  if (identity.kind === 'user' && !identity.role) return new Problem('not_found');
  if (holds(identity, access)) return undefined;
  return new Problem('forbidden', identity.kind === 'key' ? { detail: 'This API key’s scopes do not open this.' } : {});
}
