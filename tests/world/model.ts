// What chapters 2, 3 and 11 of the specification say should stand after a company was told something: stacks of revisions and the
// figures counted from them, from scratch each time, in exact integers. Knows nothing of the product but the specification.
export type Kind = 'kintell-mentorship' | 'kintell-combined' | 'buddy-matches' | 'buddy-checkins' | 'webhook:session' | 'webhook:rating' | 'webhook:match' | 'webhook:checkin';
/** A cell told: a value, or null for a cell told empty. A column that was not told is not there at all. */
export type Cells = Readonly<Record<string, string | number | null>>;
export interface Row { key: string; cells: Cells }
export interface Figure { value: number | null; state: string; n?: number | null; people?: number }
export type Figures = Record<string, Figure>;

interface Telling { import: string | null; kind: Kind; cells: Cells }
/** A revision is a whole content; what was told identically supports it. */
interface Revision { content: Standing; support: Pick<Telling, 'import' | 'kind'>[] }
interface Waiting extends Telling { table: Table; key: string; awaits: string }
interface Session { participant: string; volunteer: string; programme: string; date: string; status: string; minutes: number | null; confirmed: boolean; rating: number | null }
type Table = 'sessions' | 'matches' | 'checkins';
type Standing = ReadonlyMap<string, { value: string | number; from: Kind }>;
const tableOf: Readonly<Record<Kind, Table>> = {
  'kintell-mentorship': 'sessions', 'kintell-combined': 'sessions', 'webhook:session': 'sessions', 'webhook:rating': 'sessions',
  'buddy-matches': 'matches', 'webhook:match': 'matches', 'buddy-checkins': 'checkins', 'webhook:checkin': 'checkins',
};
export const programmes = ['language', 'mentorship', 'buddy'];

export class CompanyModel {
  readonly zone: string;
  readonly #stacks: Readonly<Record<Table, Map<string, Revision[]>>> = { sessions: new Map(), matches: new Map(), checkins: new Map() };
  readonly #undone = new Set<string>();
  #waiting: Waiting[] = [];

  constructor(zone: string) {
    this.zone = zone;
  }

  /** A file or a webhook tells rows. "A key repeated in a file: the last line wins." */
  tell(kind: Kind, rows: readonly Row[], importId: string | null): void {
    const last = new Map(rows.map((row) => [row.key, row]));
    for (const { key, cells } of last.values()) {
      const telling: Telling = { import: importId, kind, cells };
      // "A row or webhook that names an unknown session or match is kept as waiting, and applied when the other comes."
      const named: [Table, string] | null = kind === 'webhook:rating' ? ['sessions', key] : tableOf[kind] === 'checkins' ? ['matches', key.split(' ')[0] ?? ''] : null;
      if (named && !this.#stands(...named)) this.#waiting.push({ ...telling, table: tableOf[kind], key, awaits: named.join(' ') });
      else this.#push(tableOf[kind], key, telling);
    }
    this.#release();
  }

  undo(importId: string): void {
    this.#undone.add(importId);
  }

  restore(importId: string): void {
    this.#undone.delete(importId);
    this.#release();
  }

  /** Every figure of a period and programme, before small numbers are taken out. */
  figures(period: string, programme: string): Figures {
    const within = (date: string): boolean => periodsOf(date).includes(period);
    const of = (row: string): boolean => programme === 'all' || programme === row;
    const sessions = this.#sessions().filter((session) => within(session.date) && of(session.programme));
    const checkins = of('buddy') ? this.#checkins().filter(({ date }) => within(date)) : [];
    const matches = of('buddy') ? this.#matches() : [];
    const completed = sessions.filter(({ status }) => status === 'completed');
    const [first, last] = spanOf(period);
    const count = (value: number): Figure => ({ value, state: 'measured' });
        const confirmed = completed.filter((session) => session.confirmed);
    const silent = confirmed.filter((session) => session.minutes === null).length;
    const rated = completed.filter((session) => session.rating !== null);
    const minutes = confirmed.reduce((sum, session) => sum + (session.minutes ?? 0), 0);
    const people = new Set(rated.map(({ participant }) => participant)).size;
    const due = sessions.filter(({ status }) => status !== 'scheduled').length;
    return {
      participants: count(new Set([...completed, ...checkins].map(({ participant }) => participant)).size),
      volunteers: count(new Set([...completed, ...checkins].map(({ volunteer }) => volunteer)).size),
      // "No duration counts 0 and is listed; above 5 % of rows the metric is provisional."
      volunteer_hours: { value: ratio(minutes, 60), state: silent * 20 > confirmed.length ? 'provisional' : 'measured' },
      sessions_completed: count(completed.length),
      sessions_scheduled: count(sessions.length),
      no_shows: count(sessions.filter(({ status }) => status === 'no_show').length),
      completion_rate: due === 0 ? { value: null, state: 'not_measurable' } : count(ratio(completed.length, due)),
      matches_active: count(matches.filter(({ from, to }) => from <= last && (to === null || to >= first)).length),
      matches_ended: count(matches.filter(({ to }) => to !== null && within(to)).length),
      checkins: count(checkins.length),
      rating_mean: {
        people, n: rated.length,
        ...(rated.length === 0 ? { value: null, state: 'not_measurable' } : people < 5 ? { value: null, state: 'too_few' } : count(ratio(rated.reduce((sum, { rating }) => sum + (rating ?? 0), 0), rated.length * 1_000_000))),
      },
    };
  }

  /** "An identical row adds support, not a revision." */
  #push(table: Table, key: string, { import: from, kind, cells }: Telling): void {
    const stack = this.#stacks[table].get(key) ?? [];
    const standing = this.#last(table, key);
    const content = apply(standing?.content ?? new Map(), kind, cells);
    if (standing && isSame(standing.content, content)) standing.support.push({ import: from, kind });
    else stack.push({ content, support: [{ import: from, kind }] });
    this.#stacks[table].set(key, stack);
  }

