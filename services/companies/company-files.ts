// The two kinds of file that a company tells of itself: their columns, and what one line of each tells. Pure.
import type { CostKind } from '../../channels/vocabulary.ts';
import { readChoice, type Read } from '../../mixins/importing/cells.ts';
import { column } from '../../mixins/importing/file.ts';
import type { RowReader } from '../../mixins/importing/row-reader.ts';
import type { FileKind } from '../../mixins/rows/file-kind.ts';
import { isCurrency, largestMinor, minorDigits } from '../kernel/money.ts';
import { parsePeriod, type Period } from '../kernel/period.ts';
import type { Cost } from './cost.ts';
import { isCountry } from './country.ts';
import type { Employee } from './employee.ts';

const dates = 'ISO 8601, YYYY-MM-DD, DD.MM.YYYY or DD/MM/YYYY';

export const costFile: FileKind<Cost> = {
  kind: 'programme-costs',
  columns: [
    column('programme', ['program', 'programområde', 'програма'], true, null, 'buddy, language, mentorship, upskilling or all', 'buddy'),
    column('period', ['periode', 'month', 'quarter', 'måned', 'kvartal', 'період', 'місяць', 'квартал'], true, null, '2026, 2026-Q3 or 2026-09', '2026-Q3'),
    column('amount', ['cost', 'beløp', 'kostnad', 'sum', 'сума', 'вартість', 'витрати'], true, null, 'decimal comma or point, no more decimals than the currency has; not below 0', '125000.50'),
    column('currency', ['currency_code', 'valuta', 'valutakode', 'валюта', 'код_валюти'], true, null, 'three letters of ISO 4217', 'NOK'),
    column('kind', ['cost_kind', 'cost_type', 'type', 'kostnadstype', 'art', 'вид', 'вид_витрат', 'тип', 'тип_витрат'], false, null, 'cash, in_kind or management; silent means cash', 'cash'),
  ],
  check: readCost,
};

export const rosterFile: FileKind<Employee> = {
  kind: 'roster',
  columns: [
    column('employee_id', ['employee', 'employee_number', 'staff_id', 'ansattnummer', 'ansattnr', 'ansatt_id', 'табельний_номер', 'номер_працівника', 'код_працівника'], true, 'volunteer', '1 to 100 characters; the same id is the same employee', 'A-1042'),
    column('email', ['email_address', 'work_email', 'epost', 'epostadresse', 'jobb_epost', 'пошта', 'електронна_пошта', 'ел_пошта'], true, 'volunteer', 'one e-mail address', 'kari@aurora.example'),
    column('unit', ['department', 'team', 'business_unit', 'avdeling', 'enhet', 'відділ', 'підрозділ'], false, null, 'up to 120 characters', 'Grid operations'),
    column('country', ['country_code', 'land', 'landkode', 'країна', 'код_країни'], false, null, 'two letters of ISO 3166-1', 'NO'),
    column('eligible_from', ['from', 'start_date', 'fra', 'fra_dato', 'startdato', 'від', 'з_дати', 'дата_початку'], false, null, `${dates}; empty when open`, '2026-01-01'),
    column('eligible_to', ['to', 'end_date', 'til', 'til_dato', 'sluttdato', 'до', 'до_дати', 'дата_завершення'], false, null, `${dates}; the last day, empty when open`, '2026-12-31'),
  ],
  check: readEmployee,
};

const programmes: Readonly<Record<string, Cost['programme']>> = {
  buddy: 'buddy', language: 'language', language_connect: 'language', språk: 'language', mentorship: 'mentorship', mentoring: 'mentorship', mentor: 'mentorship', upskilling: 'upskilling',
  all: 'all', alle: 'all', бадді: 'buddy', мова: 'language', менторство: 'mentorship', наставництво: 'mentorship', навчання: 'upskilling', усі: 'all', всі: 'all',
};
const kinds: Readonly<Record<string, CostKind>> = {
  cash: 'cash', kontant: 'cash', kontanter: 'cash', in_kind: 'in_kind', inkind: 'in_kind', naturalytelse: 'in_kind', management: 'management', ledelse: 'management',
  гроші: 'cash', грошові: 'cash', у_натурі: 'in_kind', натуральні: 'in_kind', управління: 'management',
};
/** Years in which dates are taken, too. */
const years = { first: '1990', last: '2100' };

function readCost(reader: RowReader): ReturnType<FileKind<Cost>['check']> {
  const programme = reader.required('programme', (text) => readChoice(text, programmes, 'choice'));
  const period = reader.required('period', readPeriod);
  const currency = reader.required('currency', readCurrency);
  const amountMinor = reader.required('amount', (text) => readAmount(text, currency));
  const kind = reader.choice('kind', kinds, 'choice') ?? 'cash';
  if (reader.problems.length > 0 || programme === undefined || period === undefined || currency === undefined || amountMinor === undefined) return undefined;
  return { key: '', people: {}, words: {}, values: { programme, period: period.id, kind, fromDate: period.from, toDate: period.to, amountMinor, currency } };
}

function readEmployee(reader: RowReader): ReturnType<FileKind<Employee>['check']> {
  const key = reader.key('employee_id');
  const volunteerId = reader.email('email');
  const unit = reader.label('unit', 120);
  const country = reader.optional('country', (text) => capitals(text, isCountry, 'choice'));
  const fromDate = reader.optionalDate('eligible_from');
  const toDate = reader.optionalDate('eligible_to');
  if (fromDate != null && toDate != null && toDate < fromDate) reader.wrong('eligible_to', 'order');
  if (reader.problems.length > 0 || key === undefined || volunteerId === undefined) return undefined;
  return { key, people: { volunteerId }, words: {}, values: { volunteerId: undefined, unit, country, fromDate, toDate } };
}

function readPeriod(text: string): Read<Period> {
  const period = parsePeriod(text.trim().toUpperCase());
  return period && period.from >= years.first && period.to.slice(0, 4) <= years.last ? { value: period } : { problem: 'period' };
}

function readCurrency(text: string): Read<string> {
  return capitals(text, isCurrency, 'currency');
}

function capitals(text: string, isKnown: (code: string) => boolean, problem: 'choice' | 'currency'): Read<string> {
  const code = text.trim().toUpperCase();
  return isKnown(code) ? { value: code } : { problem };
}

/** Whole minor units, read from the digits themselves: a fraction would round. Without a known currency any decimals pass here. */
function readAmount(text: string, currency: string | undefined): Read<number> {
  const found = /^([-−]?)(\d+)(?:[.,](\d+))?$/.exec(text.trim());
  if (!found) return { problem: 'number' };
  const [, sign, whole = '', fraction = ''] = found;
  const digits = currency === undefined ? fraction.length : minorDigits(currency);
  if (fraction.length > digits) return { problem: 'number' };
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  return minor > largestMinor || (sign !== '' && minor > 0) ? { problem: 'number_range' } : { value: minor };
}
