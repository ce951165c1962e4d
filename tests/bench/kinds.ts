// The first import of each kind of file, one after another on one process: rows a second, beside the goal.
import { createReadStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ImportKind } from '../../channels/vocabulary.ts';
import { spoolStream } from '../../mixins/importing/spool.ts';
import type { RunningNode } from '../../services/node.ts';

const goal = 20_000;
const people = 5_000;
const day = (index: number): string => new Date(Date.UTC(2025, 10, 1) + (index % 365) * 86_400_000).toISOString().slice(0, 10);
const time = (index: number): string => `${day(index)}T10:00:00Z`;
const p = (index: number): string => `p${index % people}@people.example`;
const v = (index: number): string => `v${index % 800}@bench.example`;
const words = (index: number): string => (index % 4 === 0 ? `"I feel surer of myself, number ${index}."` : '');

/** Header and row of each kind, as its source system fills most cells. Matches come before what refers to them. */
const files: Readonly<Record<ImportKind, [string, (index: number) => string]>> = {
  'kintell-mentorship': ['session_id,participant_email,mentor_email,scheduled_at,completed_at,duration_minutes,rating,feedback_text,focus_area,status', (i) => `KM-${i},${p(i)},${v(i)},${time(i)},${time(i)},45,${(i % 5) + 1},${words(i)},Job interviews,completed`],
  'kintell-language': ['session_id,participant_email,volunteer_email,scheduled_at,completed_at,duration_minutes,rating,feedback_text,language_level,topics,status', (i) => `KL-${i},${p(i)},${v(i)},${time(i)},${time(i)},60,${(i % 5) + 1},${words(i)},B1,At the doctor,completed`],
  'kintell-combined': ['session_id,session_type,participant_email,volunteer_email,date,duration_min,rating,feedback_text,language_level,status', (i) => `KC-${i},Language Connect,${p(i)},${v(i)},${day(i)},60,${(i % 5) + 1},${words(i)},A2,completed`],
  'buddy-matches': ['match_id,participant_email,buddy_email,matched_at,ended_at,status,language', (i) => `BM-${i},${p(i)},${v(i)},${day(i)},,active,nb`],
  'buddy-events': ['match_id,event_date,event_type,duration_minutes,description', (i) => `BM-${i},${day(i)},coffee,60,${words(i)}`],
  'buddy-checkins': ['match_id,checkin_date,mood,notes', (i) => `BM-${i},${day(i)},good,${words(i)}`],
  'buddy-feedback': ['match_id,submitted_at,from_role,rating,feedback_text', (i) => `BM-${i},${time(i)},participant,4,${words(i)}`],
  'course-completions': ['user_email,provider,course_id,course_name,completed_at,final_score', (i) => `${p(i)},ecornell,C${Math.floor(i / people)},Excel for all,${day(i)},88`],
  credentials: ['credential_id,user_email,provider,course_id,course_name,credential_type,issued_at', (i) => `CR-${i},${p(i)},ecornell,C1,Excel for all,certificate,${day(i)}`],
  'learning-progress': ['user_email,provider,course_id,progress_percent,updated_at', (i) => `${p(i)},itslearning,C${Math.floor(i / people)},40,${time(i)}`],
  employment: ['participant_email,started_on,employer_sector,hours_per_week', (i) => `${p(i)},${day(i + Math.floor(i / people) * 31)},Energy,37.5`],
  'programme-costs': ['programme,period,amount,currency,kind', (i) => `mentorship,${1900 + (Math.floor(i / 36) % 200)}-${String((Math.floor(i / 3) % 12) + 1).padStart(2, '0')},${1_000 + i},NOK,${['cash', 'in_kind', 'management'][i % 3]}`],
  roster: ['employee_id,email,unit,country,eligible_from', (i) => `E${i},v${i}@bench.example,Oslo,NO,2025-01-01`],
  'instrument-scores': ['person_email,instrument,taken_on,total', (i) => `${p(i)},WHO-5,${day(i + Math.floor(i / people))},15`],
};

export async function benchKinds(node: RunningNode, companyId: string, rows: number, settle: () => Promise<unknown>, line: (name: string, text: string) => void, only: readonly string[] = Object.keys(files)): Promise<void> {
  const job = node.actors.get('companies')?.job(companyId, 'bench');
  if (!job) throw new Error('no companies actor');
  for (const [kind, [header, row]] of Object.entries(files).filter(([name]) => only.includes(name)) as [ImportKind, (typeof files)[ImportKind]][]) {
    const file = path.join(node.house.settings.dataDir, `${kind}.csv`);
    const count = kind === 'programme-costs' ? Math.min(rows, 7_200) : rows;
    writeFileSync(file, [header, ...Array.from({ length: count }, (_, index) => row(index))].join('\n'));
    await settle(); // what the kind before left to be worked off is not this one's cost
    const spool = await spoolStream(node.house, createReadStream(file), 2 ** 31);
    const begun = performance.now();
    const { id } = await job.ask('imports.receive', { kind, mode: 'commit', fileName: `${kind}.csv`, spool: { ...spool } });
    for (;;) {
      const view = await job.ask('imports.get', { id });
      if (view.state === 'failed') throw new Error(`${kind}: ${JSON.stringify(view.reason)}`);
      if (view.state === 'done') {
        const { created, total } = view.counts;
        const perSecond = Math.round(total / ((performance.now() - begun) / 1000));
        line(`first import, ${kind}`, `${perSecond.toLocaleString('en')} rows/s (goal ≥ ${goal.toLocaleString('en')})  created ${created} of ${total}`);
        break;
      }
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  }
}
