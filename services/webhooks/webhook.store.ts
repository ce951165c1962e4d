// Sources with their secrets, and every webhook that came: sealed under a key of its day.
import type { KeyObject } from 'node:crypto';
import type { WebhookProvider } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { tenantKey } from '../../mixins/vault.store.ts';
import { newKey, seal, toSecretKey, unseal } from '../../mixins/vault.ts';
import type { FieldProblem } from '../kernel/errors.ts';

export const bodiesKeptDays = 30;

export interface Source { id: string; provider: WebhookProvider; createdAt: string; rotatedAt: string | null; lastReceiptAt: string | null; receipts: number; refused: number; waiting: number }
export interface Secrets { provider: WebhookProvider; keys: KeyObject[]; earlierUntilMs: number | null }
export interface Receipt { id: string; kind: string; webhookId: string; receivedAt: string; status: number; errors: FieldProblem[] | null; waiting: boolean }
export interface NewReceipt { sourceId: string; webhookId: string; id: string; kind: string; status: 202 | 422; errors: FieldProblem[] | null; body: string }
export interface Kept { sourceId: string; webhookId: string; id: string; status: number; errors: FieldProblem[] | null }

export async function tenantOfSource(tx: Transaction, sourceId: string): Promise<string | undefined> {
  return (await tx.maybe<{ tenant_id: string }>('select tenant_id from webhook_sources where id = $1', [sourceId]))?.tenant_id;
}

export async function insertSource(house: House, tx: Transaction, id: string, provider: WebhookProvider, key: Buffer): Promise<void> {
  await tx.run('insert into webhook_sources (tenant_id, id, provider, secret, created_at) values ($1, $2, $3, $4, $5)',
    [tx.tenantId, id, provider, seal(await tenantKey(house, tx), key, id), iso(house)]);
}

/** Puts a new secret in place; the one before stays good for a while. False when there is no such source. */
export async function rotateSecret(house: House, tx: Transaction, id: string, key: Buffer, earlierHours: number): Promise<boolean> {
  const until = new Date(house.clock.nowMs() + earlierHours * 3_600_000).toISOString();
  return await tx.run('update webhook_sources set earlier_secret = secret, earlier_until = $3, secret = $4, rotated_at = $5 where tenant_id = $1 and id = $2',
    [tx.tenantId, id, until, seal(await tenantKey(house, tx), key, id), iso(house)]) > 0;
}

