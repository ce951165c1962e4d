// The full-size fault runs: `npm run drill`. Prints each run's seed and verdict, and fails when one differs.
import { bigFileDrill } from './big.ts';
import { crashDrill, type Outcome } from './crash.ts';
import { propertyDrill } from './property.ts';
import { stormDrill } from './storm.ts';

const number = (name: string, usual: number): number => Number(new RegExp(`--${name}=(\\d+)`).exec(process.argv.join(' '))?.[1] ?? usual);
const [seed, rows, webhooks, sequences] = [number('seed', 1), number('rows', 200_000), number('webhooks', 10_000), number('sequences', 300)];
let failed = 0;

function tell(name: string, outcome: Outcome, { mustDiffer = false, more = '' } = {}): void {
  const passed = mustDiffer ? outcome.differences.length > 0 : outcome.differences.length === 0;
  if (!passed) failed += 1;
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name}: seed ${seed}, ${outcome.rows} rows, ${outcome.kills} kills, ${outcome.seconds.toFixed(1)} s${more}${mustDiffer ? `, noticed: ${outcome.differences[0]}` : ''}`);
  if (!passed) for (const difference of outcome.differences) console.log(`        ${difference}`);
}

const big = await bigFileDrill();
tell('files of two gibibytes', big, { more: `, memory grew by ${big.grewMb} MB` });
const storm = await stormDrill({ webhooks, kills: 5, seed });
tell('five kills under webhooks sent one to five times', storm, { more: `, ${storm.sent} answers, ${storm.repeated} of them to repeats` });
tell('ten kills during an import', await crashDrill({ rows, kills: 10, seed }));
tell('the same with the inbox off, which must be noticed', await crashDrill({ rows: 5_000, kills: 1, seed, inboxOff: true }), { mustDiffer: true });
const property = await propertyDrill({ seed, sequences });
if (property.differences.length > 0) failed += 1;
console.log(`${property.differences.length === 0 ? 'passed' : 'FAILED'}  random histories against the model: seed ${seed}, ${property.ran} sequences, ${property.steps} steps, ${property.seconds.toFixed(1)} s, ${Math.round(property.ran / property.seconds * 60)} a minute`);
for (const difference of property.differences) console.log(`        ${difference}`);
process.exit(failed === 0 ? 0 : 1);
