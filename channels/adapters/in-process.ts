// The channel of a single process, with a broker's promises: `publish` resolves after every group has committed,
// and rejects when one failed, so that the outbox row stays unsent and the relay comes again.
// The stock Fake adapter resolves at once and forgets a message whose handler failed.
import channels from '@moleculer/channels';

interface Channel { id: string; name: string; group: string; handler: (payload: unknown, raw: unknown) => Promise<unknown> }
export interface PublishOptions { headers?: Record<string, string> }

export class InProcessAdapter extends channels.Adapters.Base {
  #channels: Channel[] = [];
  #running = new Set<Promise<unknown>>();
  #stopping = false;

  override async connect(): Promise<void> {
    this.connected = true;
    this.#stopping = false;
  }

  override async disconnect(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled(this.#running);
    this.connected = false;
  }

  override async subscribe(channel: Channel): Promise<void> {
    this.#channels.push(channel);
  }

  override async unsubscribe(channel: Channel): Promise<void> {
    this.#channels = this.#channels.filter((known) => known.id !== channel.id);
  }

  /** How many groups hear an event by now: subscriptions come after services, and who publishes before them is heard by nobody. */
  groupsOf(type: string): number {
    return this.#channels.filter((channel) => channel.name === this.addPrefixTopic(type)).length;
  }

  override async publish(name: string, payload: unknown, options: PublishOptions = {}): Promise<void> {
    if (this.#stopping) throw new Error('the channel is closing');
    const heard = this.#channels.filter((channel) => channel.name === name);
    const work = Promise.allSettled(heard.map((channel) => channel.handler(payload, { headers: options.headers ?? {} })));
    this.#running.add(work);
    const outcomes = await work.finally(() => this.#running.delete(work));
    const failed = outcomes.find((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
