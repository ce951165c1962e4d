// What buddy files promise: exact counts, errors by line and column, rows that wait for their match, and undo that brings all back.
import { send } from '../world/webhooks.ts';
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
  return client.importFile(company, csv, { kind, fileName: `${kind}.csv` });
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

test('rows that come before their match wait, are counted, and are applied from their own line when it comes', async () => {
  const events = await load('buddy-events', 'match_id,event_date,event_type,duration_minutes\nWT-1,2026-04-10,walk,60\nWT-1,2026-04-11,walk,30\nWT-9,2026-04-10,walk,15\n');
  expect(events.counts).toEqual({ ...none, total: 3, waiting: 3 });
  const checkins = await load('buddy-checkins', 'participant_email,buddy_email,checkin_date,mood,notes\nwt@people.example,wtb@aurora.example,2026-04-12,bra,I was happy.\n');
  const feedback = await load('buddy-feedback', 'match_id,submitted_at,from_role,rating\nWT-1,2026-04-13,buddy,4\n');
  expect([checkins.counts.waiting, feedback.counts.waiting]).toEqual([1, 1]);
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nWT-1,wt@people.example,wtb@aurora.example,2026-04-01\n');
  expect(await again(events.id)).toEqual({ ...none, total: 3, created: 2, waiting: 1 });
  expect(await again(checkins.id)).toEqual({ ...none, total: 1, created: 1 });
  expect(await again(feedback.id)).toEqual({ ...none, total: 1, created: 1 });
  expect(await standing('buddy_events', 'event_key, minutes, import_id, line', 'WT-%')).toEqual([
    { event_key: 'WT-1 2026-04-10 walk', minutes: 60, import_id: events.id, line: 2 }, { event_key: 'WT-1 2026-04-11 walk', minutes: 30, import_id: events.id, line: 3 },
  ]);
  expect(await standing('buddy_checkins', 'checkin_key, mood', 'WT-%')).toEqual([{ checkin_key: 'WT-1 2026-04-12', mood: 'good' }]);
});

test('several files that wait for one match are all applied when it comes', async () => {
  const header = 'match_id,event_date,event_type,duration_minutes';
  const first = await load('buddy-events', `${header}\nSV-1,2026-04-10,walk,60\n`);
  const second = await load('buddy-events', `${header}\nSV-1,2026-04-10,walk,60\nSV-1,2026-04-11,walk,45\n`);
  const third = await load('buddy-events', `${header}\nSV-1,2026-04-11,walk,50\nSV-1,2026-04-12,walk,20\n`);
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nSV-1,sv@people.example,svb@aurora.example,2026-04-01\n');
  expect([await again(first.id), await again(second.id), await again(third.id)]).toEqual([
    { ...none, total: 1, created: 1 }, { ...none, total: 2, created: 1, unchanged: 1 }, { ...none, total: 2, created: 1, updated: 1 },
  ]);
  expect(await standing('buddy_events', 'event_key, minutes', 'SV-%')).toEqual([
    { event_key: 'SV-1 2026-04-10 walk', minutes: 60 }, { event_key: 'SV-1 2026-04-11 walk', minutes: 50 }, { event_key: 'SV-1 2026-04-12 walk', minutes: 20 },
  ]);
});

