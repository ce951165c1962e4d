// Sends signed webhooks from a process of its own, over kept connections: as many as it can, or so many a second. Told by arguments,
// answers one line of JSON. It knows the standard and nothing of who answers. What it sends is signed beforehand and goes over bare
// sockets, because what the driver works, those it drives must wait for.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sign } from '../world/webhooks.ts';

const { url, secret, connections, seconds, perSecond, name } = JSON.parse(process.argv[2] ?? '{}') as { url: string; secret: string; connections: number; seconds: number; perSecond: number | null; name: string };
const { hostname, port, pathname } = new URL(url);
/** More than anybody answers. */
const mostPerSecond = 20_000;
const times: number[] = [];
let [sent, failed] = [0, 0];

const timestamp = Math.floor(Date.now() / 1000);
const requests = Array.from({ length: seconds * (perSecond ?? mostPerSecond) }, (_, index): Buffer => {
  const at = '2026-08-10T10:00:00Z';
  const body = JSON.stringify({ sessionId: `${name}-${index}`, sessionType: 'mentorship', participantEmail: `p${index % 2_000}@people.example`, volunteerEmail: `m${index % 200}@bench.example`, scheduledAt: at, completedAt: at, durationMinutes: 45, rating: 4 });
  const id = `${name}-${index}`;
  return Buffer.from([
    `POST ${pathname} HTTP/1.1`, `host: ${hostname}:${port}`, 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`,
    `webhook-id: ${id}`, `webhook-timestamp: ${timestamp}`, `webhook-signature: ${sign(secret, id, timestamp, body)}`, '', body,
  ].join('\r\n'));
});

/** One connection: a request at a time, and its answer read to its end. */
class Line {
  readonly #socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
  #heard = '';
  #answered: ((status: string) => void) | undefined;

  constructor() {
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => { this.#hear(chunk); });
    this.#socket.on('close', () => { this.#answered?.('closed'); });
    this.#socket.on('error', () => undefined); // it closes, which is heard
  }

  async opened(): Promise<this> {
    await once(this.#socket, 'connect');
    return this;
  }

  /** `dueMs`: since when it waits to be sent, which counts. */
  async send(request: Buffer, dueMs = performance.now()): Promise<void> {
    const status = await new Promise<string>((resolve) => {
      this.#answered = resolve;
      if (this.#socket.destroyed) resolve('closed');
      else this.#socket.write(request);
    });
    times.push(performance.now() - dueMs);
    if (status === '202') sent += 1;
    else failed += 1;
  }

  #hear(chunk: string): void {
    this.#heard += chunk;
    const end = this.#heard.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#heard)?.[1];
    if (length === undefined) throw new Error('an answer without its length');
    if (this.#heard.length < end + 4 + Number(length)) return;
    const status = this.#heard.slice(9, 12);
    this.#heard = '';
    this.#answered?.(status);
  }

  end(): void {
    this.#socket.destroy();
  }
}

const lines = await Promise.all(Array.from({ length: connections }, async () => new Line().opened()));
const begun = performance.now();
const until = begun + seconds * 1000;
let index = 0;
if (perSecond === null) {
  await Promise.all(lines.map(async (line) => {
    for (let request = requests[index++]; request && performance.now() < until; request = requests[index++]) await line.send(request);
  }));
} else {
  const free = [...lines];
  const open: Promise<void>[] = [];
  for (let request = requests[index]; request && performance.now() < until; request = requests[index]) {
    const dueMs = begun + (index / perSecond) * 1000;
    const line = dueMs <= performance.now() ? free.shift() : undefined; // the one that rested longest: those that rest too long are closed
    if (!line) { await pause(1); continue; }
    index += 1;
    open.push(line.send(request, dueMs).then(() => { free.push(line); }));
  }
  await Promise.all(open);
}
const took = (performance.now() - begun) / 1000;
for (const line of lines) line.end();
times.sort((a, b) => a - b);
console.log(JSON.stringify({ perSecond: Math.round(sent / took), failed, p50: times[Math.floor(times.length * 0.5)], p95: times[Math.floor(times.length * 0.95)], p99: times[Math.floor(times.length * 0.99)] }));
