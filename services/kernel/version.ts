// Versions of what is changed as a whole: the strong tag that an answer carries, and the one that a change has to name.
import { invalid, Problem } from './errors.ts';

export function versionTag(version: number): string {
  return `"v${version}"`;
}

/** Throws unless `If-Match` names this version. A star names none; a weak tag promises too little to overwrite by. */
export function assertVersion(ifMatch: string, version: number): void {
  const tags = ifMatch.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
  if (tags.length === 0 || tags.includes('*')) throw invalid('If-Match', 'names no version', 'send the ETag of the answer that you changed');
  if (!tags.includes(versionTag(version))) throw new Problem('stale_version');
}