test('a pair means its latest match begun on or before the row’s day in the company’s zone; an earlier row waits on', async () => {
  const header = 'participant_email,buddy_email,event_date,event_type';
  const pair = 'pr@people.example,prb@aurora.example';
  const events = await load('buddy-events', `${header}\n${pair},2026-05-09,walk\n${pair},2026-05-10,walk\n${pair},2026-06-10,walk\n`);
  // 22:30 in UTC on the 9th is half past midnight on the 10th in Oslo.
  await load('buddy-matches', `match_id,participant_email,buddy_email,matched_at\nPR-1,${pair},2026-05-09T22:30:00Z\n`);
  expect(await again(events.id)).toEqual({ ...none, total: 3, created: 2, waiting: 1 });
  await load('buddy-matches', `match_id,participant_email,buddy_email,matched_at\nPR-2,${pair},2026-06-01\n`);
  expect(await again(events.id)).toMatchObject({ waiting: 1 });
  const later = await load('buddy-events', `${header}\n${pair},2026-06-11,walk\n${pair},2026-05-31,walk\n`);
  expect(later.counts).toEqual({ ...none, total: 2, created: 2 });
  // A match whose beginning is corrected to an earlier day brings what came before it.
  await load('buddy-matches', `match_id,participant_email,buddy_email,matched_at\nPR-1,${pair},2026-05-01\n`);
  expect(await again(events.id)).toEqual({ ...none, total: 3, created: 3 });
  // Told again after a match that began later is known, a row stays with the match it has.
  expect((await load('buddy-events', `${header}\n${pair},2026-06-10,walk\n${pair},2026-06-11,walk\n`)).counts).toEqual({ ...none, total: 2, unchanged: 2 });
  expect((await standing<{ event_key: string }>('buddy_events', 'event_key', 'PR-%')).map((row) => row.event_key)).toEqual([
    'PR-1 2026-05-09 walk', 'PR-1 2026-05-10 walk', 'PR-1 2026-05-31 walk', 'PR-1 2026-06-10 walk', 'PR-2 2026-06-11 walk',
  ]);
});

test('undo of a match leaves the rows that refer to it; what comes meanwhile waits until the undo is undone', async () => {
  const matches = await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nUM-1,um@people.example,umb@aurora.example,2026-04-01\n');
  await load('buddy-events', 'match_id,event_date,event_type\nUM-1,2026-04-10,walk\n');
  expect(await undo(matches.id)).toBe(202);
  expect(await standing('buddy_matches', 'match_key', 'UM-%')).toEqual([]);
  expect(await standing('buddy_events', 'event_key', 'UM-%')).toHaveLength(1);
  const late = await load('buddy-events', 'match_id,event_date,event_type\nUM-1,2026-04-11,walk\n');
  expect(late.counts.waiting).toBe(1);
  expect(await restore(matches.id)).toBe(202);
  expect(await again(late.id)).toEqual({ ...none, total: 1, created: 1 });
  expect(await standing('buddy_events', 'event_key', 'UM-%')).toHaveLength(2);
});

test('a corrected match takes its rows with it, an undo of the correction brings them back, and rows told anew stay with the match', async () => {
  const match = (buddy: string): string => `match_id,participant_email,buddy_email,matched_at\nCM-1,cm@people.example,${buddy}@aurora.example,2026-03-01\n`;
  const events = 'match_id,event_date,event_type,duration_minutes\nCM-1,2026-03-10,walk,60\nCM-1,2026-03-11,coffee,30\n';
  const whose = async (): Promise<boolean[]> => {
    const [held] = await standing<{ volunteer_id: string }>('buddy_matches', 'volunteer_id', 'CM-1');
    const rows = [...await standing<{ volunteer_id: string }>('buddy_events', 'volunteer_id', 'CM-1%'), ...await standing<{ volunteer_id: string }>('buddy_checkins', 'volunteer_id', 'CM-1%')];
    return rows.map(({ volunteer_id: volunteer }) => volunteer === held?.volunteer_id);
  };
  const volunteersIn = async (): Promise<string[]> => (await standing<{ volunteer_id: string }>('buddy_events', 'distinct volunteer_id, event_key', 'CM-1%')).map(({ volunteer_id: volunteer }) => volunteer);
  await load('buddy-matches', match('cm-wrong'));
  const told = await load('buddy-events', events);
  await load('buddy-checkins', 'match_id,checkin_date,mood\nCM-1,2026-03-12,good\n');
  const before = await volunteersIn();
  const corrected = await load('buddy-matches', match('cm-right'));
  expect(await whose()).toEqual([true, true, true]);
  const after = await volunteersIn();
  expect(new Set(after).isDisjointFrom(new Set(before))).toBe(true);
  expect((await load('buddy-events', `${events}CM-1,2026-03-13,lunch,45\n`)).counts).toMatchObject({ created: 1, unchanged: 2 });
  expect(await undo(told.id)).toBe(202);
  expect(await whose()).toEqual([true, true, true, true]);
  expect(await undo(corrected.id)).toBe(202);
  expect(await whose()).toEqual([true, true, true, true]);
  expect(new Set(await volunteersIn())).toEqual(new Set(before));
});

