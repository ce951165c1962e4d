// The live stream at its edges: whoever goes while it begins leaves nothing running, and whoever stays is looked at again.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mock } from 'node:test';
import { LiveStream } from '../../services/gateway/stream.client.ts';

beforeAll(() => { mock.timers.enable({ apis: ['setInterval'] }); });
afterAll(() => { mock.timers.reset(); });

/** How often a client's access is looked at in a minute; one that goes early has gone before its first events were read. */
async function looksOf({ isGoneEarly }: { isGoneEarly: boolean }): Promise<number> {
  let looks = 0;
  const begun = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const closed = once(response, 'close');
    const stream = new LiveStream(request, response, {
      mayRead: () => true,
      async since() {
        if (isGoneEarly) { leaving.abort(); await closed; }
        return { epoch: 'e', last: 0, known: true, items: [] };
      },
      async stillAllowed() { looks += 1; return true; },
    });
    void stream.start(undefined).then(begun.resolve, begun.reject);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const leaving = new AbortController();
  const asked = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { signal: leaving.signal }).catch(() => undefined);
  await begun.promise;
  mock.timers.tick(60_000);
  leaving.abort();
  await asked;
  server.close();
  await once(server, 'close');
  return looks;
}

test('a client that goes before its stream has begun is not looked at for ever; one that stays is', async () => {
  expect(await looksOf({ isGoneEarly: true })).toBe(0);
  expect(await looksOf({ isGoneEarly: false })).toBeGreaterThan(1);
});
