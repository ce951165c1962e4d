// Prints the truth of the sample world as JSON, and writes its files where a folder is named. Counted by the generator alone.
// Usage: truth.script.ts [date YYYY-MM-DD] [folder] [how many companies]
//
// { seed, today, companies: [{
//     company, domain, currency, timeZone, rows (lines of all files), hooks (webhooks sent, repeats and unusable ones included), files: [fileName],
//     periods: [{ period ("2026-09", "2026-Q3", "2026"), programme ("buddy" … "upskilling", "all"), and whole numbers:
//       participants, volunteers       distinct people active
//       minutes, paidMinutes           confirmed minutes of completed sessions and events; volunteer_hours = minutes / 60
//       hoursRows, hoursRowsWithoutMinutes   those sessions and events, and how many of them tell no duration (above 5 % hours are provisional)
//       sessionsScheduled              all sessions of the period; sessionsCompleted, cancelled, noShows, unreported are their parts;
//                                      completion_rate = sessionsCompleted / sessionsScheduled
//       ratings, ratingSum, ratedBy    participants' ratings, their sum on 1 to 5, and by how many people; rating_mean (0 to 1) = (ratingSum - ratings) / 4 / ratings
//       matchesActive, matchesEnded, checkins, coursesCompleted, credentials
//       placements, placedPeople       jobs begun; in a programme by people active in it in the twelve months before
//       eligible, eligibleActive       participation_rate = eligibleActive / eligible
//       costs: { cash, in_kind, management }   minor units of the company's currency, spread by days
//     }] }] }
// Truth tells what is so. What the product may not show (fewer than five people: ratings, placements) stands here all the same.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleSeed } from './sample.ts';
import { truthOf } from './truth.ts';
import { sampleCompanies, sampleWorld } from './world.ts';

const [today = new Date().toISOString().slice(0, 10), folder, count] = process.argv.slice(2);
const companies = sampleCompanies.slice(0, count === undefined ? undefined : Number(count)).map((company) => {
  const { span, facts, files, hooks } = sampleWorld(company, today, sampleSeed);
  if (folder) {
    mkdirSync(path.join(folder, company.domain), { recursive: true });
    for (const file of files) writeFileSync(path.join(folder, company.domain, file.fileName), file.csv);
    if (hooks.length > 0) writeFileSync(path.join(folder, company.domain, 'webhooks.json'), JSON.stringify(hooks, null, 2));
  }
  const { name, domain, currency, timeZone } = company;
  return { company: name, domain, currency, timeZone, rows: files.reduce((sum, { rows }) => sum + rows, 0), hooks: hooks.length, files: files.map(({ fileName }) => fileName), periods: truthOf(facts, span) };
});
console.log(JSON.stringify({ seed: sampleSeed, today, companies }, null, 1));
