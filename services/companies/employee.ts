// What an entry of the roster is: somebody whom the company counts among its people, and when that person could volunteer.
// The employee's number is the key, as the company wrote it; who it is stays an id.
import type { EventItem } from '../../channels/contracts.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';

/** An entry as it is kept. Without a date it is open on that side; `toDate` is the last day. */
export interface Employee {
  volunteerId: string;
  unit: string | null;
  country: string | null;
  fromDate: string | null;
  toDate: string | null;
}

type RosterEvent = 'companies.roster.recorded' | 'companies.roster.corrected' | 'companies.roster.withdrawn';
const sinceEver = '0001-01-01';

export const roster: SourceTable<Employee, RosterEvent> = {
  table: 'roster_entries',
  keyColumn: 'employee_id',
  changes: 'companies_changes',
  columns: { volunteerId: 'uuid', unit: 'text', country: 'text', fromDate: 'date', toDate: 'date' },
  family: ['roster'],
  words: [],
  // Told as it stands; a key that is asked for is not shown in a preview, and this one may name a person.
  keyOf: ({ key }) => key,
  events: { created: () => 'companies.roster.recorded', corrected: 'companies.roster.corrected', withdrawn: 'companies.roster.withdrawn' },
  itemOf,
};

function itemOf({ id, key, revision, values, importId, line, receiptId }: Revision<Employee>, change: number, present: boolean): EventItem<RosterEvent> {
  const { volunteerId, country, fromDate, toDate } = values;
  return { id, key, revision, change, present, volunteerId, country, localDate: fromDate ?? sinceEver, fromDate, toDate, importId, line, receiptId };
}
