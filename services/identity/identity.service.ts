// Users and how they are recognised: sign-in, sessions, tokens, API keys, membership and role from the database at every request.
// Members and keys are managed in parts of their own; only here are a user's rows opened before anybody is proven.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { roles, type KeyScope, type Role } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type Actor } from '../../mixins/broker/actions.ts';
import { Problem } from '../kernel/errors.ts';
import { isId, newId } from '../kernel/ids.ts';
import {
  countFailures, countUsers, forgetFailure, lockSource, detailsOfUser, failureMinutes, failureSource, findAccount, hashSecret, insertFailure, insertMembership, insertSession, insertSetupToken,
  insertUser, liveSession, membershipsOf, revokeSession, touchSession, useSetupToken, type Membership,
} from './identity.store.ts';
import { findKey, touchKey } from './key.store.ts';
import { keyActions, keyMark } from './keys.service.ts';
import { touchMember } from './member.store.ts';
import { memberActions } from './members.service.ts';
import { normaliseEmail } from '../../mixins/vault.ts';
import { hashPassword, shortestPassword, verifyPassword } from './password.ts';
import { signingKey, type SigningKey } from './signing.store.ts';
import { issueToken, readCookie, readToken, tokenSeconds } from './token.ts';
import { Turns } from '../kernel/turns.ts';

/** How long a look at session and membership is believed; half of what "takes effect within 5 s" leaves. */
const believedMs = 2_000;
const usedEveryMs = 60_000; // a mark of use is written at most this often
const [failuresPerAccount, failuresPerAddress] = [10, 100];

export type Authorised =
  | { kind: 'user'; userId: string; sessionId: string; role: Role | null; companyExists: boolean; byCookie: boolean }
  | { kind: 'key'; keyId: string; tenantId: string; scopes: KeyScope[] };
export interface SignedIn { accessToken: string; expiresIn: number; cookie: string; user: { id: string; email: string; name: string } }

const believed = new Map<string, { until: number; answer: Authorised | null }>();
const tokenKeys = new WeakMap<Actor, Promise<SigningKey>>();

function tokenKey(actor: Actor): Promise<SigningKey> {
  const known = tokenKeys.get(actor) ?? actor.house.database.transaction('platform', {}, {
    tenantId: '', correlationId: 'start', causationId: null, source: 'identity', newId, nowMs: () => actor.house.clock.nowMs(),
  }, (tx) => signingKey(tx, actor.house.master, 'access-token'));
  tokenKeys.set(actor, known);
  return known;
}

/** One sign-in of an account from an address after the other: each counts as failed until its password was looked at, and many good ones at once are no attack. */
const turns = new Turns();
const user = { type: 'object', props: { id: { type: 'uuid' }, email: { type: 'email' }, name: { type: 'string' } } } as const;

