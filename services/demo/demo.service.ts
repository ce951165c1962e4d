// The sample world, loaded once through the real doors of the house: companies, users, and a year of files through the importer.
// Never in production: the settings refuse it there.
import { Readable } from 'node:stream';
import { action, defineActor, type ActionMap, type Actor } from '../../mixins/broker/actions.ts';
import { platformTenant } from '../../mixins/broker/house.ts';
import { spoolStream } from '../../mixins/importing/spool.ts';
import { readiness } from '../kernel/readiness.ts';
import { sampleCompanies, sampleFiles, type SampleCompany } from './world.ts';
import { operator, sampleSeed, sampleUsers } from './sample.ts';

const fileBytes = 64 * 1024 * 1024;
const lookEveryMs = 250;

const actions = {
  load: action({
    summary: 'Makes what is missing of the sample world, and waits until every figure is there',
    access: 'room',
    params: {},
    timeoutMs: 0,
    async handler(_ctx, actor): Promise<{ companies: string[] }> {
      const house = actor.job(platformTenant, 'demo');
      const password = actor.house.settings.demoPassword;
      const { id: operatorId } = await house.ask('identity.addUser', { ...operator, password, operator: true });
      const asOperator = { kind: 'user' as const, actor: operatorId, role: 'platform_admin' as const, expiresAtMs: actor.house.clock.nowMs() + 3_600_000 };
      const meta = { $id: actor.house.sealer.seal(asOperator) };
      const { items }: { items: { id: string; name: string }[] } = await actor.broker.call('companies.list', {}, { meta });
      const ids: string[] = [];
      for (const company of sampleCompanies) {
        const known = items.find((item) => item.name === company.name);
        const { name, country, currency, timeZone, industry, employees } = company;
        const id = known?.id ?? (await actor.broker.call<{ id: string }, object>('companies.create', { name, country, currency, timeZone, industry, employees }, { meta })).id;
        ids.push(id);
        await fill(actor, id, company, password);
      }
      for (const id of ids) await untilCounted(actor, id);
      return { companies: ids };
    },
  }),
};

/** Users, then every file that is not there yet: a start that was cut short goes on where it stopped. */
async function fill(actor: Actor, companyId: string, company: SampleCompany, password: string): Promise<void> {
  const job = actor.job(companyId, 'demo');
  for (const { local, name, role } of sampleUsers) await job.ask('identity.addUser', { email: `${local}@${company.domain}`, name, password, role });
  const { items } = await job.ask('imports.list', { limit: 500 });
  if (items.length > 0) return;
  const today = new Date(actor.house.clock.nowMs()).toISOString().slice(0, 10);
  for (const file of sampleFiles(company, today, sampleSeed)) {
    const spool = await spoolStream(actor.house, Readable.from([Buffer.from(file.csv)]), fileBytes);
    await job.ask('imports.receive', { kind: 'kintell-mentorship', mode: 'commit', fileName: file.fileName, spool: { ...spool } });
  }
}

/** Until nothing waits any more: imports loaded, events heard, metrics computed. */
async function untilCounted(actor: Actor, companyId: string): Promise<void> {
  const job = actor.job(companyId, 'demo');
  for (;;) {
    if (actor.stopping.aborted) return;
    const { items } = await job.ask('imports.list', { limit: 500 });
    const loading = items.filter((item) => item.state === 'queued' || item.state === 'running').length;
    const { count } = await job.ask('outbox.waiting', {});
    const { waiting } = await job.ask('impact.ready', {});
    if (loading === 0 && count === 0 && waiting === 0) return;
    readiness(actor.broker).wait('demo', `the sample companies are being loaded (${loading} files, ${count} events, ${waiting} months to go)`);
    await new Promise((resolve) => { setTimeout(resolve, lookEveryMs); });
  }
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'demo', typeof actions> {}
}

export default defineActor({ name: 'demo', actions });
