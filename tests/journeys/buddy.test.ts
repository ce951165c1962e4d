// What buddy files promise: exact counts, errors by line and column, rows that wait for their match, and undo that brings all back.
import { openWorld, type Client, type ImportView, type World } from '../world/world.ts';

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

type Kind = 'buddy-matches' | 'buddy-events' | 'buddy-checkins' | 'buddy-feedback';
type Counts = ImportView['counts'] & { waiting: number };
const none: Counts = { total: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, waiting: 0 };

/** Loads a file for a company; bytes are sent as they are. */
async function load(kind: Kind, csv: string | Buffer, { client = admin, company = world.aurora.id } = {}): Promise<ImportView & { counts: Counts }> {
  return client.importFile(company, csv as string, { kind, fileName: `${kind}.csv` }) as Promise<ImportView & { counts: Counts }>;
}
const again = async (id: string): Promise<Counts> => (await admin.get<{ counts: Counts }>(`companies/${world.aurora.id}/imports/${id}`)).body.counts;
const undo = async (id: string): Promise<number> => (await admin.post(`companies/${world.aurora.id}/imports/${id}/undo`)).status;
const restore = async (id: string): Promise<number> => (await admin.post(`companies/${world.aurora.id}/imports/${id}/restore`)).status;
const errorsOf = async (id: string): Promise<string[]> => (await admin.get<string>(`companies/${world.aurora.id}/imports/${id}/errors.csv`)).body.trim().split('\r\n').slice(1);
/** The rows of a table as they stand, by a piece of their key. */
async function standing<T extends Record<string, unknown>>(table: string, columns: string, like: string): Promise<T[]> {
  const key = { buddy_matches: 'match_key', buddy_events: 'event_key', buddy_checkins: 'checkin_key', buddy_feedback: 'feedback_key' }[table] ?? '';
  return world.sql<T>(`select ${columns} from ${table} where tenant_id = $1 and is_current and ${key} like $2 order by ${key}`, [world.aurora.id, like]);
}

test('a Norwegian file of matches in windows-1252 loads, and an English one by id', async () => {
  const norwegian = 'Koblings-ID;Deltaker e-post;Frivillig e-post;Koblet dato;Sluttdato;Tilstand;Språk;Interesser;Sted\n'
    + 'NM-1;Åse@people.example;kari@aurora.example;02.03.2026 17:30;;Pauset;bokmål;Ski, matlaging;Tromsø\n'
    + 'NM-2;amal@people.example;kari@aurora.example;03.03.2026;30.06.2026;;ar;;\n';
  const done = await load('buddy-matches', Buffer.from(norwegian, 'latin1'));
  expect(done.counts).toEqual({ ...none, total: 2, created: 2 });
  expect(await standing('buddy_matches', 'match_key, status, language, local_date::text, ended_date::text, matched_at, text_id is not null as has_words', 'NM-%')).toEqual([
    { match_key: 'NM-1', status: 'paused', language: 'bokmål', local_date: '2026-03-02', ended_date: null, matched_at: new Date('2026-03-02T16:30:00Z'), has_words: true },
    { match_key: 'NM-2', status: 'ended', language: 'ar', local_date: '2026-03-03', ended_date: '2026-06-30', matched_at: new Date('2026-03-02T23:00:00Z'), has_words: false },
  ]);
});

test('rows by the id of their match, and by the pair, belong to that match', async () => {
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nRF-1,rf1@people.example,rfb@aurora.example,2026-03-02\n');
  const events = await load('buddy-events', 'Kobling;Deltaker e-post;Frivillig e-post;Dato;Aktivitet;Varighet;Antall\nRF-1;;;17.03.2026;Kaffe-prat;90;2\n;rf1@people.example;RFB@aurora.example;18.03.2026;Tur i skogen;60;\n');
  expect(events.counts).toEqual({ ...none, total: 2, created: 2 });
  const [match] = await standing<{ participant_id: string; volunteer_id: string }>('buddy_matches', 'participant_id, volunteer_id', 'RF-1');
  expect(await standing('buddy_events', 'event_key, match_key, participant_id, volunteer_id, local_date::text, event_type, minutes, paid_minutes, hours_state, attendees', 'RF-1%')).toEqual([
    { event_key: 'RF-1 2026-03-17 kaffe_prat', match_key: 'RF-1', ...match, local_date: '2026-03-17', event_type: 'kaffe_prat', minutes: 90, paid_minutes: 0, hours_state: 'confirmed', attendees: 2 },
    { event_key: 'RF-1 2026-03-18 tur_i_skogen', match_key: 'RF-1', ...match, local_date: '2026-03-18', event_type: 'tur_i_skogen', minutes: 60, paid_minutes: 0, hours_state: 'confirmed', attendees: null },
  ]);
});
