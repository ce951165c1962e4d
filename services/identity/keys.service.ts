// What may be asked about the API keys of a company. A part of the actor `identity`; a key is shown once, here, and never again.
import { randomBytes } from 'node:crypto';
import { keyScopes, type KeyScope } from '../../channels/vocabulary.ts';
import { action } from '../../mixins/broker/actions.ts';
import { Problem } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { listOf, listParams, type List } from '../kernel/paging.ts';
import { insertKey, listKeys, revokeKey, type ListedKey } from './key.store.ts';
import { tellAccessChanged } from './members.service.ts';

/** What tells a key from a token; 256 bits of chance follow. */
export const keyMark = 'ck_';
/** Enough to tell keys apart in a list: 48 of the 256 bits. */
const prefixLength = keyMark.length + 8;

const scopes = { type: 'array', items: { type: 'enum', values: keyScopes }, min: 1, max: keyScopes.length } as const;
const time = { type: 'string', nullable: true } as const;
const listed = { id: { type: 'uuid' }, name: { type: 'string' }, prefix: { type: 'string' }, scopes, createdAt: { type: 'string' }, lastUsedAt: time } as const;

export const keyActions = {
  keys: action({
    summary: 'API keys of the company, without their secrets',
    access: 'keys:read',
    params: listParams,
    returns: { items: { type: 'array', items: { type: 'object', props: listed } }, next: time },
    async handler(ctx): Promise<List<ListedKey>> {
      return listOf(ctx.params, (after, limit) => ctx.read((tx) => listKeys(tx, after, limit)), (item) => item.id);
    },
  }),

  createKey: action({
    summary: 'Makes an API key for some scopes; the key is shown once',
    access: 'keys:write',
    changes: 'api key',
    params: { name: { type: 'string', min: 1, max: 100 }, scopes },
    returns: { id: { type: 'uuid' }, key: { type: 'string' }, prefix: { type: 'string' }, scopes },
    async handler(ctx): Promise<{ id: string; key: string; prefix: string; scopes: KeyScope[] }> {
      const granted = keyScopes.filter((scope) => ctx.params.scopes.includes(scope));
      // The operator reads no evidence: a key must not be its way to it.
      if (ctx.identity.role === 'platform_admin' && granted.includes('evidence:read')) throw new Problem('forbidden', { detail: 'An operator cannot make a key that reads evidence.' });
      const [id, key] = [newId(), `${keyMark}${randomBytes(32).toString('base64url')}`];
      const prefix = key.slice(0, prefixLength);
      await ctx.change(async (tx) => {
        await insertKey(tx, { id, key, prefix, name: ctx.params.name, scopes: granted, createdBy: ctx.identity.actor, nowMs: ctx.house.clock.nowMs() });
        tx.note(id, { scopes: granted.join(' ') });
      });
      return { id, key, prefix, scopes: granted };
    },
  }),

  revokeKey: action({
    summary: 'Revokes an API key; it is refused from then on, within five seconds everywhere',
    access: 'keys:write',
    changes: 'api key',
    params: { id: { type: 'uuid' } },
    async handler(ctx): Promise<null> {
      await ctx.change(async (tx) => {
        await revokeKey(tx, ctx.params.id, ctx.house.clock.nowMs());
        tx.note(ctx.params.id);
      });
      await tellAccessChanged(ctx, ctx.params.id);
      return null;
    },
  }),
};
