// The one reader of the environment: every setting with its meaning, its default and its check.
// A wrong or missing setting is one clear line that names it; nothing else in the house looks at process.env.
import path from 'node:path';

export interface Settings {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  demo: boolean;
  /** How many of the sample companies are loaded, in their order. */
  demoCompanies: number;
  demoPassword: string;
  adminEmail: string | undefined;
  adminPassword: string | undefined;
  rateLimitFactor: number;
  masterKeyFile: string;
  chromiumPath: string | undefined;
  metricsToken: string | undefined;
  production: boolean;
  logLevel: string;
}

export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** Reads settings once. Throws SettingError with one line that names the setting and the remedy. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const production = env['NODE_ENV'] === 'production';
  const demo = boolean(env, 'DEMO', !production);
  if (production && demo) throw new SettingError('DEMO: must not be true with NODE_ENV=production; unset it');
  const dataDir = path.resolve(env['DATA_DIR'] ?? './data');
  const masterKeyFile = text(env, 'MASTER_KEY_FILE');
  if (production && masterKeyFile === undefined) {
    throw new SettingError('MASTER_KEY_FILE: required with NODE_ENV=production; name a file with 32 random bytes in base64');
  }
  for (const later of ['CLICKHOUSE_URL', 'NATS_URL', 'REDIS_URL']) {
    if (text(env, later) !== undefined) throw new SettingError(`${later}: this version runs embedded only; unset it`);
  }
  const adminEmail = text(env, 'ADMIN_EMAIL');
  const adminPassword = text(env, 'ADMIN_PASSWORD');
  if ((adminEmail === undefined) !== (adminPassword === undefined)) {
    throw new SettingError('ADMIN_EMAIL and ADMIN_PASSWORD: set both or neither');
  }
  if (adminPassword !== undefined && adminPassword.length < 12) {
    throw new SettingError('ADMIN_PASSWORD: needs at least 12 characters');
  }
  return {
    port: whole(env, 'PORT', 3000, 0, 65_535),
    host: text(env, 'HOST') ?? '127.0.0.1',
    dataDir,
    databaseUrl: text(env, 'DATABASE_URL'),
    demo,
    demoCompanies: whole(env, 'DEMO_COMPANIES', 8, 1, 8),
    demoPassword: text(env, 'DEMO_PASSWORD') ?? 'cockpit-demo',
    adminEmail,
    adminPassword,
    rateLimitFactor: whole(env, 'RATE_LIMIT_FACTOR', demo ? 100 : 1, 1, 1_000_000),
    masterKeyFile: masterKeyFile ?? path.join(dataDir, 'keys', 'master.key'),
    chromiumPath: text(env, 'CHROMIUM_PATH'),
    metricsToken: text(env, 'METRICS_TOKEN'),
    production,
    logLevel: text(env, 'LOG_LEVEL') ?? 'warn',
  };
}

function text(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
}

function boolean(env: NodeJS.ProcessEnv, name: string, otherwise: boolean): boolean {
  const value = text(env, name);
  if (value === undefined) return otherwise;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new SettingError(`${name}: must be true or false`);
}

function whole(env: NodeJS.ProcessEnv, name: string, otherwise: number, least: number, most: number): number {
  const value = text(env, name);
  if (value === undefined) return otherwise;
  if (/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw new SettingError(`${name}: must be a whole number from ${least} to ${most}`);
}