const actions = {
  ...memberActions,
  ...keyActions,

  login: action({
    summary: 'Signs in with e-mail and password',
    access: 'anyone',
    changes: 'session',
    params: { email: { type: 'string', max: 320 }, password: { type: 'string', max: 1000 }, address: { type: 'string', max: 100 } },
    returns: { accessToken: { type: 'string' }, expiresIn: { type: 'number' }, user },
    async handler(ctx, actor): Promise<SignedIn> {
      const { email, password, address } = ctx.params;
      const nowMs = ctx.house.clock.nowMs();
      const [ofAccount, ofAddress] = [failureSource(ctx.house, 'account', normaliseEmail(email), address), failureSource(ctx.house, 'address', address)];
      return turns.take(ofAccount.toString('hex'), async () => {
        const tryId = newId();
        const account = await ctx.asPlatform('sign-in', async (tx) => {
          await lockSource(tx, ofAccount);
          const [failed, fromHere] = [await countFailures(tx, ofAccount, nowMs), await countFailures(tx, ofAddress, nowMs)];
          const full = failed.count >= failuresPerAccount ? failed : fromHere.count >= failuresPerAddress ? fromHere : null;
          if (full) throw new Problem('too_many_requests', { detail: 'Too many failed sign-ins.', retryAfterSeconds: Math.max(1, Math.ceil((full.oldestMs + failureMinutes * 60_000 - nowMs) / 1000)) });
          await insertFailure(tx, [ofAccount, ofAddress], nowMs, tryId);
          return findAccount(ctx.house, tx, email);
        });
        const matches = await verifyPassword(password, account?.passwordHash ?? null);
        if (!matches || !account || account.disabled) {
          const left = await ctx.asPlatform('failed sign-in', async (tx) => {
            tx.note('sign-in', { outcome: 'wrong credentials' });
            return failuresPerAccount - (await countFailures(tx, ofAccount, nowMs)).count;
          });
          throw new Problem('wrong_credentials', { detail: left <= 4 ? `E-mail and password do not belong together. ${Math.max(0, left)} tries are left before a pause of ${failureMinutes} minutes.` : 'E-mail and password do not belong together.' });
        }
        return signIn(actor, account.id, async (work) => ctx.asPlatform('sign-in', async (tx) => {
          await forgetFailure(tx, tryId);
          return work(tx);
        }));
      });
    },
  }),

  authorise: action({
    summary: 'Who sends this request, and in which role of the company it names',
    access: 'anyone',
    params: { bearer: { type: 'string', max: 4000, optional: true }, cookie: { type: 'string', max: 500, optional: true }, companyId: { type: 'string', max: 100, optional: true } },
    async handler(ctx, actor): Promise<Authorised | null> {
      const { bearer, cookie, companyId } = ctx.params;
      const nowMs = ctx.house.clock.nowMs();
      const isKey = bearer?.startsWith(keyMark) === true;
      const claimed = isKey ? undefined : bearer === undefined ? readCookie(cookie) : await readToken(await tokenKey(actor), bearer, nowMs);
      if (!isKey && !claimed) return null;
      const company = companyId !== undefined && isId(companyId) ? companyId : null;
      const key = `${bearer ?? cookie ?? ''} ${company ?? ''}`;
      const known = believed.get(key);
      if (known && known.until > nowMs) return known.answer;
      const answer = claimed ? await lookUp(actor, claimed, company, bearer === undefined, nowMs) : await lookUpKey(actor, bearer ?? '', nowMs);
      if (believed.size > 10_000) believed.clear();
      believed.set(key, { until: nowMs + believedMs, answer });
      return answer;
    },
  }),

  refresh: action({
    summary: 'A new access token for the session of the cookie',
    access: 'user',
    params: {},
    returns: { accessToken: { type: 'string' }, expiresIn: { type: 'number' } },
    async handler(ctx, actor): Promise<{ accessToken: string; expiresIn: number }> {
      const { actor: userId, sessionId = '' } = ctx.identity;
      return { accessToken: await issueToken(await tokenKey(actor), userId, sessionId, ctx.house.clock.nowMs()), expiresIn: tokenSeconds };
    },
  }),

  logout: action({
    summary: 'Ends the session; its tokens are refused from then on',
    access: 'user',
    changes: 'session',
    params: {},
    async handler(ctx): Promise<null> {
      await ctx.change(async (tx) => {
        await revokeSession(tx, ctx.identity.sessionId ?? '', ctx.house.clock.nowMs());
        tx.note(ctx.identity.sessionId ?? '');
      });
      believed.clear();
      await ctx.broker.broadcast('identity.session-ended', { sessionId: ctx.identity.sessionId });
      return null;
    },
  }),

  me: action({
    summary: 'Who I am, and where I am a member',
    access: 'user',
    params: {},
    returns: { user, memberships: { type: 'array', items: { type: 'object', props: { companyId: { type: 'uuid' }, companyName: { type: 'string' }, role: { type: 'enum', values: roles } } } } },
    async handler(ctx): Promise<{ user: { id: string; email: string; name: string }; memberships: Membership[] }> {
      const id = ctx.identity.actor;
      return ctx.read(async (tx) => ({ user: { id, ...await detailsOfUser(ctx.house, tx, id) }, memberships: await membershipsOf(tx, id) }));
    },
  }),

  setup: action({
    summary: 'Makes the first operator, by the link that the start printed',
    access: 'anyone',
    changes: 'user',
    params: { token: { type: 'string', max: 200 }, email: { type: 'email' }, name: { type: 'string', min: 1, max: 200 }, password: { type: 'string', min: shortestPassword, max: 1000 } },
    returns: { id: { type: 'uuid' } },
    async handler(ctx): Promise<{ id: string }> {
      const passwordHash = await hashPassword(ctx.params.password);
      return ctx.asPlatform('first operator', async (tx) => {
        if (await countUsers(tx) > 0 || !await useSetupToken(tx, ctx.params.token, ctx.house.clock.nowMs())) throw new Problem('not_found', { detail: 'This link was used or has run out.' });
        const id = await insertUser(ctx.house, tx, { ...ctx.params, passwordHash, isOperator: true });
        tx.note(id);
        return { id };
      });
    },
  }),

  addUser: action({
    summary: 'Makes a user, or finds the one who has the address, and gives the role in this tenant',
    access: 'room',
    changes: 'membership',
    params: {
      email: { type: 'email' }, name: { type: 'string', max: 200 }, password: { type: 'string', max: 1000, optional: true }, role: { type: 'enum', values: roles, optional: true },
      operator: { type: 'boolean', optional: true },
    },
    async handler(ctx): Promise<{ id: string }> {
      const { email, name, password, role, operator = false } = ctx.params;
      const passwordHash = password === undefined ? null : await hashPassword(password);
      const id = await ctx.asPlatform('a user is made', async (tx) => insertUser(ctx.house, tx, { email, name, passwordHash, isOperator: operator }));
      if (role && ctx.identity.tenantId) {
        await ctx.change(async (tx) => {
          await insertMembership(tx, id, role);
          tx.note(id, { role });
        });
      }
      return { id };
    },
  }),
};

