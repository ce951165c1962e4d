// Webhooks: whose they are, whether they are signed, and that each is kept once before it is answered. What a body means is
// asked of the room of its provider, which applies it when it hears of the receipt.
import { randomBytes, type KeyObject } from 'node:crypto';
import { webhookKinds, webhookProviders, type WebhookProvider } from '../../channels/vocabulary.ts';
import { recordRefusal } from '../../mixins/audited.ts';
import { action, defineActor, type ActionMap, type Actor } from '../../mixins/broker/actions.ts';
import { beginLoad, endLoad } from '../../mixins/importing/pressure.ts';
import { Problem, type FieldProblem } from '../kernel/errors.ts';
import { isId, newId } from '../kernel/ids.ts';
import english from '../kernel/locales/cockpit.en.json' with { type: 'json' };
import { listOf, listParams, type List } from '../kernel/paging.ts';
import { Batches } from './batches.ts';
import { isSigned, secretText, toleranceSeconds } from './signature.ts';
import {
  acceptedReceipt, bodiesKeptDays, bodiesOf, destroyOldKeys, insertSource, keepReceipts, lastReceipts, listReceipts, listSources, rotateSecret, secretsOf, tenantOfSource, type Kept, type Receipt, type Secrets, type Source,
} from './webhook.store.ts';

/** How long a rotated secret stays good beside the new one. */
const earlierHours = 24;
const secretBytes = 24;
/** How long a look at a source's secrets is believed. */
const believedMs = 2_000;
const tidyEveryMs = 3_600_000;

interface Incoming { sourceId: string; provider: WebhookProvider; kind: string; webhookId: string; body: string }
interface Answered { receipt: Kept; duplicate: boolean }
interface Room { batches: Batches<Incoming, Answered>; sources: Map<string, { tenantId: string; secrets: Secrets; untilMs: number }> }
const rooms = new WeakMap<Actor, Room>();

const oneSource = { id: { type: 'uuid' } } as const;
const time = { type: 'string', nullable: true } as const;
const count = { type: 'number', integer: true } as const;
const source = {
  id: { type: 'uuid' }, provider: { type: 'enum', values: webhookProviders }, url: { type: 'string' }, createdAt: { type: 'string' }, rotatedAt: time, lastReceiptAt: time, receipts: count, refused: count, waiting: count,
} as const;
const fieldProblems = { type: 'array', items: { type: 'object', props: { field: { type: 'string' }, problem: { type: 'string' }, remedy: { type: 'string' } } }, nullable: true } as const;