test('a waiting file that is undone does not come with its match, and comes when its undo is undone', async () => {
  const events = await load('buddy-events', 'match_id,event_date,event_type\nUW-1,2026-04-10,walk\n');
  await undo(events.id);
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nUW-1,uw@people.example,uwb@aurora.example,2026-04-01\n');
  expect(await standing('buddy_events', 'event_key', 'UW-%')).toEqual([]);
  expect(await restore(events.id)).toBe(202);
  expect(await standing('buddy_events', 'event_key', 'UW-%')).toHaveLength(1);
  expect(await again(events.id)).toEqual({ ...none, total: 1, created: 1 });
  await undo(events.id);
  expect(await standing('buddy_events', 'event_key', 'UW-%')).toEqual([]);
});

test('what several webhooks told of a match that nobody told of waits whole, also where a file that waits beside it is undone and brought back', async () => {
  const { body: source } = await admin.post<{ url: string; secret: string }>(`companies/${world.aurora.id}/webhook-sources`, { provider: 'buddy' });
  const tell = async (checkinDate: string): Promise<void> => {
    expect((await send(`${world.base}${source.url}/checkin`, source.secret, `waits-${checkinDate}`, { matchId: 'WH-1', checkinDate })).status).toBe(202);
    await world.settled(world.aurora.id);
  };
  await tell('2026-04-10');
  const file = await load('buddy-checkins', 'match_id,checkin_date\nWH-1,2026-04-11\n');
  await tell('2026-04-12');
  expect([await undo(file.id), await restore(file.id)]).toEqual([202, 202]);
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nWH-1,wh@people.example,whb@aurora.example,2026-04-01\n');
  expect(await standing('buddy_checkins', 'local_date::text', 'WH-1%')).toEqual([{ local_date: '2026-04-10' }, { local_date: '2026-04-11' }, { local_date: '2026-04-12' }]);
});

test('a messy file of matches loads its good rows and names every mistake by line and column', async () => {
  const header = 'match_id,participant_email,buddy_email,matched_at,ended_at,status,language,interests,location';
  const rows = [
    'MM-1,mm1@people.example,mmb@aurora.example,2026-03-02,,active,nb,,',
    'MM-2,,mmb@aurora.example,2026-03-02,,,,,',
    'MM-3,mm3@people.example,mmb(at)aurora.example,2026-03-02,,,,,',
    'MM-4,mm4@people.example,MM4@people.example ,2026-03-02,,,,,',
    'MM-5,mm5@people.example,mmb@aurora.example,31.02.2026,soon,resting,,,',
    'MM-6,mm6@people.example,mmb@aurora.example,2026-03-02,2026-03-01,,,,',
    `${'M'.repeat(101)},mm7@people.example,mmb@aurora.example,,,,olena@example.org,,`,
    `MM-8,mm8@people.example,mmb@aurora.example,2026-03-02,,,${'n'.repeat(61)},"${'i'.repeat(2001)}",${'l'.repeat(501)}`,
    'MM-9,mm9@people.example,mmb@aurora.example,2026-03-02',
    'MM-10,mm10@people.example,mmb@aurora.example,2026-03-02,,constructor,,,',
    'MM-1,mm1@people.example,mmb@aurora.example,2026-03-02,2026-03-02,,nb,,',
  ];
  const done = await load('buddy-matches', [header, ...rows].join('\n'));
  expect(done.counts).toEqual({ ...none, total: 11, created: 1, unchanged: 1, rejected: 9 });
  expect(done.problems).toContainEqual(expect.objectContaining({ problem: 'superseded', firstLine: 2 }));
  expect(await standing('buddy_matches', 'status', 'MM-%')).toEqual([{ status: 'ended' }]);
  expect((await errorsOf(done.id)).map((line) => line.slice(0, 60))).toEqual([
    '3,participant_email,required,', '4,buddy_email,email,mmb(at)aurora.example', '5,buddy_email,same_person,MM4@people.example ',
    '6,matched_at,date,31.02.2026', '6,ended_at,date,soon', '6,status,choice,resting', '7,ended_at,order,2026-03-01',
    `8,match_id,key_length,${'M'.repeat(38)}`, '8,matched_at,required,', '8,language,choice,olena@example.org',
    `9,language,too_long,${'n'.repeat(40)}`, `9,interests,too_long,${'i'.repeat(39)}`, `9,location,too_long,${'l'.repeat(40)}`, '10,,cells,4', '11,status,choice,constructor',
  ]);
});

