// The first step, on whatever Node 20 or newer is there: installs what is missing, builds the cockpit, and hands over to the
// project's own Node 24. Stays as the keeper of that process: whichever of the two is killed, nothing of ours lives on.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const node = path.join(root, 'node_modules/node/bin/node');
const stamp = path.join(root, 'node_modules/.cockpit-installed');
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome'];

/** What glibc keeps of freed memory: few arenas, and little at their ends. Uploads and exports pass in buffers that may otherwise stay resident. */
const leanMemory = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };

const [command = 'start', ...rest] = process.argv.slice(2);
process.chdir(root);
main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});

async function main() {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Error(`Node 20 or newer is needed to begin with; this is ${process.versions.node}.`);
  timed('packages', install);
  switch (command) {
    case 'start':
      timed('cockpit', build);
      timed('browser for PDF', () => ensureBrowser(false));
      return keep([path.join(root, 'services/start.ts')], { COCKPIT_LAUNCHED: '1' });
    case 'dev':
      timed('cockpit', build);
      return keep(['--watch', '--watch-preserve-output', path.join(root, 'services/start.ts')], {});
    case 'build':
      return timed('cockpit', build);
    case 'test':
      timed('cockpit', build);
      timed('browser for tests', () => ensureBrowser(true));
      return run(['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', path.join(root, 'node_modules/jest/bin/jest.js'), ...rest]);
    case 'run':
      return run(rest);
    default:
      throw new Error(`unknown command ${command}`);
  }
}

/** `npm ci` once for each lock file. */
function install() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'present';
  console.log('  installing packages …');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'development' } });
  if (done.status !== 0) throw new Error('npm ci failed; its message stands above.');
  writeFileSync(stamp, wanted);
  return 'installed';
}

/** Builds the cockpit when a file of it is newer than the last build. */
function build() {
  const built = 'public/dist/index.html';
  if (!existsSync('public/index.html')) return 'none yet';
  const newest = Math.max(...['public', 'services/kernel', 'channels/vocabulary.ts', 'package-lock.json'].map(newestIn));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return 'present';
  execFileSync(node, ['node_modules/vite/bin/vite.js', 'build', 'public', '--logLevel', 'error'], { stdio: ['ignore', 'inherit', 'inherit'] });
  return 'built';
}

function newestIn(name) {
  if (!existsSync(name)) return 0;
  const found = statSync(name);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(name).filter((entry) => entry !== 'dist').map((entry) => newestIn(path.join(name, entry))));
}

/** PDF needs a Chromium. As root on Debian it is brought; elsewhere one line says what is missing and everything else runs. */
function ensureBrowser(isNeeded) {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted ? existsSync(wanted) : browsers.some((file) => existsSync(file))) return 'present';
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (isDebianRoot) {
    console.log('  installing chromium …');
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    if (spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'], quiet).status === 0) return 'installed';
  }
  const line = 'No Chromium: PDF export answers 503 until one is there (Debian: apt-get install chromium; elsewhere set CHROMIUM_PATH).';
  if (isNeeded) throw new Error(`Tests need a Chromium. ${line}`);
  console.log(`  ${line}`);
  return 'missing';
}

function timed(what, work) {
  const begun = performance.now();
  const said = work();
  console.log(`  ${what.padEnd(22)} ${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s${said ? `  ${said}` : ''}`);
}

function run(args) {
  const done = spawnSync(node, args, { stdio: 'inherit', env: { ...leanMemory, ...process.env } });
  process.exit(done.status ?? 1);
}

/** Runs the product and keeps watch over both sides: our parents (npm and its shell) above, the product below. */
function keep(args, env) {
  // A larger nursery: imports make millions of short-lived rows.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16', '--max-old-space-size=1024', ...args], { stdio: ['pipe', 'inherit', 'inherit'], env: { ...leanMemory, ...process.env, ...env } });
  let isStopping = false;
  const stop = (signal) => {
    isStopping = true;
    child.kill(signal);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => stop('SIGTERM'));
  const parents = parentsOf(process.pid);
  const watch = setInterval(() => {
    const now = parentsOf(process.pid);
    if (!isStopping && parents.some((pid, index) => now[index] !== pid)) stop('SIGTERM');
  }, 500);
  child.once('exit', (code, signal) => {
    clearInterval(watch);
    if (signal || (code !== 0 && !isStopping)) endLeftOvers();
    process.exit(code ?? 1);
  });
}

/** Process ids above us as long as they belong to npm: a killed npm leaves its shell, and us, running. */
function parentsOf(pid) {
  if (process.platform !== 'linux' || !process.env.npm_lifecycle_event) return [process.ppid];
  const chain = [];
  for (let at = pid, depth = 0; depth < 3; depth += 1) {
    let parent;
    try {
      parent = Number(readFileSync(`/proc/${at}/stat`, 'utf8').split(') ')[1].split(' ')[1]);
    } catch {
      break;
    }
    if (!(parent > 1)) { chain.push(parent ?? 1); break; }
    chain.push(parent);
    let words = '';
    try {
      words = readFileSync(`/proc/${parent}/cmdline`, 'utf8');
    } catch { /* it has just gone: the chain differs at the next look */ }
    if (/npm/.test(words)) break;
    at = parent;
  }
  return chain;
}

/** After a kill the product could not end its own children: PostgreSQL by its pid file; Chromium ends with its pipe. */
function endLeftOvers() {
  const dataDir = path.resolve(process.env.DATA_DIR ?? './data');
  const pidFile = path.join(dataDir, 'postgres/postmaster.pid');
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir)) process.kill(pid, 'SIGQUIT');
  } catch { /* none left */ }
}
