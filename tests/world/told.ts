// A company that is told histories through the product's doors, with its model beside it: each step as a user or a source would take it.
import { CompanyModel, programmes, type Cells, type Figure, type Row } from './model.ts';
import { future, optionalColumns, type FileStep, type HookStep, type Line, type Step } from './sequences.ts';
import { send } from './webhooks.ts';
import { until, type Client, type World } from './world.ts';

const periods = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-Q2', '2026-Q3', '2026-Q4', '2026', '2027-03'];
const unsent = 'outbox where tenant_id = $1 and sent_at is null';
interface Item extends Figure { period: string; programme: string; metric: string }

export class ToldCompany {
  readonly world: World;
  readonly id: string;
  readonly client: Client;
  readonly model: CompanyModel;
  readonly #sources = new Map<string, { url: string; secret: string }>();
  readonly #addresses = new Map<string, string>();

  constructor(world: World, id: string, client: Client, zone: string) {
    [this.world, this.id, this.client, this.model] = [world, id, client, new CompanyModel(zone)];
  }

  static async make(world: World, zone: string): Promise<ToldCompany> {
    const operator = await world.operator();
    const { body: company } = await operator.post<{ id: string }>('companies', { name: 'Property AS', country: 'NO', currency: 'NOK', timeZone: zone, industry: 'energy', employees: 100, region: 'eu-central-1' });
    const email = `admin@${world.aurora.domain}`;
    await operator.post(`companies/${company.id}/members`, { email, role: 'company_admin' });
    return new ToldCompany(world, company.id, await world.as(email), zone);
  }

  async post(path: string, body: unknown, expected: number): Promise<void> {
    const { status, text } = await this.client.post(`companies/${this.id}/${path}`, body);
    if (status !== expected) throw new Error(`${path} answered ${status} ${text}`);
  }

  async source(provider: string): Promise<{ url: string; secret: string }> {
    const made = this.#sources.get(provider) ?? (await this.client.post<{ url: string; secret: string }>(`companies/${this.id}/webhook-sources`, { provider })).body;
    this.#sources.set(provider, made);
    return made;
  }