test('messy files of events, check-ins and feedback do as well', async () => {
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nMX-1,mx@people.example,mxb@aurora.example,2026-03-02\n');
  const events = await load('buddy-events', [
    'match_id,participant_email,buddy_email,event_date,event_type,duration_minutes,description,location,attendees,paid_time,hours_state',
    'MX-1,,,2026-03-03,Walk,480,,,0,30,reported', 'MX-1,not read,not read either,2026-03-04,walk,1,,,10000,ja,rejected',
    ',,,2026-03-03,walk,,,,,,', ',mx@people.example,,2026-03-03,walk,,,,,,', ',mx@people.example,nobody,2026-03-03,walk,,,,,,', ',mx@people.example,mx@people.example,2026-03-03,walk,,,,,,',
    'MX-1,,,,,0,,,-1,sometimes,perhaps', `MX-1,,,2026-13-01,${'w'.repeat(61)},481,"${'d'.repeat(5001)}",${'l'.repeat(501)},10001,481,`, 'MX-1,,,2026-03-03,kari@aurora.example,1.5,,,2.5,,', 'MX-1,,,2026-03-03,walk,1,,,,,,extra',
    `${'M'.repeat(101)},,,2026-03-03,walk,,,,,,`,
  ].join('\n'));
  expect(events.counts).toEqual({ ...none, total: 11, created: 2, rejected: 9 });
  expect(await standing('buddy_events', 'event_type, minutes, attendees, paid_minutes, hours_state', 'MX-%')).toEqual([
    { event_type: 'walk', minutes: 480, attendees: 0, paid_minutes: 30, hours_state: 'reported' }, { event_type: 'walk', minutes: 1, attendees: 10_000, paid_minutes: 1, hours_state: 'rejected' },
  ]);
  expect((await errorsOf(events.id)).map((line) => line.split(',').slice(0, 3).join(','))).toEqual([
    '4,match_id,reference', '5,match_id,reference', '6,buddy_email,email', '7,buddy_email,same_person',
    '8,event_date,required', '8,event_type,required', '8,duration_minutes,duration_range', '8,attendees,number_range', '8,paid_time,paid_time', '8,hours_state,hours_state',
    '9,event_date,date', '9,event_type,too_long', '9,duration_minutes,duration_range', '9,attendees,number_range', '9,paid_time,paid_time', '9,description,too_long', '9,location,too_long',
    '10,event_type,choice', '10,duration_minutes,duration_range', '10,attendees,number_range', '11,,cells', '12,match_id,key_length',
  ]);

  const checkins = await load('buddy-checkins', ['buddy_email,participant_email,checkin_date,mood,notes',
    'mxb@aurora.example,mx@people.example,2026-03-03,GREAT,', 'mxb@aurora.example,,2026-03-03,good,', 'mxb@aurora.example,mx@people.example,03-03-2026,fine,', `mxb@aurora.example,mx@people.example,2026-03-04,,"${'n'.repeat(5001)}"`].join('\n'));
  expect(checkins.counts).toEqual({ ...none, total: 4, created: 1, rejected: 3 });
  expect((await errorsOf(checkins.id)).map((line) => line.slice(0, 40))).toEqual([
    '3,participant_email,reference,', '4,checkin_date,date,03-03-2026', '4,mood,choice,fine', `5,notes,too_long,${'n'.repeat(23)}`,
  ]);

  const feedback = await load('buddy-feedback', ['match_id,submitted_at,from_role,rating,feedback_text',
    'MX-1,2026-03-03T10:00:00Z,participant,5,', 'MX-1,2026-03-03T10:00:00Z,buddy,"4,5",', 'MX-1,2026-03-03T10:00:00Z,teacher,6,', 'MX-1,,,four,', `MX-1,2026-03-03T10:00:00Z,buddy,0,"${'f'.repeat(5001)}"`].join('\n'));
  expect(feedback.counts).toEqual({ ...none, total: 5, created: 2, rejected: 3 });
  expect((await errorsOf(feedback.id)).map((line) => line.slice(0, 40))).toEqual([
    '4,from_role,choice,teacher', '4,rating,rating_range,6', '5,submitted_at,required,', '5,from_role,required,', '5,rating,number,four', '6,rating,rating_range,0', `6,feedback_text,too_long,${'f'.repeat(15)}`,
  ]);
  expect(await standing('buddy_feedback', 'from_role, rating_raw::float as raw, rating_micro', 'MX-%')).toEqual([{ from_role: 'buddy', raw: 4.5, rating_micro: 875_000 }, { from_role: 'participant', raw: 5, rating_micro: 1_000_000 }]);
});

