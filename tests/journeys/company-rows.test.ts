// What companies bring besides sessions: costs, the roster, employment, questionnaires. Exact counts and values from files as their
// systems write them, problems named by line, undo that brings everything back, and nothing that names a person where it would show.
import { assertEvent, type Event } from '../../channels/event.ts';
import type { ImportKind } from '../../channels/vocabulary.ts';
import { openWords } from '../../mixins/rows/rows.store.ts';
import { openWorld, until, type Client, type ImportView, type World } from '../world/world.ts';

type Row = Record<string, unknown>;

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
beforeEach(async () => {
  // Every test begins without rows, so that its counts are its own.
  await world.sql('truncate programme_costs, roster_entries, employment_outcomes, instrument_scores, outbox, imports, import_rows');
});
afterAll(() => world.close());

const imports = (): string => `companies/${world.aurora.id}/imports`;

async function load(kind: ImportKind, body: string | Buffer, client = admin, companyId = world.aurora.id): Promise<ImportView> {
  const sent = await client.post<ImportView>(`companies/${companyId}/imports?kind=${kind}&mode=commit&fileName=${kind}.csv`, body, { 'content-type': 'text/csv' });
  expect([sent.status, sent.text]).toEqual([202, sent.text]);
  return until(async () => {
    const { body: view } = await client.get<ImportView>(`companies/${companyId}/imports/${sent.body.id}`);
    return ['done', 'failed'].includes(view.state) ? view : undefined;
  });
}

async function errorsOf(id: string): Promise<string[]> {
  return (await admin.get<string>(`${imports()}/${id}/errors.csv`)).body.trim().split('\r\n').slice(1);
}

async function turn(id: string, verb: 'undo' | 'restore'): Promise<void> {
  expect((await admin.post(`${imports()}/${id}/${verb}`)).status).toBe(202);
}

/** Rows as they stand, in the order in which they were first told. */
async function standing(table: string, columns: string): Promise<Row[]> {
  return world.sql(`select ${columns} from ${table} where tenant_id = $1 and is_current order by id`, [world.aurora.id]);
}

async function told(type: string): Promise<Row[]> {
  const events = await world.sql<Row>('select id, type, version, tenant_id as "tenantId", occurred_at as "occurredAt", correlation_id as "correlationId", causation_id as "causationId", source, data from outbox where type = $1 order by id', [type]);
  return events.flatMap((event) => {
    assertEvent(event as unknown as Event);
    return (event['data'] as { items: Row[] }).items;
  });
}

async function personOf(address: string): Promise<string> {
  const { ids } = await world.node.actors.get('profiles')?.job(world.aurora.id, 'test').ask('profiles.resolve', { addresses: [address], create: false }) ?? { ids: [] };
  return ids[0] ?? 'nobody';
}

async function wordsOf(table: string, where: string): Promise<Row[]> {
  const rows = await world.sql<{ text_id: string }>(`select text_id from ${table} where tenant_id = $1 and is_current and text_id is not null and ${where}`, [world.aurora.id]);
  const job = world.node.actors.get('profiles')?.job(world.aurora.id, 'test');
  return await job?.read((tx) => openWords(world.node.house, tx, rows.map((row) => row.text_id))) ?? [];
}