const actions = {
  receive: action({
    summary: 'Takes a signed webhook; answers once it is kept',
    access: 'anyone',
    params: {
      sourceId: { type: 'string', max: 100 }, kind: { type: 'string', max: 50 }, webhookId: { type: 'string', max: 256 }, timestamp: { type: 'string', max: 20 }, signature: { type: 'string', max: 2_000 },
      base64: { type: 'string', max: 360_000 },
    },
    returns: { receiptId: { type: 'uuid' }, duplicate: { type: 'boolean' } },
    async handler(ctx, actor): Promise<{ receiptId: string; duplicate: boolean }> {
      const { sourceId, kind, webhookId, timestamp, signature, base64 } = ctx.params;
      const known = await sourceOf(actor, sourceId);
      if (!known || !(webhookKinds[known.secrets.provider] as readonly string[]).includes(kind)) throw new Problem('not_found');
      const body = Buffer.from(base64, 'base64');
      if (webhookId === '' || !isSigned(validKeys(known.secrets, ctx.house.clock.nowMs()), { webhookId, timestamp, signature, body }, ctx.house.clock.nowMs())) {
        await recordRefusal(ctx.house, ctx.identity, known.tenantId, 'webhooks.receive', { reason: 'signature', source: sourceId }, ctx.correlationId);
        throw new Problem('unauthenticated', { detail: `The signature is missing, does not fit, or is older than ${toleranceSeconds} seconds.` });
      }
      const { receipt, duplicate } = await roomOf(actor).batches.add(known.tenantId, { sourceId, provider: known.secrets.provider, kind, webhookId, body: body.toString('utf8') });
      if (receipt.status === 422) throw new Problem('invalid', { detail: 'The webhook is signed well, but cannot be used.', errors: receipt.errors ?? [] });
      return { receiptId: receipt.id, duplicate };
    },
  }),

  bodies: action({
    summary: 'Bodies of receipts, for the room that applies them',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
    async handler(ctx): Promise<{ items: { id: string; kind: string; body: string }[]; timeZone: string }> {
      return ctx.read((tx) => bodiesOf(ctx.house, tx, ctx.params.ids));
    },
  }),

  lastReceipts: action({
    summary: 'When each provider last sent something',
    access: 'room',
    params: {},
    async handler(ctx): Promise<{ items: { provider: WebhookProvider; at: string | null }[] }> {
      return { items: await ctx.read(lastReceipts) };
    },
  }),

  createSource: action({
    summary: 'Makes a source of webhooks; its secret is shown once',
    access: 'webhooks:write',
    changes: 'webhook source',
    params: { provider: { type: 'enum', values: webhookProviders } },
    returns: { id: { type: 'uuid' }, provider: { type: 'enum', values: webhookProviders }, url: { type: 'string' }, secret: { type: 'string' } },
    async handler(ctx): Promise<{ id: string; provider: WebhookProvider; url: string; secret: string }> {
      const [id, key] = [newId(), randomBytes(secretBytes)];
      await ctx.change(async (tx) => {
        await insertSource(ctx.house, tx, id, ctx.params.provider, key);
        tx.note(id, { provider: ctx.params.provider });
      });
      return { id, provider: ctx.params.provider, url: urlOf(id), secret: secretText(key) };
    },
  }),

  rotate: action({
    summary: `Gives a source a new secret; the one before stays good for ${earlierHours} hours`,
    access: 'webhooks:write',
    changes: 'webhook source',
    params: oneSource,
    returns: { secret: { type: 'string' } },
    async handler(ctx, actor): Promise<{ secret: string }> {
      const key = randomBytes(secretBytes);
      await ctx.change(async (tx) => {
        if (!await rotateSecret(ctx.house, tx, ctx.params.id, key, earlierHours)) throw new Problem('not_found');
        tx.note(ctx.params.id);
      });
      roomOf(actor).sources.delete(ctx.params.id);
      return { secret: secretText(key) };
    },
  }),

  sources: action({
    summary: 'Sources of webhooks, with what came last',
    access: 'webhooks:read',
    params: {},
    returns: { items: { type: 'array', items: { type: 'object', props: source } } },
    async handler(ctx): Promise<{ items: (Source & { url: string })[] }> {
      return { items: (await ctx.read(listSources)).map((found) => ({ ...found, url: urlOf(found.id) })) };
    },
  }),

  receipts: action({
    summary: 'Receipts of a source, newest first',
    access: 'webhooks:read',
    params: { ...oneSource, ...listParams },
    returns: {
      items: { type: 'array', items: { type: 'object', props: { id: { type: 'uuid' }, kind: { type: 'string' }, webhookId: { type: 'string' }, receivedAt: { type: 'string' }, status: count, errors: fieldProblems, waiting: { type: 'boolean' } } } },
      next: { type: 'string', nullable: true },
    },
    async handler(ctx): Promise<List<Receipt>> {
      return listOf(ctx.params, (after, limit) => ctx.read(async (tx) => {
        if (!await secretsOf(ctx.house, tx, ctx.params.id)) throw new Problem('not_found');
        return listReceipts(tx, ctx.params.id, after, limit);
      }), (item) => item.id);
    },
  }),

  replay: action({
    summary: 'Has a receipt applied again, as if it had just come; what it told already stays as it is',
    access: 'webhooks:write',
    changes: 'webhook receipt',
    params: { ...oneSource, receiptId: { type: 'uuid' } },
    returns: { receiptId: { type: 'uuid' } },
    async handler(ctx): Promise<{ receiptId: string }> {
      const { id: sourceId, receiptId } = ctx.params;
      await ctx.change(async (tx) => {
        const found = await acceptedReceipt(tx, sourceId, receiptId);
        if (!found) throw new Problem('not_found');
        await tx.emit('webhooks.receipt.accepted', [{ id: receiptId, sourceId, ...found }]);
        tx.note(receiptId);
      });
      return { receiptId };
    },
  }),
};

function roomOf(actor: Actor): Room {
  const room = rooms.get(actor) ?? { batches: new Batches((tenantId, items) => keepInFlood(actor, tenantId, items)), sources: new Map<string, { tenantId: string; secrets: Secrets; untilMs: number }>() };
  rooms.set(actor, room);
  return room;
}

