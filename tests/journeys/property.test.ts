// Whatever is told in whatever order, every figure is what the specification's own model says, as it came and from scratch.
// What the random histories found stands below as tests of its own.
import { openWorld, until, type Client, type World } from '../world/world.ts';
import { send } from '../world/webhooks.ts';
import { searchSequences } from '../world/search.ts';

let world: World;
let operator: Client;
beforeAll(async () => {
  world = await openWorld();
  operator = await world.operator();
});
afterAll(async () => { await world.close(); });

test('random histories of two companies give the figures of the model, to the last digit', async () => {
  const { ran, failing } = await searchSequences(world, { seed: 20_261_125, count: 15, maxSteps: 12, shrinkMs: 60_000, lanes: 6 });
  expect(failing).toEqual([]);
  expect(ran).toBe(15);
}, 300_000);

interface Teller {
  load: (csv: string, kind?: string) => Promise<string>; undo: (id: string) => Promise<void>; restore: (id: string) => Promise<void>; hook: (kind: string, body: unknown) => Promise<void>;
  figures: () => Promise<Record<string, number | null>>;
}
/** Tells a company of its own one step after the other; answers its figures of a month. */
async function figuresAfter(month: string, tell: (company: Teller) => Promise<void>): Promise<Record<string, number | null>> {
  const { body: company } = await operator.post<{ id: string }>('companies', { name: 'Case AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo', industry: 'energy', employees: 10, region: 'eu-central-1' });
  const { body: source } = await operator.post<{ url: string; secret: string }>(`companies/${company.id}/webhook-sources`, { provider: 'kintell' });
  let sent = 0;
  const figures = async (): Promise<Record<string, number | null>> => {
    await world.settled(company.id);
    const { body } = await operator.get<{ items: { metric: string; value: number | null }[] }>(`companies/${company.id}/metrics?period=${month}`);
    return Object.fromEntries(body.items.map(({ metric, value }) => [metric, value]));
  };
  await tell({
    load: async (csv, kind = 'kintell-mentorship') => (await operator.importFile(company.id, csv, { kind })).id,
    undo: async (id) => { await operator.post(`companies/${company.id}/imports/${id}/undo`); },
    restore: async (id) => { await operator.post(`companies/${company.id}/imports/${id}/restore`); },
    hook: async (kind, body) => {
      sent += 1;
      await send(`${world.base}${source.url}/${kind}`, source.secret, `case-${sent}`, body);
      await until(async () => ((await world.sql('select 1 from outbox where tenant_id = $1 and sent_at is null', [company.id])).length === 0 ? true : undefined));
    },
    figures,
  });
  return figures();
}
const mentorship = (columns: string, cells: string, at = '2026-08-10T10:00:00Z'): string => `session_id,participant_email,mentor_email,scheduled_at${columns}\nS1,p1@people.example,v1@company.example,${at}${cells}\n`;
const combined = (columns = '', cells = ''): string => `session_id,session_type,participant_email,volunteer_email,date${columns}\nS1,Mentorship,p1@people.example,v1@company.example,2026-08-10${cells}\n`;

// "File A, then B, then A again ends as A" (chapter 2): with a status between that A implies, it ends as B.
test('a combined file, its sessions cancelled, and the file again: completed', async () => {
  const figures = await figuresAfter('2026-08', async ({ load }) => {
    await load(combined(), 'kintell-combined');
    await load(combined(',status', ',cancelled'), 'kintell-combined');
    await load(combined(), 'kintell-combined');
  });
  expect(figures).toMatchObject({ sessions_completed: 1, completion_rate: 1 });
});

// "An empty cell clears only what came from the same kind"; "without status … a past row without completed_at is unreported" (chapter 11).
test('a status that the same kind of file told is cleared by an empty cell', async () => {
  const figures = await figuresAfter('2026-08', async ({ load }) => {
    await load(mentorship(',status', ',no_show'));
    await load(mentorship(',status', ','));
  });
  expect(figures).toMatchObject({ no_shows: 0, sessions_scheduled: 1, completion_rate: 0 });
});

// The same, and "hours that a source system reports arrive confirmed" (chapter 11).
test('a state of hours that the same kind of file told is cleared by an empty cell', async () => {
  const figures = await figuresAfter('2026-08', async ({ load }) => {
    await load(combined(',duration_min,hours_state', ',60,reported'), 'kintell-combined');
    await load(combined(',duration_min,hours_state', ',60,'), 'kintell-combined');
  });
  expect(figures).toMatchObject({ sessions_completed: 1, volunteer_hours: 1 });
});

// Only a past row without completed_at is unreported (chapter 11), and only such count in the completion rate (chapter 3).
test('a session put off to a day that is still to come is scheduled again', async () => {
  const figures = await figuresAfter('2099-03', async ({ load }) => {
    await load(mentorship('', ''));
    await load(mentorship('', '', '2099-03-10T10:00:00Z'));
  });
  expect(figures).toMatchObject({ sessions_scheduled: 1, completion_rate: null });
});

// "Undo withdraws that import's revisions and support; a row with none left disappears" (chapter 2); a rating is a row of its own, by session and
// rater, and one whose session is not known waits (chapters 10 and 11).
test('a rating holds up no session whose only import is undone', async () => {
  const figures = await figuresAfter('2026-08', async ({ load, undo, hook }) => {
    const told = await load(mentorship(',completed_at,duration_minutes', ',2026-08-10T11:00:00Z,60'));
    await hook('rating', { sessionId: 'S1', rating: 5, ratedAt: '2026-08-11T10:00:00Z' });
    await undo(told);
  });
  expect(figures).toMatchObject({ sessions_completed: 0, volunteer_hours: 0, participants: 0 });
});

