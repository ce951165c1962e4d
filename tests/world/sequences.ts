// Random histories of two companies: what is told, drawn from few keys, people and days so that tellings collide, and how each step
// is told to the product and to the model.
import fc from 'fast-check';
import { send } from './webhooks.ts';
import { CompanyModel, programmes, type Cells, type Figures, type Row } from './model.ts';
import { until, type Client, type World } from './world.ts';

type FileKind = 'kintell-mentorship' | 'kintell-combined' | 'buddy-matches' | 'buddy-checkins';
type Line = Readonly<Record<string, string>>;
interface FileStep { step: 'file'; kind: FileKind; columns: readonly string[]; lines: readonly Line[] }
interface HookStep { step: 'webhook'; kind: 'session' | 'rating' | 'match' | 'checkin'; body: Readonly<Record<string, string | number>> }
type Step = FileStep | HookStep
  | { step: 'file again'; which: number; without: number; changed: readonly { line: number; with: Line }[] }
  | { step: 'webhook repeated'; which: number; minutes: number } | { step: 'undo'; which: number } | { step: 'restore'; which: number };
export type Sequence = readonly [readonly Step[], readonly Step[]];

const zones = ['Europe/Oslo', 'America/New_York'] as const;
// Instants near the edges of days, months and quarters of the two zones; the last is to come.
const instants = ['2026-07-06T10:00:00Z', '2026-07-31T22:30:00Z', '2026-08-12T09:00:00Z', '2026-09-30T23:00:00Z', '2026-09-02T12:00:00Z'];
const future = '2027-03-10T10:00:00Z';
const days = ['2026-07-10', '2026-07-31', '2026-08-20', '2026-09-05'];
const matchedDays = ['2026-05-02', '2026-06-10', '2026-07-03'];
const endedDays = ['2026-07-31', '2026-08-15', '2026-09-01'];
const participant = (key: number): string => `p${key}@people.example`;
const volunteer = (key: number): string => `v${key % 3}@company.example`;
const hourLater = (at: string): string => at.replace(/T(\d\d)/, (_, hour: string) => `T${String(Math.min(Number(hour) + 1, 23)).padStart(2, '0')}`).replace(':00:00Z', ':30:00Z');

const optionalColumns = ['duration_minutes', 'duration_min', 'rating', 'status', 'completed_at', 'ended_at', 'mood', 'hours_state'];

const oneOf = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const rating = oneOf('', '1', '2', '3', '4', '5', '4.5');
const minutes = oneOf('', '30', '45', '50', '60');
const status = oneOf('', '', 'completed', 'cancelled', 'no_show');
const hoursState = oneOf('', 'confirmed', 'reported', 'rejected');
const sessionKey = fc.integer({ min: 1, max: 7 });
/** Mostly the same person for a key, so that five of them come together. */
const people = fc.tuple(sessionKey, fc.option(fc.integer({ min: 1, max: 7 }), { freq: 6 })).map(([key, other]) => ({ key: `S${key}`, participant: participant(other ?? key), volunteer: volunteer(other ?? key) }));
const some = (columns: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...columns]);

const mentorshipLine: fc.Arbitrary<Line> = fc.tuple(people, fc.option(oneOf(...instants), { freq: 9 }), fc.boolean(), minutes, rating, status, hoursState).map(([who, at, over, duration, stars, state, hours]) => ({
  session_id: who.key, participant_email: who.participant, mentor_email: who.volunteer, scheduled_at: at ?? future, completed_at: at !== null && over ? hourLater(at) : '', duration_minutes: duration, rating: stars,
  status: at === null ? '' : state, hours_state: hours,
}));
const combinedLine: fc.Arbitrary<Line> = fc.tuple(people, oneOf('Language Connect', 'Mentorship'), oneOf(...days), minutes, rating, status, hoursState).map(([who, type, date, duration, stars, state, hours]) => ({
  session_id: who.key, session_type: type, participant_email: who.participant, volunteer_email: who.volunteer, date, duration_min: duration, rating: stars, status: state, hours_state: hours,
}));
const matchKey = fc.integer({ min: 1, max: 3 });
const matchLine: fc.Arbitrary<Line> = fc.tuple(matchKey, oneOf(...matchedDays), oneOf('', '', ...endedDays)).map(([key, matched, ended]) => ({
  match_id: `M${key}`, participant_email: participant(key), buddy_email: volunteer(key), matched_at: matched, ended_at: ended,
}));
const checkinLine: fc.Arbitrary<Line> = fc.tuple(matchKey, oneOf(...days), oneOf('', 'good', 'okay')).map(([key, date, mood]) => ({
  match_id: `M${key}`, participant_email: participant(key), buddy_email: volunteer(key), checkin_date: date, mood,
}));

