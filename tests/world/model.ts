// What chapters 2, 3 and 11 of the specification say should stand after a company was told something: stacks of revisions and the
// figures counted from them, from scratch each time, in exact integers. Knows nothing of the product but the specification.
export type Kind = 'kintell-mentorship' | 'kintell-combined' | 'buddy-matches' | 'buddy-checkins' | 'webhook:session' | 'webhook:rating' | 'webhook:match' | 'webhook:checkin';
/** A cell told: a value, or null for a cell told empty. A column that was not told is not there at all. */
export type Cells = Readonly<Record<string, string | number | null>>;
export interface Row { key: string; cells: Cells }
export interface Figure { value: number | null; state: string }
export type Figures = Record<string, Figure>;

/** `place`: where it came among all tellings. */
interface Telling { import: string | null; kind: Kind; cells: Cells; place: number }
/** What was told of a row, and who told it: imports, or null for a webhook. */
interface Revision { kind: Kind; cells: Cells; toldBy: (string | null)[]; place: number }
interface Waiting extends Telling { key: string }
interface Pair { participant: string; volunteer: string }
interface Session extends Pair { programme: string; date: string; status: string; minutes: number | null; confirmed: boolean; rating: number | null }
interface Match { key: string; pair: Pair; from: string; to: string | null }
interface Checkin extends Pair { date: string }
type Table = 'sessions' | 'matches' | 'checkins';
type Value = ReadonlyMap<string, { value: string | number; from: Kind }>;
const tableOf: Readonly<Record<Kind, Table>> = {
  'kintell-mentorship': 'sessions', 'kintell-combined': 'sessions', 'webhook:session': 'sessions', 'webhook:rating': 'sessions',
  'buddy-matches': 'matches', 'webhook:match': 'matches', 'buddy-checkins': 'checkins', 'webhook:checkin': 'checkins',
};
export const programmes = ['language', 'mentorship', 'buddy'];

export class CompanyModel {
  readonly zone: string;
  readonly #stacks: Readonly<Record<Table, Map<string, Revision[]>>> = { sessions: new Map(), matches: new Map(), checkins: new Map() };
  readonly #undone = new Set<string>();
  readonly #merged = new Map<string, string>();
  /** Whose each match is, or was when it was last there. */
  readonly #pairs = new Map<string, Pair>();
  #waiting: Waiting[] = [];
  #told = 0;

  constructor(zone: string) {
    this.zone = zone;
  }

  /** A file or a webhook tells rows. "A key repeated in a file: the last line wins." */
  tell(kind: Kind, rows: readonly Row[], importId: string | null): void {
    const last = new Map(rows.map((row) => [tableOf[kind] === 'checkins' ? `${row.key} ${row.cells['participant_email']}` : row.key, row]));
    for (const { key, cells } of last.values()) this.#waiting.push({ import: importId, kind, key, cells, place: this.#told });
    this.#told += 1;
    this.#apply();
  }

  undo(importId: string): void {
    this.#undone.add(importId);
    this.#apply();
  }

  restore(importId: string): void {
    this.#undone.delete(importId);
    this.#apply();
  }

  /** Two found to be one count once from now on, also where they were told before. */
  merge(into: string, other: string): void {
    this.#merged.set(other, into);
  }

  unmerge(other: string): void {
    this.#merged.delete(other);
  }

  /** Every figure of a period and programme, before small numbers are taken out. */
  figures(): (period: string, programme: string) => Figures {
    const [sessions, matches, checkins] = [this.#sessions(), this.#matches(), this.#checkins()];
    return (period, programme) => figuresOf(period, programme, { sessions, matches, checkins });
  }

  /** What changes nothing supports a revision that tells the same, if one stands since the last change; all else is a revision of its own. */
  #push(table: Table, key: string, { import: by, kind, cells: all, place }: Telling): void {
    const live = this.#live(table, key);
    // A webhook that waited stands under what webhooks told that came after it.
    const later = live.filter((revision) => by === null && revision.toldBy.includes(null) && revision.place > place);
    const cells = Object.fromEntries(Object.entries(all).filter(([column]) => later.every((revision) => !(column in revision.cells))));
    if (later.length > 0 && Object.keys(cells).length === 0) return;
    const values = live.map((_, at) => valueOf(live.slice(0, at + 1)));
    const changedLast = values.findLastIndex((value, at) => !isSame(value, values[at - 1] ?? new Map()));
    const value = values.at(-1) ?? new Map();
    const twin = live.slice(changedLast).find((revision) => revision.kind === kind && isToldAlike(revision.cells, cells));
    if (twin && isSame(value, apply(value, { kind, cells }))) twin.toldBy.push(by);
    else this.#stacks[table].set(key, [...this.#stacks[table].get(key) ?? [], { kind, cells, toldBy: [by], place }]);
  }

  /** "A row that names an unknown session or match is kept as waiting, and applied when the other comes"; what an undone import told waits on. */
  #apply(): void {
    for (let before = Infinity; this.#waiting.length < before;) {
      before = this.#waiting.length;
      this.#waiting = this.#waiting.filter((row) => {
        if ((row.import !== null && this.#undone.has(row.import)) || !this.#isThere(row)) return true;
        this.#push(tableOf[row.kind], row.key, row);
        return false;
      });
    }
    for (const { key, pair } of this.#matches()) this.#pairs.set(key, pair);
  }

