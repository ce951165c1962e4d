// How figures, dates and periods are written in each language: one hand for screen, report and mail.
// It knows units and what precision n can carry; it knows no metric's meaning and no sentence.
import type { Language } from '../../../channels/vocabulary.ts';
import { localeOf } from '../locales/languages.ts';
import { parsePeriod } from '../period.ts';

/** `rating` is a score stored from 0 to 1 and shown on the scale people answered on, 1 to 5. */
export type FigureUnit = 'people' | 'hours' | 'sessions' | 'count' | 'rate' | 'score' | 'rating' | 'change' | 'ratio' | 'points' | 'money';
/** Stored units that are whole numbers of something with rows of its own. */
const counted: readonly string[] = ['matches', 'checkins', 'courses', 'credentials', 'placements'];

const made = new Map<string, Intl.NumberFormat>();
const madeDates = new Map<string, Intl.DateTimeFormat>();
const decimals: Readonly<Record<FigureUnit, number>> = { people: 0, hours: 1, sessions: 0, count: 0, rate: 1, score: 2, rating: 2, change: 2, ratio: 2, points: 0, money: 0 };

/** The unit a metric is shown in: the stored one, but for the rating. */
export function figureUnitOf(metric: string, unit: string): FigureUnit {
  if (metric.startsWith('rating_mean')) return 'rating';
  if (counted.includes(unit)) return 'count';
  if (/^[A-Z]{3}$/.test(unit)) return 'money';
  return unit in decimals ? unit as FigureUnit : 'score';
}

/** A figure without its unit's word: 3,414 · 89.1% · 0.62 · 4.21. Hours keep a decimal only where there is one. */
export function formatFigure(value: number, unit: FigureUnit, language: Language): string {
  if (unit === 'rate') return write(value, language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (unit === 'change') return formatDifference(value, unit, language);
  const digits = decimals[unit];
  return write(onScale(value, unit), language, { minimumFractionDigits: unit === 'hours' ? 0 : digits, maximumFractionDigits: digits });
}

/** A figure as the walk writes it: nothing rounded away that a person could ask about. */
export function formatExact(value: number, unit: FigureUnit, language: Language): string {
  if (unit === 'rate') return write(value, language, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 4 });
  const digits = unit === 'people' || unit === 'sessions' || unit === 'count' ? 0 : unit === 'hours' ? 2 : 4;
  return write(onScale(value, unit), language, { minimumFractionDigits: unit === 'hours' ? 1 : Math.min(digits, 2), maximumFractionDigits: digits });
}

/** Money with its currency; whole units where the amount is large. */
export function formatMoney(amount: number, currency: string, language: Language): string {
  const isWhole = Math.abs(amount) >= 1_000 || Number.isInteger(amount);
  return write(amount, language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...(isWhole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}) });
}

/** kr, €, $: how people write one unit of a currency. */
export function unitOfMoney(currency: string, language: Language): string {
  const parts = numberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(1);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

/** A difference with its sign; of a rate in percentage points, without their name. */
export function formatDifference(value: number, unit: FigureUnit, language: Language): string {
  const shown = unit === 'rate' ? value * 100 : unit === 'rating' ? value * 4 : value;
  const digits = unit === 'rate' ? 1 : decimals[unit];
  return write(shown, language, { signDisplay: 'exceptZero', minimumFractionDigits: unit === 'hours' ? 0 : digits, maximumFractionDigits: digits });
}

export function formatShare(share: number, language: Language): string {
  return write(share, language, { style: 'percent', maximumFractionDigits: 1 });
}

export function formatCount(value: number, language: Language): string {
  return write(value, language, { maximumFractionDigits: 0 });
}

export function formatNumber(value: number, language: Language, { least = 0, most = 6 } = {}): string {
  return write(value, language, { minimumFractionDigits: least, maximumFractionDigits: most });
}

/** 61 kB, 1.4 MB: in steps of a thousand, as files are shown elsewhere. */
export function formatBytes(bytes: number, language: Language): string {
  const [unit, size] = bytes < 1_000 ? ['byte', bytes] as const : bytes < 1_000_000 ? ['kilobyte', bytes / 1_000] as const
    : bytes < 1_000_000_000 ? ['megabyte', bytes / 1_000_000] as const : ['gigabyte', bytes / 1_000_000_000] as const;
  return write(size, language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: size < 10 ? 1 : 0 });
}

export type DateForm = 'day' | 'short-day' | 'instant' | 'short-instant' | 'time';

const forms: Readonly<Record<DateForm, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  'short-day': { day: 'numeric', month: 'short' },
  instant: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  'short-instant': { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
};

/** A date (`2026-09-17`, which no zone may shift) or an instant in RFC 3339, in the given zone or the reader's own. */
export function formatDate(date: string, form: DateForm, language: Language, timeZone?: string): string {
  const zone = date.length === 10 ? 'UTC' : timeZone;
  return dateFormat(language, { ...forms[form], ...(zone === undefined ? {} : { timeZone: zone }) }).format(new Date(date));
}

const quarterNames: Readonly<Record<Language, { long: string; short: string }>> = {
  en: { long: 'Q# ', short: 'Q# ' }, no: { long: '#. kvartal ', short: '#. kv. ' }, uk: { long: '# квартал ', short: '# кв. ' },
};

/** September 2026 · Q3 2026 · 2026. Short: Sep 2026. */
export function formatPeriod(period: string, language: Language, form: 'long' | 'short' = 'long'): string {
  const grain = parsePeriod(period)?.grain;
  if (grain === 'quarter') return quarterNames[language][form].replace('#', period.slice(6)) + period.slice(0, 4);
  if (grain !== 'month') return period;
  const parts = dateFormat(language, { month: form, year: 'numeric', timeZone: 'UTC' }).formatToParts(new Date(`${period}-01`));
  // Ukrainian closes a month and year with "р." ("year"), which a heading does not need.
  return parts.filter((part, index) => part.type !== 'literal' || index < parts.length - 1).map((part) => part.value).join('').trim();
}

/** Sep · вер. · sep.: the month alone, for an axis. */
export function formatMonth(month: string, language: Language): string {
  return dateFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01`));
}

function onScale(value: number, unit: FigureUnit): number {
  return unit === 'rating' ? 1 + value * 4 : value;
}

function write(value: number, language: Language, options: Intl.NumberFormatOptions): string {
  // −0 is nothing, and a hyphen is no minus.
  return numberFormat(language, options).format(Object.is(value, -0) ? 0 : value).replace('-', '−');
}

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = made.get(key) ?? new Intl.NumberFormat(localeOf(language), options);
  made.set(key, format);
  return format;
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = madeDates.get(key) ?? new Intl.DateTimeFormat(localeOf(language), options);
  madeDates.set(key, format);
  return format;
}
