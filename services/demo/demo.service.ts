// The sample world, loaded once through the real doors of the house: companies, users, two years of files through the importer, and
// signed webhooks. A start that was cut short goes on with the file where it stopped. Never in production: the settings refuse it there.
import { Readable } from 'node:stream';
import { action, defineActor, type ActionMap, type Actor, type Job } from '../../mixins/broker/actions.ts';
import { platformTenant } from '../../mixins/broker/house.ts';
import { spoolStream } from '../../mixins/importing/spool.ts';
import { Problem } from '../kernel/errors.ts';
import { readiness } from '../kernel/readiness.ts';
import { signHook, type Hook } from './hooks.ts';
import { operator, sampleSeed, sampleUsers } from './sample.ts';
import { sampleCompanies, sampleWorld, type SampleFile } from './world.ts';

const fileBytes = 64 * 1024 * 1024;
const lookEveryMs = 250;
/** Sessions whose webhooks are sent side by side; those of one session follow each other. */
const sentAtOnce = 40;

interface Made { id: string; name: string; domain: string }
const text = { type: 'string' } as const;

const actions = {
  prepare: action({
    summary: 'Makes what is missing of the sample companies and their users, so that everybody can sign in',
    access: 'room',
    params: {},
    timeoutMs: 0,
    async handler(_ctx, actor): Promise<{ companies: Made[]; today: string }> {
      const { demoPassword: password, demoCompanies } = actor.house.settings;
      const { id: operatorId } = await actor.job(platformTenant, 'demo').ask('identity.addUser', { ...operator, password, operator: true });
      const asOperator = { kind: 'user' as const, actor: operatorId, role: 'platform_admin' as const, expiresAtMs: actor.house.clock.nowMs() + 3_600_000 };
      const meta = { $id: actor.house.sealer.seal(asOperator) };
      const { items }: { items: { id: string; name: string }[] } = await actor.broker.call('companies.list', {}, { meta });
      const companies: Made[] = [];
      for (const { name, domain, country, currency, timeZone, industry, employees } of sampleCompanies.slice(0, demoCompanies)) {
        const known = items.find((item) => item.name === name);
        const id = known?.id ?? (await actor.broker.call<{ id: string }, object>('companies.create', { name, country, currency, timeZone, industry, employees }, { meta })).id;
        companies.push({ id, name, domain });
        const job = actor.job(id, 'demo');
        for (const { local, name: userName, role } of sampleUsers) await job.ask('identity.addUser', { email: `${local}@${domain}`, name: userName, password, role });
      }
      return { companies, today: await firstDay(actor, companies) };
    },
  }),

  fill: action({
    summary: 'Loads what is missing of one sample company, and waits until its files are read',
    access: 'room',
    params: { companyId: { type: 'uuid' }, domain: text, today: text },
    timeoutMs: 0,
    async handler(ctx, actor): Promise<null> {
      const { companyId, domain, today } = ctx.params;
      const company = sampleCompanies.find((one) => one.domain === domain);
      if (!company) throw new Problem('not_found', { internal: `no sample company ${domain}` });
      const job = actor.job(companyId, 'demo');
      const known = await importsOf(job);
      // The roster comes last: where it is, everything is.
      if (known.some(({ kind }) => kind === 'roster')) return null;
      const { files, hooks } = sampleWorld(company, today, sampleSeed);
      const missing = files.filter(({ kind, fileName }) => !known.some((one) => one.kind === kind && one.fileName === fileName));
      await sendFiles(actor, job, missing.filter(({ kind }) => kind !== 'roster'));
      if (hooks.length > 0) await sendHooks(actor, job, hooks);
      await sendFiles(actor, job, missing.filter(({ kind }) => kind === 'roster'));
      await until(actor, async () => {
        const loading = (await importsOf(job)).filter(isLoading).length;
        return loading === 0 ? undefined : `${company.name}: ${loading} files to go`;
      });
      return null;
    },
  }),

  finish: action({
    summary: 'Waits until every figure of the sample companies is there',
    access: 'room',
    params: { companies: { type: 'array', items: { type: 'object', props: { id: { type: 'uuid' }, name: text, domain: text } } } },
    timeoutMs: 0,
    async handler(ctx, actor): Promise<null> {
      for (const { id, name } of ctx.params.companies) {
        const job = actor.job(id, 'demo');
        await until(actor, async () => {
          const loading = (await importsOf(job)).filter(isLoading).length;
          const { count } = await job.ask('outbox.waiting', {});
          const { waiting } = await job.ask('impact.ready', {});
          return loading + count + waiting === 0 ? undefined : `${name}: ${loading} files, ${count} events, ${waiting} months to go`;
        });
      }
      return null;
    },
  }),
};