  /** Applies what waited for a row that is there now; what came from an undone import waits on. */
  #release(): void {
    this.#waiting = this.#waiting.filter((row) => {
      const [table, key] = row.awaits.split(' ') as [Table, string];
      if ((row.import !== null && this.#undone.has(row.import)) || !this.#stands(table, key)) return true;
      this.#push(row.table, row.key, { import: row.import, kind: row.kind, cells: row.cells });
      return false;
    });
  }

  /** "Its value is the last committed revision that is not withdrawn." */
  #last(table: Table, key: string): Revision | undefined {
    return this.#stacks[table].get(key)?.findLast(({ support }) => support.some((by) => by.import === null || !this.#undone.has(by.import)));
  }

  #stands(table: Table, key: string): boolean {
    return this.#last(table, key) !== undefined;
  }

  /** Whether a row would meet a defect that a failing test of its own holds: those are left out, to find others. Empty when all are mended. */
  meetsKnownDefect(kind: Kind, { key, cells }: Row): boolean {
    const standing = tableOf[kind] === 'sessions' && kind !== 'webhook:rating' ? this.#last('sessions', key)?.content : undefined;
    if (!standing) return false;
    const status = standing.get('status');
    const [told, completed] = [cells['status'] ?? null, cells['completed_at'] ?? null];
    const isCleared = told === null && completed === null && cells['status'] === null && status?.from === kind;
    const isToldAgain = told === null && completed !== null && status !== undefined && standing.get('completed_at')?.value === completed;
    const isPutOff = told === null && completed === null && !status && !isPast(String(cells['scheduled_at'])) && isPast(String(standing.get('scheduled_at')?.value));
    const isHoursStateCleared = cells['hours_state'] === null && standing.get('hours_state')?.from === kind;
    return isCleared || isToldAgain || isPutOff || isHoursStateCleared;
  }

  /** Whether, this import withdrawn, nothing but a rating would hold up some session. */
  leavesOnlyRatings(importId: string): boolean {
    return [...this.#stacks.sessions.values()].some((stack) => {
      const left = stack.flatMap(({ support }) => support).filter((by) => by.import === null || (by.import !== importId && !this.#undone.has(by.import)));
      return left.length > 0 && left.every(({ kind }) => kind === 'webhook:rating');
    });
  }

  #standing(table: Table): { key: string; cells: (column: string) => string | number | null }[] {
    return [...this.#stacks[table].keys()].flatMap((key) => {
      const last = this.#last(table, key);
      return last ? [{ key, cells: (column: string) => last.content.get(column)?.value ?? null }] : [];
    });
  }

  #sessions(): Session[] {
    return this.#standing('sessions').map(({ cells }) => {
      const scheduled = String(cells('scheduled_at'));
      const completed = cells('completed_at');
      // "Without status a row with completed_at is completed, a combined row is completed, a past row without completed_at is unreported."
      const implied = completed !== null || cells('took_place') !== null ? 'completed' : isPast(scheduled) ? 'unreported' : 'scheduled';
      const rating = cells('rating');
      return {
        participant: String(cells('participant_email')), volunteer: String(cells('volunteer_email')), programme: String(cells('session_type')),
        date: localDate(String(completed ?? scheduled), this.zone), status: String(cells('status') ?? implied), minutes: cells('duration_minutes') as number | null,
        confirmed: (cells('hours_state') ?? 'confirmed') === 'confirmed', rating: rating === null ? null : (Number(rating) - 1) * 250_000,
      };
    });
  }

  #matches(): { from: string; to: string | null }[] {
    return this.#standing('matches').map(({ cells }) => {
      const ended = cells('ended_at');
      return { from: localDate(String(cells('matched_at')), this.zone), to: ended === null ? null : localDate(String(ended), this.zone) };
    });
  }

  #checkins(): { participant: string; volunteer: string; date: string }[] {
    return this.#standing('checkins').map(({ key, cells }) => ({ participant: String(cells('participant_email')), volunteer: String(cells('volunteer_email')), date: key.split(' ')[1] ?? '' }));
  }
}

