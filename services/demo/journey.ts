// What a newcomer goes through: buddy, language, upskilling, mentorship, a job; in that order, begun anywhere, left at any point.
// Each stage has its days and, where it has one, its volunteer. Pure.
import type { Programme } from '../../channels/vocabulary.ts';
import type { Day, Span } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { Participant, Volunteer } from './people.ts';
import { pick, pickBy, streamOf, whole, type Random } from './random.ts';
import { sampleParticipant } from './sample.ts';

/** `volunteer` is null in a course. A stage may last beyond the two years. */
export interface Stage { programme: Programme; from: Day; to: Day; volunteer: Volunteer | null }
interface Job { starts: Day; helper: Volunteer | null }
export interface Journey { person: Participant; stages: readonly Stage[]; job: Job | null }

const order = ['buddy', 'language', 'upskilling', 'mentorship'] as const satisfies readonly Programme[];
const lasts: Readonly<Record<Programme, readonly [least: number, most: number]>> = { buddy: [120, 270], language: [110, 230], upskilling: [45, 120], mentorship: [90, 190] };
const goesOn = 0.68;
const skips = 0.12;

export function journeysOf(company: SampleCompany, people: readonly Participant[], volunteers: readonly Volunteer[], span: Span, seed: number): Journey[] {
  const random = streamOf(seed, `${company.domain} journeys`);
  const journeys = people.map((person) => journeyOf(random, person, volunteers)).filter(({ stages }) => stages.some(({ from, to }) => to >= span.from && from <= span.to));
  // One who went far signs in as the sample's participant, and finds this journey.
  const known = journeys.reduce<Journey | undefined>((best, journey) => (isLike(journey, span) && journey.stages.length > (best?.stages.length ?? 0) ? journey : best), undefined);
  return journeys.map((journey) => (journey === known ? { ...journey, person: { ...journey.person, first: sampleParticipant.first, email: `${sampleParticipant.local}@${company.domain}` } } : journey));
}

function isLike({ person, stages }: Journey, { from }: Span): boolean {
  return person.isWoman && person.language === 'uk' && stages.every((stage) => stage.from >= from);
}

function journeyOf(random: Random, person: Participant, volunteers: readonly Volunteer[]): Journey {
  const stages: Stage[] = [];
  let begins = person.arrives;
  for (let place = pickBy(random, [[0, 55], [1, 26], [2, 5], [3, 14]]); place < order.length; place += 1) {
    const programme = order[place] ?? 'buddy';
    if (stages.length > 0 && random() < skips) continue;
    const [least, most] = lasts[programme];
    const wanted = begins + whole(random, least, most);
    const volunteer = programme === 'upskilling' ? null : giverOn(random, volunteers, begins);
    // With a volunteer who leaves, it ends.
    const to = Math.min(wanted, volunteer?.ends ?? wanted);
    if (to - begins > 20) stages.push({ programme, from: begins, to, volunteer });
    if (random() > goesOn) break;
    begins += Math.floor((wanted - begins) * (0.45 + 0.5 * random()));
  }
  const last = stages.at(-1);
  const finds = last && random() < (last.programme === 'mentorship' ? 0.5 : last.programme === 'upskilling' ? 0.18 : 0.03);
  return { person, stages, job: finds ? { starts: last.to - whole(random, -40, 25), helper: random() < 0.6 ? last.volunteer : null } : null };
}

/** Somebody who gives time on that day; who is rarely there is tried a few times, then whoever began first does it. */
function giverOn(random: Random, volunteers: readonly Volunteer[], day: Day): Volunteer | null {
  for (let tries = 0; tries < 12; tries += 1) {
    const found = pick(random, volunteers);
    if (found.begins <= day && found.ends > day + 30) return found;
  }
  return volunteers.find(({ begins, ends }) => begins <= day && ends > day + 30) ?? null;
}

/** How far somebody is on a day, from 0 to 1: half of it the whole way, half the stage, where everybody begins anew. */
export function wayOf({ stages }: Journey, stage: Stage, day: Day): number {
  const share = (from: Day, to: Day): number => (to <= from ? 1 : Math.min(1, Math.max(0, (day - from) / (to - from))));
  return (share(stages[0]?.from ?? day, Math.max(...stages.map(({ to }) => to))) + share(stage.from, stage.to)) / 2;
}