  /** Whether what a row refers to is there: a rating its session, a check-in the match that it names or whose pair it names. */
  #isThere({ kind, key, cells }: Waiting): boolean {
    if (kind === 'webhook:rating') return this.#stands('sessions', key);
    if (tableOf[kind] !== 'checkins') return true;
    const match = this.#matches().find((one) => one.key === matchOf(key));
    return match !== undefined && (cells['participant_email'] === undefined || (cells['participant_email'] === match.pair.participant && cells['volunteer_email'] === match.pair.volunteer));
  }

  /** The revisions of a row that are not withdrawn: "undo of an import withdraws that import's revisions and support". */
  #live(table: Table, key: string): Revision[] {
    return (this.#stacks[table].get(key) ?? []).filter(({ toldBy }) => toldBy.some((by) => by === null || !this.#undone.has(by)));
  }

  /** A rating is a row of its own: it holds up no session, but counts with one. */
  #stands(table: Table, key: string): boolean {
    return this.#live(table, key).some(({ kind }) => kind !== 'webhook:rating');
  }

  #standing(table: Table): { key: string; cells: (column: string) => string | number | null }[] {
    return [...this.#stacks[table].keys()].filter((key) => this.#stands(table, key)).map((key) => {
      const value = valueOf(this.#live(table, key));
      return { key, cells: (column: string) => value.get(column)?.value ?? null };
    });
  }

  /** People found to be one count as one. */
  #found({ participant, volunteer }: Pair): Pair {
    return { participant: this.#merged.get(participant) ?? participant, volunteer: this.#merged.get(volunteer) ?? volunteer };
  }

  #sessions(): Session[] {
    return this.#standing('sessions').map(({ cells }) => {
      const scheduled = String(cells('scheduled_at'));
      const completed = cells('completed_at');
      // "Without status a row with completed_at is completed, a past row without completed_at is unreported."
      const implied = completed !== null ? 'completed' : isPast(scheduled) ? 'unreported' : 'scheduled';
      const rating = cells('rating');
      return {
        ...this.#found(pairOf(cells)), programme: String(cells('session_type')), date: localDate(String(completed ?? scheduled), this.zone), status: String(cells('status') ?? implied),
        minutes: cells('duration_minutes') as number | null, confirmed: (cells('hours_state') ?? 'confirmed') === 'confirmed', rating: rating === null ? null : (Number(rating) - 1) * 250_000,
      };
    });
  }

  #matches(): Match[] {
    return this.#standing('matches').map(({ key, cells }) => {
      const ended = cells('ended_at');
      return { key, pair: pairOf(cells), from: localDate(String(cells('matched_at')), this.zone), to: ended === null ? null : localDate(String(ended), this.zone) };
    });
  }

  /** Whose a check-in is, is its match's to say. */
  #checkins(): Checkin[] {
    return this.#standing('checkins').map(({ key }) => ({ ...this.#found(this.#pairs.get(matchOf(key)) ?? { participant: '', volunteer: '' }), date: key.split(' ')[1] ?? '' }));
  }
}

const pairOf = (cells: (column: string) => string | number | null): Pair => ({ participant: String(cells('participant_email')), volunteer: String(cells('volunteer_email')) });
/** A check-in's key is its match and its day. */
const matchOf = (checkin: string): string => checkin.split(' ')[0] ?? '';

interface Rows { sessions: readonly Session[]; matches: readonly Match[]; checkins: readonly Checkin[] }

function figuresOf(period: string, programme: string, rows: Rows): Figures {
  const within = (date: string): boolean => periodsOf(date).includes(period);
  const of = (row: string): boolean => programme === 'all' || programme === row;
  const sessions = rows.sessions.filter((session) => within(session.date) && of(session.programme));
  const checkins = of('buddy') ? rows.checkins.filter(({ date }) => within(date)) : [];
  const matches = of('buddy') ? rows.matches : [];
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
    rating_mean: rated.length === 0 ? { value: null, state: 'not_measurable' } : people < 5 ? { value: null, state: 'too_few' }
      : count(ratio(rated.reduce((sum, { rating }) => sum + (rating ?? 0), 0), rated.length * 1_000_000)),
  };
}

/** A row's value: what the revisions told, one after the other. */
function valueOf(revisions: readonly Revision[]): Value {
  return revisions.reduce(apply, new Map());
}

/** "An absent column changes nothing; an empty cell clears only what came from the same kind." What is told again as it stood stays from where it came. */
function apply(before: Value, { kind, cells }: Pick<Revision, 'kind' | 'cells'>): Value {
  const value = new Map(before);
  // "Without status a row with completed_at is completed": told after a status, it is the last word on it.
  if ((cells['status'] ?? null) === null && (cells['completed_at'] ?? null) !== null) value.delete('status');
  for (const [column, told] of Object.entries(cells)) {
    const known = value.get(column);
    if (told !== null && known?.value !== told) value.set(column, { value: told, from: kind });
    else if (told === null && known?.from === kind) value.delete(column);
  }
  return value;
}

function isSame(one: Value, other: Value): boolean {
  return one.size === other.size && [...one].every(([column, { value }]) => other.get(column)?.value === value);
}

function isToldAlike(one: Cells, other: Cells): boolean {
  return Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([column, told]) => other[column] === told);
}

const isPast = (at: string): boolean => new Date(at) < new Date();

/** The day in a zone; a bare date is already one. */
function localDate(at: string, zone: string): string {
  return at.length === 10 ? at : calendarOf(zone).format(new Date(at));
}

const calendars = new Map<string, Intl.DateTimeFormat>();
function calendarOf(zone: string): Intl.DateTimeFormat {
  const calendar = calendars.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  calendars.set(zone, calendar);
  return calendar;
}

function periodsOf(date: string): string[] {
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
