// What a company that the statistics have never seen costs: its rows are found by their keys, not by reading all it has for each set.
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import { openWorld, until, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const count = 6_000;

/** Entries that were read of each index since the counters were set back. */
async function entriesRead(): Promise<Map<string, number>> {
  const rows = await world.sql<{ index: string; entries: number }>('select indexrelname as index, idx_tup_read::int as entries from pg_stat_user_indexes');
  return new Map(rows.map(({ index, entries }) => [index, entries]));
}

async function load(company: World['aurora']): Promise<void> {
  const admin = await world.as(`admin@${company.domain}`);
  await admin.importFile(company.id, mentorshipCsv(manySessions(count, { people: 3_000, mentors: 500 })));
  await world.settled(company.id);
  await until(async () => ((await world.sql('select 1 from journey_marks where tenant_id = $1', [company.id])).length === 0 ? true : undefined));
}

test('the first import of a second company reads each of its rows a few times, and none along an index that does not name them', async () => {
  await load(world.aurora);
  await world.sql('analyze');
  await world.sql('select pg_stat_reset()');
  await load(world.nordlys);
  const read = await until(async () => {
    const entries = await entriesRead();
    // Sessions of a connection are counted once it rests: the last ones to come are the journeys'.
    return (entries.get('journey_rows_by_person') ?? 0) >= count ? entries : undefined;
  });
  const perRow = (index: string): number => Math.round((read.get(index) ?? 0) / count);
  expect(['kintell_sessions_by_change', 'activity_ledger_by_volunteer', 'activity_ledger_by_participant'].map(perRow)).toEqual([0, 0, 0]);
  for (const index of ['kintell_sessions_pkey', 'activity_ledger_pkey', 'journey_rows_pkey', 'person_identities_pkey']) expect([index, perRow(index) <= 2]).toEqual([index, true]);
});
