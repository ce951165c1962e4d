// Wall-clock time in a zone, by the runtime's own zone data. Offsets are kept per quarter of an hour, where every change of
// offset begins: a million rows ask for the same few thousand.

const quarterMs = 900_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
const dates = new Map<number, string>();
const minutes = Array.from({ length: 1_440 }, (_, minute) => new Date(minute * minuteMs).toISOString().slice(11));
const offsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Offset of the zone from UTC at an instant, in milliseconds. */
export function offsetMs(epochMs: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (!known) offsets.set(timeZone, known = new Map());
  const bucket = Math.floor(epochMs / quarterMs);
  const found = known.get(bucket);
  if (found !== undefined) return found;
  const offset = wallOf(bucket * quarterMs, timeZone) - bucket * quarterMs;
  if (known.size > 200_000) known.clear();
  known.set(bucket, offset);
  return offset;
}

/** The instant at which clocks of the zone show this wall time; in the gap of spring the later reading, in the fold of autumn the earlier. */
export function wallToEpoch(wallMs: number, timeZone: string): number {
  const before = wallMs - offsetMs(wallMs - 86_400_000, timeZone);
  if (wallMs - before === offsetMs(before, timeZone)) return before;
  const after = wallMs - offsetMs(wallMs + 86_400_000, timeZone);
  return wallMs - after === offsetMs(after, timeZone) ? after : before;
}

/** Local calendar date (`YYYY-MM-DD`) of an instant. */
export function localDate(epochMs: number, timeZone: string): string {
  return dateOf(Math.floor((epochMs + offsetMs(epochMs, timeZone)) / dayMs));
}

/** An instant in ISO 8601, as `toISOString`; whole minutes, as programmes have them, are put together from kept pieces. */
export function isoInstant(epochMs: number): string {
  if (epochMs % minuteMs !== 0) return new Date(epochMs).toISOString();
  const day = Math.floor(epochMs / dayMs);
  return `${dateOf(day)}T${minutes[(epochMs - day * dayMs) / minuteMs]}`;
}

function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size > 200_000) dates.clear();
    dates.set(day, date = new Date(day * dayMs).toISOString().slice(0, 10));
  }
  return date;
}

/** Whether the runtime knows the zone; tried, since lists of zones leave working names out. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(formatOf(name));
  } catch {
    return false;
  }
}

function wallOf(epochMs: number, timeZone: string): number {
  const part = Object.fromEntries(formatOf(timeZone).formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}
