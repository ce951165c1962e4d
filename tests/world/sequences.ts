// Random histories of two companies: what is told, drawn from few keys, people and days so that tellings collide. Knows how a history
// can be made smaller, and not who is told.
import fc from 'fast-check';

type FileKind = 'kintell-mentorship' | 'kintell-combined' | 'buddy-matches' | 'buddy-checkins';
export type Line = Readonly<Record<string, string>>;
export interface FileStep { step: 'file'; kind: FileKind; columns: readonly string[]; lines: readonly Line[] }
export interface HookStep { step: 'webhook'; kind: 'session' | 'rating' | 'match' | 'checkin'; body: Readonly<Record<string, string | number>> }
export type Step = FileStep | HookStep
  | { step: 'file again'; which: number; otherwise: boolean; without: number; changed: readonly { line: number; with: Line }[] }
  | { step: 'webhook repeated'; which: number; minutes: number } | { step: 'undo'; which: number } | { step: 'restore'; which: number }
  | { step: 'merge'; into: string; other: string } | { step: 'unmerge'; which: number };
export type Sequence = readonly [readonly Step[], readonly Step[]];

export const zones = ['Europe/Oslo', 'America/New_York'] as const;
// Instants near the edges of days, months and quarters of the two zones; the last is to come.
const instants = ['2026-07-06T10:00:00Z', '2026-07-31T22:30:00Z', '2026-08-12T09:00:00Z', '2026-09-30T23:00:00Z', '2026-09-02T12:00:00Z'];
export const future = '2027-03-10T10:00:00Z';
const days = ['2026-07-10', '2026-07-31', '2026-08-20', '2026-09-05'];
const matchedDays = ['2026-05-02', '2026-06-10', '2026-07-03'];
const endedDays = ['2026-07-31', '2026-08-15', '2026-09-01'];
const participant = (key: number): string => `p${key}@people.example`;
const volunteer = (key: number): string => `v${key % 5}@company.example`;
/** Volunteers who take part as well: only who takes part has a profile, and can be found and merged. Never volunteers where one of them takes part. */
const taking = [3, 4].map(volunteer);
const hourLater = (at: string): string => at.replace(/T(\d\d)/, (_, hour: string) => `T${String(Math.min(Number(hour) + 1, 23)).padStart(2, '0')}`).replace(':00:00Z', ':30:00Z');

export const optionalColumns = ['duration_minutes', 'duration_min', 'rating', 'status', 'completed_at', 'ended_at', 'mood', 'hours_state'];

const oneOf = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const rating = oneOf('', '1', '2', '3', '4', '5', '4.5');
const minutes = oneOf('', '30', '45', '50', '60');
const status = oneOf('', '', 'completed', 'cancelled', 'no_show');
const hoursState = oneOf('', 'confirmed', 'reported', 'rejected');
const sessionKey = fc.integer({ min: 1, max: 7 });
/** Mostly the same person for a key, so that five of them come together. */
const people = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(sessionKey, fc.option(fc.integer({ min: 1, max: 7 }), { freq: 6 })).map(([key, other]) => ({ key: `S${key}`, participant: participant(other ?? key), volunteer: volunteer(other ?? key) })) },
  { weight: 1, arbitrary: fc.tuple(sessionKey, oneOf(...taking)).map(([key, one]) => ({ key: `S${key}`, participant: one, volunteer: volunteer(key % 3) })) },
);
const some = (columns: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...columns]);

/** A session as either kind of file tells it: each takes the columns that it has. */
const sessionLine: fc.Arbitrary<Line> = fc.tuple(people, fc.option(oneOf(...instants, ...days), { freq: 12 }), oneOf('Language Connect', 'Mentorship'), fc.boolean(), minutes, rating, status, hoursState)
  .map(([who, at, type, over, duration, stars, state, hours]) => ({
    session_id: who.key, session_type: type, participant_email: who.participant, mentor_email: who.volunteer, volunteer_email: who.volunteer, scheduled_at: at ?? future, date: at ?? '2026-09-05',
    completed_at: at !== null && over ? hourLater(at) : '', duration_minutes: duration, duration_min: duration, rating: stars, status: at === null ? '' : state, hours_state: hours,
  }));
