// Answers kept by `Idempotency-Key` for 24 hours, each for the caller who sent it, sealed: an answer may show a secret once, or an address.
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { deriveKey, seal, unseal } from '../../mixins/vault.ts';

export interface KeptAnswer { status: number; body: string }
export type Begun = { state: 'new' } | { state: 'running' } | { state: 'reused' } | { state: 'done'; answer: KeptAnswer };

const keptHours = 24;
/** A first request that never ended (its node died) gives way after this. */
const abandonedAfterSeconds = 120;

export async function beginOnce(house: House, tx: Transaction, scope: string, key: string, requestHash: string): Promise<Begun> {
  const nowMs = house.clock.nowMs();
  const iso = (ms: number): string => new Date(ms).toISOString();
  await tx.run('delete from idempotency_keys where scope = $1 and (created_at < $2 or (status is null and created_at < $3))',
    [scope, iso(nowMs - keptHours * 3_600_000), iso(nowMs - abandonedAfterSeconds * 1000)]);
  const made = await tx.run('insert into idempotency_keys (scope, key, request_hash, created_at) values ($1, $2, $3, $4) on conflict do nothing', [scope, key, requestHash, iso(nowMs)]);
  if (made > 0) return { state: 'new' };
  const row = await tx.one<{ request_hash: string; status: number | null; sealed: Buffer | null }>('select request_hash, status, sealed from idempotency_keys where scope = $1 and key = $2', [scope, key]);
  if (row.request_hash !== requestHash) return { state: 'reused' };
  if (row.status === null) return { state: 'running' };
  return { state: 'done', answer: { status: row.status, body: row.sealed ? unseal(sealingKey(house), row.sealed, contextOf(scope, key)).toString() : '' } };
}

export async function finishOnce(house: House, tx: Transaction, scope: string, key: string, answer: KeptAnswer | null): Promise<void> {
  if (answer) await tx.run('update idempotency_keys set status = $3, sealed = $4 where scope = $1 and key = $2', [scope, key, answer.status, seal(sealingKey(house), answer.body, contextOf(scope, key))]);
  else await tx.run('delete from idempotency_keys where scope = $1 and key = $2', [scope, key]);
}

function sealingKey(house: House): Buffer {
  return deriveKey(house.master, 'kept answers');
}

function contextOf(scope: string, key: string): string {
  return `${scope} ${key}`;
}
