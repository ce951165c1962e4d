// What participants say becomes scores and redacted sentences; what is corrected or undone takes them back.
import { mentorshipCsv, type SessionLine } from '../world/sessions.ts';
import { openWorld, type Client, type World } from '../world/world.ts';

interface Metric { id: string; metric: string; value: number | null; n: number | null; state: string }
interface Quote { id: string; text: string; language: string; scoreMicro: number; confidenceMicro: number; localDate: string; sha256: string }

let world: World;
let admin: Client;
const canaries = { name: 'Zoryana', surname: 'Canarenko', email: 'zoryana.canarenko@people.example', other: 'secret.canary@mail.example', phone: '+380 67 555 12 12' };
const said: readonly [string, string][] = [
  ['p1@people.example', 'I feel much more confident in interviews now. The room was cold.'],
  ['p2@people.example', 'Jeg tør å snakke i møter nå, og jeg er tryggere på meg selv.'],
  ['p3@people.example', 'Я більше не боюся говорити з начальником, я впевнена в собі.'],
  ['p4@people.example', 'I am afraid of saying something stupid and I do not believe in myself.'],
  ['p5@people.example', 'Jeg er usikker på meg selv og tør ikke å ringe.'],
  ['p6@people.example', 'Я не впевнений у собі, боюся виступати.'],
  ['p7@people.example', 'The bus was late and it rained.'],
  [canaries.email, `I, ${canaries.name} ${canaries.surname}, feel confident and brave now, write to ${canaries.other} or call ${canaries.phone}.`],
];
const lines = said.map(([participant, feedback], index): SessionLine => ({ id: `E-${index}`, participant, feedback, scheduled: `2026-08-1${index}T10:00:00Z`, rating: 4 }));

async function confidence(): Promise<Metric | undefined> {
  await world.settled(world.aurora.id);
  const { body } = await admin.get<{ items: Metric[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3`);
  return body.items.find((item) => item.metric === 'confidence');
}

function job(tenantId = world.aurora.id): ReturnType<NonNullable<ReturnType<World['node']['actors']['get']>>['job']> {
  const actor = world.node.actors.get('evidence');
  if (!actor) throw new Error('the world needs the evidence actor');
  return actor.job(tenantId, 'test');
}

async function quotes(limit = 20): Promise<Quote[]> {
  return (await job().ask('evidence.quotes', { dimension: 'confidence', from: '2026-07-01', to: '2026-09-30', programme: 'all', limit })).items;
}

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  await admin.importFile(world.aurora.id, mentorshipCsv(lines));
  await world.settled(world.aurora.id);
  // An address and a number in a text are looked at before anything of it is quoted.
  const { body } = await admin.get<{ items: { id: string; category: string }[] }>(`companies/${world.aurora.id}/reviews?state=open`);
  expect(body.items.map(({ category }) => category)).toEqual(['contact_exchange']);
  for (const { id } of body.items) expect((await admin.post(`companies/${world.aurora.id}/reviews/${id}`, { decision: 'reject', note: 'Nothing to see.' })).status).toBe(200);
  await world.settled(world.aurora.id);
});
afterAll(() => world.close());

test('texts in three languages become a figure, and what says nothing adds nothing to it', async () => {
  const metric = await confidence();
  expect(['measured', 'provisional']).toContain(metric?.state);
  expect(metric?.n).toBe(7);
  expect(metric?.value).toBeGreaterThan(0);
  const scores = await world.sql<{ source_key: string; language: string; score_micro: number }>(`select source_key, language, score_micro from outcome_scores where present and dimension = 'confidence' order by source_key`);
  expect(scores.map(({ language }) => language)).toEqual(['en', 'no', 'uk', 'en', 'no', 'uk', 'en']);
  expect(scores.filter(({ score_micro: score }) => score > 500_000).map(({ source_key: key }) => key)).toEqual(['E-0', 'E-1', 'E-2', 'E-7']);
});

test('what earlier models read is read again by those that score now, once; a person’s score and what cites a sentence stay', async () => {
  const before = await confidence();
  const [kept] = await quotes();
  const scores = (): Promise<Record<string, unknown>[]> => world.sql(`select source_key, dimension, present, score_micro, model_version from outcome_scores order by 1, 2`);
  const now = await scores();
  // As an earlier version left it: other scores under another name, one text that it took to be silent, one that a person corrected.
  await world.sql(`update outcome_scores set model_version = 'confidence-0', score_micro = 7 where dimension = 'confidence' and source_key <> 'E-0'`);
  await world.sql(`update outcome_scores set present = false where dimension = 'confidence' and source_key = 'E-1'`);
  await world.sql(`delete from evidence_snippets where dimension = 'confidence' and source_key = 'E-1'`);
  await world.sql(`update outcome_scores set model_version = 'review', score_micro = 123456 where dimension = 'confidence' and source_key = 'E-3'`);
  await world.sql(`update activity_ledger set value_micro = 7 where measure = 'score:confidence' and source_key not like 'E-0%'`);
  await world.sql(`insert into evidence_readings (tenant_id, room, models, after) values ($1, 'kintell', 'older', null) on conflict (tenant_id, room) do update set models = 'older'`, [world.aurora.id]);
  expect((await job().ask('evidence.readAnew', {})).rows).toBe(said.length);
  const after = await scores();
  expect(after.filter(({ source_key: key }) => key !== 'E-3')).toEqual(now.filter(({ source_key: key }) => key !== 'E-3'));
  expect(after.find(({ source_key: key, dimension }) => key === 'E-3' && dimension === 'confidence')).toMatchObject({ model_version: 'review', score_micro: 123_456 });
  expect((await quotes()).map(({ id }) => id)).toContain(kept?.id);
  expect(await job().ask('evidence.readAnew', {})).toEqual({ rows: 0 });
  // The figure follows what was read, but for the one that a person gave.
  await world.sql(`update outcome_scores set model_version = 'confidence-0' where dimension = 'confidence' and source_key = 'E-3'`);
  await world.sql(`update evidence_readings set models = 'older'`);
  await job().ask('evidence.readAnew', {});
  expect(await confidence()).toMatchObject({ value: before?.value, n: before?.n });
});

test('the sentence that carried a score is kept, not the text around it', async () => {
  const first = (await quotes()).find(({ localDate }) => localDate === '2026-08-10');
  expect(first?.text).toBe('I feel much more confident in interviews now.');
  expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/);
  const again = await job().ask('evidence.byIds', { ids: [first?.id ?? ''] });
  expect(again.items).toEqual([first]);
});

test('quotes are of distinct people and stop at the limit', async () => {
  expect(await quotes(3)).toHaveLength(3);
  expect(new Set((await quotes()).map(({ id }) => id)).size).toBe(7);
});

test('another company sees none of it', async () => {
  const mine = await quotes();
  const { items } = await job(world.nordlys.id).ask('evidence.byIds', { ids: mine.map(({ id }) => id) });
  expect(items).toEqual([]);
});

test('a hidden snippet is quoted nowhere', async () => {
  const [first] = await quotes();
  await world.sql('update evidence_snippets set flagged = true where id = $1', [first?.id]);
  expect((await quotes()).map(({ id }) => id)).not.toContain(first?.id);
  expect((await job().ask('evidence.byIds', { ids: [first?.id ?? ''] })).items).toEqual([]);
  await world.sql('update evidence_snippets set flagged = false where id = $1', [first?.id]);
});

test('names, addresses and numbers of a text are in no table outside the vault', async () => {
  const quote = (await quotes()).find(({ localDate }) => localDate === '2026-08-17');
  expect(quote?.text).toContain('feel confident and brave now');
  const columns = await world.sql<{ place: string; name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as place, quote_ident(column_name) as name from information_schema.columns
     where table_schema = 'public' and data_type in ('text', 'jsonb', 'character varying', 'ARRAY')`);
  expect(columns.length).toBeGreaterThan(50);
  for (const canary of [canaries.name, canaries.surname, canaries.email, canaries.other, canaries.phone, '675551212']) {
    expect(quote?.text).not.toContain(canary);
    for (const { place, name } of columns) {
      const [found] = await world.sql<{ count: number }>(`select count(*)::int as count from ${place} where ${name}::text ilike $1`, [`%${canary}%`]);
      expect({ place, name, count: found?.count }).toEqual({ place, name, count: 0 });
    }
  }
});

