// What an employment outcome is: a participant began a job. Title and all that may name a person are words under that person's key.
import type { EventItem } from '../../channels/contracts.ts';
import { whoIs } from '../../mixins/rows/file-kind.ts';
import type { Revision, SourceTable } from '../../mixins/rows/source.ts';

/** An outcome as it is kept: hours as told, and the same in whole minutes for sums. */
export interface Employment {
  participantId: string;
  /** Who helped, where that is told. */
  volunteerId: string | null;
  startedOn: string;
  employerSector: string | null;
  hoursPerWeek: number | null;
  minutesPerWeek: number | null;
}

type EmploymentEvent = 'profiles.employment.reported' | 'profiles.employment.corrected' | 'profiles.employment.withdrawn';

export const employments: SourceTable<Employment, EmploymentEvent> = {
  table: 'employment_outcomes',
  keyColumn: 'employment_key',
  changes: 'profiles_changes',
  columns: { participantId: 'uuid', volunteerId: 'uuid', startedOn: 'date', employerSector: 'text', hoursPerWeek: 'numeric', minutesPerWeek: 'integer' },
  family: ['employment'],
  words: ['role'],
  authorOf: (employment) => employment.participantId,
  keyOf: (told) => `${whoIs(told, 'participantId')}:${told.values.startedOn}`,
  events: { created: () => 'profiles.employment.reported', corrected: 'profiles.employment.corrected', withdrawn: 'profiles.employment.withdrawn' },
  itemOf,
};

function itemOf({ id, key, revision, values, importId, line, receiptId }: Revision<Employment>, change: number, present: boolean): EventItem<EmploymentEvent> {
  const { participantId, volunteerId, startedOn, minutesPerWeek } = values;
  return { id, key, revision, change, present, participantId, volunteerId, localDate: startedOn, minutesPerWeek, importId, line, receiptId };
}
