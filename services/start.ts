// Starts the product: settings, stores, services, sample world; says what it does; stops in order and in time.
// Runs under the launcher (start.mjs), whose end it notices by its standard input closing.
import type { Actor } from '../mixins/broker/actions.ts';
import { readSettings, SettingError } from '../mixins/settings.ts';
import type { Settings } from '../mixins/settings.ts';
import { openStores, startNode, type RunningNode } from './node.ts';
import { prepareFirstOperator } from './identity/identity.service.ts';
import { platformTenant } from '../mixins/broker/house.ts';
import { readiness } from './kernel/readiness.ts';

const stopWithinMs = 9_500;
const begun = performance.now();
let last = begun;

function stage(what: string): void {
  const now = performance.now();
  console.log(`  ${what.padEnd(22)} ${((now - last) / 1000).toFixed(1).padStart(5)} s`);
  last = now;
}

async function main(): Promise<void> {
  const settings = readSettings();
  let node: RunningNode | undefined;
  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    console.log(`Stopping (${why}).`);
    setTimeout(() => {
      if (node?.postgres?.pid) process.kill(node.postgres.pid, 'SIGQUIT');
      process.exit(1);
    }, stopWithinMs).unref();
    void (node?.stop() ?? Promise.resolve()).then(() => process.exit(0), (error: Error) => {
      console.error(error.message);
      process.exit(1);
    });
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
  if (process.env['COCKPIT_LAUNCHED'] === '1') {
    process.stdin.resume();
    process.stdin.once('end', () => stop('the launcher has gone'));
    process.stdin.once('error', () => stop('the launcher has gone'));
  }
  const stores = await openStores(settings, stage);
  void stores.postgres?.ended.then(() => (isStopping ? undefined : stop('PostgreSQL has gone')));
  node = await startNode(settings, stores);
  stage('services');
  // A stop in the middle of loading cuts what was asked short: no fault, and the next start goes on.
  await welcome(settings, node).catch((error: unknown) => { if (!isStopping) throw error; });
}

async function welcome(settings: Settings, node: RunningNode): Promise<void> {
  const address = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${node.port}`;
  const identity = node.actors.get('identity');
  const demo = node.actors.get('demo');
  const setup = demo || !identity ? undefined : await prepareFirstOperator(identity);
  if (demo) {
    await loadSample(demo);
    if (demo.stopping.aborted) return;
    readiness(node.broker).done('demo');
  }
  console.log(`\nCorporate Cockpit is ready after ${((performance.now() - begun) / 1000).toFixed(1)} s: ${address}`);
  if (demo) console.log(`Sign in as admin@aurora.example (or analyst@, reviewer@, viewer@; or operator@cockpit.example) with the password ${settings.demoPassword}`);
  if (setup) console.log(`Make the first operator within 24 hours: ${address}${setup}`);
  console.log('Stop with Ctrl-C.');
}

/** One company after the other; each can be looked at while the next is being loaded. */
async function loadSample(demo: Actor): Promise<void> {
  console.log('  loading the sample companies through the importer …');
  const job = demo.job(platformTenant, 'demo');
  const { companies, today } = await job.ask('demo.prepare', {});
  stage('sample users');
  for (const { id, name, domain } of companies) {
    if (demo.stopping.aborted) return;
    await job.ask('demo.fill', { companyId: id, domain, today });
    stage(name);
  }
  await job.ask('demo.finish', { companies });
  stage('sample figures');
}

main().catch((error: Error) => {
  console.error(error instanceof SettingError ? error.message : error.stack ?? error.message);
  process.exit(1);
});
