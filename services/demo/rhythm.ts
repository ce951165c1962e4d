// When people meet and for how long: less in summer and at Christmas, on days and hours when people are free. Pure.
import { seasonOf, type Day, type Span } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { Hours } from './facts.ts';
import { pick, whole, type Random } from './random.ts';

const seasons = [1, 1.02, 1.05, 0.95, 1, 0.85, 0.5, 0.82, 1.12, 1.12, 1.08, 0.68];

/** The days of a stage that fall into the two years, about `gap` days apart in a month like any other. */
export function daysOf(random: Random, { from, to }: { from: Day; to: Day }, gap: number, span: Span): Day[] {
  const days: Day[] = [];
  for (let day = from + whole(random, 1, gap); day <= Math.min(to, span.to);) {
    if (day >= span.from) days.push(day);
    day += Math.max(1, Math.round((gap * (0.6 + 0.8 * random())) / (seasons[seasonOf(day)] ?? 1)));
  }
  return days;
}

/** A quarter of an hour between eight in the morning and eight in the evening. */
export function minuteOfDay(random: Random): number {
  return 480 + 15 * whole(random, 0, 48);
}

export function hoursOf(random: Random, { paid, lacks }: SampleCompany, lengths: readonly number[]): Hours {
  const fate = random();
  return {
    minutes: random() < (lacks.includes('durations') ? 0.09 : 0.01) ? null : pick(random, lengths), isPaid: random() < paid,
    state: fate < 0.01 ? 'rejected' : fate < 0.03 ? 'reported' : 'confirmed',
  };
}