test('a correction that empties the words withdraws the score, and undoing it brings the score back', async () => {
  const before = await confidence();
  const kept = await quotes();
  const correction = await admin.importFile(world.aurora.id, mentorshipCsv([{ ...lines[0], id: 'E-0', feedback: '' }]), { fileName: 'correction.csv' });
  expect((await confidence())?.n).toBe(6);
  expect((await quotes()).map(({ localDate }) => localDate)).not.toContain('2026-08-10');
  await admin.post(`companies/${world.aurora.id}/imports/${correction.id}/undo`);
  const after = await confidence();
  expect([after?.value, after?.n, after?.state]).toEqual([before?.value, before?.n, before?.state]);
  expect(await quotes()).toEqual(kept);
});

test('an undone import leaves no score, and no snippet', async () => {
  const more = await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'E-9', participant: 'p9@people.example', feedback: 'I believe in myself and I am not afraid any more.', scheduled: '2026-08-20T10:00:00Z' }]), { fileName: 'more.csv' });
  expect((await confidence())?.n).toBe(8);
  await admin.post(`companies/${world.aurora.id}/imports/${more.id}/undo`);
  expect((await confidence())?.n).toBe(7);
  expect(await world.sql(`select 1 from evidence_snippets where source_key = 'E-9'`)).toEqual([]);
});

test('only a registered model scores', async () => {
  const [model] = await world.sql<{ id: string; sha256: string }>(`select id, sha256 from model_versions where dimension = 'confidence'`);
  const scores = await world.sql<{ model_version: string }>(`select distinct model_version from outcome_scores where present and dimension = 'confidence'`);
  expect(scores).toEqual([{ model_version: model?.id }]);
  await world.sql(`update model_versions set sha256 = 'another' where id = $1`, [model?.id]);
  await expect(job().ask('q2q.score', { items: [{ id: 'a', text: 'I am confident.' }] })).rejects.toMatchObject({ type: 'unavailable' });
  await world.sql('update model_versions set sha256 = $1 where id = $2', [model?.sha256, model?.id]);
  expect((await job().ask('q2q.score', { items: [{ id: 'a', text: 'I am confident.' }] })).items.filter(({ score }) => score !== null)).toMatchObject([{ dimension: 'confidence' }]);
});
