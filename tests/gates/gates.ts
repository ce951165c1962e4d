// Everything that must hold before a change lands, in one command: `npm run gates [-- --only=types,lint,secrets,contrast,bundle]`.
// Accessibility is looked at by the tests of the cockpit.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { firstLoad, mostBytes } from './bundle.ts';
import { contrastPairs, tokensPath } from './contrast.ts';
import { leftOut, sharesOf } from './coverage.ts';

interface Verdict { passed: boolean; said: string }
const root = path.join(import.meta.dirname, '../..');
const only = /--only=([\w,]+)/.exec(process.argv.join(' '))?.[1]?.split(',');
let failed = 0;

function gate(name: string, look: () => Verdict): void {
  if (only && !only.includes(name)) return;
  const begun = performance.now();
  const { passed, said } = look();
  if (!passed) failed += 1;
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(10)} ${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${said}`);
}

function run(args: readonly string[], input?: string): Verdict {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, ...(input === undefined ? {} : { input }) });
  const said = `${stdout}${stderr}`.trim().split('\n');
  return { passed: status === 0, said: status === 0 ? said.at(-1) ?? '' : said.slice(-40).join('\n') };
}

// What is looked at is what would be shipped.
run(['services/start.mjs', 'build']);
gate('types', () => run(['node_modules/typescript/bin/tsc', '--noEmit']));
gate('lint', () => run(['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings']));
gate('secrets', () => {
  const files = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).stdout.trim().split('\n');
  const found = run(['node_modules/secretlint/bin/secretlint.js', '--secretlintrcJSON', JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }), ...files, 'public/dist/**']);
  return { ...found, said: found.passed ? `none in ${files.length} files and the built cockpit` : found.said };
});
gate('contrast', () => {
  const weak = contrastPairs(readFileSync(tokensPath, 'utf8')).filter(({ ratio, least }) => ratio < least);
  return { passed: weak.length === 0, said: weak.length === 0 ? 'every pair reaches its limit' : weak.map(({ preset, mode, fore, back, ratio }) => `${preset} ${mode}: ${fore} on ${back} ${ratio.toFixed(2)}`).join(', ') };
});
gate('bundle', () => {
  const { files, bytes } = firstLoad();
  return { passed: bytes <= mostBytes, said: `${(bytes / 1000).toFixed(1)} kB of compressed script in ${files.length} files (at most ${mostBytes / 1000})` };
});
const folder = mkdtempSync(path.join(os.tmpdir(), 'cockpit-coverage-'));
gate('tests', () => {
  const collect = ['services/**/*.ts', 'mixins/**/*.ts', 'channels/**/*.ts', ...leftOut].flatMap((glob) => ['--collectCoverageFrom', glob]);
  const tested = run(['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--coverage', '--coverageProvider=v8', '--coverageReporters=json-summary', `--coverageDirectory=${folder}`, ...collect]);
  return { ...tested, said: tested.passed ? 'all passed' : tested.said };
});
gate('coverage', () => {
  const shares = sharesOf(path.join(folder, 'coverage-summary.json'));
  return { passed: shares.every(({ covered, least }) => covered >= least), said: shares.map(({ name, covered, least }) => `${name} ${(covered * 100).toFixed(1)} % (at least ${least * 100})`).join(', ') };
});
rmSync(folder, { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;
