// The product as a person starts it, in processes of its own: started, killed, looked at from outside.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { rolePassword } from '../../mixins/database/database.ts';
import { loadMasterKey } from '../../mixins/vault.ts';
import { Client, until } from '../world/world.ts';

const root = path.join(import.meta.dirname, '../..');
const operator = { email: 'operator@drill.example', password: 'a-long-drill-password' };

export interface Running { launcher: ChildProcess; base: string; said: () => string }

export class Product {
  readonly dataDir: string;

  constructor() {
    this.dataDir = mkdtempSync(path.join(os.tmpdir(), 'cockpit-drill-'));
    chmodSync(this.dataDir, 0o755);
  }

  /** Starts by `npm start` or by the launcher alone; resolves when the door says ready. */
  async start(by: 'npm' | 'launcher' = 'launcher', logLevel = 'error', settings: Record<string, string> = {}, withinMs?: number): Promise<Running> {
    const env = {
      ...process.env, DEMO: 'false', PORT: '0', DATA_DIR: this.dataDir, ADMIN_EMAIL: operator.email, ADMIN_PASSWORD: operator.password, LOG_LEVEL: logLevel, RATE_LIMIT_FACTOR: '1000', NODE_OPTIONS: '', ...settings,
    };
    const [command, args] = by === 'npm' ? ['npm', ['start']] : [process.execPath, ['services/start.mjs']];
    const launcher = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [launcher.stdout, launcher.stderr]) stream?.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    const base = await until(async () => {
      if (launcher.exitCode !== null) throw new Error(`the product ended: ${text}`);
      return /ready after .*: (http:\/\/\S+)/.exec(text)?.[1];
    }, withinMs);
    return { launcher, base, said: () => text };
  }

  async operator(base: string): Promise<Client> {
    const { body } = await new Client(base).post<{ accessToken: string }>('auth/login', operator);
    return new Client(base, body.accessToken);
  }

  /** SQL as the superuser over the product's own socket. */
  async sql<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    const master = loadMasterKey(path.join(this.dataDir, 'keys/master.key'), false);
    const host = path.join(this.dataDir, 'run');
    const client = new pg.Client({ host, user: 'postgres', password: rolePassword(master, 'superuser'), database: 'cockpit' });
    await client.connect();
    try {
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Processes whose command line or environment names this product's data: ours, whoever their parent is now. */
  processes(): { pid: number; command: string }[] {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
        const isOurs = command.includes(this.dataDir) || environment.includes(`DATA_DIR=${this.dataDir}`);
        return isOurs && Number(name) !== process.pid ? [{ pid: Number(name), command }] : [];
      } catch {
        return [];
      }
    });
  }

  pidOf(what: 'npm' | 'launcher' | 'node' | 'postgres'): number {
    const pattern = { npm: /^npm /, launcher: /start\.mjs/, node: /start\.ts/, postgres: /bin\/postgres -D/ }[what];
    const found = this.processes().find(({ command }) => pattern.test(command) && !command.startsWith('sh -c'));
    if (!found) throw new Error(`no ${what} among ${JSON.stringify(this.processes())}`);
    return found.pid;
  }

  async gone(withinMs = 10_000): Promise<void> {
    await until(async () => (this.processes().length === 0 ? true : undefined), withinMs);
  }

  remove(): void {
    for (const { pid } of this.processes()) process.kill(pid, 'SIGKILL');
    if (existsSync(this.dataDir)) rmSync(this.dataDir, { recursive: true, force: true });
  }
}