const file = (kind: FileKind, line: fc.Arbitrary<Line>, required: readonly string[], optional: fc.Arbitrary<readonly string[]>): fc.Arbitrary<FileStep> => fc.record({
  step: fc.constant('file' as const), kind: fc.constant(kind), columns: optional.map((more) => [...required, ...more]), lines: fc.array(line, { minLength: 1, maxLength: 7 }),
});
const files = fc.oneof(
  { weight: 3, arbitrary: file('kintell-mentorship', mentorshipLine, ['session_id', 'participant_email', 'mentor_email', 'scheduled_at'], some(['completed_at', 'duration_minutes', 'rating', 'status', 'hours_state'])) },
  { weight: 3, arbitrary: file('kintell-combined', combinedLine, ['session_id', 'session_type', 'participant_email', 'volunteer_email', 'date'], some(['duration_min', 'rating', 'status', 'hours_state'])) },
  { weight: 1, arbitrary: file('buddy-matches', matchLine, ['match_id', 'participant_email', 'buddy_email', 'matched_at'], some(['ended_at'])) },
  { weight: 1, arbitrary: file('buddy-checkins', checkinLine, ['checkin_date'], fc.tuple(oneOf('match_id', 'participant_email,buddy_email'), some(['mood'])).map(([reference, more]) => [...reference.split(','), ...more])) },
);

/** Leaves out what is empty, and some of the rest: a webhook tells or is silent. */
const partial = (whole: fc.Arbitrary<Record<string, string | number>>, required: readonly string[]): fc.Arbitrary<Record<string, string | number>> => fc.tuple(whole, fc.infiniteStream(fc.boolean()))
  .map(([body, keep]) => Object.fromEntries(Object.entries(body).filter(([field, value]) => required.includes(field) || (value !== '' && (keep.next().value as boolean)))));
