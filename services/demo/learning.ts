// Upskilling: courses on two platforms, how far each has come, what was completed, and the credentials that came of it. Pure.
import type { Span } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { CompletionFact, Course, CredentialFact, Facts, ProgressFact } from './facts.ts';
import type { Journey } from './journey.ts';
import { pick, pickBy, streamOf, whole, type Random } from './random.ts';
import { minuteOfDay } from './rhythm.ts';

const courses: readonly Course[] = [
  { provider: 'ecornell', id: 'LSM501', name: 'Leading Teams' }, { provider: 'ecornell', id: 'SCA210', name: 'Project Basics' }, { provider: 'ecornell', id: 'FIN120', name: 'Accounting for Everyone' },
  { provider: 'ecornell', id: 'HOS130', name: 'Service in Hotels' }, { provider: 'itslearning', id: 'NO-ARB-1', name: 'Working Life and Rights' }, { provider: 'itslearning', id: 'DIG-2', name: 'Digital Skills 2' },
  { provider: 'itslearning', id: 'HMS-1', name: 'Health and Safety at Work' }, { provider: 'itslearning', id: 'HELSE-1', name: 'Care Assistant, Introduction' },
];

export function learningOf(company: SampleCompany, journeys: readonly Journey[], span: Span, seed: number): Pick<Facts, 'progress' | 'completions' | 'credentials'> {
  const random = streamOf(seed, `${company.domain} learning`);
  const progress: ProgressFact[] = [];
  const completions: CompletionFact[] = [];
  const credentials: CredentialFact[] = [];
  const isInside = (day: number): boolean => day >= span.from && day <= span.to;
  for (const { person, stages } of journeys) {
    const stage = stages.find(({ programme }) => programme === 'upskilling');
    if (!stage) continue;
    const taken = new Set(Array.from({ length: whole(random, 1, 2) }, () => pick(random, courses)));
    for (const course of taken) {
      const steps = progressOf(random, person.email, course, stage);
      progress.push(...steps.filter(({ day }) => isInside(day)));
      const last = steps.at(-1);
      if (!last || last.percent < 100) continue;
      const isCredited = random() < 0.72;
      const id = `${course.provider === 'ecornell' ? 'EC' : 'IL'}-${company.domain.slice(0, 2).toUpperCase()}-${String(credentials.length + 1).padStart(5, '0')}`;
      if (isInside(last.day)) completions.push({ participant: person.email, course, day: last.day, score: whole(random, 58, 100), credential: isCredited ? id : null });
      const issued = last.day + whole(random, 1, 4);
      if (isCredited && isInside(issued)) {
        credentials.push({
          id, participant: person.email, course, day: issued, type: pickBy(random, [['certificate', 5], ['badge', 4], ['micro_credential', 1]] as const), expires: random() < 0.4 ? issued + 730 : null, code: whole(random, 100_000, 999_999).toString(36).toUpperCase(),
        });
      }
    }
  }
  return { progress, completions, credentials };
}

/** Every other week or so; four of five come to the end. */
function progressOf(random: Random, participant: string, course: Course, { from, to }: { from: number; to: number }): ProgressFact[] {
  const finishes = random() < 0.8;
  const count = whole(random, 3, 5);
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 1) / count;
    return { participant, course, day: Math.round(from + (to - from) * share), minute: minuteOfDay(random), percent: finishes && index === count - 1 ? 100 : Math.round(share * (finishes ? 90 : 70)) };
  });
}
