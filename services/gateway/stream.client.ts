// One client of the live stream. Listens first, then replays, so that nothing falls between; reads its events from the database
// from its own place, so that whatever woke it, it sends each exactly once.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Right } from '../../mixins/broker/rights.ts';

const heartbeatMs = 15_000;
/** With the two seconds for which a look at a membership is believed, this stays below the five after which a stream has ended. */
const lookAgainMs = 2_500;
const backlogBytes = 1_048_576;
const retryMs = 2_000;

/** Who may see which event: who has the right to read its subject. */
const rightOf: Readonly<Record<string, Right>> = { metrics: 'metrics:read', import: 'imports:read', report: 'reports:read', export: 'exports:read', flag: 'reviews:read' };

export interface StreamSource {
  mayRead(right: Right): boolean;
  /** Events after a place; `known` false asks the client to load anew. */
  since(epoch: string | undefined, after: number | undefined): Promise<{ epoch: string; last: number; known: boolean; items: { position: number; event: string; data: unknown }[] }>;
  /** Whether session and membership still hold. */
  stillAllowed(): Promise<boolean>;
}

export class LiveStream {
  readonly #response: ServerResponse;
  readonly #source: StreamSource;
  #epoch = '';
  #place = 0;
  #dirty = false;
  #sending = false;
  #timers: NodeJS.Timeout[] = [];
  #onEnd: () => void = () => undefined;

  constructor(request: IncomingMessage, response: ServerResponse, source: StreamSource) {
    this.#response = response;
    this.#source = source;
    request.socket.setNoDelay(true);
    response.once('close', () => this.#close());
  }

  onEnd(listener: () => void): void {
    this.#onEnd = listener;
  }

  async start(lastEventId: string | undefined): Promise<void> {
    this.#response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'keep-alive' });
    this.#write(`retry: ${retryMs}\n\n`);
    const [epoch, place] = (lastEventId ?? '').split('.');
    const after = lastEventId === undefined ? undefined : /^\d{1,15}$/.test(place ?? '') ? Number(place) : -1;
    const replay = await this.#source.since(lastEventId === undefined ? undefined : epoch, after);
    this.#epoch = replay.epoch;
    this.#place = replay.known && after !== undefined ? after : replay.last;
    if (!replay.known) this.#write(`id: ${this.#epoch}.${this.#place}\nevent: reset\ndata: {}\n\n`);
    this.#send(replay.items);
    // Who has gone by now has been seen to the door already: nobody would end what is begun here.
    if (this.#response.closed || this.#response.writableEnded) return;
    this.#timers = [
      setInterval(() => this.#write(': still here\n\n'), heartbeatMs),
      setInterval(() => void this.#lookAgain(), lookAgainMs),
    ];
    // Whatever came between listening and replaying.
    this.wake();
  }

  /** Something was appended for this tenant. */
  wake(): void {
    this.#dirty = true;
    if (this.#epoch !== '' && !this.#sending) void this.#catchUp();
  }

  /** Ends the stream with a hint to come back: never a 503, after which browsers give up for good. */
  end(): void {
    if (this.#response.writableEnded) return;
    this.#response.end(`retry: ${retryMs}\n\n`);
    this.#close();
  }

  async #catchUp(): Promise<void> {
    this.#sending = true;
    try {
      while (this.#dirty && !this.#response.writableEnded) {
        this.#dirty = false;
        const { items } = await this.#source.since(this.#epoch, this.#place);
        this.#send(items);
      }
    } catch {
      this.end(); // the client returns with its last id and misses nothing
    } finally {
      this.#sending = false;
    }
  }

  #send(items: readonly { position: number; event: string; data: unknown }[]): void {
    for (const { position, event, data } of items) {
      if (position <= this.#place) continue;
      this.#place = position;
      const right = rightOf[event];
      if (right && !this.#source.mayRead(right)) continue;
      this.#write(`id: ${this.#epoch}.${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  }

  #write(text: string): void {
    if (this.#response.writableEnded) return;
    this.#response.write(text);
    if (this.#response.writableLength > backlogBytes) this.#response.destroy();
  }

  async #lookAgain(): Promise<void> {
    if (!await this.#source.stillAllowed().catch(() => true)) this.end();
  }

  #close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    this.#onEnd();
  }
}