// "Undo of an import withdraws that import's revisions … undo itself can be undone" (chapter 2), "an absent column changes nothing" (chapter 11).
test('what only a restored import told is there again under a later row that is silent on it', async () => {
  const figures = await figuresAfter('2026-08', async ({ load, undo, restore }) => {
    const told = await load(combined(',duration_min', ',60'), 'kintell-combined');
    await undo(told);
    await load(mentorship(',completed_at', ',2026-08-10T11:00:00Z'));
    await restore(told);
  });
  expect(figures).toMatchObject({ sessions_completed: 1, volunteer_hours: 1 });
});

// The revisions that stand are all a value is made of (chapter 2): what an undone file told too stays by whoever else told it, and goes
// where the rest were silent.
test('minutes of an undone file stay where a later file of another kind told the same', async () => {
  const figures = await figuresAfter('2026-08', async ({ load, undo }) => {
    const told = await load(combined(',duration_min', ',60'), 'kintell-combined');
    await load(mentorship(',completed_at,duration_minutes', ',2026-08-10T11:00:00Z,60'));
    await undo(told);
  });
  expect(figures).toMatchObject({ sessions_completed: 1, volunteer_hours: 1 });
});

test('minutes of an undone file go where a later file of another kind was silent on them', async () => {
  const figures = await figuresAfter('2026-08', async ({ load, undo }) => {
    const told = await load(combined(',duration_min', ',60'), 'kintell-combined');
    await load(mentorship(',completed_at', ',2026-08-10T11:00:00Z'));
    await undo(told);
  });
  expect(figures).toMatchObject({ sessions_completed: 1, volunteer_hours: 0 });
});

// "Undo withdraws that import's revisions", not what a webhook told; a rating counts with its session (chapters 2 and 11).
test('a rating whose session was undone counts again when another file tells the session', async () => {
  const five = (head: string, cells: (key: number) => string): string => `${head}\n${[1, 2, 3, 4, 5].map(cells).join('\n')}\n`;
  let withoutSessions: number | null | undefined;
  const figures = await figuresAfter('2026-08', async ({ load, undo, hook, figures: now }) => {
    const told = await load(five('session_id,participant_email,mentor_email,scheduled_at,completed_at', (key) => `S${key},p${key}@people.example,v1@company.example,2026-08-10T10:00:00Z,2026-08-10T11:00:00Z`));
    for (const key of [1, 2, 3, 4, 5]) await hook('rating', { sessionId: `S${key}`, rating: key === 1 ? 1 : 5, ratedAt: '2026-08-11T10:00:00Z' });
    await undo(told);
    withoutSessions = (await now())['rating_mean'];
    await load(five('session_id,session_type,participant_email,volunteer_email,date', (key) => `S${key},Mentorship,p${key}@people.example,v1@company.example,2026-08-12`), 'kintell-combined');
  });
  expect(withoutSessions).toBeNull();
  expect(figures).toMatchObject({ sessions_completed: 5, rating_mean: 0.8 });
});

// A match counts in every period that it touches (chapter 3), whatever else is known of the period.
const matches = (matched: string, ended = '', pair = 1): string => `match_id,participant_email,buddy_email,matched_at,ended_at\nM1,p${pair}@people.example,v${pair}@company.example,${matched},${ended}\n`;
test('a match counts from its first day, also where the only session is still to come', async () => {
  const figures = await figuresAfter('2026-08', async ({ load }) => {
    await load(mentorship('', '', '2099-03-10T10:00:00Z'));
    await load(matches('2026-07-03'), 'buddy-matches');
  });
  expect(figures).toMatchObject({ matches_active: 1, matches_ended: 0 });
});

test('a match counts in the years before the first session', async () => {
  const figures = await figuresAfter('2025', async ({ load }) => {
    await load(mentorship('', ''));
    await load(matches('2024-11-03', '2025-02-03'), 'buddy-matches');
  });
  expect(figures).toMatchObject({ matches_active: 1, matches_ended: 1 });
});

// "Active roster members of those eligible on any day of the period" (chapter 3), in whatever order the two are told.
test.each([['before', 0], ['after', 1]])('a year without activity has its participation rate when the roster comes %s the activity around it', async (_when, place) => {
  const figures = await figuresAfter('2025', async ({ load }) => {
    const tellings = [async () => load('employee_id,email,eligible_from\nE1,v1@company.example,2020-01-01\n', 'roster')];
    tellings.splice(1 - place, 0, async () => load(mentorship(',completed_at', ',2024-08-10T11:00:00Z', '2024-08-10T10:00:00Z')));
    for (const tell of tellings) await tell();
  });
  expect(figures).toMatchObject({ participation_rate: 0, participants: 0 });
});

// Whose a check-in is, is its match's to say: it names the match alone (chapter 11).
test('a check-in goes with its match when that was undone and is told anew with others', async () => {
  const figures = await figuresAfter('2026-08', async ({ load, undo }) => {
    const told = await load(matches('2026-07-03', '', 2), 'buddy-matches');
    await load('match_id,checkin_date\nM1,2026-08-20\n', 'buddy-checkins');
    await undo(told);
    await load(matches('2026-07-03'), 'buddy-matches');
    await load(mentorship(',completed_at', ',2026-08-10T11:00:00Z'));
  });
  expect(figures).toMatchObject({ checkins: 1, participants: 1, volunteers: 1 });
});