const counts = (numbers: Partial<ImportView['counts']>): Row => ({ total: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, waiting: 0, ...numbers });
/** What a windows-1252 export has for this text. */
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('programme costs', () => {
  const columns = `programme, period, kind, from_date::text, to_date::text, amount_minor::text, currency, revision`;
  const file = 'Program;Periode;Beløp;Valuta;Kostnadstype\nspråk;2026-q3;125000,5;nok;kontant\nLanguage Connect;2026-Q3;3000;NOK;In-kind\nBuddy;2026-09;0;JPY;\nmentoring;2026;12,345;KWD;management\nalle;2026;90000000000000,00;EUR;cash\n';

  test('a Norwegian export loads: amounts in minor units of their currency, periods as spans, silent kinds as cash', async () => {
    expect((await load('programme-costs', latin(file))).counts).toEqual(counts({ total: 5, created: 5 }));
    expect(await standing('programme_costs', columns)).toEqual([
      { programme: 'language', period: '2026-Q3', kind: 'cash', from_date: '2026-07-01', to_date: '2026-09-30', amount_minor: '12500050', currency: 'NOK', revision: 1 },
      { programme: 'language', period: '2026-Q3', kind: 'in_kind', from_date: '2026-07-01', to_date: '2026-09-30', amount_minor: '300000', currency: 'NOK', revision: 1 },
      { programme: 'buddy', period: '2026-09', kind: 'cash', from_date: '2026-09-01', to_date: '2026-09-30', amount_minor: '0', currency: 'JPY', revision: 1 },
      { programme: 'mentorship', period: '2026', kind: 'management', from_date: '2026-01-01', to_date: '2026-12-31', amount_minor: '12345', currency: 'KWD', revision: 1 },
      { programme: 'all', period: '2026', kind: 'cash', from_date: '2026-01-01', to_date: '2026-12-31', amount_minor: '9000000000000000', currency: 'EUR', revision: 1 },
    ]);
    const again = await load('programme-costs', Buffer.from(file));
    expect(again.counts).toEqual(counts({ total: 5, unchanged: 5 }));
  });

  test('every broken cell is named by line, column and problem; good lines beside them load', async () => {
    const done = await load('programme-costs', [
      'programme,period,Beløp,currency,kind', ',2026-Q3,1,NOK,', 'tennis,2026-Q3,1,NOK,', 'buddy,2026-Q5,1,NOK,', 'buddy,2026-13,1,NOK,', 'buddy,1026,1,NOK,', 'buddy,2026-Q3,1 000,NOK,', 'buddy,2026-Q3,-1,NOK,',
      'buddy,2026-Q3,1.005,NOK,', 'buddy,2026-Q3,1.5,JPY,', 'buddy,2026-Q3,90000000000000.01,NOK,', 'buddy,2026-Q3,1,XXX,', 'buddy,2026-Q3,1,,', 'buddy,2026-Q3,,NOK,', 'buddy,2026-Q3,1,NOK,gift', 'buddy,2026-Q3,1,NOK', 'chess,2026-Q9,one,kroner,gift',
      'buddy,2026-Q3,1,NOK,cash', 'buddy,2026-Q3,2,NOK,', 'buddy,2026-Q3,-0.00,NOK,in kind',
    ].join('\n'));
    expect(done.counts).toEqual(counts({ total: 19, created: 2, unchanged: 1, rejected: 16 }));
    expect(await errorsOf(done.id)).toEqual([
      '2,programme,required,', '3,programme,choice,tennis', '4,period,period,2026-Q5', '5,period,period,2026-13', '6,period,period,1026', '7,Beløp,number,1 000', '8,Beløp,number_range,-1', '9,Beløp,number,1.005', '10,Beløp,number,1.5',
      '11,Beløp,number_range,90000000000000.01', '12,currency,currency,XXX', '13,currency,required,', '14,Beløp,required,', '15,kind,choice,gift', '16,,cells,4',
      '17,programme,choice,chess', '17,period,period,2026-Q9', '17,currency,currency,kroner', '17,Beløp,number,one', '17,kind,choice,gift',
    ]);
    expect(done.problems).toContainEqual(expect.objectContaining({ problem: 'superseded', firstLine: 18, count: 1 }));
    expect(await standing('programme_costs', 'kind, amount_minor::text')).toEqual([{ kind: 'cash', amount_minor: '200' }, { kind: 'in_kind', amount_minor: '0' }]);
  });

  test('a correction changes the told row alone; its undo brings back what was, and the undo of that the correction', async () => {
    await load('programme-costs', latin(file));
    const before = await standing('programme_costs', columns);
    const corrected = await load('programme-costs', 'programme,period,amount,currency\nlanguage,2026-Q3,7.01,EUR\nupskilling,2025-12,8,EUR\n');
    expect(corrected.counts).toEqual(counts({ total: 2, created: 1, updated: 1 }));
    const after = await standing('programme_costs', columns);
    expect(after).toHaveLength(6);
    expect(after).toContainEqual({ programme: 'language', period: '2026-Q3', kind: 'cash', from_date: '2026-07-01', to_date: '2026-09-30', amount_minor: '701', currency: 'EUR', revision: 2 });
    expect(after).toContainEqual(before.find((row) => row['kind'] === 'in_kind'));
    await turn(corrected.id, 'undo');
    expect(await standing('programme_costs', columns)).toEqual(before);
    await turn(corrected.id, 'restore');
    expect(await standing('programme_costs', columns)).toEqual(after);
  });

  test('what happened is told: recorded, corrected, withdrawn, with whole minor units and no programme for all of them', async () => {
    await load('programme-costs', 'programme,period,amount,currency\nall,2026-Q3,10.5,NOK\nbuddy,2026-09,1,NOK\n');
    const second = await load('programme-costs', 'programme,period,amount,currency\nall,2026-Q3,11,NOK\nupskilling,2026,5,NOK\n');
    await turn(second.id, 'undo');
    expect(await told('companies.cost.recorded')).toMatchObject([
      { key: 'all:2026-Q3:cash', revision: 1, present: true, programme: null, period: '2026-Q3', kind: 'cash', localDate: '2026-07-01', toDate: '2026-09-30', amountMinor: 1050, currency: 'NOK', line: 2 },
      { key: 'buddy:2026-09:cash', programme: 'buddy', localDate: '2026-09-01', toDate: '2026-09-30', amountMinor: 100, line: 3 },
      { key: 'upskilling:2026:cash', programme: 'upskilling', amountMinor: 500, importId: second.id, line: 3 },
    ]);
    expect(await told('companies.cost.corrected')).toMatchObject([{ key: 'all:2026-Q3:cash', revision: 2, amountMinor: 1100 }, { key: 'all:2026-Q3:cash', revision: 1, present: true, amountMinor: 1050 }]);
    expect(await told('companies.cost.withdrawn')).toMatchObject([{ key: 'upskilling:2026:cash', present: false, amountMinor: 500 }]);
    const { items } = await world.node.actors.get('impact')?.job(world.aurora.id, 'test').ask('companies.costActivity', { after: 0, limit: 5 }) ?? { items: [] };
    expect(items.map(({ key, amountMinor, present }) => ({ key, amountMinor, present }))).toEqual([{ key: 'buddy:2026-09:cash', amountMinor: 100, present: true }, { key: 'all:2026-Q3:cash', amountMinor: 1050, present: true }]);
  });
});