async function lookUp(actor: Actor, claimed: { userId: string; sessionId: string; secret?: string }, companyId: string | null, byCookie: boolean, nowMs: number): Promise<Authorised | null> {
  return actor.asUser(claimed.userId, companyId ?? undefined, async (tx) => {
    const session = await liveSession(tx, claimed.sessionId, claimed.userId, companyId, nowMs);
    if (!session) return null;
    if (byCookie && !timingSafeEqual(hashSecret(claimed.secret ?? ''), session.secretHash)) return null;
    if (nowMs - session.lastSeenMs > usedEveryMs) await touchSession(tx, claimed.sessionId, nowMs);
    if (session.role !== null && nowMs - session.lastUsedMs > usedEveryMs) await touchMember(tx, claimed.userId, nowMs);
    const role = session.isOperator ? 'platform_admin' : session.role;
    return { kind: 'user', userId: claimed.userId, sessionId: claimed.sessionId, role, companyExists: session.companyExists, byCookie };
  });
}

/** By the key's hash alone, in the keeper's role, since no company is known yet; the mark of use is written as that company. */
async function lookUpKey(actor: Actor, sent: string, nowMs: number): Promise<Authorised | null> {
  const key = await actor.asKeeper(undefined, (tx) => findKey(tx, sent));
  if (!key) return null;
  if (nowMs - key.lastUsedMs > usedEveryMs) await actor.job(key.tenantId, 'identity').redoable((tx) => touchKey(tx, key.id, nowMs));
  return { kind: 'key', keyId: key.id, tenantId: key.tenantId, scopes: key.scopes };
}

async function signIn(actor: Actor, userId: string, platform: <T>(work: (tx: Parameters<Parameters<Actor['asKeeper']>[1]>[0]) => Promise<T>) => Promise<T>): Promise<SignedIn> {
  const { house } = actor;
  const nowMs = house.clock.nowMs();
  const sessionId = newId();
  const secret = randomBytes(32).toString('base64url');
  const details = await platform(async (tx) => {
    await insertSession(tx, { id: sessionId, userId, secretHash: hashSecret(secret), nowMs });
    tx.note(userId, { outcome: 'signed in' });
    return detailsOfUser(house, tx, userId);
  });
  const accessToken = await issueToken(await tokenKey(actor), userId, sessionId, nowMs);
  return { accessToken, expiresIn: tokenSeconds, cookie: `${userId}.${sessionId}.${secret}`, user: { id: userId, ...details } };
}

/** Without users and without DEMO: a one-time link for the first operator, or the operator that the settings name. */
export async function prepareFirstOperator(actor: Actor): Promise<string | undefined> {
  const { house } = actor;
  const { adminEmail, adminPassword } = house.settings;
  const origin = { tenantId: '', correlationId: 'start', causationId: null, source: 'identity', newId, nowMs: () => house.clock.nowMs() };
  const hash = adminPassword === undefined ? null : await hashPassword(adminPassword);
  return house.database.transaction('platform', {}, origin, async (tx) => {
    if (await countUsers(tx) > 0) return undefined;
    if (adminEmail !== undefined) {
      await insertUser(house, tx, { email: adminEmail, name: 'Operator', passwordHash: hash, isOperator: true });
      return undefined;
    }
    const token = randomBytes(24).toString('base64url');
    await insertSetupToken(tx, token, house.clock.nowMs() + 86_400_000);
    return `/setup?token=${token}`;
  });
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'identity', typeof actions> {}
}

export default defineActor({
  name: 'identity',
  actions,
  hears: { 'identity.access-changed': () => { believed.clear(); } },
  async started(actor) {
    await tokenKey(actor);
  },
});
