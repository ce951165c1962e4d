// What files of learning platforms promise: every row counted, every broken cell named, nothing that could name a person in clear,
// and each change told once.
import { checkItem, isEventType } from '../../channels/contracts.ts';
import { openWorld, until, type Client, type ImportView, type World } from '../world/world.ts';

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

type Kind = 'course-completions' | 'credentials' | 'learning-progress';
const none = { total: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, waiting: 0 };
const load = (kind: Kind, csv: string | Buffer): Promise<ImportView> => loadAs(admin, world.aurora.id, kind, csv);
const turn = async (id: string, verb: 'undo' | 'restore'): Promise<number> => (await admin.post(`companies/${world.aurora.id}/imports/${id}/${verb}`)).status;

async function loadAs(client: Client, companyId: string, kind: Kind, csv: string | Buffer): Promise<ImportView> {
  const sent = await client.post<ImportView>(`companies/${companyId}/imports?kind=${kind}&mode=commit`, csv, { 'content-type': 'text/csv' });
  expect({ status: sent.status, text: sent.status === 202 ? '' : sent.text }).toEqual({ status: 202, text: '' });
  return until(async () => {
    const { body } = await client.get<ImportView>(`companies/${companyId}/imports/${sent.body.id}`);
    return ['done', 'failed'].includes(body.state) ? body : undefined;
  });
}

async function errorsOf(id: string): Promise<string[]> {
  return (await admin.get<string>(`companies/${world.aurora.id}/imports/${id}/errors.csv`)).body.trim().split('\r\n').slice(1);
}

async function current<T extends Record<string, unknown>>(table: string, columns: string, courseId: string): Promise<T[]> {
  return world.sql<T>(`select ${columns} from ${table} where tenant_id = $1 and course_id = $2 and is_current order by local_date, revision`, [world.aurora.id, courseId]);
}

interface Told { type: string; item: Record<string, unknown> }
async function toldOf(courseId: string): Promise<Told[]> {
  const rows = await world.sql<{ type: string; data: { items: Record<string, unknown>[] } }>(`select type, data from outbox where tenant_id = $1 and type like 'upskilling.%' order by id`, [world.aurora.id]);
  return rows.flatMap(({ type, data }) => data.items.map((item) => ({ type, item }))).filter(({ item }) => item['courseId'] === courseId);
}

const completionHeader = 'user_email,provider,course_id,course_name,completed_at,final_score,credential_ref';
const credentialHeader = 'credential_id,user_email,provider,course_id,course_name,credential_type,issued_at,expires_at,credential_url,verification_code';
const progressHeader = 'user_email,provider,course_id,progress_percent,updated_at';

test('completions, credentials and progress load with the values that were told', async () => {
  const courses = await load('course-completions', `${completionHeader}\n`
    + 'a@people.example,ecornell,C1,"Leading Teams, part 1",2026-09-17,92.5,EC-1\nb@people.example,eCornell,C1,Leading Teams,2026-09-18T23:30:00Z,,\n');
  expect(courses.counts).toEqual({ ...none, total: 2, created: 2 });
  expect(await current('course_completions', `provider, course_name, local_date::text, final_score::text, final_score_micro, credential_ref, extract(epoch from completed_at)::int as at`, 'C1')).toEqual([
    { provider: 'ecornell', course_name: 'Leading Teams, part 1', local_date: '2026-09-17', final_score: '92.5', final_score_micro: 925_000, credential_ref: 'EC-1', at: Date.parse('2026-09-16T22:00:00Z') / 1000 },
    { provider: 'ecornell', course_name: 'Leading Teams', local_date: '2026-09-19', final_score: null, final_score_micro: null, credential_ref: null, at: Date.parse('2026-09-18T23:30:00Z') / 1000 },
  ]);
  const issued = await load('credentials', `${credentialHeader}\n`
    + 'CR-1,a@people.example,ecornell,C1,Leading Teams,Digital Badge,2026-09-18,2028-09-18,https://credentials.example/ada-berg,K7Q2\nCR-2,a@people.example,itslearning,C1,Leading Teams,micro-credential,2026-09-19,,,\n');
  expect(issued.counts).toEqual({ ...none, total: 2, created: 2 });
  expect(await current('credentials', 'credential_id, credential_type, local_date::text, expires_at is null as lasting, text_id is null as bare', 'C1')).toEqual([
    { credential_id: 'CR-1', credential_type: 'badge', local_date: '2026-09-18', lasting: false, bare: false },
    { credential_id: 'CR-2', credential_type: 'micro_credential', local_date: '2026-09-19', lasting: true, bare: true },
  ]);
  const steps = await load('learning-progress', `${progressHeader}\na@people.example,ecornell,C1,12.5,2026-08-01\na@people.example,ecornell,C1,50%,2026-08-15\n`);
  expect(steps.counts).toEqual({ ...none, total: 2, created: 2 });
  expect(await current('learning_progress', 'progress_percent::text, progress_micro, local_date::text', 'C1')).toEqual([
    { progress_percent: '12.5', progress_micro: 125_000, local_date: '2026-08-01' }, { progress_percent: '50', progress_micro: 500_000, local_date: '2026-08-15' },
  ]);
});
