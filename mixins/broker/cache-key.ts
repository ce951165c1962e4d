// The key of a kept answer: action, tenant, role or scopes, then the parameters in canonical JSON. The stock key ignores who asks.
import { createHash } from 'node:crypto';
import type { Context } from 'moleculer';
import { houseOf, type House } from './house.ts';

const generations = new WeakMap<House, Map<string, number>>();

/** Drops what is kept for a tenant: keys of an older generation are never asked for again, also by a read that began before. */
export function dropKept(house: House, tenantId: string): void {
  const known = generations.get(house) ?? new Map<string, number>();
  generations.set(house, known.set(tenantId, (known.get(tenantId) ?? 0) + 1));
}

/** Moleculer's `keygen`. Throws without a tenant: an answer that belongs to nobody must not be kept. */
export function cacheKey(action: { name: string }, _options: unknown, ctx: Context): string {
  const house = houseOf(ctx.broker);
  const identity = house.sealer.open((ctx.meta as { $id?: string }).$id, house.clock.nowMs());
  if (!identity?.tenantId) throw new Error(`${action.name}: a kept answer needs a tenant`);
  const params = createHash('sha256').update(canonicalJson(ctx.params)).digest('base64url');
  const generation = generations.get(house)?.get(identity.tenantId) ?? 0;
  return `${action.name}:${identity.tenantId}:${generation}:${identity.role ?? [identity.kind, ...[...identity.scopes ?? []].sort()].join('+')}:${params}`;
}

/** JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
