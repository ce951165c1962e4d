// The full-size runs: `npm run drill [-- --only=big,storm,crash,property,world,reports]`. Prints each run's seed and verdict, and fails when one differs.
import { bigFileDrill } from './big.ts';
import { crashDrill, type Outcome } from './crash.ts';
import { propertyDrill } from './property.ts';
import { limitSeconds, reportsDrill } from './reports.ts';
import { stormDrill } from './storm.ts';
import { worldDrill } from './world.ts';

const number = (name: string, usual: number): number => Number(new RegExp(`--${name}=(\\d+)`).exec(process.argv.join(' '))?.[1] ?? usual);
const [seed, rows, webhooks, sequences] = [number('seed', 1), number('rows', 200_000), number('webhooks', 10_000), number('sequences', 300)];
let failed = 0;

function tell(name: string, { differences, rows: taken, kills, seconds }: Outcome, { mustDiffer = false, more = '' } = {}): void {
  const found = !mustDiffer ? differences : differences.length > 0 ? [] : ['nothing was noticed'];
  verdict(name, found, `seed ${seed}, ${taken} rows, ${kills} kills, ${seconds.toFixed(1)} s${more}${mustDiffer ? `, noticed: ${differences[0]}` : ''}`);
}

function verdict(name: string, differences: readonly string[], how: string): void {
  if (differences.length > 0) failed += 1;
  console.log(`${differences.length === 0 ? 'passed' : 'FAILED'}  ${name}: ${how}`);
  for (const difference of differences.slice(0, 40)) console.log(`        ${difference}`);
}

const parts = /--only=([\w,]+)/.exec(process.argv.join(' '))?.[1]?.split(',') ?? ['big', 'storm', 'crash', 'property', 'world', 'reports'];

if (parts.includes('big')) {
  const big = await bigFileDrill();
  tell('files of two gibibytes', big, { more: `, memory grew by ${big.grewMb} MB` });
}
if (parts.includes('storm')) {
  const storm = await stormDrill({ webhooks, kills: 5, seed });
  tell('five kills under webhooks sent one to five times', storm, { more: `, ${storm.sent} answers, ${storm.repeated} of them to repeats` });
}
if (parts.includes('crash')) {
  tell('ten kills during an import', await crashDrill({ rows, kills: 10, seed }));
  tell('the same with the inbox off, which must be noticed', await crashDrill({ rows: 5_000, kills: 1, seed, inboxOff: true }), { mustDiffer: true });
}
if (parts.includes('property')) {
  const { ran, steps, seconds, differences } = await propertyDrill({ seed, sequences });
  verdict('random histories against the model', differences, `seed ${seed}, ${ran} sequences, ${steps} steps, ${seconds.toFixed(1)} s, ${Math.round(ran / seconds * 60)} a minute`);
}
if (parts.includes('world')) {
  const world = await worldDrill({ log: (line) => console.log(line) });
  for (const stage of world.stages) console.log(`  ${stage}`);
  verdict('the sample world against its truth', world.differences, `${world.rows} rows loaded and computed in ${world.loadSeconds.toFixed(0)} s, second start ${world.againSeconds.toFixed(1)} s, ${world.compared} totals compared `
    + `(${world.shown} about people shown, ${world.withheld} withheld), ${world.recomputed} figures recomputed from ${world.walkedRows} rows, ${world.seconds.toFixed(0)} s`);
}
if (parts.includes('reports')) {
  const told = await reportsDrill({ log: (line) => console.log(line), count: number('reports', 50) });
  verdict('generated reports read by a stranger', told.differences, `${told.reports} reports, ${told.sentences} sentences, ${told.figures} facts held against their lineage, ${told.walked} recomputed from rows, ${told.quotations} quotations, `
    + `${told.papers} PDFs of ${told.pages} pages; report and PDF p50 ${told.p50.toFixed(1)} s, p95 ${told.p95.toFixed(1)} s (limit ${limitSeconds} s), report alone p95 ${told.writeP95.toFixed(1)} s, ${told.seconds.toFixed(0)} s`);
}
process.exit(failed === 0 ? 0 : 1);
