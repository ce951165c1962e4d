// The audit entry that stands beside a change in the same transaction, and the entry for an access that was refused.
// Entries hold ids, words and counts; an address only as a keyed hash. Sequence and chain come later, in the audit room.
import { platformTenant, originOf, type House } from './broker/house.ts';
import type { Identity } from './broker/identity.ts';
import type { Transaction } from './database/transaction.ts';
import { newId } from '../services/kernel/ids.ts';

export interface AuditEntry {
  tenantId: string;
  identity: Identity;
  action: string;
  objectKind: string;
  objectId: string | null;
  outcome: 'done' | 'refused' | 'failed';
  details: Record<string, string | number | boolean | null>;
  correlationId: string;
  atMs: number;
}

export async function writeAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  await tx.run(
    `insert into audit_log (tenant_id, id, at, actor_kind, actor, action, object_kind, object_id, outcome, details, correlation_id, address)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [entry.tenantId, newId(entry.atMs), new Date(entry.atMs).toISOString(), entry.identity.kind, entry.identity.actor, entry.action,
      entry.objectKind, entry.objectId, entry.outcome, JSON.stringify(entry.details), entry.correlationId, entry.identity.address ?? null],
  );
}

const perMinuteInFull = 10;
const windows = new WeakMap<House, Map<string, { minute: number; count: number }>>();

/**
 * Records a refusal in the tenant's log, or in the platform's where no tenant is proven. Above ten a minute from one source
 * only each tenfold is written with its count, so that a flood cannot fill the log.
 */
export async function recordRefusal(
  house: House, identity: Identity, proven: string | undefined, action: string, details: Record<string, string | number>, correlationId: string,
): Promise<void> {
  const nowMs = house.clock.nowMs();
  const count = countRefusal(house, `${identity.address ?? ''} ${identity.actor}`, nowMs);
  if (count > perMinuteInFull && !/^10+$/.test(String(count))) return;
  const tenantId = proven ?? platformTenant;
  await house.database.transaction('app', proven ? { tenantId: proven } : {}, originOf(house, tenantId, 'audit', correlationId), (tx) =>
    writeAudit(tx, {
      tenantId, identity, action, objectKind: 'access', objectId: null, outcome: 'refused',
      details: count > perMinuteInFull ? { ...details, refusalsThisMinute: count } : details, correlationId, atMs: nowMs,
    }));
}

function countRefusal(house: House, source: string, nowMs: number): number {
  const seen = windows.get(house) ?? new Map<string, { minute: number; count: number }>();
  windows.set(house, seen);
  const minute = Math.floor(nowMs / 60_000);
  const entry = seen.get(source);
  if (!entry || entry.minute !== minute) {
    if (seen.size > 10_000) seen.clear();
    seen.set(source, { minute, count: 1 });
    return 1;
  }
  entry.count += 1;
  return entry.count;
}