interface Known { kind: string; fileName: string; state: string; createdAt: string }

async function importsOf(job: Job): Promise<Known[]> {
  const found: Known[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await job.ask('imports.list', { limit: 500, ...after === undefined ? {} : { after } });
    found.push(...items);
    after = next ?? undefined;
  } while (after !== undefined);
  return found;
}

function isLoading({ state }: Known): boolean {
  return state === 'queued' || state === 'running';
}

/** The day on which the sample world was begun: its two years stay the same ones however often the product is started. */
async function firstDay(actor: Actor, companies: readonly Made[]): Promise<string> {
  const begun: string[] = [];
  for (const { id } of companies) begun.push(...(await importsOf(actor.job(id, 'demo'))).map(({ createdAt }) => createdAt));
  return (begun.sort()[0] ?? new Date(actor.house.clock.nowMs()).toISOString()).slice(0, 10);
}

async function sendFiles(actor: Actor, job: Job, files: readonly SampleFile[]): Promise<void> {
  for (const { kind, fileName, csv } of files) {
    if (actor.stopping.aborted) return;
    const spool = await spoolStream(actor.house, Readable.from([Buffer.from(csv)]), fileBytes);
    await job.ask('imports.receive', { kind, mode: 'commit', fileName, spool: { ...spool } });
  }
}

/** By a source of their own, signed. A secret is shown once: a start that goes on asks for a new one. */
async function sendHooks(actor: Actor, job: Job, hooks: readonly Hook[]): Promise<void> {
  const { items } = await job.ask('webhooks.sources', {});
  const known = items.find(({ provider }) => provider === 'kintell');
  const { id: sourceId, secret } = known ? { id: known.id, ...await job.ask('webhooks.rotate', { id: known.id }) } : await job.ask('webhooks.createSource', { provider: 'kintell' });
  const sessions = [...Map.groupBy(hooks, (hook) => hook.sessionId).values()];
  for (let from = 0; from < sessions.length && !actor.stopping.aborted; from += sentAtOnce) {
    await Promise.all(sessions.slice(from, from + sentAtOnce).map(async (own) => {
      for (const hook of own) await sendHook(actor, job, hook, { sourceId, secret });
    }));
  }
}

async function sendHook(actor: Actor, job: Job, hook: Hook, { sourceId, secret }: { sourceId: string; secret: string }): Promise<void> {
  const timestamp = String(Math.floor(actor.house.clock.nowMs() / 1000));
  const sent = { sourceId, kind: hook.kind, webhookId: hook.id, timestamp, signature: signHook(hook, secret, timestamp), base64: Buffer.from(hook.body).toString('base64') };
  await job.ask('webhooks.receive', sent).catch((error: unknown) => {
    if (hook.isUsable || !(error instanceof Problem) || error.type !== 'invalid') throw error;
  });
}

/** Waits until nothing is left to say, and has what is left told by the door. */
async function until(actor: Actor, left: () => Promise<string | undefined>): Promise<void> {
  while (!actor.stopping.aborted) {
    const reason = await left();
    if (reason === undefined) return;
    readiness(actor.broker).wait('demo', `the sample companies are being loaded (${reason})`);
    await new Promise((resolve) => { setTimeout(resolve, lookEveryMs); });
  }
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'demo', typeof actions> {}
}

export default defineActor({ name: 'demo', actions });