describe('the roster', () => {
  const columns = 'employee_id, unit, country, from_date::text, to_date::text, volunteer_id, revision';
  const file = '\ufeffAnsattnummer;E-post;Avdeling;Land;Fra dato;Til dato\nA-1;Kari@Aurora.example;Nett og drift;no;01.02.2026;31.12.2026\nA-2;per@aurora.example;;;;\n"A;3";liv@aurora.example;Økonomi;SE;2026-03-01;\n';

  test('an HR export loads: people by address, open dates open, countries in capitals', async () => {
    const done = await load('roster', file);
    expect(done.counts).toEqual(counts({ total: 3, created: 3 }));
    expect(await standing('roster_entries', columns)).toEqual([
      { employee_id: 'A-1', unit: 'Nett og drift', country: 'NO', from_date: '2026-02-01', to_date: '2026-12-31', volunteer_id: await personOf('kari@aurora.example'), revision: 1 },
      { employee_id: 'A-2', unit: null, country: null, from_date: null, to_date: null, volunteer_id: await personOf('per@aurora.example'), revision: 1 },
      { employee_id: 'A;3', unit: 'Økonomi', country: 'SE', from_date: '2026-03-01', to_date: null, volunteer_id: await personOf('liv@aurora.example'), revision: 1 },
    ]);
    expect((await load('roster', Buffer.from(file, 'utf16le'))).counts).toEqual(counts({ total: 3, unchanged: 3 }));
  });

  test('neither preview nor walk shows who is meant, not even by number', async () => {
    const sent = await admin.post<ImportView>(`${imports()}?kind=roster&mode=preview`, file, { 'content-type': 'text/csv' });
    expect(sent.body.counts).toEqual(counts({ total: 3, created: 3 }));
    expect(sent.body.sample[0]).toEqual({ unit: 'Nett og drift', country: 'NO', fromDate: '2026-02-01', toDate: '2026-12-31' });
    const done = await load('roster', file);
    const viewer = await world.as('viewer@aurora.example');
    const line = await viewer.get(`${imports()}/${done.id}/lines/2`);
    expect(line.body).toMatchObject({ line: 2, cells: [null, null, 'Nett og drift', 'no', '01.02.2026', '31.12.2026'], rowKey: null, revision: 1 });
    expect((await viewer.post(`${imports()}?kind=roster&mode=preview`, file, { 'content-type': 'text/csv' })).status).toBe(403);
  });

  test('every broken cell is named by line, column and problem', async () => {
    const done = await load('roster', [
      'employee_id,email,unit,country,eligible_from,eligible_to', ',a@aurora.example,,,,', 'B-2,,,,,', 'B-3,not an address,,,,', `B-4,a@aurora.example,${'u'.repeat(121)},,,`, 'B-5,a@aurora.example,,Norge,,', 'B-6,a@aurora.example,,EU,,',
      'B-7,a@aurora.example,,,31.02.2026,', 'B-8,a@aurora.example,,,,soon', 'B-9,a@aurora.example,,,2026-05-02,2026-05-01', `${'x'.repeat(101)},a@aurora.example,,,,`, 'B-11,a@aurora.example,,,,,', 'B-12,a@aurora.example,,,2026-05-02,2026-05-02',
    ].join('\n'));
    expect(done.counts).toEqual(counts({ total: 12, created: 1, rejected: 11 }));
    expect(await errorsOf(done.id)).toEqual([
      '2,employee_id,required,', '3,email,required,', '4,email,email,not an address', `5,unit,too_long,${'u'.repeat(121)}`, '6,country,choice,Norge', '7,country,choice,EU', '8,eligible_from,date,31.02.2026', '9,eligible_to,date,soon',
      '10,eligible_to,order,2026-05-01', `11,employee_id,key_length,${'x'.repeat(101)}`, '12,,cells,7',
    ]);
    expect(done.problems.filter(({ column }) => ['employee_id', 'email'].includes(column)).map(({ value }) => value)).toEqual([null, null, null, null]);
  });

  test('an absent column changes nothing, an empty cell clears, another address is another person; undo brings it all back', async () => {
    await load('roster', file);
    const before = await standing('roster_entries', columns);
    expect((await load('roster', 'employee_id,email\nA-1,kari@aurora.example\n')).counts).toEqual(counts({ total: 1, unchanged: 1 }));
    const changed = await load('roster', 'employee_id,email,unit,eligible_to\nA-1,kari.berg@aurora.example,,2027-01-31\n');
    expect(changed.counts).toEqual(counts({ total: 1, updated: 1 }));
    expect(await standing('roster_entries', columns)).toContainEqual({ employee_id: 'A-1', unit: null, country: 'NO', from_date: '2026-02-01', to_date: '2027-01-31', volunteer_id: await personOf('kari.berg@aurora.example'), revision: 3 });
    await turn(changed.id, 'undo');
    expect(await standing('roster_entries', columns)).toEqual(before);
  });

  test('events carry the person as an id, open beginnings as the first of days, and neither unit nor address', async () => {
    const first = await load('roster', file);
    await turn(first.id, 'undo');
    const items = await told('companies.roster.recorded');
    expect(items).toMatchObject([
      { key: 'A-1', present: true, volunteerId: await personOf('kari@aurora.example'), country: 'NO', localDate: '2026-02-01', fromDate: '2026-02-01', toDate: '2026-12-31', importId: first.id, line: 2 },
      { key: 'A-2', localDate: '0001-01-01', fromDate: null, toDate: null, country: null, line: 3 }, { key: 'A;3', localDate: '2026-03-01', toDate: null, line: 4 },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/@|Nett og drift/);
    expect((await told('companies.roster.withdrawn')).map(({ key, present }) => ({ key, present }))).toEqual(expect.arrayContaining([{ key: 'A-1', present: false }, { key: 'A-2', present: false }, { key: 'A;3', present: false }]));
  });

  test('one company’s employee is not another’s', async () => {
    await load('roster', 'employee_id,email\nA-1,kari@shared.example\n');
    const other = await load('roster', 'employee_id,email\nA-1,kari@shared.example\n', await world.as('admin@nordlys.example'), world.nordlys.id);
    expect(other.counts).toEqual(counts({ total: 1, created: 1 }));
    const people = await world.sql<{ volunteer_id: string }>('select distinct volunteer_id from roster_entries');
    expect(people).toHaveLength(2);
  });
});

describe('employment outcomes', () => {
  const columns = 'started_on::text, employer_sector, hours_per_week::text, minutes_per_week, participant_id, volunteer_id, text_id is not null as has_words, revision';
  const file = 'Deltaker e-post;Startdato;Bransje;Stilling;Timer per uke;Frivillig e-post\nolena@people.example;01.09.2026;Helse;Pleieassistent hos Åse Lie;37,5;kari@aurora.example\nolena@people.example;15.10.2026;;;;\nivan@people.example;2026-09-01;IT;;20;\n';

  test('a Norwegian export loads: hours as decimals and whole minutes, the role sealed under the participant’s key', async () => {
    const done = await load('employment', latin(file));
    expect(done.counts).toEqual(counts({ total: 3, created: 3 }));
    const [olena, ivan, kari] = [await personOf('olena@people.example'), await personOf('ivan@people.example'), await personOf('kari@aurora.example')];
    expect(await standing('employment_outcomes', columns)).toEqual([
      { started_on: '2026-09-01', employer_sector: 'Helse', hours_per_week: '37.5', minutes_per_week: 2250, participant_id: olena, volunteer_id: kari, has_words: true, revision: 1 },
      { started_on: '2026-10-15', employer_sector: null, hours_per_week: null, minutes_per_week: null, participant_id: olena, volunteer_id: null, has_words: false, revision: 1 },
      { started_on: '2026-09-01', employer_sector: 'IT', hours_per_week: '20', minutes_per_week: 1200, participant_id: ivan, volunteer_id: null, has_words: false, revision: 1 },
    ]);
    expect(await wordsOf('employment_outcomes', `started_on = '2026-09-01'`)).toEqual([{ id: expect.any(String), personId: olena, texts: { role: 'Pleieassistent hos Åse Lie' } }]);
    const kept = JSON.stringify(await world.sql('select row_key, cells from import_rows where import_id = $1', [done.id]));
    expect([kept.includes('Helse'), kept.includes('Pleie'), kept.includes('@')]).toEqual([true, false, false]);
    expect((await load('employment', Buffer.from(file))).counts).toEqual(counts({ total: 3, unchanged: 3 }));
  });

  test('every broken cell is named by line, column and problem', async () => {
    const done = await load('employment', [
      'participant_email,started_on,employer_sector,role,hours_per_week,volunteer_email', ',2026-09-01,,,,', 'a@people.example,,,,,', 'a@people.example,1 Sept,,,,', `a@people.example,2026-09-01,${'s'.repeat(121)},,,`,
      `a@people.example,2026-09-01,,${'r'.repeat(121)},,`, 'a@people.example,2026-09-01,,,80.5,', 'a@people.example,2026-09-01,,,-1,', 'a@people.example,2026-09-01,,,full,', 'a@people.example,2026-09-01,,,,A@people.example',
      'a@people.example,2026-09-01,,,,nobody', 'a@people.example,2026-09-01', 'a@people.example,2026-09-02,,,0,', 'a@people.example,02.09.2026,,,80,b@people.example',
    ].join('\n'));
    expect(done.counts).toEqual(counts({ total: 13, created: 1, unchanged: 1, rejected: 11 }));
    expect(await errorsOf(done.id)).toEqual([
      '2,participant_email,required,', '3,started_on,required,', '4,started_on,date,1 Sept', `5,employer_sector,too_long,${'s'.repeat(121)}`, `6,role,too_long,${'r'.repeat(121)}`, '7,hours_per_week,number_range,80.5', '8,hours_per_week,number_range,-1',
      '9,hours_per_week,number,full', '10,volunteer_email,same_person,A@people.example', '11,volunteer_email,email,nobody', '12,,cells,2',
    ]);
    expect(await standing('employment_outcomes', 'minutes_per_week, revision')).toEqual([{ minutes_per_week: 4800, revision: 1 }]);
  });

  test('an absent column changes nothing, an empty cell clears what was told; undo and its undo bring both back', async () => {
    await load('employment', latin(file));
    const before = await standing('employment_outcomes', columns);
    expect((await load('employment', 'participant_email,started_on\nolena@people.example,2026-09-01\n')).counts).toEqual(counts({ total: 1, unchanged: 1 }));
    const changed = await load('employment', 'participant_email,started_on,role,hours_per_week,volunteer_email\nolena@people.example,2026-09-01,,30,\n');
    expect(changed.counts).toEqual(counts({ total: 1, updated: 1 }));
    const after = await standing('employment_outcomes', columns);
    expect(after[0]).toMatchObject({ started_on: '2026-09-01', employer_sector: 'Helse', hours_per_week: '30', minutes_per_week: 1800, volunteer_id: null, has_words: false, revision: 3 });
    expect(after.slice(1)).toEqual(before.slice(1));
    await turn(changed.id, 'undo');
    expect(await standing('employment_outcomes', columns)).toEqual(before);
    expect(await wordsOf('employment_outcomes', `started_on = '2026-09-01'`)).toMatchObject([{ texts: { role: 'Pleieassistent hos Åse Lie' } }]);
    await turn(changed.id, 'restore');
    expect(await standing('employment_outcomes', columns)).toEqual(after);
  });

  test('what happened is told with ids, the day and minutes', async () => {
    const first = await load('employment', latin(file));
    await load('employment', 'participant_email,started_on,hours_per_week\nivan@people.example,2026-09-01,10\n');
    await turn(first.id, 'undo');
    const [olena, ivan, kari] = [await personOf('olena@people.example'), await personOf('ivan@people.example'), await personOf('kari@aurora.example')];
    const reported = await told('profiles.employment.reported');
    expect(reported).toMatchObject([
      { key: `${olena}:2026-09-01`, revision: 1, present: true, participantId: olena, volunteerId: kari, localDate: '2026-09-01', minutesPerWeek: 2250, importId: first.id, line: 2 },
      { participantId: olena, volunteerId: null, localDate: '2026-10-15', minutesPerWeek: null, line: 3 }, { participantId: ivan, minutesPerWeek: 1200, line: 4 },
    ]);
    expect(JSON.stringify(reported)).not.toMatch(/@|Helse|Pleie/);
    // Once by the second file, and once by the undo, which leaves of him what that file told.
    expect(await told('profiles.employment.corrected')).toMatchObject([{ participantId: ivan, revision: 2, minutesPerWeek: 600 }, { participantId: ivan, revision: 3, minutesPerWeek: 600 }]);
    expect(await standing('employment_outcomes', 'employer_sector, hours_per_week')).toEqual([{ employer_sector: null, hours_per_week: '10' }]);
    expect((await told('profiles.employment.withdrawn')).map(({ participantId, localDate, present }) => ({ participantId, localDate, present })).sort((a, b) => (String(a.localDate) < String(b.localDate) ? -1 : 1)))
      .toEqual([{ participantId: olena, localDate: '2026-09-01', present: false }, { participantId: olena, localDate: '2026-10-15', present: false }]);
  });
});

describe('scores of questionnaires', () => {
  const columns = 'instrument, taken_on::text, total, score_micro, participant_id, text_id is not null as has_words, revision';
  const file = 'E-post;Skjema;Dato;Svar;Poengsum\nolena@people.example;WHO-5;17.09.2026;3|4|3|4|4;18\nolena@people.example;who 5;17.10.2026;;7\nolena@people.example;IPL12;17.09.2026;"1|2|3|4|5|1|2|3|4|5|3|3";\nivan@people.example;ipl-12;2026-09-17;;60\n';

  test('answers or totals load: the total raw, the score in millionths of the questionnaire’s range, answers sealed under the person’s key', async () => {
    const done = await load('instrument-scores', file);
    expect(done.counts).toEqual(counts({ total: 4, created: 4 }));
    const [olena, ivan] = [await personOf('olena@people.example'), await personOf('ivan@people.example')];
    const rows = await standing('instrument_scores', columns);
    expect(rows).toHaveLength(4);
    expect(rows).toEqual(expect.arrayContaining([
      { instrument: 'IPL-12', taken_on: '2026-09-17', total: 36, score_micro: 500_000, participant_id: olena, has_words: true, revision: 1 },
      { instrument: 'IPL-12', taken_on: '2026-09-17', total: 60, score_micro: 1_000_000, participant_id: ivan, has_words: false, revision: 1 },
      { instrument: 'WHO-5', taken_on: '2026-09-17', total: 18, score_micro: 720_000, participant_id: olena, has_words: true, revision: 1 },
      { instrument: 'WHO-5', taken_on: '2026-10-17', total: 7, score_micro: 280_000, participant_id: olena, has_words: false, revision: 1 },
    ]));
    expect(await wordsOf('instrument_scores', `instrument = 'WHO-5'`)).toMatchObject([{ personId: olena, texts: { items: '3|4|3|4|4' } }]);
    const viewer = await world.as('viewer@aurora.example');
    expect((await viewer.get(`${imports()}/${done.id}/lines/2`)).body).toMatchObject({ cells: [null, 'WHO-5', '17.09.2026', null, null] });
    expect((await load('instrument-scores', file)).counts).toEqual(counts({ total: 4, unchanged: 4 }));
  });

  test('answers that do not fit, totals out of range and the two at odds are named by line', async () => {
    const done = await load('instrument-scores', [
      'person_email,instrument,taken_on,items,total', ',WHO-5,2026-09-17,,5', 'a@people.example,,2026-09-17,,5', 'a@people.example,PHQ-9,2026-09-17,,5', 'a@people.example,WHO-5,,,5', 'a@people.example,WHO-5,2026-09-17,,', 'a@people.example,WHO-5,2026-09-17,1|2|3|4,',
      'a@people.example,WHO-5,2026-09-17,1|2|3|4|6,', 'a@people.example,WHO-5,2026-09-17,1|2||4|5,12', 'a@people.example,WHO-5,2026-09-17,1|2|3|4|5,16', 'a@people.example,WHO-5,2026-09-17,,26', 'a@people.example,WHO-5,2026-09-17,,12.5', 'a@people.example,WHO-5,2026-09-17,,good',
      'a@people.example,IPL-12,2026-09-17,,11', 'a@people.example,IPL-12,2026-09-17,,61', 'a@people.example,IPL-12,2026-09-17,0|1|1|1|1|1|1|1|1|1|1|1,', 'a@people.example,IPL-12,2026-09-17,1|2|3|4|5,', 'a@people.example,WHO-5,2026-09-17,5',
      'a@people.example,WHO-5,2026-09-17,,0', 'a@people.example,IPL-12,2026-09-17,,12', 'a@people.example,WHO-5,2026-09-18, 5 | 5|5|5|5 ,25',
    ].join('\n'));
    expect(done.counts).toEqual(counts({ total: 20, created: 3, rejected: 17 }));
    expect(await errorsOf(done.id)).toEqual([
      '2,person_email,required,', '3,instrument,required,', '4,instrument,choice,PHQ-9', '5,taken_on,required,', '6,items,items,', '7,items,items,1|2|3|4', '8,items,items,1|2|3|4|6', '9,items,items,1|2||4|5', '10,items,items,1|2|3|4|5', '11,total,number_range,26',
      '12,total,number_range,12.5', '13,total,number,good', '14,total,number_range,11', '15,total,number_range,61', '16,items,items,0|1|1|1|1|1|1|1|1|1|1|1', '17,items,items,1|2|3|4|5', '18,,cells,4',
    ]);
    expect(done.problems.every(({ column, value }) => !['items', 'total'].includes(column) || value === null)).toBe(true);
    expect((await standing('instrument_scores', 'score_micro')).map((row) => row['score_micro'])).toEqual([0, 0, 1_000_000]);
    const lacking = await load('instrument-scores', 'person_email,instrument,taken_on\na@people.example,WHO-5,2026-09-17\n');
    expect(await errorsOf(lacking.id)).toEqual(['2,items,items,']);
  });

  test('a total alone leaves the answers it agrees with, and no others; undo brings them back', async () => {
    await load('instrument-scores', 'person_email,instrument,taken_on,items\nolena@people.example,WHO-5,2026-09-17,3|4|3|4|4\n');
    expect((await load('instrument-scores', 'person_email,instrument,taken_on,total\nolena@people.example,WHO-5,2026-09-17,18\n')).counts).toEqual(counts({ total: 1, unchanged: 1 }));
    const before = await standing('instrument_scores', columns);
    const other = await load('instrument-scores', 'person_email,instrument,taken_on,total\nolena@people.example,WHO-5,2026-09-17,10\n');
    expect(other.counts).toEqual(counts({ total: 1, updated: 1 }));
    expect(await standing('instrument_scores', columns)).toMatchObject([{ total: 10, score_micro: 400_000, has_words: false, revision: 3 }]);
    await turn(other.id, 'undo');
    expect(await standing('instrument_scores', columns)).toEqual(before);
    expect(await wordsOf('instrument_scores', 'true')).toMatchObject([{ texts: { items: '3|4|3|4|4' } }]);
    await turn(other.id, 'restore');
    expect(await standing('instrument_scores', columns)).toMatchObject([{ total: 10, has_words: false }]);
  });

  test('what happened is told in totals and millionths, never in answers', async () => {
    const first = await load('instrument-scores', file);
    const second = await load('instrument-scores', 'person_email,instrument,taken_on,total\nolena@people.example,WHO-5,2026-09-17,20\nivan@people.example,WHO-5,2026-09-17,20\n');
    await turn(second.id, 'undo');
    const [olena, ivan] = [await personOf('olena@people.example'), await personOf('ivan@people.example')];
    const scored = await told('evidence.instrument.scored');
    expect(scored).toMatchObject([
      { key: `${olena}:WHO-5:2026-09-17`, revision: 1, present: true, participantId: olena, instrument: 'WHO-5', localDate: '2026-09-17', total: 18, scoreMicro: 720_000, importId: first.id, line: 2 },
      { localDate: '2026-10-17', total: 7 }, { instrument: 'IPL-12', total: 36, scoreMicro: 500_000 }, { participantId: ivan, total: 60 }, { participantId: ivan, instrument: 'WHO-5', total: 20, scoreMicro: 800_000, importId: second.id },
    ]);
    expect(JSON.stringify(scored)).not.toMatch(/@|\d\|\d/);
    expect(await told('evidence.instrument.corrected')).toMatchObject([{ revision: 2, total: 20 }, { revision: 1, total: 18, present: true }]);
    expect(await told('evidence.instrument.withdrawn')).toMatchObject([{ participantId: ivan, total: 20, present: false }]);
  });
});

test('the sample file of each kind loads without a problem', async () => {
  for (const kind of ['programme-costs', 'roster', 'employment', 'instrument-scores'] as const) {
    const { status, text } = await admin.get(`${imports()}/kinds/${kind}/sample.csv`);
    const done = await load(kind, text);
    expect({ kind, status, counts: done.counts, problems: done.problems }).toEqual({ kind, status: 200, counts: counts({ total: 1, created: 1 }), problems: [] });
  }
});
