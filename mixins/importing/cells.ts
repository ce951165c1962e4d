// How single cells are read: dates, numbers, addresses, choices. Pure; each answer is a value or the name of what is wrong.
import type { DateOrder } from '../../channels/vocabulary.ts';
import { wallToEpoch } from '../../services/kernel/zone.ts';

export type CellProblem =
  | 'required' | 'email' | 'date' | 'number' | 'duration_range' | 'rating_range' | 'too_long' | 'status' | 'paid_time' | 'hours_state' | 'same_person'
  | 'order' | 'cells' | 'quotes' | 'nul' | 'superseded' | 'no_rows' | 'key_length' | 'session_type' | 'language_level' | 'json' | 'choice' | 'number_range'
  | 'currency' | 'period' | 'link' | 'items' | 'reference';

export type Read<T> = { value: T } | { problem: CellProblem };

// One address, not a list; unquoted local part. Stricter than the standard, as strict as every mail system in use.
const emailPattern = /^[^\s@<>(),;:\\"[\]]{1,64}@[^\s@<>(),;:\\"[\]]{1,190}\.[^\s@<>(),;:\\"[\]]{2,}$/u;
const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const dottedPattern = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?:\s*([ap])\.?m\.?)?)?$/i;

export function readEmail(cell: string): Read<string> {
  const address = cell.normalize('NFC').trim().toLowerCase();
  if (address === '') return { problem: 'required' };
  return emailPattern.test(address) ? { value: address } : { problem: 'email' };
}

/** An id of the source system, as it stands there. */
export function readKey(cell: string, longest: number): Read<string> {
  const key = cell.trim();
  return key.length > longest ? { problem: 'key_length' } : { value: key };
}

/** An instant in epoch milliseconds: ISO 8601, `DD.MM.YYYY`, `DD/MM/YYYY`, with or without a time, of 24 hours or of 12; the tenant's zone where none is given. */
export function readInstant(cell: string, timeZone: string, order: DateOrder = 'day-first'): Read<number> {
  const text = cell.trim();
  const iso = isoPattern.exec(text);
  if (iso) {
    const wall = wallMs(Number(iso[1]), Number(iso[2]), Number(iso[3]), Number(iso[4] ?? 0), Number(iso[5] ?? 0), Number(iso[6] ?? 0));
    if (wall === undefined) return { problem: 'date' };
    return { value: iso[7] === undefined ? wallToEpoch(wall, timeZone) : wall - offsetOf(iso[7]) };
  }
  const dotted = dottedPattern.exec(text);
  if (!dotted) return { problem: 'date' };
  const [first, second] = [Number(dotted[1]), Number(dotted[3])];
  const [day, month] = order === 'day-first' || dotted[2] === '.' ? [first, second] : [second, first];
  const wall = wallMs(Number(dotted[4]), month, day, hourOf(Number(dotted[5] ?? 0), dotted[8]), Number(dotted[6] ?? 0), Number(dotted[7] ?? 0));
  return wall === undefined ? { problem: 'date' } : { value: wallToEpoch(wall, timeZone) };
}

/** A number with decimal point or comma; no thousands, no exponent. */
export function readNumber(cell: string): Read<number> {
  const text = cell.trim().replace(',', '.').replace(/^−/, '-');
  return /^-?\d{1,12}(\.\d{1,9})?$/.test(text) ? { value: Number(text) } : { problem: 'number' };
}

/** A choice by one of its spellings, in any case, with spaces, hyphens and underscores as one, and every apostrophe a straight one. */
export function readChoice<T extends string>(cell: string, spellings: Readonly<Record<string, T>>, problem: CellProblem): Read<T> {
  const spelling = plainLabel(cell).replace(/[’ʼ]/g, "'");
  const found = Object.hasOwn(spellings, spelling) ? spellings[spelling] : undefined;
  return found === undefined ? { problem } : { value: found };
}

/** Spaces, hyphens and underscores as one, in lower case. */
export function plainLabel(cell: string): string {
  return cell.normalize('NFC').trim().toLowerCase().replace(/[\s-]+/g, '_');
}

/** Minutes of paid time, in figures or as a yes or no to all of the row's minutes. */
export function readPaidTime(cell: string, minutes: number): Read<number> {
  const word = cell.trim().toLowerCase();
  if (['yes', 'y', 'true', 'ja', 'так'].includes(word)) return { value: minutes };
  if (['no', 'n', 'false', 'nei', 'ні'].includes(word)) return { value: 0 };
  const read = readNumber(cell);
  return 'value' in read && Number.isInteger(read.value) && read.value >= 0 && read.value <= 480 ? read : { problem: 'paid_time' };
}

function offsetOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** An hour as written, or of the half day that is named beside it; 24, which no day has, for a half day's hour that does not exist. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return hour < 1 || hour > 12 ? 24 : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Undefined for a day or a time that does not exist: 31 September is a mistake, not 1 October. */
function wallMs(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
