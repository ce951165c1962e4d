// A company with two years of everything that the overview shows: four programmes, words, a roster, costs, jobs, and hours not confirmed.
// Plain arithmetic instead of chance, so that each run draws the same pictures.
import type { ImportKind } from '../../channels/vocabulary.ts';
import type { Client } from './world.ts';

const months = Array.from({ length: 24 }, (_, index) => { const at = 2024 * 12 + 9 + index; return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`; });
const before = 'I am afraid to speak. I have no friends here. I do not know how to look for a job.';
const after = 'I am not afraid to speak any more. I have good friends here now. My CV is ready and I know how to apply.';
const tired = 'I am sad and tired all the time.';
const rested = 'I am happy and sleep well now.';
const plain = 'Thank you for the meeting, see you next week.';
/** People meet less in July. */
const many = (month: string, usual: number, index: number): number => Math.round((month.endsWith('-07') ? 0.6 : 1) * usual * (1 + index / 60));
const day = (number: number): string => String((number % 27) + 1).padStart(2, '0');

function sessions(name: string, usual: number, hour: number, person: (at: number) => string): string[] {
  return months.flatMap((month, index) => Array.from({ length: many(month, usual, index) }, (_, at): string => {
    const when = `${month}-${day(at * 5 + index)}T${hour}:00:00Z`;
    const status = at % 11 === 7 ? 'no_show' : at % 13 === 5 ? 'cancelled' : 'completed';
    // Each comes to feel better in a month of their own; how they sleep changes from one meeting to the next.
    const words = at % 4 === 3 ? plain : `${index > (at * 5) % 24 ? after : before} ${(at * 5 + index * 3) % 7 < 3 ? rested : tired}`;
    return [`${name}-${month}-${at}`, `${person(at)}@people.example`, `m${(at * 7 + index) % 40}@aurora.example`, when, status === 'completed' ? when : '', 45 + (at % 3) * 15, status === 'completed' ? 3 + ((at + index) % 3) : '', status === 'completed' ? `"${words}"` : '', status, at % 3 === 0 ? 'yes' : 'no', at % 29 === 11 ? 'reported' : 'confirmed'].join(',');
  }));
}

const header = (mail: string): string => `session_id,participant_email,${mail},scheduled_at,completed_at,duration_minutes,rating,feedback_text,status,paid_time,hours_state`;
const lines = (count: number, line: (index: number) => string): string[] => Array.from({ length: count }, (_, index) => line(index));

const files: readonly [ImportKind, readonly string[]][] = [
  ['buddy-matches', ['match_id,participant_email,buddy_email,matched_at', ...lines(60, (at) => `BM-${at},p${at}@people.example,m${at % 30}@aurora.example,${months[(at * 5) % 12]}-${day(at)}`)]],
  ['buddy-events', ['match_id,event_date,event_type,duration_minutes,paid_time', ...months.flatMap((month, index) => lines(many(month, 26, index), (at) => `BM-${(at * 3 + index) % 60},${month}-${day(at)},coffee,${60 + (at % 2) * 30},${at % 4 === 0 ? 'yes' : 'no'}`))]],
  ['kintell-language', [header('volunteer_email'), ...sessions('L', 34, 17, (at) => `p${(at * 2) % 48}`)]],
  ['course-completions', ['user_email,provider,course_id,course_name,completed_at', ...lines(70, (at) => `p${(at * 3) % 44}@people.example,ecornell,C-${at % 5},Leading,${months[6 + (at % 18)]}-${day(at)}`)]],
  ['kintell-mentorship', [header('mentor_email'), ...sessions('K', 28, 10, (at) => `p${(at * 3 + 1) % 40}`)]],
  ['employment', ['participant_email,started_on', ...lines(9, (at) => `p${at * 4 + 1}@people.example,2026-0${7 + (at % 3)}-${day(at)}`)]],
  ['roster', ['employee_id,email', ...lines(320, (at) => `E-${at},m${at}@aurora.example`)]],
  ['programme-costs', ['programme,period,amount,currency,kind', ...['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3'].flatMap((quarter) => [`all,${quarter},42000,NOK,cash`, `all,${quarter},18000,NOK,management`])]],
];

/** Loads it all; a line in one file is unusable, as in most. */
export async function fillRichly(client: Client, companyId: string): Promise<void> {
  for (const [kind, rows] of files) await client.importFile(companyId, [...rows, ...(kind === 'buddy-events' ? ['BM-1,31.09.2026,coffee,60,no'] : [])].join('\n'), { kind, fileName: `${kind}-2026-09.csv` });
}