/** "An absent column changes nothing; an empty cell clears only what came from the same kind." What is told again as it stood stays from where it came. */
function apply(standing: Standing, kind: Kind, cells: Cells): Standing {
  const content = new Map(standing);
  // "Without status a row with completed_at is completed": told after a status, it is the last word on it.
  if ((cells['status'] ?? null) === null && (cells['completed_at'] ?? null) !== null) content.delete('status');
  for (const [column, value] of Object.entries(cells)) {
    const known = content.get(column);
    if (value === null ? known?.from === kind : false) content.delete(column);
    else if (value !== null && known?.value !== value) content.set(column, { value, from: kind });
  }
  return content;
}

function isSame(one: Standing, other: Standing): boolean {
  return one.size === other.size && [...one].every(([column, { value }]) => other.get(column)?.value === value);
}

const isPast = (at: string): boolean => new Date(at) < new Date();

/** The day in a zone; a bare date is already one. */
export function localDate(at: string, zone: string): string {
  return at.length === 10 ? at : new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
}

export function periodsOf(date: string): string[] {
  const [year = '', month = ''] = date.split('-');
  return [`${year}-${month}`, `${year}-Q${Math.ceil(Number(month) / 3)}`, year];
}

/** First and last day; a last day past the month's end sorts as it should. */
function spanOf(period: string): [string, string] {
  const [year = '', part] = period.split('-');
  if (part === undefined) return [`${year}-01-01`, `${year}-12-31`];
  const quarter = /^Q(\d)$/.exec(part)?.[1];
  const [from, to] = quarter === undefined ? [Number(part), Number(part)] : [Number(quarter) * 3 - 2, Number(quarter) * 3];
  return [`${year}-${String(from).padStart(2, '0')}-01`, `${year}-${String(to).padStart(2, '0')}-31`];
}

/** One division, half-even at 6 decimals. */
function ratio(numerator: number, denominator: number): number {
  const [top, bottom] = [BigInt(numerator) * 1_000_000n, BigInt(denominator)];
  const [whole, twice] = [top / bottom, (top % bottom) * 2n];
  return Number(twice > bottom || (twice === bottom && whole % 2n === 1n) ? whole + 1n : whole) / 1e6;
}
