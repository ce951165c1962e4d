// A link that opens one file for a quarter of an hour: company, export and end, signed. It names nothing that a reader could guess on.
import { timingSafeEqual } from 'node:crypto';
import { isId } from '../kernel/ids.ts';

export interface Ticket { tenantId: string; exportId: string; endsMs: number }
export const ticketMs = 15 * 60_000;
const macBytes = 32;

export function writeTicket(sign: (value: string) => Buffer, { tenantId, exportId, endsMs }: Ticket): string {
  const body = Buffer.alloc(38);
  body.write(tenantId.replaceAll('-', ''), 0, 'hex');
  body.write(exportId.replaceAll('-', ''), 16, 'hex');
  body.writeUIntBE(endsMs, 32, 6);
  return Buffer.concat([body, sign(body.toString('base64url'))]).toString('base64url');
}

/** The ticket, when its signature holds and its time has not run out. */
export function readTicket(sign: (value: string) => Buffer, text: string, nowMs: number): Ticket | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 38 + macBytes || bytes.toString('base64url') !== text) return undefined;
  const body = bytes.subarray(0, 38);
  if (!timingSafeEqual(bytes.subarray(38), sign(body.toString('base64url')))) return undefined;
  const ticket = { tenantId: idAt(body, 0), exportId: idAt(body, 16), endsMs: body.readUIntBE(32, 6) };
  return ticket.endsMs > nowMs && isId(ticket.tenantId) && isId(ticket.exportId) ? ticket : undefined;
}

function idAt(bytes: Buffer, from: number): string {
  const hex = bytes.toString('hex', from, from + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
