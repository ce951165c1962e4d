// An import as it is told live, put onto what is known of it. Pure.
import type { Counts, ImportView } from './interface.ts';

/** What is told may come after an answer that is newer: progress does not take a file that is done back to loading. */
export function followed(known: ImportView, state: ImportView['state'], counts: Counts): ImportView {
  const isOver = known.state === 'done' || known.state === 'failed' || known.state === 'undone';
  return isOver && state === 'running' ? known : { ...known, state, counts };
}
