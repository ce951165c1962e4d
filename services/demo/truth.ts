// The truth of the sample world: plain counts for each month, quarter and year, each programme and all of them, taken from what was
// decided and not from any file. Written apart from the product's own counting, to be held against it. Pure.
import { programmes, type CostKind, type Programme } from '../../channels/vocabulary.ts';
import { dayOf, dayText, type Day, type Span } from './calendar.ts';
import type { Facts, Hours } from './facts.ts';

type TruthScope = Programme | 'all';
/** Counts of one period and programme. `ratingSum` is on the scale of 1 to 5; minutes are whole, money is in minor units of the company's currency. */
export interface Truth {
  period: string; programme: TruthScope; participants: number; volunteers: number; minutes: number; paidMinutes: number; hoursRows: number; hoursRowsWithoutMinutes: number;
  sessionsScheduled: number; sessionsCompleted: number; cancelled: number; noShows: number; unreported: number; ratings: number; ratingSum: number; ratedBy: number;
  matchesActive: number; matchesEnded: number; checkins: number; coursesCompleted: number; credentials: number; placements: number; placedPeople: number; eligible: number; eligibleActive: number;
  costs: Record<CostKind, number>;
}

interface Tally extends Omit<Truth, 'participants' | 'volunteers' | 'ratedBy' | 'placedPeople' | 'eligible' | 'eligibleActive'> { from: Day; to: Day; people: Set<string>; givers: Set<string>; raters: Set<string>; placed: Set<string> }
type Count = (tally: Tally) => void;

/** Every month of the span, and every quarter and year that it touches. */
export function truthOf(facts: Facts, { months }: Span): Truth[] {
  const tallies = new Map<string, Map<TruthScope, Tally>>();
  for (const month of months) for (const period of periodsOf(`${month}-01`)) tallies.set(period, tallies.get(period) ?? new Map(([...programmes, 'all'] as const).map((scope) => [scope, emptyTally(period, scope)])));
  const add = (day: Day, programme: Programme, count: Count): void => {
    for (const period of periodsOf(dayText(day))) for (const scope of [programme, 'all'] as const) { const tally = tallies.get(period)?.get(scope); if (tally) count(tally); }
  };
  const all = [...tallies.values()].flatMap((scopes) => [...scopes.values()]);
  countActivity(facts, add);
  countLasting(facts, all);
  countPlacements(facts, all);
  return all.map((tally) => closed(tally, facts));
}

function countActivity({ sessions, meetings, checkins, feedback, progress, completions, credentials }: Facts, add: (day: Day, programme: Programme, count: Count) => void): void {
  for (const session of sessions) add(session.day, session.programme, (tally) => countSession(tally, session));
  for (const meeting of meetings) add(meeting.day, 'buddy', (tally) => { meet(tally, meeting.match.participant, meeting.match.volunteer); giveHours(tally, meeting); });
  for (const { day, match } of checkins) add(day, 'buddy', (tally) => { tally.checkins += 1; meet(tally, match.participant, match.volunteer); });
  for (const { day, match, role, rating } of feedback) {
    // Whoever wrote it was active, and no one else; a buddy's rating is not the participant's.
    add(day, 'buddy', (tally) => { if (role === 'participant') { meet(tally, match.participant); rate(tally, match.participant, rating); } else meet(tally, undefined, match.volunteer); });
  }
  for (const { day, participant } of progress) add(day, 'upskilling', (tally) => { meet(tally, participant); });
  for (const { day, participant } of completions) add(day, 'upskilling', (tally) => { tally.coursesCompleted += 1; meet(tally, participant); });
  for (const { day, participant } of credentials) add(day, 'upskilling', (tally) => { tally.credentials += 1; meet(tally, participant); });
}

function countSession(tally: Tally, session: Facts['sessions'][number]): void {
  tally.sessionsScheduled += 1;
  if (session.status === 'cancelled') tally.cancelled += 1;
  if (session.status === 'no_show') tally.noShows += 1;
  if (session.status === 'unreported') tally.unreported += 1;
  if (session.status !== 'completed') return;
  tally.sessionsCompleted += 1;
  meet(tally, session.participant, session.volunteer);
  giveHours(tally, session);
  rate(tally, session.participant, session.rating);
}

function meet(tally: Tally, participant?: string, volunteer?: string): void {
  if (participant !== undefined) tally.people.add(participant);
  if (volunteer !== undefined) tally.givers.add(volunteer);
}

