// The laws of the house, read from its imports and its actors: rooms apart, one way to data, nothing undeclared, nothing lost.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { contracts } from '../../channels/contracts.ts';
import { toJsonSchema } from '../../channels/schema.ts';
import { leftOutMiddlewares, middlewareOrder } from '../../moleculer.config.ts';
import { errorCodes } from '../../services/kernel/errors.ts';
import { allActors, demoActors } from '../../services/node-roles.ts';

const root = path.join(import.meta.dirname, '../..');
const folders = ['services', 'mixins', 'channels', 'migrations', 'public', 'tests'];

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder)).filter((name) => !['dist', 'node_modules', '.artefacts'].includes(name)).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(path.join(root, file)).isDirectory() ? filesIn(file) : /\.(ts|tsx)$/.test(name) ? [file] : [];
  });
}

const sources = new Map([...folders.flatMap(filesIn), 'moleculer.config.ts'].map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
const importsOf = (file: string): string[] => [...(sources.get(file) ?? '').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => path.normalize(path.join(path.dirname(file), match[1] ?? '')));
const roomOf = (file: string): string | undefined => /^services\/([^/]+)\//.exec(file)?.[1];
const product = [...sources.keys()].filter((file) => !file.startsWith('tests/'));

test('a room imports nothing from another room but the kernel', () => {
  const breaches = product.filter((file) => roomOf(file) !== undefined).flatMap((file) => importsOf(file)
    .filter((target) => { const room = roomOf(target); return room !== undefined && room !== roomOf(file) && room !== 'kernel'; }).map((target) => `${file} → ${target}`));
  expect(breaches).toEqual([]);
});

test('the kernel imports no room, no mixin and no contract but the vocabulary; channels import nothing of ours; mixins no room but the kernel', () => {
  const breaches = product.flatMap((file) => importsOf(file).filter((target) => {
    if (file.startsWith('services/kernel/')) return !target.startsWith('services/kernel/') && target !== 'channels/vocabulary.ts';
    if (file.startsWith('channels/')) return !target.startsWith('channels/');
    if (file.startsWith('mixins/')) return roomOf(target) !== undefined && roomOf(target) !== 'kernel';
    if (file.startsWith('public/')) return !/^(public\/|channels\/vocabulary\.ts|services\/kernel\/(locales|charts|format|period)(\/|\.ts))/.test(target);
    return target.startsWith('tests/');
  }).map((target) => `${file} → ${target}`));
  expect(breaches).toEqual([]);
});

test('no two files import each other in a circle', () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: string[]): void => {
    if (trail.includes(file)) { circles.push([...trail.slice(trail.indexOf(file)), file].join(' → ')); return; }
    if (done.has(file)) return;
    done.add(file);
    // Types alone make no circle at run time.
    const real = [...(sources.get(file) ?? '').matchAll(/^import (?!type)([^;]+?) from '(\.[^']+)'/gm)].filter((match) => !/^\{(\s*type [^,}]+,?)+\s*\}$/.test(match[1] ?? ''));
    for (const match of real) visit(path.normalize(path.join(path.dirname(file), match[2] ?? '')), [...trail, file]);
  };
  for (const file of product) visit(file, []);
  expect(circles).toEqual([]);
});