const matchKey = fc.integer({ min: 1, max: 3 });
/** Two who are told as the pair of this match and of no other; mostly the first of them. */
const pair = fc.tuple(matchKey, fc.constantFrom(0, 0, 0, 3)).map(([key, other]) => ({ key: `M${key}`, participant: participant(key + other), volunteer: volunteer(key + other) }));
const matchLine: fc.Arbitrary<Line> = fc.tuple(pair, oneOf(...matchedDays), oneOf('', '', ...endedDays)).map(([who, matched, ended]) => ({
  match_id: who.key, participant_email: who.participant, buddy_email: who.volunteer, matched_at: matched, ended_at: ended,
}));
const checkinLine: fc.Arbitrary<Line> = fc.tuple(pair, oneOf(...days), oneOf('', 'good', 'okay')).map(([who, date, mood]) => ({
  match_id: who.key, participant_email: who.participant, buddy_email: who.volunteer, checkin_date: date, mood,
}));

const file = (kind: FileKind, line: fc.Arbitrary<Line>, required: readonly string[], optional: fc.Arbitrary<readonly string[]>): fc.Arbitrary<FileStep> => fc.record({
  step: fc.constant('file' as const), kind: fc.constant(kind), columns: optional.map((more) => [...required, ...more]), lines: fc.array(line, { minLength: 1, maxLength: 7 }),
});
const files = fc.oneof(
  { weight: 3, arbitrary: file('kintell-mentorship', sessionLine, ['session_id', 'participant_email', 'mentor_email', 'scheduled_at'], some(['completed_at', 'duration_minutes', 'rating', 'status', 'hours_state'])) },
  { weight: 3, arbitrary: file('kintell-combined', sessionLine, ['session_id', 'session_type', 'participant_email', 'volunteer_email', 'date'], some(['duration_min', 'rating', 'status', 'hours_state'])) },
  { weight: 2, arbitrary: file('buddy-matches', matchLine, ['match_id', 'participant_email', 'buddy_email', 'matched_at'], some(['ended_at'])) },
  { weight: 2, arbitrary: file('buddy-checkins', checkinLine, ['checkin_date'], fc.tuple(oneOf('match_id', 'participant_email,buddy_email'), some(['mood'])).map(([reference, more]) => [...reference.split(','), ...more])) },
);

/** Leaves out what is empty, and some of the rest: a webhook tells or is silent. */
const partial = (whole: fc.Arbitrary<Record<string, string | number>>, required: readonly string[]): fc.Arbitrary<Record<string, string | number>> => fc.tuple(whole, fc.infiniteStream(fc.boolean()))
  .map(([body, keep]) => Object.fromEntries(Object.entries(body).filter(([field, value]) => required.includes(field) || (value !== '' && (keep.next().value as boolean)))));
