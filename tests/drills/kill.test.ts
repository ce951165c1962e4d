// Whatever is killed, nothing of ours lives on, and the next start recovers; an import that is cut off goes on by itself.
import { crashDrill } from './crash.ts';
import { stormDrill } from './storm.ts';
import { Product } from './product.ts';

test('kill -9 of npm, of the launcher, of the node: within ten seconds no process of ours lives, and the next start keeps everything', async () => {
  const product = new Product();
  try {
    let made: string | undefined;
    for (const victim of ['npm', 'launcher', 'node'] as const) {
      const running = await product.start('npm');
      const operator = await product.operator(running.base);
      made ??= (await operator.post<{ id: string }>('companies', { name: 'Keeps AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' })).body.id;
      expect((await operator.get<{ items: { id: string }[] }>('companies')).body.items.map((item) => item.id)).toEqual([made]);
      process.kill(product.pidOf(victim), 'SIGKILL');
      await product.gone();
    }
  } finally {
    product.remove();
  }
});

test('SIGTERM ends everything in ten seconds, also with a stream open', async () => {
  const product = new Product();
  try {
    const running = await product.start();
    const operator = await product.operator(running.base);
    const { body } = await operator.post<{ id: string }>('companies', { name: 'Stops AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' });
    const stream = await fetch(`${running.base}/api/v1/companies/${body.id}/live`, { headers: { authorization: `Bearer ${operator.token}` } });
    running.launcher.kill('SIGTERM');
    await product.gone();
    await stream.text().catch(() => '');
  } finally {
    product.remove();
  }
});

test('an import cut off twice by kill -9 goes on by itself: nothing lost, nothing twice', async () => {
  const { differences } = await crashDrill({ rows: 12_000, kills: 2, seed: 20_261_125 });
  expect(differences).toEqual([]);
});

test('webhooks sent again and again through a kill -9 have each one effect', async () => {
  const { differences, repeated } = await stormDrill({ webhooks: 400, kills: 1, seed: 20_261_125 });
  expect(differences).toEqual([]);
  expect(repeated).toBeGreaterThan(400);
});

test('with the inbox switched off the checker notices', async () => {
  const { differences } = await crashDrill({ rows: 2_000, kills: 0, seed: 1, inboxOff: true });
  expect(differences.length).toBeGreaterThan(0);
});