test('a file of ratings between 0 and 1 is on that scale', async () => {
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nSC-1,sc@people.example,scb@aurora.example,2026-03-02\n');
  await load('buddy-feedback', 'match_id;submitted_at;from_role;rating\nSC-1;03.03.2026;deltaker;0,75\nSC-1;04.03.2026;frivillig;1\n');
  expect(await standing('buddy_feedback', 'from_role, local_date::text, rating_low::float as low, rating_high::float as high, rating_micro', 'SC-%')).toEqual([
    { from_role: 'participant', local_date: '2026-03-03', low: 0, high: 1, rating_micro: 750_000 }, { from_role: 'buddy', local_date: '2026-03-04', low: 0, high: 1, rating_micro: 1_000_000 },
  ]);
});

const columnsOf = {
  buddy_matches: 'match_key, participant_id, volunteer_id, matched_at, ended_at, ended_date::text, status, language, text_id',
  buddy_events: 'event_key, minutes, paid_minutes, hours_state, attendees, text_id',
  buddy_checkins: 'checkin_key, mood, text_id',
  buddy_feedback: 'feedback_key, rating_micro, text_id',
} as const;
const texts = async (ids: unknown[]): Promise<{ id: string; personId: string; texts: Record<string, string> }[]> =>
  (await world.node.actors.get('buddy')?.job(world.aurora.id, 'test').ask('buddy.texts', { ids: ids as string[] }))?.items ?? [];
const wordsOf = async (table: string, like: string): Promise<Record<string, string> | undefined> => {
  const [row] = await standing<{ text_id: string | null }>(table, 'text_id', like);
  return row?.text_id ? (await texts([row.text_id]))[0]?.texts : undefined;
};

test('the same rows again change nothing; an absent column keeps, an empty cell clears, and undo brings back what was', async () => {
  const matches = 'match_id,participant_email,buddy_email,matched_at';
  const pair = 'rc@people.example,rcb@aurora.example';
  const begun = await load('buddy-matches', `${matches},ended_at,status,language,interests,location\nRC-1,${pair},2026-03-02,2026-08-01,paused,nb,Chess,Oslo\n`);
  const [full] = await standing('buddy_matches', columnsOf.buddy_matches, 'RC-%');
  expect((await load('buddy-matches', `${matches},ended_at,status,language,interests,location\nRC-1,${pair},02.03.2026,01.08.2026,Paused,nb,Chess,Oslo\n`)).counts).toEqual({ ...none, total: 1, unchanged: 1 });
  // Absent columns: nothing else moves.
  const slim = await load('buddy-matches', `${matches},language\nRC-1,${pair},2026-03-02,uk\n`);
  expect(slim.counts).toEqual({ ...none, total: 1, updated: 1 });
  expect(await standing('buddy_matches', columnsOf.buddy_matches, 'RC-%')).toEqual([{ ...full, language: 'uk' }]);
  // One of two words emptied, the other not told: the other stays.
  expect((await load('buddy-matches', `${matches},interests\nRC-1,${pair},2026-03-02,\n`)).counts.updated).toBe(1);
  expect(await wordsOf('buddy_matches', 'RC-%')).toEqual({ location: 'Oslo' });
  // Emptied cells clear; a status that is silent says what the dates say.
  const emptied = await load('buddy-matches', `${matches},ended_at,status,language,interests,location\nRC-1,${pair},2026-03-02,,,,,\n`);
  expect(emptied.counts).toEqual({ ...none, total: 1, updated: 1 });
  expect(await standing('buddy_matches', 'ended_at, ended_date, status, language', 'RC-%')).toEqual([{ ended_at: null, ended_date: null, status: 'active', language: null }]);
  expect(await wordsOf('buddy_matches', 'RC-%')).toBeUndefined();
  await undo(emptied.id);
  expect(await standing('buddy_matches', 'ended_date::text, status, language', 'RC-%')).toEqual([{ ended_date: '2026-08-01', status: 'paused', language: 'uk' }]);
  expect(await wordsOf('buddy_matches', 'RC-%')).toEqual({ location: 'Oslo' });
  await restore(emptied.id);
  expect(await standing('buddy_matches', 'ended_at, status', 'RC-%')).toEqual([{ ended_at: null, status: 'active' }]);
  await undo(begun.id);
  expect(await standing('buddy_matches', 'match_key', 'RC-%')).toHaveLength(1);
});

