// The hash chain of an audit log: each entry's hash covers its canonical content and the hash before it. Pure.
import { hash } from 'node:crypto';

export interface AuditRow {
  tenantId: string; id: string; at: string; actorKind: string; actor: string; action: string; objectKind: string; objectId: string | null; outcome: string;
  details: Record<string, unknown>; correlationId: string; address: string | null;
}
export interface Link { position: number; entryId: string; hash: string }
export interface Checkpoint { tenantId: string; position: number; hash: string; at: string; kid: string; signature: string }

export const chainStart = '0'.repeat(64);

/** SHA-256 over the hash before and the entry in canonical JSON. Hexadecimal. */
export function linkHash(before: string, position: number, row: AuditRow): string {
  return hash('sha256', `${before}\n${position}\n${canonical(row)}`, 'hex');
}

/** What a checkpoint's signature covers. */
export function checkpointText({ tenantId, position, hash: head, at }: Omit<Checkpoint, 'kid' | 'signature'>): string {
  return `corporate-cockpit audit checkpoint\n${tenantId}\n${position}\n${head}\n${at}`;
}

export type Break = { position: number; kind: 'altered' | 'missing' | 'out of order' | 'rewritten' | 'cut off' | 'checkpoint'; entryId: string | null };

/** Walks a chain from its start, row by row, and names the first break against the links and the checkpoints kept outside. */
export class ChainWalk {
  #before = chainStart;
  #position = 0;
  #lastId = '';
  firstBad: Break | null = null;
  readonly #checkpoints: Map<number, Checkpoint>;
  readonly #known: (checkpoint: Checkpoint) => boolean;

  constructor(checkpoints: readonly Checkpoint[], known: (checkpoint: Checkpoint) => boolean) {
    this.#checkpoints = new Map(checkpoints.map((checkpoint) => [checkpoint.position, checkpoint]));
    this.#known = known;
  }

  get checked(): number {
    return this.#position;
  }

  take(link: Link, row: AuditRow | undefined): void {
    if (this.firstBad) return;
    const expected = this.#position + 1;
    if (link.position !== expected) return this.#bad({ position: expected, kind: 'missing', entryId: null });
    if (!row) return this.#bad({ position: expected, kind: 'missing', entryId: link.entryId });
    if (row.id !== link.entryId) return this.#bad({ position: expected, kind: 'out of order', entryId: row.id });
    const hash = linkHash(this.#before, expected, row);
    if (hash !== link.hash) return this.#bad({ position: expected, kind: 'altered', entryId: row.id });
    this.#position = expected;
    this.#before = hash;
    this.#lastId = row.id;
    const checkpoint = this.#checkpoints.get(expected);
    if (!checkpoint) return undefined;
    if (!this.#known(checkpoint)) return this.#bad({ position: expected, kind: 'checkpoint', entryId: row.id });
    return checkpoint.hash === hash ? undefined : this.#bad({ position: expected, kind: 'rewritten', entryId: row.id });
  }

  /** After the last link: a checkpoint further on means that the tail was cut. */
  end(): void {
    const beyond = [...this.#checkpoints.keys()].filter((position) => position > this.#position);
    if (!this.firstBad && beyond.length > 0) this.#bad({ position: this.#position + 1, kind: 'cut off', entryId: this.#lastId || null });
  }

  #bad(found: Break): void {
    this.firstBad = found;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
