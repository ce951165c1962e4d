// The audit log: every change leaves an entry, and any tampering at or before the last outside checkpoint is found and named.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ChainWalk, chainStart, linkHash, type AuditRow, type Checkpoint, type Link } from '../../services/audit/chain.ts';
import { seededRandom } from '../../services/demo/world.ts';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import { openWorld, type World } from '../world/world.ts';

interface Verdict { ok: boolean; checked: number; firstBad: { position: number; kind: string; entryId: string | null } | null; checkpoint: { position: number } | null }

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const admin = await world.as('admin@aurora.example');
  for (let round = 0; round < 3; round += 1) {
    const done = await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(20, { prefix: `A${round}` })));
    await admin.post(`companies/${world.aurora.id}/imports/${done.id}/undo`);
  }
});
afterAll(() => world.close());

async function verify(): Promise<Verdict> {
  return (await (await world.as('admin@aurora.example')).post<Verdict>(`companies/${world.aurora.id}/audit/verify`, {})).body;
}

test('a clean log verifies, and each change of the interface is one entry of it', async () => {
  const admin = await world.as('admin@aurora.example');
  const first = await verify();
  expect(first).toMatchObject({ ok: true, firstBad: null });
  expect(first.checkpoint?.position).toBe(first.checked);
  const done = await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(5, { prefix: 'once' })));
  await admin.post(`companies/${world.aurora.id}/imports/${done.id}/undo`, undefined, { 'x-correlation-id': 'the-undo' });
  const { body } = await admin.get<{ items: { action: string; objectId: string; correlationId: string; outcome: string }[] }>(`companies/${world.aurora.id}/audit?limit=200`);
  expect(body.items.filter((entry) => entry.correlationId === 'the-undo' && entry.action === 'kintell.withdrawFile')[0]).toMatchObject({ objectId: done.id, outcome: 'done' });
  expect(body.items.some((entry) => entry.action === 'imports.receive' && entry.objectId === done.id)).toBe(true);
  expect((await verify()).ok).toBe(true);
});

test('the database itself refuses to change or remove an entry', async () => {
  for (const statement of ['update audit_log set action = action', 'delete from audit_log', 'truncate audit_log', 'update audit_chain set position = position', 'delete from audit_checkpoints']) {
    await expect(world.sql(statement)).rejects.toThrow(/never changed/);
  }
});

// The real log of this world, tampered with in memory 500 times and walked by the code that verifies.
test('500 random tamperings of rows, order, chain and tail are each found and named; clean walks never alarm', async () => {
  await verify();
  const { links, rows, checkpoints } = await readLog();
  const random = seededRandom(7);
  const pick = (most: number): number => Math.floor(random() * most);
  const last = Math.max(...checkpoints.map((checkpoint) => checkpoint.position));
  expect(walk(links, rows, checkpoints)).toBeNull();
  const missed: string[] = [];
  for (let round = 0; round < 500; round += 1) {
    const at = pick(last);
    const forged = { links: links.slice(0, last).map((link) => ({ ...link })), rows: rows.slice(0, last).map((row) => ({ ...row })) };
    const kind = ['edit', 'delete', 'delete link', 'swap', 'cut tail', 'rewrite all', 'insert', 'duplicate', 'clock back', 'other actor'][round % 10] ?? '';
    let named: number | undefined = at + 1;
    const edit = (change: Partial<AuditRow>): void => { forged.rows[at] = { ...forged.rows[at] as AuditRow, ...change }; };
    if (kind === 'edit') edit({ details: { forged: round } });
    if (kind === 'other actor') edit({ actor: 'somebody else' });
    if (kind === 'clock back') edit({ at: '2020-01-01T00:00:00.000Z' });
    if (kind === 'delete') forged.rows[at] = undefined as never;
    if (kind === 'delete link') { forged.links.splice(at, 1); forged.rows.splice(at, 1); }
    if (kind === 'swap') { const other = (at + 1) % last; [forged.rows[at], forged.rows[other]] = [forged.rows[other] as AuditRow, forged.rows[at] as AuditRow]; named = Math.min(at, other) + 1; }
    if (kind === 'cut tail') { forged.links.length = at; forged.rows.length = at; }
    if (kind === 'insert' || kind === 'duplicate') { forged.links.splice(at, 0, { ...forged.links[at] as Link }); forged.rows.splice(at, 0, { ...forged.rows[at] as AuditRow }); named = undefined; }
    if (kind === 'rewrite all') { edit({ action: 'nothing.happened' }); rechain(forged); named = undefined; }
    const found = walk(forged.links, forged.rows, checkpoints);
    if (!found || (named !== undefined && found.position !== named && found.position !== named + 1)) missed.push(`${kind} at ${at + 1}: ${JSON.stringify(found)}`);
  }
  expect(missed).toEqual([]);
});