test('a match without an id is found by its pair and its beginning; silent about its status it is what its end says', async () => {
  const header = 'participant_email,buddy_email,matched_at';
  const pair = 'np@people.example,npb@aurora.example';
  const [participant] = await (async () => {
    await load('buddy-matches', `${header}\n${pair},2026-03-02\n${pair},2026-06-02\n`);
    return world.sql<{ id: string; volunteer: string }>(`select participant_id as id, volunteer_id as volunteer from buddy_matches where tenant_id = $1 and match_key like 'pair:%' and local_date = '2026-06-02'`, [world.aurora.id]);
  })();
  const like = `pair:${participant?.id}:${participant?.volunteer}:%`;
  expect(await standing('buddy_matches', 'status', like)).toEqual([{ status: 'active' }, { status: 'active' }]);
  expect((await load('buddy-matches', `${header},ended_at\n${pair},02.03.2026,2026-05-31\n`)).counts).toEqual({ ...none, total: 1, updated: 1 });
  expect(await standing('buddy_matches', 'local_date::text, status', like)).toEqual([{ local_date: '2026-03-02', status: 'ended' }, { local_date: '2026-06-02', status: 'active' }]);
  expect((await load('buddy-matches', `${header},ended_at\n${pair},02.03.2026,\n`)).counts.updated).toBe(1);
  expect(await standing('buddy_matches', 'local_date::text, status', like)).toEqual([{ local_date: '2026-03-02', status: 'active' }, { local_date: '2026-06-02', status: 'active' }]);
  const events = await load('buddy-events', 'participant_email,buddy_email,event_date,event_type\nnp@people.example,npb@aurora.example,2026-05-31,walk\nnp@people.example,npb@aurora.example,2026-06-02,walk\n');
  expect(events.counts.created).toBe(2);
  expect(await standing('buddy_events', 'right(match_key, 24) as begun, local_date::text', like)).toEqual([
    { begun: '2026-03-01T23:00:00.000Z', local_date: '2026-05-31' }, { begun: '2026-06-01T22:00:00.000Z', local_date: '2026-06-02' },
  ]);
});