const sessionBody = fc.tuple(people, oneOf('language', 'mentorship'), fc.option(oneOf(...instants), { freq: 9 }), minutes, rating, status).map(([who, sessionType, at, duration, stars, state]) => ({
  sessionId: who.key, sessionType, participantEmail: who.participant, volunteerEmail: who.volunteer, scheduledAt: at ?? future,
  completedAt: at === null ? '' : hourLater(at), durationMinutes: duration === '' ? '' : Number(duration), rating: stars === '' ? '' : Number(stars), status: at === null ? '' : state,
}));
const ratingBody = fc.tuple(sessionKey, fc.integer({ min: 1, max: 5 }), fc.boolean()).map(([key, stars, named]): Record<string, string | number> => ({
  sessionId: `S${key}`, rating: stars, ratedAt: '2026-10-01T10:00:00Z', ...(named ? { ratedBy: 'participant' } : {}),
}));
const matchBody = fc.tuple(matchKey, oneOf(...matchedDays), oneOf('', ...endedDays)).map(([key, matched, ended]) => ({
  matchId: `M${key}`, participantEmail: participant(key), buddyEmail: volunteer(key), matchedAt: `${matched}T12:00:00Z`, endedAt: ended === '' ? '' : `${ended}T12:00:00Z`,
}));
const checkinBody = fc.tuple(matchKey, oneOf(...days), oneOf('', 'good', 'okay')).map(([key, date, mood]) => ({ matchId: `M${key}`, checkinDate: date, mood }));
const hook = (kind: HookStep['kind'], body: fc.Arbitrary<Record<string, string | number>>): fc.Arbitrary<HookStep> => fc.record({ step: fc.constant('webhook' as const), kind: fc.constant(kind), body });
const hooks = fc.oneof(
  { weight: 3, arbitrary: hook('session', partial(sessionBody, ['sessionId', 'sessionType', 'participantEmail', 'volunteerEmail', 'scheduledAt'])) },
  { weight: 2, arbitrary: hook('rating', ratingBody) },
  { weight: 1, arbitrary: hook('match', partial(matchBody, ['matchId', 'participantEmail', 'buddyEmail', 'matchedAt'])) },
  { weight: 1, arbitrary: hook('checkin', partial(checkinBody, ['matchId', 'checkinDate'])) },
);
const which = fc.nat({ max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: files }, { weight: 5, arbitrary: hooks },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('file again' as const), which, without: fc.nat({ max: 15 }), changed: fc.array(fc.record({ line: fc.nat({ max: 6 }), with: fc.record({ duration_minutes: minutes, rating, status, ended_at: oneOf('', ...endedDays) }) }), { maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('webhook repeated' as const), which, minutes: fc.constantFrom(0, 15) }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('undo' as const), which }) }, { weight: 3, arbitrary: fc.record({ step: fc.constant('restore' as const), which }) },
);
export const sequences = (maxSteps: number): fc.Arbitrary<Sequence> => fc.tuple(fc.array(step, { minLength: 1, maxLength: maxSteps, size: 'max' }), fc.array(step, { maxLength: maxSteps >> 1, size: 'max' }));

type Sources = Readonly<Record<'kintell' | 'buddy', { url: string; secret: string }>>;

/** A company of a sequence, told to the product through its doors and to the model beside it. */
class Told {
  readonly model: CompanyModel;
  readonly #world: World;
  readonly #client: Client;
  readonly #imports: { id: string; undone: boolean }[] = [];
  readonly #files: FileStep[] = [];
  readonly #hooks: { kind: HookStep['kind']; id: string; body: HookStep['body'] }[] = [];
  readonly #sources: Sources;
  readonly id: string;

  constructor(world: World, client: Client, id: string, zone: string, sources: Sources) {
    [this.#world, this.#client, this.id, this.model, this.#sources] = [world, client, id, new CompanyModel(zone), sources];
  }

  static async make(world: World, zone: string): Promise<Told> {
    const client = await world.operator();
    const { body: company } = await client.post<{ id: string }>('companies', { name: 'Property AS', country: 'NO', currency: 'NOK', timeZone: zone, industry: 'energy', employees: 100, region: 'eu-central-1' });
    const source = async (provider: string): Promise<{ url: string; secret: string }> => (await client.post<{ url: string; secret: string }>(`companies/${company.id}/webhook-sources`, { provider })).body;
    return new Told(world, client, company.id, zone, { kintell: await source('kintell'), buddy: await source('buddy') });
  }

  async take(step: Step): Promise<void> {
    if (step.step === 'file') await this.#file(step);
    else if (step.step === 'webhook') await this.#hook(step.kind, `hook-${this.#hooks.length}`, step.body);
    else if (step.step === 'file again') await this.#again(step);
    else if (step.step === 'webhook repeated') await this.#repeat(step.which, step.minutes);
    else await this.#undo(step.step, step.which);
    await this.#applied();
  }

  async #file(whole: FileStep): Promise<void> {
    const left = new Set(whole.lines.map((line) => rowOf(whole, line)).filter((row) => this.model.meetsKnownDefect(whole.kind, row)).map(({ key }) => key));
    const step = { ...whole, lines: whole.lines.filter((line) => !left.has(rowOf(whole, line).key)) };
    if (step.lines.length === 0) return;
    const csv = [step.columns, ...step.lines.map((line) => step.columns.map((column) => line[column] ?? ''))].map((cells) => cells.join(',')).join('\n');
    const done = await this.#client.importFile(this.id, csv, { kind: step.kind });
    if (done.state !== 'done' || done.counts.rejected > 0) throw new Error(`the file was not taken whole: ${JSON.stringify(done)}\n${csv}`);
    this.model.tell(step.kind, step.lines.map((line) => rowOf(step, line)), done.id);
    this.#imports.push({ id: done.id, undone: false });
    this.#files.push(step);
  }