test('an insider who edits the database past its triggers is named by the interface', async () => {
  await verify();
  const [victim] = await world.sql<{ id: string }>(`select id from audit_log where tenant_id = $1 and action = 'kintell.withdrawFile' limit 1`, [world.aurora.id]);
  await world.sql('alter table audit_log disable trigger never_changed');
  await world.sql(`update audit_log set actor = 'nobody' where id = $1`, [victim?.id]);
  expect(await verify()).toMatchObject({ ok: false, firstBad: { kind: 'altered', entryId: victim?.id } });
  await world.sql(`update audit_log set actor = (select actor from audit_log where tenant_id = $2 and action = 'imports.receive' limit 1) where id = $1`, [victim?.id, world.aurora.id]);
  expect((await verify()).ok).toBe(true);
  await world.sql('alter table audit_log enable trigger never_changed');
});

test('a checkpoint that was not signed by us is named', async () => {
  await verify();
  const file = path.join(world.dataDir, 'checkpoints', `${world.aurora.id}.jsonl`);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/"at":"[^"]+"/, '"at":"2020-01-01T00:00:00.000Z"'));
  expect(await verify()).toMatchObject({ ok: false, firstBad: { kind: 'checkpoint' } });
  writeFileSync(file, text);
  expect((await verify()).ok).toBe(true);
});

async function readLog(): Promise<{ links: Link[]; rows: AuditRow[]; checkpoints: Checkpoint[] }> {
  const found = await world.sql<{ position: string; entry_id: string; hash: Buffer; tenant_id: string; at: Date; actor_kind: string; actor: string; action: string; object_kind: string; object_id: string | null; outcome: string; details: Record<string, unknown>; correlation_id: string; address: string | null }>(
    'select c.position, c.entry_id, c.hash, e.* from audit_chain c join audit_log e on e.tenant_id = c.tenant_id and e.id = c.entry_id where c.tenant_id = $1 order by c.position', [world.aurora.id]);
  const text = readFileSync(path.join(world.dataDir, 'checkpoints', `${world.aurora.id}.jsonl`), 'utf8');
  return {
    links: found.map((row) => ({ position: Number(row.position), entryId: row.entry_id, hash: row.hash.toString('hex') })),
    rows: found.map((row) => ({
      tenantId: row.tenant_id, id: row.entry_id, at: row.at.toISOString(), actorKind: row.actor_kind, actor: row.actor, action: row.action, objectKind: row.object_kind, objectId: row.object_id,
      outcome: row.outcome, details: row.details, correlationId: row.correlation_id, address: row.address,
    })),
    checkpoints: text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Checkpoint),
  };
}

function walk(links: readonly Link[], rows: readonly (AuditRow | undefined)[], checkpoints: readonly Checkpoint[]): ChainWalk['firstBad'] {
  const walker = new ChainWalk(checkpoints, () => true);
  for (const [index, link] of links.entries()) walker.take(link, rows[index]);
  walker.end();
  return walker.firstBad;
}

/** What an insider with the database can do: recompute every hash after the forged row. */
function rechain(log: { links: Link[]; rows: AuditRow[] }): void {
  let before = chainStart;
  for (const [index, link] of log.links.entries()) {
    link.hash = linkHash(before, index + 1, log.rows[index] as AuditRow);
    before = link.hash;
  }
}
