// What every row of a source tells of itself, as it stands after a change: who hears changes late or twice compares `change`,
// which only grows for one row, and keeps the newest.
export const rowItem = {
  id: { type: 'uuid' },
  key: { type: 'string' },
  revision: { type: 'number', integer: true },
  change: { type: 'number', integer: true },
  present: { type: 'boolean' },
  localDate: { type: 'string' },
  importId: { type: 'uuid', nullable: true },
  line: { type: 'number', integer: true, nullable: true },
  receiptId: { type: 'uuid', optional: true, nullable: true },
} as const;
