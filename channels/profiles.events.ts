// What is told of people's lives: that somebody began a job, and that two people were found to be one, or not to be. Which job it is
// stays with the room; its words never travel.
import { rowItem } from './row-item.ts';
const employment = {
  ...rowItem,
  participantId: { type: 'uuid' },
  volunteerId: { type: 'uuid', nullable: true },
  minutesPerWeek: { type: 'number', integer: true, nullable: true },
} as const;

/** `otherId` is counted as `personId` from then on; its rows keep the id they were told under. */
const merge = { id: employment.id, change: employment.change, present: employment.present, personId: { type: 'uuid' }, otherId: { type: 'uuid' } } as const;

export const profilesEvents = {
  'profiles.employment.reported': { version: 1, item: employment },
  'profiles.employment.corrected': { version: 1, item: employment },
  'profiles.employment.withdrawn': { version: 1, item: employment },
  'profiles.person.merged': { version: 1, item: merge },
  'profiles.person.unmerged': { version: 1, item: merge },
} as const;
