// An API key in the product as it runs, told to log all it can: made, used, misused, revoked. Afterwards its bytes are looked for in
// everything that the product said and keeps.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Client } from '../world/world.ts';
import { Product } from './product.ts';

const product = new Product();
afterAll(() => product.remove());

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const at = statSync(file, { throwIfNoEntry: false });
    return at?.isDirectory() ? filesBelow(file) : at?.isFile() ? [file] : [];
  });
}

test('a key is in no log and in no file', async () => {
  const running = await product.start('launcher', 'trace');
  const operator = await product.operator(running.base);
  const { body: company } = await operator.post<{ id: string }>('companies', { name: 'Keys AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' });
  const at = `companies/${company.id}`;
  const { body: made } = await operator.post<{ id: string; key: string }>(`${at}/api-keys`, { name: 'drill', scopes: ['metrics:read', 'reports:write'] }, { 'idempotency-key': 'once' });
  const client = new Client(running.base, made.key);
  expect((await client.get(at)).status).toBe(200);
  expect((await client.get(`${at}/members`)).status).toBe(403);
  expect((await client.get('me')).status).toBe(403);
  expect((await client.get(`companies/${company.id.replace(/^.{8}/, '00000000')}`)).status).toBe(404);
  expect((await client.send('POST', `${at}/reports`, '{"broken', { 'content-type': 'application/json' })).status).toBe(400);
  expect((await operator.send('DELETE', `${at}/api-keys/${made.id}`)).status).toBe(204);
  expect((await client.get(at)).status).toBe(401);
  await product.sql('checkpoint');
  const secret = made.key.slice(11);
  expect(running.said()).toContain('gateway');
  expect(running.said()).not.toContain(secret);
  const marks = [secret, Buffer.from(secret).toString('hex')];
  expect(filesBelow(product.dataDir).filter((file) => { const text = readFileSync(file, 'latin1'); return marks.some((mark) => text.includes(mark)); })).toEqual([]);
  running.launcher.kill('SIGTERM');
  await product.gone();
});
