// Everything but sessions as its system exports it: one table a kind of file. Pure.
import { writeDay, writeMoment, type Day } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { CostFact, Facts, Hours, MatchFact } from './facts.ts';
import { pick, type Random } from './random.ts';
import type { Line, Table } from './telling.ts';

const oftenWrong = 0.008;

export function buddyTables(random: Random, company: SampleCompany, { matches, meetings, checkins, feedback }: Facts): Table[] {
  const byPair = company.matchesBy === 'pair';
  const reference = byPair ? ['participant_email', 'buddy_email'] : ['match_id'];
  const refer = (match: MatchFact): string[] => (byPair ? [match.participant, match.volunteer] : [match.id]);
  const day = (on: Day): string => writeDay(on, company.dates);
  const matchCells = (match: MatchFact, ended: Day | null): string[] => [
    ...byPair ? [] : [match.id], match.participant, match.volunteer, day(match.day), ended === null ? '' : day(ended), ended === null ? 'active' : 'ended', match.language, match.interests, match.place,
  ];
  const noMatch: Table['breaks'] = byPair ? [['buddy_email', '']] : [['match_id', '']];
  return [
    {
      kind: 'buddy-matches', columns: [...byPair ? [] : ['match_id'], 'participant_email', 'buddy_email', 'matched_at', 'ended_at', 'status', 'language', 'interests', 'location'], breaks: [],
      lines: matches.flatMap((match): Line[] => [
        { day: match.day, cells: matchCells(match, null), isKept: true }, ...match.ended === null ? [] : [{ day: match.ended, cells: matchCells(match, match.ended), isKept: true as const }],
      ]),
    },
    {
      kind: 'buddy-events', columns: [...reference, 'event_date', 'event_type', 'duration_minutes', 'description', 'location', 'paid_time', 'hours_state'], breaks: [...noMatch, ['event_date', 'in spring'], ['duration_minutes', '-5']],
      lines: meetings.map((meeting) => {
        const cells = (hours: Hours): string[] => [...refer(meeting.match), day(meeting.day), meeting.type, minutesText(hours), meeting.text, meeting.place, hours.isPaid ? 'yes' : 'no', hours.state === 'confirmed' ? '' : hours.state];
        return { day: meeting.day, cells: cells(meeting), ...random() < oftenWrong && meeting.minutes !== null ? { before: cells({ ...meeting, minutes: meeting.minutes * 2 }) } : {} };
      }),
    },
    {
      kind: 'buddy-checkins', columns: [...reference, 'checkin_date', 'mood', 'notes'], breaks: [...noMatch, ['mood', 'meh']],
      lines: checkins.map(({ match, day: on, mood, text }) => ({ day: on, cells: [...refer(match), day(on), mood, text], ...random() < oftenWrong ? { before: [...refer(match), day(on), 'okay', text] } : {} })),
    },
    {
      kind: 'buddy-feedback', columns: [...reference, 'submitted_at', 'from_role', 'rating', 'feedback_text'], breaks: [...noMatch, ['from_role', 'neighbour'], ['rating', '6']],
      lines: feedback.map(({ match, day: on, minute, role, rating, text }) => ({
        day: on, cells: [...refer(match), writeMoment({ day: on, minute }, company.dates, company.timeZone), role, rating === null ? '' : String(rating), text],
      })),
    },
  ];
}

export function learningTables(random: Random, { dates, timeZone }: SampleCompany, { progress, completions, credentials }: Facts): Table[] {
  const course = ['user_email', 'provider', 'course_id'];
  return [
    {
      kind: 'learning-progress', columns: [...course, 'progress_percent', 'updated_at'], breaks: [['progress_percent', '140'], ['provider', 'unknown']],
      lines: progress.map(({ participant, course: { provider, id }, day, minute, percent }) => ({ day, cells: [participant, provider, id, String(percent), writeMoment({ day, minute }, dates, timeZone)] })),
    },
    {
      kind: 'course-completions', columns: [...course, 'course_name', 'completed_at', 'final_score', 'credential_ref'], breaks: [['course_name', ''], ['final_score', '320']],
      lines: completions.map(({ participant, course: { provider, id, name }, day, score, credential }) => {
        const cells = (points: number): string[] => [participant, provider, id, name, writeDay(day, dates), String(points), credential ?? ''];
        return { day, cells: cells(score), ...random() < 0.02 ? { before: cells(score - 20) } : {} };
      }),
    },
    {
      kind: 'credentials', columns: ['credential_id', ...course, 'course_name', 'credential_type', 'issued_at', 'expires_at', 'credential_url', 'verification_code'], breaks: [['credential_type', 'medal'], ['credential_url', 'none']],
      lines: credentials.map(({ id, participant, course: { provider, id: courseId, name }, day, type, expires, code }) => ({
        day, cells: [id, participant, provider, courseId, name, type, writeDay(day, dates), expires === null ? '' : writeDay(expires, dates), `https://credentials.example/${id}`, code],
      })),
    },
  ];
}

export function outcomeTables({ dates }: SampleCompany, { jobs, questionnaires }: Facts): Table[] {
  return [
    {
      kind: 'employment', columns: ['participant_email', 'started_on', 'employer_sector', 'role', 'hours_per_week', 'volunteer_email'], breaks: [['started_on', 'next week'], ['hours_per_week', '375']],
      lines: jobs.map(({ participant, day, sector, role, hoursAWeek, helper }) => ({ day, cells: [participant, writeDay(day, dates), sector, role, String(hoursAWeek), helper ?? ''] })),
    },
    {
      kind: 'instrument-scores', columns: ['person_email', 'instrument', 'taken_on', 'items', 'total'], breaks: [['instrument', 'PHQ'], ['items', '9|9']],
      lines: questionnaires.map(({ participant, instrument, day, items }, index) => {
        const total = items.reduce((sum, item) => sum + item, 0);
        return { day, cells: [participant, instrument, writeDay(day, dates), index % 5 === 0 ? '' : items.join('|'), String(total)] };
      }),
    },
  ];
}

export function companyTables(random: Random, company: SampleCompany, { employees, costs }: Facts, first: Day): [costs: Table, roster: Table] {
  const entry = ({ id, email, unit, country, from, to }: Facts['employees'][number]): string[] => [id, email, unit, country, ...[from, to].map((day) => (day === null ? '' : writeDay(day, company.dates)))];
  const wrong = costs.length === 0 ? undefined : pick(random, costs);
  return [
    {
      kind: 'programme-costs', columns: ['programme', 'period', 'amount', 'currency', 'kind'], breaks: [['currency', 'XXL'], ['amount', '-100']],
      lines: costs.map((cost) => ({ day: cost.from, cells: costCells(cost, company.currency), ...cost === wrong ? { before: costCells({ ...cost, minorADay: cost.minorADay * 10 }, company.currency) } : {} })),
    },
    {
      kind: 'roster', columns: ['employee_id', 'email', 'unit', 'country', 'eligible_from', 'eligible_to'], breaks: [],
      lines: employees.map((employee) => ({ day: first, cells: entry(employee), isKept: true })),
    },
  ];
}

function costCells({ programme, period, from, to, kind, minorADay }: CostFact, currency: string): string[] {
  return [programme, period, ((minorADay * (to - from + 1)) / 100).toFixed(2), currency, kind];
}

function minutesText({ minutes }: Hours): string {
  return minutes === null ? '' : String(minutes);
}