async function sourceOf(actor: Actor, sourceId: string): Promise<{ tenantId: string; secrets: Secrets } | undefined> {
  if (!isId(sourceId)) return undefined;
  const { sources } = roomOf(actor);
  const nowMs = actor.house.clock.nowMs();
  const known = sources.get(sourceId);
  if (known && known.untilMs > nowMs) return known;
  const tenantId = known?.tenantId ?? await actor.asKeeper(undefined, (tx) => tenantOfSource(tx, sourceId));
  const secrets = tenantId === undefined ? undefined : await actor.job(tenantId, 'webhook').read((tx) => secretsOf(actor.house, tx, sourceId));
  if (tenantId === undefined || !secrets) return undefined;
  if (sources.size >= 10_000) sources.clear();
  const found = { tenantId, secrets, untilMs: nowMs + believedMs };
  sources.set(sourceId, found);
  return found;
}

function validKeys({ keys, earlierUntilMs }: Secrets, nowMs: number): KeyObject[] {
  return earlierUntilMs !== null && earlierUntilMs < nowMs ? keys.slice(0, 1) : keys;
}

/** Batches of this size mean a flood: while it lasts, what follows from receipts takes its time, as it does while a file is loaded. */
const floodFrom = 16;

async function keepInFlood(actor: Actor, tenantId: string, incoming: readonly Incoming[]): Promise<Answered[]> {
  if (incoming.length < floodFrom) return keep(actor, tenantId, incoming);
  beginLoad(actor.house);
  try {
    return await keep(actor, tenantId, incoming);
  } finally {
    endLoad(actor.house);
  }
}

/** One commit for all of a batch: receipts and the events that tell of them. A repeated id stands as it was answered first. */
async function keep(actor: Actor, tenantId: string, incoming: readonly Incoming[]): Promise<Answered[]> {
  const job = actor.job(tenantId, 'webhook');
  const nameOf = ({ sourceId, webhookId }: { sourceId: string; webhookId: string }): string => `${sourceId} ${webhookId}`;
  const first = [...new Map([...incoming].reverse().map((item) => [nameOf(item), item])).values()].reverse();
  const problems = new Map<Incoming, FieldProblem[] | null>();
  for (const [provider, items] of Map.groupBy(first, (item) => item.provider)) {
    const checked = await job.ask(`${provider}.checkBodies`, { items: items.map(({ kind, body }) => ({ kind, body })) });
    for (const [index, item] of items.entries()) problems.set(item, checked.items[index]?.map(({ field, problem }) => ({ field, problem: english[`problem.${problem}`], remedy: english[`remedy.${problem}`] })) ?? null);
  }
  const drafts = first.map((item) => ({ ...item, id: newId(actor.house.clock.nowMs()), status: problems.get(item) ? 422 as const : 202 as const, errors: problems.get(item) ?? null }));
  const kept = await job.step(async (tx) => {
    const receipts = await keepReceipts(actor.house, tx, drafts);
    await tx.emit('webhooks.receipt.accepted', drafts.flatMap(({ id, sourceId, provider, kind, status }, index) => (receipts[index]?.isNew && status === 202 ? [{ id, sourceId, provider, kind }] : [])));
    return receipts;
  });
  const byName = new Map(drafts.map((draft, index) => [nameOf(draft), kept[index]]));
  const told = new Set<string>();
  return incoming.map((item) => {
    const found = byName.get(nameOf(item));
    const receipt = found?.standing[0];
    if (!found || !receipt) throw new Problem('unavailable', { internal: 'a receipt was not kept' });
    const duplicate = !found.isNew || told.has(receipt.id);
    told.add(receipt.id);
    return { receipt, duplicate };
  });
}

function urlOf(id: string): string {
  return `/api/v1/webhooks/${id}`;
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'webhooks', typeof actions> {}
}

export default defineActor({
  name: 'webhooks',
  actions,
  async started(actor) {
    actor.repeat('destroying keys of old webhooks', tidyEveryMs, async () => {
      const before = new Date(actor.house.clock.nowMs() - bodiesKeptDays * 86_400_000).toISOString().slice(0, 10);
      for (const { id } of await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants'))) {
        await actor.job(id, 'tidy').step(async (tx) => { tx.note('receipts', { keys: await destroyOldKeys(actor.house, tx, before) }); });
      }
    });
  },
});
