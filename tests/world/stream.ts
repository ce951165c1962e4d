// A listener to the live stream of a company, as a page or a script is one.

/** A client of the live stream that keeps what it was told. */
export class Stream {
  readonly events: { id: string; event: string; data: string }[] = [];
  readonly opened: Promise<void>;
  readonly ended: Promise<void>;
  readonly #stop = new AbortController();

  constructor(base: string, companyId: string, token: string, lastEventId?: string) {
    let open: () => void = () => undefined;
    this.opened = new Promise((resolve) => { open = resolve; });
    const headers = { authorization: `Bearer ${token}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
    this.ended = fetch(`${base}/api/v1/companies/${companyId}/live`, { headers, signal: this.#stop.signal }).then(async (response) => {
      open();
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += new TextDecoder().decode(chunk);
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          this.#take(text.slice(0, end));
          text = text.slice(end + 2);
        }
      }
    }).catch(() => undefined);
  }

  close(): void {
    this.#stop.abort();
  }

  #take(block: string): void {
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
    if (field('event') !== '') this.events.push({ id: field('id'), event: field('event'), data: field('data') });
  }
}
