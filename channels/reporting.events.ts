// How a report and its files come about.
export const reportingEvents = {
  'reporting.report.progressed': { version: 1, item: { id: { type: 'uuid' }, stage: { type: 'string' }, state: { type: 'string' } } },
  'reporting.report.ready': { version: 1, item: { id: { type: 'uuid' }, stage: { type: 'string' }, state: { type: 'string' } } },
  'reporting.export.ready': { version: 1, item: { id: { type: 'uuid' }, state: { type: 'string' } } },
} as const;
