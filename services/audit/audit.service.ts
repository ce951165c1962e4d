// The audit log: gives entries their place in the chain, signs checkpoints and keeps them outside, shows and verifies.
import { createPublicKey, generateKeyPairSync, createPrivateKey, sign, verify } from 'node:crypto';
import { action, defineActor, type ActionMap, type Actor } from '../../mixins/broker/actions.ts';
import { deriveKey, seal, unseal } from '../../mixins/vault.ts';
import { listOf, listParams, type List } from '../kernel/paging.ts';
import { ChainWalk, checkpointText, type AuditRow, type Break, type Checkpoint } from './chain.ts';
import { headsToSign, insertCheckpoint, linksAfter, listEntries, sequence, tenantsToSequence } from './audit.store.ts';
import { keepOutside, readOutside } from './checkpoint.client.ts';

const sequenceEveryMs = 1_000;
const checkpointEveryMs = 60_000;
const page = 2_000;
const kid = 'checkpoint-1';

interface CheckpointKeys { sign(text: string): string; verify(text: string, signature: string): boolean }
const keys = new WeakMap<Actor, CheckpointKeys>();

/** The checkpoint key is made once, kept sealed, and its public half is what an auditor verifies with. */
async function checkpointKeys(actor: Actor): Promise<CheckpointKeys> {
  const known = keys.get(actor);
  if (known) return known;
  const wrap = deriveKey(actor.house.master, 'checkpoint key');
  const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const stored = await actor.asKeeper(undefined, async (tx) => {
    await tx.run(`insert into settings_of_installation (name, value) values ('checkpoint key', $1) on conflict do nothing`, [seal(wrap, made, kid).toString('base64')]);
    return tx.one<{ value: string }>(`select value from settings_of_installation where name = 'checkpoint key'`);
  });
  const privateKey = createPrivateKey(unseal(wrap, Buffer.from(stored.value, 'base64'), kid).toString());
  const publicKey = createPublicKey(privateKey);
  const pair: CheckpointKeys = {
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    verify: (text, signature) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64')),
  };
  keys.set(actor, pair);
  return pair;
}

async function sequenceAll(actor: Actor): Promise<void> {
  for (const tenantId of await actor.asKeeper(undefined, tenantsToSequence)) {
    while (await actor.asKeeper(undefined, (tx) => sequence(tx, tenantId, page)) === page) if (actor.stopping.aborted) return;
  }
}

async function signHeads(actor: Actor): Promise<void> {
  const pair = await checkpointKeys(actor);
  const at = new Date(actor.house.clock.nowMs()).toISOString();
  for (const head of await actor.asKeeper(undefined, headsToSign)) {
    const checkpoint: Checkpoint = { ...head, at, kid, signature: pair.sign(checkpointText({ ...head, at })) };
    await keepOutside(actor.house.settings.dataDir, checkpoint);
    await actor.asKeeper(undefined, (tx) => insertCheckpoint(tx, checkpoint));
  }
}

const entry = {
  tenantId: { type: 'uuid' }, id: { type: 'uuid' }, at: { type: 'string' }, actorKind: { type: 'string' }, actor: { type: 'string' }, action: { type: 'string' },
  objectKind: { type: 'string' }, objectId: { type: 'string', nullable: true }, outcome: { type: 'string' }, details: { type: 'any' }, correlationId: { type: 'string' },
  address: { type: 'string', nullable: true },
} as const;

const actions = {
  list: action({
    summary: 'Audit entries, newest first',
    access: 'audit:read',
    params: listParams,
    returns: { items: { type: 'array', items: { type: 'object', props: entry } }, next: { type: 'string', nullable: true } },
    async handler(ctx): Promise<List<AuditRow>> {
      return listOf(ctx.params, (after, limit) => ctx.read((tx) => listEntries(tx, after, limit)), (item) => item.id);
    },
  }),

  verify: action({
    summary: 'Recomputes the chain and compares it with the checkpoints kept outside the database',
    access: 'audit:write',
    params: {},
    returns: {
      ok: { type: 'boolean' }, checked: { type: 'number', integer: true },
      firstBad: { type: 'object', nullable: true, props: { position: { type: 'number' }, kind: { type: 'string' }, entryId: { type: 'string', nullable: true } } },
      checkpoint: { type: 'object', nullable: true, props: { position: { type: 'number' }, hash: { type: 'string' }, at: { type: 'string' } } },
    },
    timeoutMs: 120_000,
    async handler(ctx, actor): Promise<{ ok: boolean; checked: number; firstBad: Break | null; checkpoint: { position: number; hash: string; at: string } | null }> {
      await sequenceAll(actor);
      await signHeads(actor);
      const pair = await checkpointKeys(actor);
      const outside = await readOutside(ctx.house.settings.dataDir, ctx.tenantId);
      const walk = new ChainWalk(outside, (checkpoint) => checkpoint.tenantId === ctx.tenantId && pair.verify(checkpointText(checkpoint), checkpoint.signature));
      for (let after = 0; !walk.firstBad;) {
        const links = await ctx.read((tx) => linksAfter(tx, ctx.tenantId, after, page));
        for (const { row, ...link } of links) walk.take(link, row);
        if (links.length < page) break;
        after = links.at(-1)?.position ?? after;
      }
      walk.end();
      const last = outside.at(-1);
      return { ok: walk.firstBad === null, checked: walk.checked, firstBad: walk.firstBad, checkpoint: last ? { position: last.position, hash: last.hash, at: last.at } : null };
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'audit', typeof actions> {}
}

export default defineActor({
  name: 'audit',
  actions,
  async started(actor) {
    await checkpointKeys(actor);
    actor.repeat('audit sequencer', sequenceEveryMs, () => sequenceAll(actor));
    actor.repeat('audit checkpoints', checkpointEveryMs, () => signHeads(actor));
  },
});
