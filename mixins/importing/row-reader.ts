// Reads the cells of one line, finding all of its problems at once, so that a line is mended once. What a cell may hold is
// decided in `cells.ts`; which cells a kind has and what they mean together, in its room.
import type { DateOrder } from '../../channels/vocabulary.ts';
import type { HoursState } from '../../channels/vocabulary.ts';
import { localDate } from '../../services/kernel/zone.ts';
import { readChoice, readEmail, readInstant, readKey, readNumber, readPaidTime, type CellProblem, type Read } from './cells.ts';
import { column } from './file.ts';

export interface RowProblem { column: string; problem: CellProblem; value: string }

/** What a file's cells are read by: the tenant's zone, the order of day and month, the scale of ratings, and now. */
export interface ReadingRules {
  timeZone: string;
  nowMs: number;
  dateOrder: DateOrder;
  scale: Scale;
  /** A webhook's times name their zone themselves. */
  needsZone?: boolean;
}
export interface Scale { low: number; high: number }
export interface Rating { raw: number; low: number; high: number; micro: number }

/** Each reader answers undefined for a column that the file lacks, null for an empty cell; a problem is noted and undefined. */
export class RowReader {
  /** What is wrong with the line that is being read. */
  problems: RowProblem[] = [];
  readonly rules: ReadingRules;
  readonly #cell: (column: string) => string | undefined;

  constructor(cell: (column: string) => string | undefined, rules: ReadingRules) {
    this.#cell = cell;
    this.rules = rules;
  }

  /** Begins another line: one reader serves a whole file. */
  begin(): void {
    this.problems = [];
  }

  has(name: string): boolean {
    return this.#cell(name) !== undefined;
  }

  wrong(name: string, problem: CellProblem): undefined {
    this.problems.push({ column: name, problem, value: this.#cell(name) ?? '' });
    return undefined;
  }

  optional<T>(name: string, read: (text: string) => Read<T>): T | null | undefined {
    const text = this.#cell(name);
    if (text === undefined) return undefined;
    if (text.trim() === '') return null;
    const found = read(text);
    return 'value' in found ? found.value : this.wrong(name, found.problem);
  }

  /** As `optional`, but an empty cell or a missing column is a problem. */
  required<T>(name: string, read: (text: string) => Read<T>): T | undefined {
    const found = this.optional(name, read);
    if (found !== null && (found !== undefined || this.has(name))) return found;
    return this.wrong(name, 'required');
  }

  key(name: string, longest = 100): string | undefined {
    return this.required(name, (text) => readKey(text, longest));
  }

  optionalKey(name: string, longest = 100): string | null | undefined {
    return this.optional(name, (text) => readKey(text, longest));
  }

  email(name: string): string | undefined {
    return this.required(name, readEmail);
  }

  optionalEmail(name: string): string | null | undefined {
    return this.optional(name, readEmail);
  }

  instant(name: string): number | undefined {
    return this.required(name, this.#readInstant);
  }

  optionalInstant(name: string): number | null | undefined {
    return this.optional(name, this.#readInstant);
  }

  /** A calendar date in the tenant's zone, whatever time stands beside it. */
  date(name: string): string | undefined {
    return this.required(name, this.#readDate);
  }

  optionalDate(name: string): string | null | undefined {
    return this.optional(name, this.#readDate);
  }

  number(name: string, { min, max, problem, integer = false }: { min: number; max: number; problem: CellProblem; integer?: boolean }): number | null | undefined {
    return this.optional(name, (text) => {
      const read = readNumber(text);
      if ('problem' in read) return read;
      return read.value >= min && read.value <= max && (!integer || Number.isInteger(read.value)) ? read : { problem };
    });
  }

  choice<T extends string>(name: string, spellings: Readonly<Record<string, T>>, problem: CellProblem): T | null | undefined {
    return this.optional(name, (text) => readChoice(text, spellings, problem));
  }

  /** How many of a row's minutes were working time that the employer paid. */
  paidTime(name: string, minutes: number): number | null | undefined {
    return this.optional(name, (text) => readPaidTime(text, minutes));
  }

  hoursState(name: string): HoursState | null | undefined {
    return this.choice(name, hoursStateSpellings, 'hours_state');
  }

  /** Free text: kept as written. */
  words(name: string, longest: number): string | null | undefined {
    const text = this.#cell(name);
    if (text !== undefined && text.length > longest) return this.wrong(name, 'too_long');
    return text === undefined ? undefined : text.trim() === '' ? null : text;
  }

  /** Short text that names nobody. */
  label(name: string, longest: number): string | null | undefined {
    return this.words(name, longest)?.trim() ?? (this.has(name) ? null : undefined);
  }

  /** On the file's scale, and as (r − low) / (high − low) in millionths. */
  rating(name: string): Rating | null | undefined {
    const { low, high } = this.rules.scale;
    return this.optional(name, (text) => {
      const read = readNumber(text);
      if ('problem' in read) return read;
      if (read.value < low || read.value > high) return { problem: 'rating_range' };
      return { value: { raw: read.value, low, high, micro: Math.round(((read.value - low) * 1_000_000) / (high - low)) } };
    });
  }

  readonly #readInstant = (text: string): Read<number> => {
    if (this.rules.needsZone && !/\d[Tt ].*(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text)) return { problem: 'date' };
    return readInstant(text, this.rules.timeZone, this.rules.dateOrder);
  };

  readonly #readDate = (text: string): Read<string> => {
    const plain = /^\s*(\d{4}-\d{2}-\d{2})\s*$/.exec(text)?.[1];
    const read = plain === undefined ? this.#readInstant(text) : readInstant(text, this.rules.timeZone, this.rules.dateOrder);
    if ('problem' in read) return read;
    return { value: plain ?? localDate(read.value, this.rules.timeZone) };
  };
}

/** The four columns in which a table keeps a rating; undefined was not told, null is empty. */
export function ratingColumns(rating: Rating | null | undefined): { ratingRaw: number | null | undefined; ratingLow: number | null | undefined; ratingHigh: number | null | undefined; ratingMicro: number | null | undefined } {
  const pick = (name: keyof Rating): number | null | undefined => (rating === undefined ? undefined : rating?.[name] ?? null);
  return { ratingRaw: pick('raw'), ratingLow: pick('low'), ratingHigh: pick('high'), ratingMicro: pick('micro') };
}

const hoursStateSpellings: Readonly<Record<string, HoursState>> = {
  reported: 'reported', confirmed: 'confirmed', rejected: 'rejected', rapportert: 'reported', bekreftet: 'confirmed', avvist: 'rejected',
  повідомлено: 'reported', підтверджено: 'confirmed', відхилено: 'rejected',
};

/** The columns of every kind whose rows are hours of volunteers: whose time it was, and whether anybody vouches for it. */
export const hoursColumns = [
  column('paid_time', ['paid', 'paid_minutes', 'betalt', 'оплачено', 'оплачені_хвилини'], false, null, 'yes, no, or minutes; silent means own time', 'no'),
  column('hours_state', ['hours_status', 'timestatus', 'стан_годин', 'статус_годин'], false, null, 'reported, confirmed or rejected; silent means confirmed', 'confirmed'),
] as const;
