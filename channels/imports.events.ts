// How an import goes: counts and states, never a cell of the file.
import { importKindNames, importStates } from './vocabulary.ts';

const progress = {
  id: { type: 'uuid' },
  kind: { type: 'enum', values: importKindNames },
  state: { type: 'enum', values: importStates },
  total: { type: 'number', integer: true },
  created: { type: 'number', integer: true },
  updated: { type: 'number', integer: true },
  unchanged: { type: 'number', integer: true },
  rejected: { type: 'number', integer: true },
  waiting: { type: 'number', integer: true, optional: true },
} as const;

export const importsEvents = {
  'imports.import.progressed': { version: 1, item: progress },
  'imports.import.completed': { version: 1, item: progress },
  'imports.import.undone': { version: 1, item: progress },
} as const;