export async function secretsOf(house: House, tx: Transaction, id: string): Promise<Secrets | undefined> {
  const row = await tx.maybe<{ provider: WebhookProvider; secret: Buffer; earlier_secret: Buffer | null; earlier_until: string | null }>(
    'select provider, secret, earlier_secret, earlier_until from webhook_sources where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  if (!row) return undefined;
  const outer = await tenantKey(house, tx);
  const earlierUntilMs = row.earlier_until === null ? null : Date.parse(row.earlier_until);
  return { provider: row.provider, keys: [row.secret, ...(row.earlier_secret ? [row.earlier_secret] : [])].map((sealed) => toSecretKey(unseal(outer, sealed, id))), earlierUntilMs };
}

export async function listSources(tx: Transaction): Promise<Source[]> {
  return tx.rows<Source>(`select s.id, s.provider, s.created_at as "createdAt", s.rotated_at as "rotatedAt", r.last as "lastReceiptAt", coalesce(r.count, 0) as receipts, coalesce(r.refused, 0) as refused,
      (select count(*) from pii.waiting_rows w join webhook_receipts x on x.tenant_id = w.tenant_id and x.id = w.receipt_id where w.tenant_id = $1 and x.source_id = s.id) as waiting
    from webhook_sources s left join lateral (
      select max(received_at) as last, count(*) as count, count(*) filter (where status = 422) as refused from webhook_receipts r where r.tenant_id = s.tenant_id and r.source_id = s.id) r on true
    where s.tenant_id = $1 order by s.id`, [tx.tenantId]);
}

/** When each provider last sent something: the newest receipt alone is read, however many there are. */
export async function lastReceipts(tx: Transaction): Promise<{ provider: WebhookProvider; at: string | null }[]> {
  return tx.rows<{ provider: WebhookProvider; at: string | null }>(`select s.provider, max(r.received_at) as at from webhook_sources s left join lateral (
      select received_at from webhook_receipts r where r.tenant_id = s.tenant_id and r.source_id = s.id order by r.id desc limit 1) r on true
    where s.tenant_id = $1 group by s.provider order by s.provider`, [tx.tenantId]);
}

export async function listReceipts(tx: Transaction, sourceId: string, after: string | null, limit: number): Promise<Receipt[]> {
  return tx.rows<Receipt>(`select r.id, r.kind, r.webhook_id as "webhookId", r.received_at as "receivedAt", r.status, r.errors,
      exists (select 1 from pii.waiting_rows w where w.tenant_id = $1 and w.receipt_id = r.id) as waiting
    from webhook_receipts r where r.tenant_id = $1 and r.source_id = $2 and ($3::uuid is null or r.id < $3) order by r.id desc limit $4`, [tx.tenantId, sourceId, after, limit]);
}

/** A receipt that was accepted and whose body can still be opened. */
export async function acceptedReceipt(tx: Transaction, sourceId: string, receiptId: string): Promise<{ provider: WebhookProvider; kind: string } | undefined> {
  return tx.maybe<{ provider: WebhookProvider; kind: string }>(`select s.provider, r.kind from webhook_receipts r join webhook_sources s on s.tenant_id = r.tenant_id and s.id = r.source_id
    join pii.receipt_keys k on k.tenant_id = r.tenant_id and k.day = r.day where r.tenant_id = $1 and r.source_id = $2 and r.id = $3 and r.status = 202`, [tx.tenantId, sourceId, receiptId]);
}

/**
 * Writes the receipts of a batch; answers, for each, the receipt that stands: its own, or an earlier one of the same id. Batches are
 * written beside each other, so each takes its ids in one order: else two with the same ids would wait for each other for ever.
 */
export async function keepReceipts(house: House, tx: Transaction, receipts: readonly NewReceipt[]): Promise<{ standing: Kept[]; isNew: boolean }[]> {
  const day = iso(house).slice(0, 10);
  const key = await receiptKey(house, tx, day, true);
  if (!key) throw new Error('no key of the day');
  const ordered = receipts.toSorted((a, b) => (`${a.sourceId} ${a.webhookId}` < `${b.sourceId} ${b.webhookId}` ? -1 : 1));
  const made = await tx.rows<{ id: string }>(`insert into webhook_receipts (tenant_id, source_id, webhook_id, id, kind, status, errors, day, sealed, received_at)
    select $1, r.source_id, r.webhook_id, r.id, r.kind, r.status, r.errors, $2, r.sealed, $3
    from unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::smallint[], $9::jsonb[], $10::bytea[]) as r (source_id, webhook_id, id, kind, status, errors, sealed)
    on conflict (tenant_id, source_id, webhook_id) do nothing returning id`,
  [tx.tenantId, day, iso(house), ordered.map((receipt) => receipt.sourceId), ordered.map((receipt) => receipt.webhookId), ordered.map((receipt) => receipt.id),
    ordered.map((receipt) => receipt.kind), ordered.map((receipt) => receipt.status), ordered.map((receipt) => (receipt.errors === null ? null : JSON.stringify(receipt.errors))),
    ordered.map((receipt) => seal(key, receipt.body, receipt.id))]);
  const isMade = new Set(made.map((row) => row.id));
  const repeated = receipts.filter((receipt) => !isMade.has(receipt.id));
  const earlier = repeated.length === 0 ? [] : await tx.rows<Kept>(
    `select asked.source_id as "sourceId", asked.webhook_id as "webhookId", r.id, r.status, r.errors from unnest($2::uuid[], $3::text[]) as asked (source_id, webhook_id)
     cross join lateral (select id, status, errors from webhook_receipts where tenant_id = $1 and source_id = asked.source_id and webhook_id = asked.webhook_id limit 1) r`,
    [tx.tenantId, repeated.map((receipt) => receipt.sourceId), repeated.map((receipt) => receipt.webhookId)]);
  return receipts.map((receipt) => ({
    isNew: isMade.has(receipt.id),
    standing: isMade.has(receipt.id) ? [receipt] : earlier.filter((known) => known.sourceId === receipt.sourceId && known.webhookId === receipt.webhookId),
  }));
}

/** Bodies by receipt, in the order in which they came; those whose key is gone are missing. */
export async function bodiesOf(house: House, tx: Transaction, ids: readonly string[]): Promise<{ items: { id: string; kind: string; body: string }[]; timeZone: string }> {
  const { time_zone: timeZone } = await tx.one<{ time_zone: string }>('select time_zone from tenants where id = $1', [tx.tenantId]);
  const rows = await tx.rows<{ id: string; kind: string; day: string; sealed: Buffer }>('select id, kind, day, sealed from webhook_receipts where tenant_id = $1 and id = any($2) order by id', [tx.tenantId, ids]);
  const items: { id: string; kind: string; body: string }[] = [];
  for (const { id, kind, day, sealed } of rows) {
    const key = await receiptKey(house, tx, day, false);
    if (key) items.push({ id, kind, body: unseal(key, sealed, id).toString() });
  }
  return { items, timeZone };
}

export async function destroyOldKeys(house: House, tx: Transaction, beforeDay: string): Promise<number> {
  keys.delete(house);
  return tx.run('delete from pii.receipt_keys where tenant_id = $1 and day < $2', [tx.tenantId, beforeDay]);
}

const mostKeys = 1_000;
const keys = new WeakMap<House, Map<string, KeyObject>>();

async function receiptKey(house: House, tx: Transaction, day: string, create: boolean): Promise<KeyObject | undefined> {
  const known = keys.get(house) ?? new Map<string, KeyObject>();
  keys.set(house, known);
  const name = `${tx.tenantId} ${day}`;
  const found = known.get(name);
  if (found) return found;
  const outer = await tenantKey(house, tx);
  const isNew = create && await tx.run('insert into pii.receipt_keys (tenant_id, day, wrapped) values ($1, $2, $3) on conflict do nothing', [tx.tenantId, day, seal(outer, newKey(), name)]) > 0;
  const row = await tx.maybe<{ wrapped: Buffer }>('select wrapped from pii.receipt_keys where tenant_id = $1 and day = $2', [tx.tenantId, day]);
  if (!row) return undefined;
  const key = toSecretKey(unseal(outer, row.wrapped, name));
  if (known.size >= mostKeys) known.clear();
  if (!isNew) known.set(name, key); // one made in this transaction may yet be rolled back
  return key;
}

function iso(house: House): string {
  return new Date(house.clock.nowMs()).toISOString();
}
