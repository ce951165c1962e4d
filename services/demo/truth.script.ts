// Prints the truth of the sample world beside its files: plain counts per company and month, written by the generator alone.
// Usage: truth.script.ts <date YYYY-MM-DD> [folder]; with a folder the files are written there too.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleCompanies, sampleFiles } from './world.ts';
import { sampleSeed } from './sample.ts';

const [today = new Date().toISOString().slice(0, 10), folder] = process.argv.slice(2);
const truth = sampleCompanies.map((company) => {
  const files = sampleFiles(company, today, sampleSeed);
  if (folder) {
    mkdirSync(path.join(folder, company.domain), { recursive: true });
    for (const file of files) writeFileSync(path.join(folder, company.domain, file.fileName), file.csv);
  }
  return {
    company: company.name,
    months: files.map(({ month, truth: { participants, volunteers, ...counts } }) => ({ month, ...counts, participants: participants.length, volunteers: volunteers.length })),
  };
});
console.log(JSON.stringify({ seed: sampleSeed, today, truth }, null, 2));