  async #again({ which: at, without, changed }: Extract<Step, { step: 'file again' }>): Promise<void> {
    const before = this.#files[at % Math.max(this.#files.length, 1)];
    if (!before) return;
    const dropped = optionalColumns[without];
    const lines = before.lines.map((line, index) => ({ ...line, ...changed.filter((change) => change.line === index).map(({ with: cells }) => ({ ...cells, duration_min: cells['duration_minutes'] ?? '', ...(line['scheduled_at'] === future ? { status: '' } : {}) }))[0] }));
    await this.#file({ ...before, columns: before.columns.filter((column) => column !== dropped), lines });
  }

  async #hook(kind: HookStep['kind'], id: string, body: HookStep['body']): Promise<void> {
    if (this.model.meetsKnownDefect(`webhook:${kind}`, rowOfHook(kind, body)) && !this.#hooks.some((hook) => hook.id === id && hook.kind === kind)) return;
    const { url, secret } = this.#sources[kind === 'session' || kind === 'rating' ? 'kintell' : 'buddy'];
    const sent = await send(`${this.#world.base}${url}/${kind}`, secret, id, body);
    const repeated = this.#hooks.some((hook) => hook.id === id && hook.kind === kind);
    if (sent.status !== 202 || sent.body.duplicate !== repeated) throw new Error(`webhook ${kind} ${id} answered ${sent.status} ${JSON.stringify(sent.body)}: ${JSON.stringify(body)}`);
    if (repeated) return;
    this.#hooks.push({ kind, id, body });
    this.model.tell(`webhook:${kind}`, [rowOfHook(kind, body)], null);
  }

  async #repeat(at: number, more: number): Promise<void> {
    const before = this.#hooks[at % Math.max(this.#hooks.length, 1)];
    if (before) await this.#hook(before.kind, before.id, more > 0 && before.kind === 'session' ? { ...before.body, durationMinutes: more } : before.body);
  }

  async #undo(what: 'undo' | 'restore', at: number): Promise<void> {
    const open = this.#imports.filter(({ undone }) => undone === (what === 'restore'));
    const found = open[at % Math.max(open.length, 1)];
    // Known: a session whose only import is undone stands on by a rating of it (see the failing test); left out here to find others.
    if (!found || (what === 'undo' && this.model.leavesOnlyRatings(found.id))) return;
    const { status: answer, text } = await this.#client.post(`companies/${this.id}/imports/${found.id}/${what}`);
    if (answer !== 202) throw new Error(`${what} answered ${answer} ${text}`);
    found.undone = what === 'undo';
    this.model[what](found.id);
  }

  /** Order matters between steps: each is applied before the next is told. */
  async #applied(): Promise<void> {
    await until(async () => ((await this.#world.sql<{ open: string }>('select count(*) as open from outbox where tenant_id = $1 and sent_at is null', [this.id]))[0]?.open === '0' ? true : undefined));
  }

  async settled(): Promise<void> {
    await this.#world.settled(this.id);
  }

  /** Every stored figure, and after a rebuild from scratch the ones that are not as they came. */
  async rebuilt(): Promise<string[]> {
    const read = async (): Promise<string[]> => (await this.#world.sql<{ row: string }>(`select concat_ws(' ', period, programme, metric, value_micro, n, people, numerator, denominator, low_micro, high_micro, state) as row
      from metrics_company_period where tenant_id = $1 order by 1`, [this.id])).map(({ row }) => row);
    const before = await read();
    await this.#world.sql('delete from activity_ledger where tenant_id = $1', [this.id]);
    // The rebuild may meet the pass that computes marked months and be refused; the pass then does the rest.
    await this.#world.node.actors.get('impact')?.job(this.id, 'property').ask('impact.rebuild', {}, { timeoutMs: 120_000 })
      .catch((error: unknown) => { if (!String(error).includes('could not serialize')) throw error; });
    await this.settled();
    const after = await read();
    return [...before.filter((row) => !after.includes(row)).map((row) => `gone after a rebuild: ${row}`), ...after.filter((row) => !before.includes(row)).map((row) => `only after a rebuild: ${row}`)];
  }

  /** Every difference between the product's figures and the model's. */
  async differences(): Promise<string[]> {
    const found: string[] = [];
    const read = async (period: string, programme: string): Promise<void> => {
      const { body } = await this.#client.get<{ items: { metric: string; value: number | null; state: string; n: number | null }[] }>(`companies/${this.id}/metrics?period=${period}&programme=${programme}`);
      const product: Figures = Object.fromEntries(body.items.map((item) => [item.metric, item]));
      for (const [metric, expected] of Object.entries(this.model.figures(period, programme))) {
        if (period.startsWith('2027') && metric === 'matches_active') continue;
        const got = product[metric];
        // Which siblings of a suppressed figure go with it is another test's: here it is enough that it may only hide, never differ.
        if (metric === 'rating_mean' && expected.state === 'measured' && got?.state === 'too_few' && got.value === null) continue;
        if (got?.value !== expected.value || got.state !== expected.state) found.push(`${this.model.zone} ${period} ${programme} ${metric}: ${got?.value} ${got?.state}, not ${expected.value} ${expected.state}`);
      }
    };
    for (const programme of ['all', ...programmes]) await Promise.all(periods.map((period) => read(period, programme)));
    return found;
  }
}
const periods = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-Q2', '2026-Q3', '2026-Q4', '2026', '2027-03'];

/** Runs a sequence on two fresh companies; answers every difference, as told and after a rebuild. */
export async function runSequence(world: World, sequence: Sequence): Promise<string[]> {
  const found = await Promise.all(sequence.map(async (steps, index) => {
    const company = await Told.make(world, zones[index] ?? zones[0]);
    for (const each of steps) await company.take(each);
    await company.settled();
    return [...await company.differences(), ...await company.rebuilt()];
  }));
  return found.flat();
}

/** A line as the row it tells: cells by the session's or match's own columns, empty ones as null. */
function rowOf({ kind, columns }: FileStep, line: Line): Row {
  const cell = (column: string): string | number | null => (line[column] === '' || line[column] === undefined ? null : ['duration_minutes', 'duration_min', 'rating'].includes(column) ? Number(line[column]) : line[column]);
  const told: Cells = Object.fromEntries(columns.map((column) => [column, cell(column)]));
  if (kind === 'kintell-mentorship') return { key: line['session_id'] ?? '', cells: { ...without(told, 'mentor_email'), volunteer_email: cell('mentor_email'), session_type: 'mentorship' } };
  if (kind === 'kintell-combined') {
    const { date, duration_min: duration, ...rest } = told;
    return { key: line['session_id'] ?? '', cells: { ...rest, session_type: line['session_type'] === 'Mentorship' ? 'mentorship' : 'language', scheduled_at: date ?? null, ...(told['status'] === undefined || told['status'] === null || told['status'] === 'completed' ? { completed_at: date ?? null, took_place: 1 } : {}), ...(duration === undefined ? {} : { duration_minutes: duration }) } };
  }
  const named = { ...told, participant_email: cell('participant_email'), volunteer_email: cell('buddy_email') };
  return { key: kind === 'buddy-matches' ? line['match_id'] ?? '' : `${line['match_id']} ${line['checkin_date']}`, cells: named };
}

function rowOfHook(kind: HookStep['kind'], body: HookStep['body']): Row {
  const snake = Object.fromEntries(Object.entries(body).map(([field, value]) => [field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));
  if (kind === 'session' || kind === 'rating') return { key: String(body['sessionId']), cells: kind === 'rating' ? { rating: body['rating'] ?? null } : snake };
  const key = Number(String(body['matchId']).slice(1));
  const named = { ...snake, participant_email: participant(key), volunteer_email: volunteer(key) };
  return { key: kind === 'match' ? String(body['matchId']) : `${body['matchId']} ${body['checkinDate']}`, cells: named };
}

function without(cells: Cells, column: string): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([name]) => name !== column));
}

/** Every sequence that is one step, one line or one column smaller. */
function* smaller(sequence: Sequence): Generator<Sequence> {
  for (const [index, steps] of sequence.entries()) {
    const instead = (changed: readonly Step[]): Sequence => (index === 0 ? [changed, sequence[1]] : [sequence[0], changed]);
    if (steps.length > 1) yield instead([]);
    for (const [at, step] of steps.entries()) {
      const replaced = (other: Step): Sequence => instead(steps.with(at, other));
      yield instead(steps.toSpliced(at, 1));
      if (step.step === 'file' && step.lines.length > 1) for (const line of step.lines.keys()) yield replaced({ ...step, lines: step.lines.toSpliced(line, 1) });
      if (step.step === 'file') for (const [column, name] of step.columns.entries()) if (optionalColumns.includes(name)) yield replaced({ ...step, columns: step.columns.toSpliced(column, 1) });
      if (step.step === 'file again' && step.changed.length > 0) for (const change of step.changed.keys()) yield replaced({ ...step, changed: step.changed.toSpliced(change, 1) });
      if (step.step === 'webhook') for (const field of ['status', 'completedAt', 'durationMinutes', 'rating', 'endedAt', 'mood'].filter((name) => step.kind === 'session' || name !== 'rating')) if (field in step.body) yield replaced({ ...step, body: Object.fromEntries(Object.entries(step.body).filter(([name]) => name !== field)) });
    }
  }
}

/** Makes a failing sequence smaller, several tries at once, until nothing can be left out. */
async function shrink(world: World, { sequence: failing, found: known }: { sequence: Sequence; found: string[] }, withinMs: number): Promise<{ sequence: Sequence; found: string[] }> {
  const begun = Date.now();
  let best = { sequence: failing, found: known };
  for (let candidates = [...smaller(failing)]; candidates.length > 0 && Date.now() - begun < withinMs;) {
    const tried = await Promise.all(candidates.splice(0, 6).map(async (sequence) => ({ sequence, found: await runSequence(world, sequence).catch(() => [] as string[]) })));
    const smallest = tried.find(({ found }) => found.length > 0);
    if (!smallest) continue;
    best = smallest;
    candidates = [...smaller(smallest.sequence)];
  }
  return best;
}

export interface Search { ran: number; steps: number; seconds: number; failing: { index: number; found: string[]; shrunk: string }[] }

/** Draws sequences by a seed and runs them, four at a time; the first that differs is made small and told. */
export async function searchSequences(world: World, { seed, count, maxSteps, shrinkMs }: { seed: number; count: number; maxSteps: number; shrinkMs: number }): Promise<Search> {
  const begun = performance.now();
  const drawn = fc.sample(sequences(maxSteps), { seed, numRuns: count });
  const search: Search = { ran: 0, steps: 0, seconds: 0, failing: [] };
  const left = drawn.entries();
  const lane = async (): Promise<void> => {
    for (const [index, sequence] of left) {
      const found = await runSequence(world, sequence).catch((error: unknown) => [String((error as Error).stack)]);
      if (found.length > 0) search.failing.push({ index, found: found.slice(0, 12), shrunk: '' });
      search.ran += 1;
      search.steps += sequence.flat().length;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  search.failing.sort((one, other) => one.index - other.index);
  const [first] = search.failing;
  const failing = first && drawn[first.index];
  if (first && failing) {
    const least = await shrink(world, { sequence: failing, found: first.found }, shrinkMs);
    Object.assign(first, { found: least.found.slice(0, 12), shrunk: JSON.stringify(least.sequence).replaceAll('{"step"', '\n{"step"') });
  }
  search.seconds = (performance.now() - begun) / 1000;
  return search;
}