const sessionBody = fc.tuple(people, oneOf('language', 'mentorship'), fc.option(oneOf(...instants), { freq: 9 }), minutes, rating, status).map(([who, sessionType, at, duration, stars, state]) => ({
  sessionId: who.key, sessionType, participantEmail: who.participant, volunteerEmail: who.volunteer, scheduledAt: at ?? future,
  completedAt: at === null ? '' : hourLater(at), durationMinutes: duration === '' ? '' : Number(duration), rating: stars === '' ? '' : Number(stars), status: at === null ? '' : state,
}));
const ratingBody = fc.tuple(sessionKey, fc.integer({ min: 1, max: 5 }), fc.boolean()).map(([key, stars, named]): Record<string, string | number> => ({
  sessionId: `S${key}`, rating: stars, ratedAt: '2026-10-01T10:00:00Z', ...(named ? { ratedBy: 'participant' } : {}),
}));
const matchBody = fc.tuple(pair, oneOf(...matchedDays), oneOf('', ...endedDays)).map(([who, matched, ended]) => ({
  matchId: who.key, participantEmail: who.participant, buddyEmail: who.volunteer, matchedAt: `${matched}T12:00:00Z`, endedAt: ended === '' ? '' : `${ended}T12:00:00Z`,
}));
const checkinBody = fc.tuple(matchKey, oneOf(...days), oneOf('', 'good', 'okay')).map(([key, date, mood]) => ({ matchId: `M${key}`, checkinDate: date, mood }));
const hook = (kind: HookStep['kind'], body: fc.Arbitrary<Record<string, string | number>>): fc.Arbitrary<HookStep> => fc.record({ step: fc.constant('webhook' as const), kind: fc.constant(kind), body });
const hooks = fc.oneof(
  { weight: 3, arbitrary: hook('session', partial(sessionBody, ['sessionId', 'sessionType', 'participantEmail', 'volunteerEmail', 'scheduledAt'])) },
  { weight: 2, arbitrary: hook('rating', ratingBody) },
  { weight: 1, arbitrary: hook('match', partial(matchBody, ['matchId', 'participantEmail', 'buddyEmail', 'matchedAt'])) },
  { weight: 1, arbitrary: hook('checkin', partial(checkinBody, ['matchId', 'checkinDate'])) },
);
const which = fc.nat({ max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: files }, { weight: 5, arbitrary: hooks },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('file again' as const), which, otherwise: fc.constantFrom(false, false, true), without: fc.nat({ max: 15 }), changed: fc.array(fc.record({ line: fc.nat({ max: 6 }), with: fc.record({ duration_minutes: minutes, rating, status, ended_at: oneOf('', ...endedDays) }) }), { maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('webhook repeated' as const), which, minutes: fc.constantFrom(0, 15) }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('undo' as const), which }) }, { weight: 3, arbitrary: fc.record({ step: fc.constant('restore' as const), which }) },
  { weight: 3, arbitrary: fc.oneof(...[[1, 2, 3, 4, 5].map(participant), taking].map((pool) => fc.shuffledSubarray(pool, { minLength: 2, maxLength: 2 }))).map(([into = '', other = '']) => ({ step: 'merge' as const, into, other })) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('unmerge' as const), which }) },
);
export const sequences = (maxSteps: number): fc.Arbitrary<Sequence> => fc.tuple(fc.array(step, { minLength: 1, maxLength: maxSteps, size: 'max' }), fc.array(step, { maxLength: maxSteps >> 1, size: 'max' }));

/** Every sequence that is smaller by some steps, the most first, or by one line, column or field. */
export function* smaller(sequence: Sequence): Generator<Sequence> {
  for (const [index, steps] of sequence.entries()) {
    const instead = (changed: readonly Step[]): Sequence => (index === 0 ? [changed, sequence[1]] : [sequence[0], changed]);
    for (let most = steps.length; most > 1; most = Math.ceil(most / 2)) for (let at = 0; at < steps.length; at += most) yield instead(steps.toSpliced(at, most));
    for (const [at, step] of steps.entries()) {
      const replaced = (other: Step): Sequence => instead(steps.with(at, other));
      yield instead(steps.toSpliced(at, 1));
      if (step.step === 'file' && step.lines.length > 1) for (const line of step.lines.keys()) yield replaced({ ...step, lines: step.lines.toSpliced(line, 1) });
      if (step.step === 'file') for (const [column, name] of step.columns.entries()) if (optionalColumns.includes(name)) yield replaced({ ...step, columns: step.columns.toSpliced(column, 1) });
      if (step.step === 'file again' && step.changed.length > 0) for (const change of step.changed.keys()) yield replaced({ ...step, changed: step.changed.toSpliced(change, 1) });
      if (step.step === 'webhook') for (const field of ['status', 'completedAt', 'durationMinutes', 'rating', 'endedAt', 'mood'].filter((name) => step.kind === 'session' || name !== 'rating')) if (field in step.body) yield replaced({ ...step, body: Object.fromEntries(Object.entries(step.body).filter(([name]) => name !== field)) });
    }
  }
}
