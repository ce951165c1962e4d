// Days of the sample world as whole numbers since 1970, and how a company's files write them. Pure; the zone's own data is the
// runtime's.
export type Day = number;
/** How a system writes its dates: as the company's clocks show, in words of the country, with the zone's offset, or in UTC. */
export type DateForm = 'plain' | 'dotted' | 'slashed' | 'offset' | 'utc';

/** Two years of whole months; `months` in their order, `from` and `to` inside. */
export interface Span { months: readonly string[]; from: Day; to: Day }

const dayMs = 86_400_000;
const spanMonths = 24;

/** The two years that end with the last full month before a date. */
export function spanBefore(today: string): Span {
  const last = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 2;
  const months = Array.from({ length: spanMonths }, (_, index) => monthName(last - spanMonths + 1 + index));
  return { months, from: dayOf(`${months[0] ?? ''}-01`), to: dayOf(`${monthName(last + 1)}-01`) - 1 };
}

function monthName(index: number): string {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export function dayOf(text: string): Day {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / dayMs);
}

export function dayText(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function monthOf(day: Day): string {
  return dayText(day).slice(0, 7);
}

/** January is 0. */
export function seasonOf(day: Day): number {
  return new Date(day * dayMs).getUTCMonth();
}

/** A day and a minute of it, as clocks show them in the company's zone. */
export interface Moment { day: Day; minute: number }

export function writeDay(day: Day, form: DateForm): string {
  const [year = '', month = '', date = ''] = dayText(day).split('-');
  return form === 'dotted' ? `${date}.${month}.${year}` : form === 'slashed' ? `${date}/${month}/${year}` : `${year}-${month}-${date}`;
}

export function writeMoment({ day, minute }: Moment, form: DateForm, timeZone: string): string {
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  if (form === 'plain' || form === 'dotted' || form === 'slashed') return `${writeDay(day, form)} ${clock}`;
  const offset = offsetMinutes(day, minute, timeZone);
  if (form === 'utc') return new Date(day * dayMs + (minute - offset) * 60_000).toISOString();
  const size = Math.abs(offset);
  return `${dayText(day)}T${clock}:00${offset < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

const offsets = new Map<string, number>();
const names = new Map<string, Intl.DateTimeFormat>();

/** How far the zone is ahead of UTC at a time of day when no clock is ever changed. */
function offsetMinutes(day: Day, minute: number, timeZone: string): number {
  const key = `${timeZone} ${day}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const format = names.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  names.set(timeZone, format);
  const told = format.formatToParts(day * dayMs + minute * 60_000).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})/.exec(told) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  offsets.set(key, offset);
  return offset;
}
