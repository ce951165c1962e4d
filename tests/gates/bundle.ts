// How much script the first page costs on the way: what the door sends for the overview in one language, compressed as it is sent.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

interface Part { file: string; name?: string; imports?: string[] }
export const mostBytes = 170_000;
const dist = path.join(import.meta.dirname, '../../public/dist');
/** What a visitor of the overview needs. */
const needed = ['boot', 'base', 'overview', 'cockpit.en'];

export function firstLoad(): { files: { file: string; bytes: number }[]; bytes: number } {
  const parts = JSON.parse(readFileSync(path.join(dist, 'parts.json'), 'utf8')) as Record<string, Part>;
  const wanted = new Set<string>();
  const take = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const other of parts[name]?.imports ?? []) take(other);
  };
  for (const [key, { name = '' }] of Object.entries(parts)) if (needed.includes(name)) take(key);
  if (wanted.size < needed.length) throw new Error(`the build names no ${needed.join(' or ')}: ${Object.keys(parts).join(', ')}`);
  const files = [...wanted].flatMap((name) => { const { file = '' } = parts[name] ?? {}; return file.endsWith('.js') ? [{ file, bytes: gzipSync(readFileSync(path.join(dist, file))).length }] : []; });
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}