test.each([
  ['buddy-events', 'buddy_events', 'match_id,event_date,event_type', 'KD-1,2026-04-01,walk', 'duration_minutes,attendees,paid_time,hours_state,description,location', '60,3,yes,rejected,We walked.,Oslo',
    { minutes: 60, attendees: 3, paid_minutes: 60, hours_state: 'rejected' }, ['duration_minutes', '75', { minutes: 75 }], { minutes: null, attendees: null, paid_minutes: 0, hours_state: 'confirmed', text_id: null }],
  ['buddy-checkins', 'buddy_checkins', 'match_id,checkin_date', 'KD-1,2026-04-01', 'mood,notes', 'struggling,It is hard.', { mood: 'struggling' }, ['mood', 'okay', { mood: 'okay' }], { mood: null, text_id: null }],
  ['buddy-feedback', 'buddy_feedback', 'match_id,submitted_at,from_role', 'KD-1,2026-04-01,buddy', 'rating,feedback_text', '4,I liked it.', { rating_micro: 750_000 }, ['rating', '5', { rating_micro: 1_000_000 }], { rating_micro: null, text_id: null }],
] as const)('%s: again, corrected, absent, emptied, undone and back', async (kind, table, header, row, others, cells, values, [corrected, cell, change], cleared) => {
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at\nKD-1,kd@people.example,kdb@aurora.example,2026-03-02\n');
  const read = async (): Promise<Record<string, unknown>[]> => standing(table, columnsOf[table], 'KD-%');
  const first = await load(kind, `${header},${others}\n${row},${cells}\n`);
  expect(first.counts).toEqual({ ...none, total: 1, created: 1 });
  const [full] = await read();
  expect(full).toMatchObject({ ...values, text_id: expect.any(String) });
  expect((await load(kind, `${header},${others}\n${row},${cells}\n\n`)).counts).toEqual({ ...none, total: 1, unchanged: 1 });
  expect((await load(kind, `${header}\n${row}\n`)).counts).toEqual({ ...none, total: 1, unchanged: 1 });
  expect((await load(kind, `${header},${corrected}\n${row},${cell}\n`)).counts).toEqual({ ...none, total: 1, updated: 1 });
  expect(await read()).toEqual([{ ...full, ...change }]);
  const empty = await load(kind, `${header},${others}\n${row}${','.repeat(others.split(',').length)}\n`);
  expect(empty.counts).toEqual({ ...none, total: 1, updated: 1 });
  expect(await read()).toEqual([{ ...full, ...cleared }]);
  await undo(empty.id);
  expect(await read()).toEqual([{ ...full, ...change }]);
  await restore(empty.id);
  expect(await read()).toEqual([{ ...full, ...cleared }]);
});

test('words are kept under the key of who wrote them', async () => {
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at,interests\nAU-1,au@people.example,aub@aurora.example,2026-03-02,Chess\n');
  await load('buddy-feedback', 'match_id,submitted_at,from_role,feedback_text\nAU-1,2026-04-01,participant,Said by the participant.\nAU-1,2026-04-01,buddy,Said by the buddy.\n');
  const [match] = await standing<{ participant_id: string; volunteer_id: string; text_id: string }>('buddy_matches', 'participant_id, volunteer_id, text_id', 'AU-%');
  const rows = await standing<{ from_role: string; text_id: string }>('buddy_feedback', 'from_role, text_id', 'AU-%');
  const opened = await texts([match?.text_id, ...rows.map((row) => row.text_id)]);
  expect(opened).toHaveLength(3);
  expect(opened).toEqual(expect.arrayContaining([
    { id: match?.text_id, personId: match?.participant_id, texts: { interests: 'Chess' } },
    { id: rows.find((row) => row.from_role === 'participant')?.text_id, personId: match?.participant_id, texts: { feedback: 'Said by the participant.' } },
    { id: rows.find((row) => row.from_role === 'buddy')?.text_id, personId: match?.volunteer_id, texts: { feedback: 'Said by the buddy.' } },
  ]));
});

test('a preview shows what would wait, names nobody, and stores nothing', async () => {
  const csv = 'participant_email,buddy_email,event_date,event_type\nunknown@people.example,stranger@aurora.example,2026-04-01,walk\n';
  const { status, body } = await admin.post<ImportView>(`companies/${world.aurora.id}/imports?kind=buddy-events&mode=preview`, csv, { 'content-type': 'text/csv' });
  expect([status, body.counts]).toEqual([200, { ...none, total: 1, waiting: 1 }]);
  expect(body.sample).toEqual([{ localDate: '2026-04-01', eventType: 'walk', hoursState: 'confirmed', paidMinutes: 0 }]);
  expect(await world.sql('select 1 from pii.waiting_rows where import_id = $1', [body.id])).toEqual([]);
});

test('the sample file of each kind loads without a problem, for the company whose match it names', async () => {
  const client = await world.as('admin@nordlys.example');
  for (const kind of ['buddy-matches', 'buddy-events', 'buddy-checkins', 'buddy-feedback'] as const) {
    const sample = await client.get<string>(`companies/${world.nordlys.id}/imports/kinds/${kind}/sample.csv`);
    const done = await load(kind, sample.text, { client, company: world.nordlys.id });
    expect({ kind, counts: done.counts, problems: done.problems }).toEqual({ kind, counts: { ...none, total: 1, created: 1 }, problems: [] });
  }
  // Another company has no such match: its row waits for its own.
  expect((await load('buddy-checkins', 'match_id,checkin_date\nBM-1042,2026-04-01\n')).counts).toEqual({ ...none, total: 1, waiting: 1 });
});

