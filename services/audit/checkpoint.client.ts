// Checkpoints outside the database: lines appended to one file a tenant, which an insider with the database alone cannot change.
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint } from './chain.ts';

export async function keepOutside(dataDir: string, checkpoint: Checkpoint): Promise<void> {
  const file = fileOf(dataDir, checkpoint.tenantId);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600 });
}

export async function readOutside(dataDir: string, tenantId: string): Promise<Checkpoint[]> {
  try {
    const text = await readFile(fileOf(dataDir, tenantId), 'utf8');
    // A crash may leave a last line cut short: it was never promised.
    return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Checkpoint);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function fileOf(dataDir: string, tenantId: string): string {
  return path.join(dataDir, 'checkpoints', `${tenantId}.jsonl`);
}