test('pure modules know no database, no socket, no clock and no chance', () => {
  const pure = product.filter((file) => roomOf(file) && roomOf(file) !== 'kernel' && path.basename(file).split('.').length === 2 && !['door.ts', 'request.ts', 'answer.ts', 'rate-limit.ts'].includes(path.basename(file)));
  const breaches = pure.flatMap((file) => {
    const text = (sources.get(file) ?? '').replace(/^import type .*$/gm, '');
    return [/from 'moleculer'/, /from 'pg'/, /mixins\/database\/database/, /node:(fs|net|http)/, /Date\.now\(\)/, /Math\.random\(\)/, /new Date\(\)/].filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern}`);
  });
  expect(breaches).toEqual([]);
});

test('a handle to the database exists in the database mixin alone, and only identity opens a user’s rows before an identity is proven', () => {
  const handles = product.filter((file) => /from 'pg'|from 'sequelize'/.test((sources.get(file) ?? '').replace(/^import type .*$/gm, '')) && !file.startsWith('mixins/database/'));
  expect(handles).toEqual([]);
  expect(product.filter((file) => /\.asUser\(/.test(sources.get(file) ?? ''))).toEqual(['services/identity/identity.service.ts']);
  const direct = product.filter((file) => /house\.database\.transaction\(/.test(sources.get(file) ?? '') && !file.startsWith('mixins/'));
  expect(direct).toEqual(['services/identity/identity.service.ts']);
  const platform = new Set(product.filter((file) => /\.asPlatform\(/.test(sources.get(file) ?? '')).map(roomOf));
  expect(platform).toEqual(new Set(['companies', 'identity', 'q2q']));
});

test('only the settings read the environment', () => {
  const allowed = new Set(['mixins/settings.ts', 'mixins/database/postgres.ts', 'services/start.ts']);
  expect(product.filter((file) => /process\.env/.test(sources.get(file) ?? '') && !allowed.has(file))).toEqual([]);
});

test('a room writes its own tables only', () => {
  const owners: Record<string, string[]> = {
    kintell_sessions: ['kintell'], kintell_ratings: ['kintell'],
    people: ['profiles'], person_identities: ['profiles'], 'pii.person_details': ['profiles'], employment_outcomes: ['profiles'],
    journey_rows: ['profiles'], journey_marks: ['profiles'], journeys: ['profiles'], programme_enrollments: ['profiles'], journey_milestones: ['profiles'], profile_flags: ['profiles'], person_merges: ['profiles'],
    activity_ledger: ['impact'], metrics_company_period: ['impact'], metric_revisions: ['impact'], metric_marks: ['impact'], ledger_counters: ['impact'], person_aliases: ['impact'], value_maps: ['impact'],
    buddy_matches: ['buddy'], buddy_events: ['buddy'], buddy_checkins: ['buddy'], buddy_feedback: ['buddy'],
    imports: ['imports'], import_mappings: ['imports'],
    reports: ['reports'], report_citations: ['reports'],
    exports: ['exports'],
    outcome_scores: ['evidence'], evidence_snippets: ['evidence'], instrument_scores: ['evidence'], evidence_verdicts: ['evidence'], evidence_marks: ['evidence'], evidence_words: ['evidence'], evidence_terms: ['evidence'], evidence_readings: ['evidence'], evidence_withdrawals: ['evidence'], consents: ['privacy'],
    safety_rows: ['safety'], safety_flags: ['safety'], reviews: ['reviews'],
    model_versions: ['q2q'],
    users: ['identity'], sessions: ['identity'], company_users: ['identity'], company_api_keys: ['identity'],
    tenants: ['companies'], programme_costs: ['companies'], roster_entries: ['companies'],
    live_events: ['live'], live_counters: ['live'],
    audit_chain: ['audit'], audit_checkpoints: ['audit'],
    idempotency_keys: ['gateway'],
    webhook_sources: ['webhooks'], webhook_receipts: ['webhooks'], 'pii.receipt_keys': ['webhooks'],
    course_completions: ['upskilling'], credentials: ['upskilling'], learning_progress: ['upskilling'],
  };
  const breaches = product.filter((file) => file.endsWith('.store.ts') && roomOf(file)).flatMap((file) =>
    [...(sources.get(file) ?? '').matchAll(/\b(?:insert into|update|delete from)\s+([a-z_.]+)/gi)].map((match) => match[1] ?? '')
      .filter((table) => owners[table] && !owners[table].includes(roomOf(file) ?? '')).map((table) => `${file} writes ${table}`));
  expect(breaches).toEqual([]);
});

test('every actor stands in the table of roles, named as its folder, with access, parameters and an answer that is typed', () => {
  const actors = [...allActors, ...demoActors];
  const withActor = readdirSync(path.join(root, 'services')).filter((name) => existsSync(path.join(root, 'services', name, `${name}.service.ts`)));
  expect(actors.map((actor) => actor.name).sort()).toEqual(withActor.sort());
  for (const actor of actors) {
    for (const [name, definition] of Object.entries(actor.actions)) {
      expect({ name: `${actor.name}.${name}`, access: Boolean(definition.access), params: Boolean(definition.params) }).toEqual({ name: `${actor.name}.${name}`, access: true, params: true });
    }
  }
});

test('events are in the past tense, have a version, and their contracts become JSON Schema', () => {
  for (const [type, contract] of Object.entries(contracts)) {
    expect(type).toMatch(/^[a-z]+(\.[a-z]+){1,2}\.([a-z]+(ed|wn|ne)|ready)$/);
    expect(contract.version).toBeGreaterThan(0);
    expect(toJsonSchema(contract.item)).toMatchObject({ type: 'object', additionalProperties: false });
  }
});

test('the list of middlewares is the library’s, but for what we name', () => {
  const { ServiceBroker } = createRequire(import.meta.url)('moleculer') as { ServiceBroker: { INTERNAL_MIDDLEWARES: string[] } };
  const ours = new Set<string>([...middlewareOrder, ...leftOutMiddlewares]);
  expect(ServiceBroker.INTERNAL_MIDDLEWARES.filter((name) => !ours.has(name))).toEqual([]);
  expect(middlewareOrder.indexOf('Timeout')).toBeLessThan(middlewareOrder.indexOf('CircuitBreaker'));
  expect(middlewareOrder.indexOf('Cacher')).toBeLessThan(middlewareOrder.indexOf('Guards'));
});

test('a file opens by saying what it knows', () => {
  const silent = product.filter((file) => !/^(\/\/|\/\*|declare|#!)/.test((sources.get(file) ?? '').trimStart()));
  expect(silent).toEqual([]);
});

test('no file grows past what a reader holds in mind', () => {
  const long: Record<string, number> = {
    // What an actor can do is told in one place.
    'mixins/broker/actions.ts': 280,
  };
  const breaches = product.filter((file) => !file.startsWith('migrations/') && !file.endsWith('.css'))
    .map((file) => ({ file, lines: (sources.get(file) ?? '').split('\n').length, most: long[file] ?? 250 })).filter(({ lines, most }) => lines > most);
  expect(breaches).toEqual([]);
});

test('every error of the catalogue is explained in the documents, and no other', () => {
  const page = readFileSync(path.join(root, 'docs/errors.md'), 'utf8');
  const named = [...page.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1] ?? '');
  expect(named.sort()).toEqual(errorCodes().sort());
});

test('the walkthrough names nine files that exist', () => {
  const page = readFileSync(path.join(root, 'docs/walkthrough.md'), 'utf8');
  const named = [...page.matchAll(/^\d+\. `([^`]+)`/gm)].map((match) => match[1] ?? '');
  expect(named).toHaveLength(9);
  expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});
