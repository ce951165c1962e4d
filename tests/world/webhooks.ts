// A sender of webhooks, as Standard Webhooks has it: written from the standard, not from the product.
import { createHmac } from 'node:crypto';

export interface Sent { status: number; body: { receiptId?: string; duplicate?: boolean; detail?: string; errors?: { field: string; problem: string; remedy: string }[] } }
export interface Envelope { id: string; timestamp: number | string; signature: string; body: string | Buffer }

export function sign(secret: string, id: string, timestamp: number | string, body: string | Buffer): string {
  return `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

export async function post(address: string, { id, timestamp, signature, body }: Envelope): Promise<Sent> {
  const response = await fetch(address, {
    method: 'POST', body: body as string, headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature },
  });
  return { status: response.status, body: await response.json() as Sent['body'] };
}

/** Sends a body as its source would now. */
export async function send(address: string, secret: string, id: string, value: unknown, timestamp = Math.floor(Date.now() / 1000)): Promise<Sent> {
  const body = JSON.stringify(value);
  return post(address, { id, timestamp, signature: sign(secret, id, timestamp, body), body });
}
