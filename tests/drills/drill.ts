// The full-size fault runs: `npm run drill`. Prints each run's seed and verdict, and fails when one differs.
import { crashDrill } from './crash.ts';

const seed = Number(/--seed=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 1);
const rows = Number(/--rows=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 200_000);
let failed = 0;
for (const [name, options] of [['ten kills during an import', { rows, kills: 10, seed }], ['the same with the inbox off, which must be noticed', { rows: 5_000, kills: 1, seed, inboxOff: true }]] as const) {
  const outcome = await crashDrill(options);
  const mustDiffer = 'inboxOff' in options;
  const passed = mustDiffer ? outcome.differences.length > 0 : outcome.differences.length === 0;
  if (!passed) failed += 1;
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name}: seed ${options.seed}, ${outcome.rows} rows, ${outcome.kills} kills, ${outcome.seconds.toFixed(1)} s${mustDiffer ? `, noticed: ${outcome.differences[0]}` : ''}`);
  if (!passed) for (const difference of outcome.differences) console.log(`        ${difference}`);
}
process.exit(failed === 0 ? 0 : 1);
