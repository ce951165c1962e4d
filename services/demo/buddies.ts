// The buddy programme: matches, what the two do together, how it goes, and what they say of it. Pure.
import type { Language, Mood } from '../../channels/vocabulary.ts';
import type { Span } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { CheckinFact, Facts, FeedbackFact, MatchFact, MeetingFact } from './facts.ts';
import { wayOf, type Journey, type Stage } from './journey.ts';
import { pick, pickBy, streamOf, type Random } from './random.ts';
import { note, remark } from './remarks.ts';
import { daysOf, hoursOf, minuteOfDay } from './rhythm.ts';
import { ratingAt } from './sessions.ts';

const places: Readonly<Record<SampleCompany['country'], readonly string[]>> = {
  NO: ['Bergen', 'Oslo', 'Stavanger', 'Tromsø'], LT: ['Vilnius', 'Kaunas'], PL: ['Kraków', 'Gdańsk', 'Łódź'], SE: ['Malmö', 'Lund'], GB: ['London', 'Reading'], UA: ['Дніпро', 'Черкаси'], CA: ['Toronto', 'Hamilton'],
};
const interests = ['Skiing', 'Cooking', 'Chess', 'Football', 'Knitting', 'Hiking', 'Films', 'Gardening', 'Music', 'Photography'];
const activities = ['coffee_chat', 'walk', 'museum', 'language_cafe', 'library', 'sports', 'cooking', 'office_visit'];
const lengths = [60, 60, 75, 90, 90, 120];
const gaps = { meeting: 29, checkin: 33, feedback: 70 } as const;

export function buddiesOf(company: SampleCompany, journeys: readonly Journey[], span: Span, seed: number): Pick<Facts, 'matches' | 'meetings' | 'checkins' | 'feedback'> {
  const random = streamOf(seed, `${company.domain} buddies`);
  const found = { matches: [] as MatchFact[], meetings: [] as MeetingFact[], checkins: [] as CheckinFact[], feedback: [] as FeedbackFact[] };
  for (const journey of journeys) {
    const stage = journey.stages.find(({ programme }) => programme === 'buddy');
    if (!stage?.volunteer || stage.to < span.from || stage.from > span.to) continue;
    const likes = pick(random, interests);
    // Whoever met before the register began stands in it from its first day.
    const match: MatchFact = {
      interests: `${likes}, ${pick(random, interests.filter((one) => one !== likes)).toLowerCase()}`,
      id: `${company.domain.slice(0, 2).toUpperCase()}-M${String(found.matches.length + 1).padStart(5, '0')}`, participant: journey.person.email, volunteer: stage.volunteer.email, day: Math.max(stage.from, span.from),
      ended: stage.to <= span.to ? stage.to : null, language: journey.person.language === 'no' ? 'nb' : journey.person.language, place: pick(random, places[company.country]),
    };
    found.matches.push(match);
    for (const day of daysOf(random, { ...stage, from: match.day }, gaps.meeting, span)) found.meetings.push(meetingOn(random, company, match, day));
    for (const day of daysOf(random, { ...stage, from: match.day }, gaps.checkin, span)) found.checkins.push(checkinOn(random, { company, journey, stage, match }, day));
    for (const day of daysOf(random, { ...stage, from: match.day }, gaps.feedback, span)) found.feedback.push(...feedbackOn(random, { company, journey, stage, match }, day));
  }
  return found;
}

function meetingOn(random: Random, company: SampleCompany, match: MatchFact, day: number): MeetingFact {
  return { match, day, type: pick(random, activities), ...hoursOf(random, company, lengths), text: random() < 0.3 ? note(random, languageOf(company)) : '', place: match.place };
}

interface Going { company: SampleCompany; journey: Journey; stage: Stage; match: MatchFact }

function checkinOn(random: Random, { company, journey, stage, match }: Going, day: number): CheckinFact {
  const way = wayOf(journey, stage, day);
  const mood = pickBy<Mood>(random, [['great', 1 + 2 * way], ['good', 4], ['okay', 3], ['struggling', 1.6 - way], ['difficult', 0.7 - 0.4 * way]]);
  return { match, day, mood, text: !company.lacks.includes('words') && random() < 0.25 ? note(random, journey.person.language) : '' };
}

function feedbackOn(random: Random, { company, journey, stage, match }: Going, day: number): FeedbackFact[] {
  const way = wayOf(journey, stage, day);
  const rating = (): number | null => (!company.lacks.includes('ratings') && random() < 0.85 ? ratingAt(random, way) : null);
  const words = (told: () => string): string => (!company.lacks.includes('words') && random() < 0.8 ? told() : '');
  const own: FeedbackFact = { match, day, minute: minuteOfDay(random), role: 'participant', rating: rating(), text: words(() => remark(random, { person: journey.person, programme: 'buddy', way, volunteer: stage.volunteer?.first ?? '' })) };
  if (random() > 0.35) return [own];
  return [own, { match, day, minute: minuteOfDay(random), role: 'buddy', rating: rating(), text: words(() => note(random, languageOf(company))) }];
}

function languageOf({ country }: SampleCompany): Language {
  return country === 'NO' ? 'no' : country === 'UA' ? 'uk' : 'en';
}
