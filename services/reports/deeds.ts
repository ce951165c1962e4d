// What was done: who took part, what took place, programme by programme, and what learning and work came of it.
// It knows which figures belong together; it refuses to say that the one caused the other.
import type { SentenceValues } from '../kernel/locales/report.ts';
import { changesOf, clearChanges, dimensionWord, sureSize, verdictOf } from './change.ts';
import type { Fact } from './facts.ts';
import { figures, mark, opened, prose, type DraftParagraph, type Pen } from './pen.ts';
import type { Sentence } from './template.ts';

export function reach(pen: Pen): DraftParagraph[] {
  const [people, helpers, share] = [pen.measured('participants'), pen.measured('volunteers'), pen.measured('participation_rate')];
  const first = people ? [against(pen, 'reach.people', 'participants', { participants: mark(people), people: people.value ?? 0 })] : [];
  const second = helpers ? [against(pen, 'reach.volunteers', 'volunteers', { helpers: helpers.value ?? 0 })] : [];
  const third = share ? [pen.say('reach.share', figures(share)), ...verdict(pen, share, 0)] : [];
  return [...prose([...first, ...second]), ...prose(hours(pen)), ...prose(third)];
}

export function activity(pen: Pen): DraftParagraph[] {
  const sessions = pen.measured('sessions_completed');
  const held = sessions && (sessions.value ?? 0) > 0 ? [against(pen, 'activity.sessions', 'sessions_completed', { sessions: mark(sessions), count: sessions.value ?? 0 })] : [];
  const completion = pen.measured('completion_rate');
  const rate = completion?.formattedLow ? [pen.say('activity.completion', figures(completion)), ...verdict(pen, completion, 1)] : [];
  return [...prose([...held, ...planned(pen)]), ...prose(rate), ...prose([...matches(pen), ...checkins(pen)]), ...prose(rating(pen))];
}

/** A paragraph a programme, where there is more than one to tell apart; each in other words than the last. */
export function programmes(pen: Pen): DraftParagraph[] {
  const { programmes: told, programme: whole } = pen.brief;
  return told.length < 2 && whole !== '' ? [] : told.flatMap((programme, place) => prose(oneProgramme(pen, programme, place)));
}

export function learning(pen: Pen): DraftParagraph[] {
  const told = (['courses_completed', 'credentials', 'placements'] as const).flatMap((metric): Sentence[] => {
    const found = pen.measured(metric);
    return found ? [against(pen, `learning.${metric === 'courses_completed' ? 'courses' : metric}`, metric, { count: found.value ?? 0 })] : [];
  });
  const share = pen.measured('placement_share');
  const work = pen.measured('placements') ? [...(share?.formattedLow ? [pen.say('learning.inWork', figures(share))] : []), pen.connect('learning.cause')] : [];
  return prose([...told, ...work]);
}

/** Participants, volunteers and completed sessions of a scope; the amounts choose the form of the nouns, what is written are the placeholders. */
export function amounts(pen: Pen, programme: string): SentenceValues | undefined {
  const [participants, volunteers, sessions] = [pen.measured('participants', programme), pen.measured('volunteers', programme), pen.measured('sessions_completed', programme)];
  if (!participants || !volunteers || !sessions || !sessions.value) return undefined;
  return {
    participants: mark(participants), volunteers: mark(volunteers), sessions: mark(sessions), people: participants.value ?? 0, helpers: volunteers.value ?? 0, count: sessions.value,
  };
}

/** How a figure stands to the one before; `place` keeps neighbours apart in their words. */
function verdict(pen: Pen, now: Fact, place: number): Sentence[] {
  const before = pen.before(now.metric, now.programme);
  return before && now.low !== null ? [pen.say(`verdict.${verdictOf(now, before)}`, figures(now, before), place)] : [];
}

/** A sentence that compares, or its kin for a first period. */
function against(pen: Pen, key: string, metric: string, values: SentenceValues): Sentence {
  const [now, before] = [pen.measured(metric), pen.before(metric)];
  return pen.say(before ? key : `${key}First`, { ...(now ? figures(now, before) : {}), ...values });
}

function hours(pen: Pen): Sentence[] {
  const [now, before] = [pen.measured('volunteer_hours'), pen.before('volunteer_hours')];
  if (!now) return [];
  const way = !before ? 'First' : now.formatted === before.formatted ? 'Same' : (now.value ?? 0) > (before.value ?? 0) ? 'Up' : 'Down';
  const paid = pen.measured('paid_hours');
  return [pen.say(`reach.hours${way}`, figures(now, before)), ...(paid?.value ? [pen.say('reach.paid', figures(paid))] : [])];
}

function planned(pen: Pen): Sentence[] {
  const [scheduled, missed] = [pen.measured('sessions_scheduled'), pen.measured('no_shows')];
  if (!scheduled || !scheduled.value) return [];
  const values = { scheduled: mark(scheduled), count: scheduled.value };
  return [missed?.value ? pen.say('activity.planned', { ...values, missed: mark(missed) }) : pen.say('activity.plannedOnly', values)];
}

function matches(pen: Pen): Sentence[] {
  const [active, ended] = [pen.measured('matches_active'), pen.measured('matches_ended')];
  if (!active || !active.value) return [];
  const values = { active: mark(active), pairs: active.value };
  return [ended?.value ? pen.say('activity.matches', { ...values, ended: mark(ended) }) : pen.say('activity.matchesOnly', values)];
}

function checkins(pen: Pen): Sentence[] {
  const found = pen.measured('checkins');
  return found?.value ? [against(pen, 'activity.checkins', 'checkins', { count: found.value })] : [];
}

function rating(pen: Pen): Sentence[] {
  const found = pen.measured('rating_mean');
  return found ? [pen.say(found.low === null ? 'activity.ratingBare' : 'activity.rating', figures(found)), ...verdict(pen, found, 2)] : [];
}

function oneProgramme(pen: Pen, programme: string, place: number): Sentence[] {
  const values = { programme: pen.word(`programme.${programme}`) };
  const [people, helpers, found] = [pen.measured('participants', programme), pen.measured('volunteers', programme), amounts(pen, programme)];
  if (!people) return [];
  const met = { ...values, participants: mark(people), people: people.value ?? 0 };
  const told = found ? pen.say('programme.volume', { ...values, ...found }, place)
    : helpers?.value ? pen.say('programme.both', { ...met, volunteers: mark(helpers), helpers: helpers.value }, place) : pen.say('programme.people', met, place);
  const [time, before, rated] = [pen.measured('volunteer_hours', programme), pen.before('volunteer_hours', programme), pen.measured('rating_mean', programme)];
  const [change] = clearChanges(pen, programme).toSorted((one, other) => sureSize(other) - sureSize(one));
  const few = pen.brief.facts.filter((fact) => fact.period === pen.brief.period && fact.programme === programme && fact.state === 'too_few');
  return [
    told,
    ...(time?.value ? [pen.say(before ? 'programme.hours' : 'programme.hoursFirst', figures(time, before), place)] : []),
    ...(rated ? [pen.say('programme.rating', figures(rated), place)] : []),
    ...(change ? [pen.say((change.value ?? 0) > 0 ? 'programme.rise' : 'programme.fall', { ...figures(change), dimension: dimensionWord(pen, change), Dimension: opened(dimensionWord(pen, change)) }, place)] : []),
    ...(few.length > 0 && changesOf(pen, programme).length === 0 ? [pen.say('programme.few', { ...values, names: pen.names(few.slice(0, 3)) }, place)] : []),
  ];
}