function giveHours(tally: Tally, { minutes, isPaid, state }: Hours): void {
  if (state !== 'confirmed') return;
  tally.hoursRows += 1;
  tally.hoursRowsWithoutMinutes += minutes === null ? 1 : 0;
  tally.minutes += minutes ?? 0;
  tally.paidMinutes += isPaid ? minutes ?? 0 : 0;
}

function rate(tally: Tally, participant: string, rating: number | null): void {
  if (rating === null) return;
  tally.ratings += 1;
  tally.ratingSum += rating;
  tally.raters.add(participant);
}

/** What lasts counts in every period that it touches. */
function countLasting({ matches, costs }: Facts, all: readonly Tally[]): void {
  for (const tally of all) {
    if (tally.programme === 'all' || tally.programme === 'buddy') {
      tally.matchesActive += matches.filter(({ day, ended }) => day <= tally.to && (ended === null || ended >= tally.from)).length;
      tally.matchesEnded += matches.filter(({ ended }) => ended !== null && ended >= tally.from && ended <= tally.to).length;
    }
    for (const { programme, from, to, kind, minorADay } of costs) {
      const days = Math.min(to, tally.to) - Math.max(from, tally.from) + 1;
      if (days > 0 && (tally.programme === 'all' || tally.programme === programme)) tally.costs[kind] += days * minorADay;
    }
  }
}

/** A job counts among all, and in each programme in which the person had done something in the twelve months before. */
function countPlacements(facts: Facts, all: readonly Tally[]): void {
  const done = activeDays(facts);
  for (const { participant, day } of facts.jobs) {
    const yearBefore = dayOf(`${Number(dayText(day).slice(0, 4)) - 1}${dayText(day).slice(4).replace('-02-29', '-02-28')}`);
    const active = new Set((done.get(participant) ?? []).filter((one) => one.day <= day && one.day > yearBefore).map(({ programme }) => programme));
    for (const tally of all) {
      if (day < tally.from || day > tally.to || (tally.programme !== 'all' && !active.has(tally.programme))) continue;
      tally.placements += 1;
      tally.placed.add(participant);
    }
  }
}

function activeDays({ sessions, meetings, checkins, feedback, progress, completions, credentials }: Facts): Map<string, { day: Day; programme: Programme }[]> {
  const did = [
    ...sessions.filter(({ status }) => status === 'completed').map(({ participant, day, programme }) => ({ participant, day, programme })),
    ...[...meetings, ...checkins, ...feedback.filter(({ role }) => role === 'participant')].map(({ match, day }) => ({ participant: match.participant, day, programme: 'buddy' as const })),
    ...[...progress, ...completions, ...credentials].map(({ participant, day }) => ({ participant, day, programme: 'upskilling' as const })),
  ];
  return Map.groupBy(did, ({ participant }) => participant);
}

function closed({ from, to, people, givers, raters, placed, ...counts }: Tally, { employees }: Facts): Truth {
  const eligible = employees.filter((employee) => (employee.from ?? from) <= to && (employee.to ?? to) >= from);
  return {
    ...counts, participants: people.size, volunteers: givers.size, ratedBy: raters.size, placedPeople: placed.size, eligible: eligible.length, eligibleActive: eligible.filter(({ email }) => givers.has(email)).length,
  };
}

/** The month, the quarter and the year of a day. */
function periodsOf(day: string): [string, string, string] {
  return [day.slice(0, 7), `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) + 2) / 3)}`, day.slice(0, 4)];
}

function emptyTally(period: string, programme: TruthScope): Tally {
  const [year, part = ''] = period.split('-');
  const first = part.startsWith('Q') ? Number(part.slice(1)) * 3 - 2 : part === '' ? 1 : Number(part);
  const count = part.startsWith('Q') ? 3 : part === '' ? 12 : 1;
  const after = first + count > 12 ? `${Number(year) + 1}-01-01` : `${year}-${String(first + count).padStart(2, '0')}-01`;
  return {
    period, programme, from: dayOf(`${year}-${String(first).padStart(2, '0')}-01`), to: dayOf(after) - 1, people: new Set(), givers: new Set(), raters: new Set(), placed: new Set(),
    minutes: 0, paidMinutes: 0, hoursRows: 0, hoursRowsWithoutMinutes: 0, sessionsScheduled: 0, sessionsCompleted: 0, cancelled: 0, noShows: 0, unreported: 0, ratings: 0, ratingSum: 0,
    matchesActive: 0, matchesEnded: 0, checkins: 0, coursesCompleted: 0, credentials: 0, placements: 0, costs: { cash: 0, in_kind: 0, management: 0 },
  };
}
