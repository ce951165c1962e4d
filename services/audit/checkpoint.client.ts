// Checkpoints outside the database: lines appended to one file a tenant, which an insider with the database alone cannot change.
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint } from './chain.ts';

export async function keepOutside(dataDir: string, checkpoint: Checkpoint): Promise<void> {
  const file = fileOf(dataDir, checkpoint.tenantId);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // A crash may have left a last line cut short: the next one begins on its own.
  await appendFile(file, `\n${JSON.stringify(checkpoint)}\n`, { mode: 0o600, flush: true });
}

export async function readOutside(dataDir: string, tenantId: string): Promise<Checkpoint[]> {
  try {
    const text = await readFile(fileOf(dataDir, tenantId), 'utf8');
    return text.split('\n').filter((line) => line !== '').flatMap((line) => readLine(line) ?? []);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A line cut short by a crash was never promised; one that was altered no longer verifies and is named by its absence or its signature. */
function readLine(line: string): Checkpoint | undefined {
  try {
    return JSON.parse(line) as Checkpoint;
  } catch {
    return undefined;
  }
}

function fileOf(dataDir: string, tenantId: string): string {
  return path.join(dataDir, 'checkpoints', `${tenantId}.jsonl`);
}
