// The eight companies of the sample: where each is, how large its programmes are, how its systems write, and what it does not tell.
// Pure data. The first three are those whose users the guides name.
import type { Language } from '../../channels/vocabulary.ts';
import type { DateForm } from './calendar.ts';

/** What a company's systems leave out: words, ratings, recorded language levels, costs, and many a session's duration. */
type Lack = 'words' | 'ratings' | 'levels' | 'costs' | 'durations';

export interface SampleCompany {
  name: string; domain: string; country: 'NO' | 'LT' | 'PL' | 'SE' | 'GB' | 'UA' | 'CA'; currency: string; timeZone: string; industry: string;
  /** All on the roster; `volunteers` of them give time by the end of the two years. */
  employees: number; volunteers: number;
  /** Newcomers who begin in a month like any other, at the end of the two years. */
  arrivals: number;
  languages: readonly (readonly [Language, number])[];
  units: readonly string[];
  dates: DateForm; delimiter: ',' | ';' | '\t';
  /** Buddy rows name their match by its id, or by the two addresses. */
  matchesBy: 'id' | 'pair';
  /** Share of sessions in working time. */
  paid: number;
  /** Whole units of money: cash for a programme and month, gifts in kind for a month, management for a day. */
  costs: { cash: number; inKind: number; management: number };
  lacks: readonly Lack[];
  /** The last months of mentorship come as webhooks, not as files. */
  sendsWebhooks: boolean;
}

const usual = { dates: 'plain', delimiter: ',', matchesBy: 'id', lacks: [], sendsWebhooks: false } as const satisfies Partial<SampleCompany>;

export const sampleCompanies: readonly SampleCompany[] = [
  {
    ...usual, name: 'Aurora Energi', domain: 'aurora.example', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo', industry: 'energy', employees: 3180, volunteers: 515, arrivals: 105,
    languages: [['no', 5], ['uk', 3], ['en', 2]], units: ['Grid', 'Hydro power', 'Wind', 'Customers', 'Staff functions'], dates: 'offset', paid: 0.45, costs: { cash: 12_000, inKind: 9_000, management: 900 },
  },
  {
    ...usual, name: 'Nordlys Bank', domain: 'nordlys.example', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo', industry: 'finance', employees: 1450, volunteers: 190, arrivals: 40,
    languages: [['no', 5], ['uk', 2], ['en', 3]], units: ['Retail', 'Corporate', 'IT', 'Risk'], dates: 'dotted', delimiter: ';', paid: 0.6, costs: { cash: 21_000, inKind: 4_000, management: 1_400 }, sendsWebhooks: true,
  },
  {
    ...usual, name: 'Baltic Software', domain: 'baltic.example', country: 'LT', currency: 'EUR', timeZone: 'Europe/Vilnius', industry: 'software', employees: 240, volunteers: 60, arrivals: 11,
    languages: [['en', 4], ['uk', 6]], units: ['Platform', 'Products', 'Sales'], matchesBy: 'pair', paid: 0.7, costs: { cash: 450, inKind: 150, management: 40 },
  },
  {
    ...usual, name: 'Vistula Logistics', domain: 'vistula.example', country: 'PL', currency: 'PLN', timeZone: 'Europe/Warsaw', industry: 'transport', employees: 3900, volunteers: 300, arrivals: 55,
    languages: [['uk', 7], ['en', 3]], units: ['Road', 'Rail', 'Warehouses', 'Head office'], dates: 'dotted', delimiter: ';', paid: 0.3, costs: { cash: 9_500, inKind: 2_500, management: 600 },
  },
  {
    ...usual, name: 'Sound Medtech', domain: 'sound.example', country: 'SE', currency: 'SEK', timeZone: 'Europe/Stockholm', industry: 'health', employees: 620, volunteers: 90, arrivals: 16,
    languages: [['en', 6], ['uk', 4]], units: ['Research', 'Production', 'Quality'], paid: 0, costs: { cash: 0, inKind: 0, management: 0 }, lacks: ['costs'],
  },
  {
    ...usual, name: 'Thames Civil', domain: 'thames.example', country: 'GB', currency: 'GBP', timeZone: 'Europe/London', industry: 'construction', employees: 980, volunteers: 130, arrivals: 24,
    languages: [['en', 8], ['uk', 2]], units: ['Bridges', 'Rail', 'Design office'], dates: 'slashed', paid: 0.5, costs: { cash: 1_600, inKind: 400, management: 90 }, lacks: ['ratings', 'durations'],
  },
  {
    ...usual, name: 'Dnipro Agro', domain: 'dnipro.example', country: 'UA', currency: 'UAH', timeZone: 'Europe/Kyiv', industry: 'agriculture', employees: 310, volunteers: 48, arrivals: 9,
    languages: [['uk', 1]], units: ['Fields', 'Mill', 'Office'], delimiter: '\t', paid: 0.4, costs: { cash: 14_000, inKind: 5_000, management: 900 }, lacks: ['words', 'levels'],
  },
  {
    ...usual, name: 'Lakeshore Mutual', domain: 'lakeshore.example', country: 'CA', currency: 'CAD', timeZone: 'America/Toronto', industry: 'insurance', employees: 46, volunteers: 22, arrivals: 4,
    languages: [['en', 7], ['uk', 3]], units: ['Claims', 'Advice'], dates: 'utc', paid: 0.5, costs: { cash: 380, inKind: 90, management: 24 },
  },
];