  /** The ids of everybody in the list of people, by the address that each one's page shows. */
  async people(): Promise<Map<string, string>> {
    await this.none(unsent);
    await this.none('journey_marks where tenant_id = $1');
    const { body: list } = await this.client.get<{ items: { id: string }[] }>(`companies/${this.id}/profiles?limit=500`);
    const addressOf = async (id: string): Promise<string> => this.#addresses.get(id) ?? (await this.client.get<{ email: string }>(`companies/${this.id}/profiles/${id}`)).body.email;
    for (const { id } of list.items) this.#addresses.set(id, await addressOf(id));
    return new Map(list.items.map(({ id }) => [this.#addresses.get(id) ?? '', id]));
  }

  /** A webhook is applied after it was answered: what is told next comes after it. */
  async heard(): Promise<void> {
    await this.none(`${unsent} and type = 'webhooks.receipt.accepted'`);
  }

  async settled(): Promise<void> {
    await this.none(unsent);
    await this.none('metric_marks where tenant_id = $1');
  }

  async none(ofWhat: string): Promise<void> {
    await until(async () => ((await this.world.sql(`select 1 from ${ofWhat} limit 1`, [this.id])).length === 0 ? true : undefined));
  }

  /** Every difference between the product's figures and the model's: as they are stored, and a quarter as it is shown. */
  async differences(): Promise<string[]> {
    await this.settled();
    const stored = await this.world.sql<Item>('select period, programme, metric, value_micro / 1e6::float8 as value, state from metrics_company_period where tenant_id = $1', [this.id]);
    const { body: shown } = await this.client.get<{ items: Item[] }>(`companies/${this.id}/metrics?period=2026-Q3`);
    const product = new Map([...stored, ...shown.items].map((item) => [`${item.period} ${item.programme} ${item.metric}`, item]));
    const [told, untold] = [this.model.figures(), new CompanyModel(this.model.zone).figures()];
    return periods.flatMap((period) => ['all', ...programmes].flatMap((programme) => Object.entries(told(period, programme)).flatMap(([metric, expected]) => {
      if (period.startsWith('2027') && metric === 'matches_active') return [];
      // Of a period that nothing fell in, nothing is stored.
      const got = product.get(`${period} ${programme} ${metric}`) ?? untold(period, programme)[metric];
      // Which siblings of a suppressed figure go with it is another test's: here it is enough that it may only hide, never differ.
      if (metric === 'rating_mean' && expected.state === 'measured' && got?.state === 'too_few' && got.value === null) return [];
      return got?.value === expected.value && got.state === expected.state ? [] : [`${this.model.zone} ${period} ${programme} ${metric}: ${got?.value} ${got?.state}, not ${expected.value} ${expected.state}`];
    })));
  }

  /** Rebuilds every stored figure from scratch; answers those that are not as they came. */
  async rebuilt(): Promise<string[]> {
    const read = async (): Promise<string[]> => (await this.world.sql<{ row: string }>(`select concat_ws(' ', period, programme, metric, value_micro, n, people, numerator, denominator, low_micro, high_micro, state) as row
      from metrics_company_period where tenant_id = $1 order by 1`, [this.id])).map(({ row }) => row);
    const before = await read();
    await this.world.sql('delete from activity_ledger where tenant_id = $1', [this.id]);
    // The rebuild may meet the pass that computes marked months and be refused; the pass then does the rest.
    await this.world.node.actors.get('impact')?.job(this.id, 'property').ask('impact.rebuild', {}, { timeoutMs: 120_000 })
      .catch((error: unknown) => { if (!String(error).includes('could not serialize')) throw error; });
    await this.settled();
    const [was, is] = [new Set(before), new Set(await read())];
    return [...was.difference(is)].map((row) => `gone after a rebuild: ${row}`).concat([...is.difference(was)].map((row) => `only after a rebuild: ${row}`));
  }
}

/** One history told to a company that may have heard others: each has rows and people of its own. */
export class ToldHistory {
  readonly #company: ToldCompany;
  readonly #name: string;
  readonly #imports: { id: string; undone: boolean }[] = [];
  readonly #files: FileStep[] = [];
  readonly #hooks: { kind: HookStep['kind']; id: string; body: HookStep['body'] }[] = [];
  readonly #merges: { into: string; other: string }[] = [];

  constructor(company: ToldCompany, name: string) {
    [this.#company, this.#name] = [company, name];
  }

  async take(drawn: Step): Promise<void> {
    const step = JSON.parse(JSON.stringify(drawn).replaceAll(/"([SM]\d|[pv]\d(?=@))/g, `"$1${this.#name}`)) as Step;
    if (step.step === 'file') await this.#file(step);
    else if (step.step === 'webhook') await this.#hook(step.kind, `hook-${this.#name}-${this.#hooks.length}`, step.body);
    else if (step.step === 'file again') await this.#again(step);
    else if (step.step === 'webhook repeated') await this.#repeat(step.which, step.minutes);
    else if (step.step === 'merge') await this.#merge(step);
    else if (step.step === 'unmerge') await this.#unmerge(step.which);
    else await this.#undo(step.step, step.which);
  }

  async #file(step: FileStep): Promise<void> {
    const csv = [step.columns, ...step.lines.map((line) => step.columns.map((column) => line[column] ?? ''))].map((cells) => cells.join(',')).join('\n');
    const done = await this.#company.client.importFile(this.#company.id, csv, { kind: step.kind });
    if (done.state !== 'done' || done.counts.rejected > 0) throw new Error(`the file was not taken whole: ${JSON.stringify(done)}\n${csv}`);
    this.#company.model.tell(step.kind, step.lines.map((line) => rowOf(step, line)), done.id);
    this.#imports.push({ id: done.id, undone: false });
    this.#files.push(step);
  }

  async #again({ which: at, otherwise, without, changed }: Extract<Step, { step: 'file again' }>): Promise<void> {
    const last = this.#files[at % this.#files.length];
    if (!last) return;
    const before = otherwise ? asOtherKind(last) : last;
    const dropped = optionalColumns[without];
    const lines = before.lines.map((line, index) => ({ ...line, ...changed.filter((change) => change.line === index).map(({ with: cells }) => ({ ...cells, duration_min: cells['duration_minutes'] ?? '', ...(line['scheduled_at'] === future ? { status: '' } : {}) }))[0] }));
    await this.#file({ ...before, columns: before.columns.filter((column) => column !== dropped), lines });
  }

  async #hook(kind: HookStep['kind'], id: string, body: HookStep['body']): Promise<void> {
    const { url, secret } = await this.#company.source(kind === 'session' || kind === 'rating' ? 'kintell' : 'buddy');
    const sent = await send(`${this.#company.world.base}${url}/${kind}`, secret, id, body);
    const repeated = this.#hooks.some((hook) => hook.id === id);
    if (sent.status !== 202 || sent.body.duplicate !== repeated) throw new Error(`webhook ${kind} ${id} answered ${sent.status} ${JSON.stringify(sent.body)}: ${JSON.stringify(body)}`);
    if (repeated) return;
    await this.#company.heard();
    this.#hooks.push({ kind, id, body });
    this.#company.model.tell(`webhook:${kind}`, [rowOfHook(kind, body)], null);
  }

  async #repeat(at: number, more: number): Promise<void> {
    const before = this.#hooks[at % this.#hooks.length];
    if (before) await this.#hook(before.kind, before.id, more > 0 && before.kind === 'session' ? { ...before.body, durationMinutes: more } : before.body);
  }

  async #undo(what: 'undo' | 'restore', at: number): Promise<void> {
    const open = this.#imports.filter(({ undone }) => undone === (what === 'restore'));
    const found = open[at % open.length];
    if (!found) return;
    await this.#company.post(`imports/${found.id}/${what}`, undefined, 202);
    found.undone = what === 'undo';
    this.#company.model[what](found.id);
  }

  async #merge(merge: { into: string; other: string }): Promise<void> {
    const found = await this.#company.people();
    const [id, other] = [found.get(merge.into), found.get(merge.other)];
    // One who holds others is not merged: a user takes that back first.
    if (id === undefined || other === undefined || this.#merges.some(({ into }) => into === merge.other)) return;
    await this.#company.post(`profiles/${id}/merge`, { other }, 200);
    this.#merges.push(merge);
    this.#company.model.merge(merge.into, merge.other);
  }

  /** The last merge of a profile is taken back. */
  async #unmerge(at: number): Promise<void> {
    const into = this.#merges[at % this.#merges.length]?.into;
    const last = this.#merges.findLastIndex((merge) => merge.into === into);
    const id = into === undefined ? undefined : (await this.#company.people()).get(into);
    if (id === undefined) return;
    await this.#company.post(`profiles/${id}/unmerge`, undefined, 200);
    for (const { other } of this.#merges.splice(last, 1)) this.#company.model.unmerge(other);
  }
}

/** The columns by which a mentorship file and a combined one tell the same. */
const alike = [['mentor_email', 'volunteer_email'], ['scheduled_at', 'date'], ['duration_minutes', 'duration_min'], ['completed_at', 'session_type']] as const;

/** The same sessions in the other kind of file. */
function asOtherKind(file: FileStep): FileStep {
  if (file.kind !== 'kintell-mentorship' && file.kind !== 'kintell-combined') return file;
  const [from, to] = file.kind === 'kintell-mentorship' ? [0, 1] as const : [1, 0] as const;
  const columns = new Set(file.columns.map((column) => alike.find((pair) => pair[from] === column)?.[to] ?? column));
  return { ...file, kind: from === 0 ? 'kintell-combined' : 'kintell-mentorship', columns: [...from === 0 ? columns.add('session_type') : columns] };
}

/** A line as the row it tells: cells by the session's or match's own columns, empty ones as null. */
function rowOf({ kind, columns }: FileStep, line: Line): Row {
  const cell = (column: string): string | number | null => (line[column] === '' || line[column] === undefined ? null : ['duration_minutes', 'duration_min', 'rating'].includes(column) ? Number(line[column]) : line[column]);
  const { mentor_email: mentor, buddy_email: buddy, volunteer_email: other, date, duration_min: duration, match_id: match, ...told }: Cells = Object.fromEntries(columns.map((column) => [column, cell(column)]));
  const volunteer = mentor ?? buddy ?? other;
  const cells = { ...told, ...(volunteer === undefined ? {} : { volunteer_email: volunteer }) };
  if (kind === 'kintell-mentorship') return { key: String(line['session_id']), cells: { ...cells, session_type: 'mentorship' } };
  if (kind === 'buddy-matches') return { key: String(match), cells };
  if (kind === 'buddy-checkins') return { key: `${line['match_id']} ${line['checkin_date']}`, cells };
  // A combined row tells one date, and was held on it unless its status says otherwise.
  const held: Cells = (told['status'] ?? 'completed') === 'completed' ? { completed_at: date ?? null } : {};
  const programme = line['session_type'] === 'Mentorship' ? 'mentorship' : 'language';
  return { key: String(line['session_id']), cells: { ...cells, session_type: programme, scheduled_at: date ?? null, ...held, ...(duration === undefined ? {} : { duration_minutes: duration }) } };
}

function rowOfHook(kind: HookStep['kind'], body: HookStep['body']): Row {
  const { buddy_email: buddy, ...told }: Cells = Object.fromEntries(Object.entries(body).map(([field, value]) => [field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));
  if (kind === 'session') return { key: String(body['sessionId']), cells: told };
  if (kind === 'rating') return { key: String(body['sessionId']), cells: { rating: body['rating'] ?? null } };
  if (kind === 'match') return { key: String(body['matchId']), cells: { ...told, volunteer_email: buddy ?? null } };
  return { key: `${body['matchId']} ${body['checkinDate']}`, cells: told };
}
