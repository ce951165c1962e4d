// Sessions of language and mentorship: held, missed or called off, rated and remarked on, at a level that rises. Pure.
import { dayOf, dayText, type Span } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { SessionFact } from './facts.ts';
import { wayOf, type Journey, type Stage } from './journey.ts';
import type { Trend } from './people.ts';
import { pick, pickBy, streamOf, type Random } from './random.ts';
import { remark } from './remarks.ts';
import { daysOf, hoursOf, minuteOfDay } from './rhythm.ts';

/** Until this month of the two years the platform exported both programmes in one file, which has no word for a session nobody reported on. */
export const combinedMonths = 6;

const levels = ['A1', 'A2', 'B1', 'B2', 'C1'] as const;
const gaps = { language: 9.8, mentorship: 14.4 } as const;
const lengths = { language: [30, 45, 45, 60, 60, 60], mentorship: [45, 45, 60, 60, 75] } as const;
const topics = {
  language: ['At the doctor', 'Small talk', 'On the phone', 'News', 'At work', 'School and children', 'Shopping', 'Sounds and letters'],
  mentorship: ['Job interviews', 'CV and application', 'Working life', 'Networks', 'Presentations', 'Digital skills', 'Pay and contracts'],
} as const;
const climbs: Readonly<Record<Trend, number>> = { rises: 1.9, steady: 1.2, wavers: 0.8, falls: 0.3 };

export function sessionsOf(company: SampleCompany, journeys: readonly Journey[], span: Span, seed: number): SessionFact[] {
  const random = streamOf(seed, `${company.domain} sessions`);
  const combinedUntil = dayOf(`${span.months[combinedMonths] ?? ''}-01`);
  const found = journeys.flatMap((journey) => {
    const start = 2.6 * random();
    return journey.stages.flatMap((stage) => (stage.programme === 'language' || stage.programme === 'mentorship' ? held(random, { company, journey, stage, span, start, combinedUntil }) : []));
  });
  found.sort((one, other) => one.day - other.day || one.minute - other.minute || (one.participant < other.participant ? -1 : 1));
  return found.map((session, index) => ({ ...session, id: `${company.domain.slice(0, 2).toUpperCase()}-${dayText(session.day).slice(2, 4)}-${String(index + 1).padStart(6, '0')}` }));
}

interface Going { company: SampleCompany; journey: Journey; stage: Stage; span: Span; start: number; combinedUntil: number }

function held(random: Random, going: Going): SessionFact[] {
  const { stage, span } = going;
  const gap = gaps[stage.programme as SessionFact['programme']] * (0.7 + 0.6 * random());
  return daysOf(random, stage, Math.round(gap), span).flatMap((day) => sessionOn(random, going, day) ?? []);
}

function sessionOn(random: Random, { company, journey, stage, start, combinedUntil }: Going, day: number): SessionFact | undefined {
  const { person } = journey;
  if (!stage.volunteer) return undefined;
  const programme = stage.programme as SessionFact['programme'];
  const told = pickBy(random, [['completed', 880], ['cancelled', 72], ['no_show', 38], ['unreported', 10]] as const);
  const status = told === 'unreported' && day < combinedUntil ? 'cancelled' : told;
  const base = { id: '', programme, participant: person.email, volunteer: stage.volunteer.email, day, minute: minuteOfDay(random), status, topic: random() < 0.6 ? pick(random, topics[programme]) : '' };
  if (status !== 'completed') return { ...base, minutes: null, isPaid: false, state: 'confirmed', rating: null, text: '', level: '' };
  const way = wayOf(journey, stage, day);
  const isRated = !company.lacks.includes('ratings') && random() < 0.68;
  const speaks = !company.lacks.includes('words') && random() < 0.55;
  const hasLevel = programme === 'language' && !company.lacks.includes('levels') && random() < 0.85;
  const reached = Math.floor(start + ((day - stage.from) / (stage.to - stage.from)) * climbs[person.trend]);
  return {
    ...base, ...hoursOf(random, company, lengths[programme]), rating: isRated ? ratingAt(random, way) : null,
    text: speaks ? remark(random, { person, programme, way, volunteer: stage.volunteer.first }) : '', level: hasLevel ? levels[Math.min(levels.length - 1, reached)] ?? '' : '',
  };
}

/** Mostly content, more so later. */
export function ratingAt(random: Random, way: number): number {
  return Math.min(5, Math.max(1, Math.round(3.3 + 0.8 * way + 2.4 * (random() - 0.4))));
}