test('the house is told of each row: made, corrected, withdrawn and back, without a name or a word', async () => {
  const told = async (): Promise<{ type: string; item: Record<string, unknown> }[]> => (await world.sql<{ type: string; data: { items: Record<string, unknown>[] } }>(
    `select type, data from outbox where tenant_id = $1 and type like 'buddy.%' order by id`, [world.aurora.id])).flatMap(({ type, data }) => data.items.map((item) => ({ type, item }))).filter(({ item }) => String(item['key']).startsWith('EV-1'));
  await load('buddy-matches', 'match_id,participant_email,buddy_email,matched_at,ended_at,interests\nEV-1,ev@people.example,evb@aurora.example,2026-03-02,2026-09-01,Secret chess\n');
  const [match] = await standing<{ participant_id: string; volunteer_id: string }>('buddy_matches', 'participant_id, volunteer_id', 'EV-1');
  const header = 'match_id,event_date,event_type,duration_minutes,paid_time,hours_state';
  await load('buddy-events', `${header}\nEV-1,2026-04-01,walk,60,30,\n`);
  const second = await load('buddy-events', `${header}\nEV-1,2026-04-01,walk,90,30,reported\n`);
  await load('buddy-checkins', 'match_id,checkin_date,mood,notes\nEV-1,2026-04-02,difficult,Secret words\n');
  const feedback = await load('buddy-feedback', 'match_id,submitted_at,from_role,rating\nEV-1,2026-04-03,buddy,2\n');
  await undo(second.id);
  await undo(feedback.id);
  await restore(feedback.id);
  const all = await told();
  const common = { present: true, programme: 'buddy', participantId: match?.participant_id, volunteerId: match?.volunteer_id };
  expect(all.map(({ type, item }) => [type, item['present'], item['revision']])).toEqual([
    ['buddy.match.created', true, 1], ['buddy.event.logged', true, 1], ['buddy.event.corrected', true, 2], ['buddy.checkin.completed', true, 1], ['buddy.feedback.submitted', true, 1],
    ['buddy.event.corrected', true, 1], ['buddy.feedback.withdrawn', false, 1], ['buddy.feedback.corrected', true, 1],
  ]);
  const [created, logged, corrected, completed, submitted, fallen] = all.map(({ item }) => item);
  expect(created).toMatchObject({ ...common, key: 'EV-1', localDate: '2026-03-02', endedDate: '2026-09-01', status: 'ended', line: 2 });
  expect(logged).toMatchObject({ ...common, matchKey: 'EV-1', localDate: '2026-04-01', minutes: 60, paidMinutes: 30, hoursState: 'confirmed', line: 2 });
  expect(corrected).toMatchObject({ ...common, minutes: 90, hoursState: 'reported', importId: second.id });
  expect(fallen).toMatchObject({ ...common, minutes: 60, hoursState: 'confirmed' });
  expect(completed).toMatchObject({ ...common, matchKey: 'EV-1', localDate: '2026-04-02', mood: 'difficult', textId: expect.any(String) });
  expect(submitted).toMatchObject({ ...common, matchKey: 'EV-1', localDate: '2026-04-03', fromRole: 'buddy', ratingMicro: 250_000, textId: null });
  expect(JSON.stringify(all)).not.toMatch(/@|Secret/);
  const changes = all.filter(({ type }) => type.startsWith('buddy.event.')).map(({ item }) => Number(item['change']));
  expect(changes).toEqual([...changes].sort((a, b) => a - b));

  const { items } = await world.node.actors.get('buddy')?.job(world.aurora.id, 'test').ask('buddy.eventActivity', { after: 0, limit: 5000 }) ?? { items: [] };
  expect(items.filter((item) => item.matchKey === 'EV-1')).toEqual([fallen]);
});
