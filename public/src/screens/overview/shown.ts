// Which figures a view shows: the few that lead it, and of the others those that have rows. Pure.
import type { Metric } from '../../../../channels/vocabulary.ts';
import type { MetricView } from '../../shell/interface.ts';
import type { ShownProgramme } from './asked.ts';
import type { FiguresBy } from './told.ts';

/** What volunteering did and what it is worth; of the two bases of a return, the one that the company leads with. */
const sessions: readonly Metric[] = ['participants', 'volunteers', 'volunteer_hours', 'sessions_completed', 'sroi', 'vis'];
const leading: Readonly<Record<ShownProgramme, readonly Metric[]>> = {
  all: sessions, language: sessions, mentorship: sessions,
  buddy: ['participants', 'volunteers', 'volunteer_hours', 'matches_active', 'sroi', 'vis'],
  upskilling: ['participants', 'courses_completed', 'credentials', 'placements'],
};

export function leadOf(programme: ShownProgramme, of: FiguresBy): MetricView[] {
  const figures = leading[programme].flatMap((metric) => (metric === 'sroi' ? leadingReturn(of) : of(metric)) ?? []);
  // All programmes together have true zeros; in one of them a kind of row that nobody sent is no zero.
  return programme === 'all' ? figures : figures.filter((figure) => figure.value === null || hasRows(figure));
}

export function leadingReturn(of: FiguresBy): MetricView | undefined {
  const company = of('sroi_company');
  return company?.leads ? company : of('sroi');
}

/** Nothing now and nothing before is no zero that anybody measured; what is held back for being too few is something. */
export function hasRows({ metric, value, previous, n, state }: MetricView): boolean {
  // Everybody on the roster counts as who could have taken part, also in a programme that nobody told anything of.
  if (metric === 'participation_rate') return (value ?? 0) !== 0 || (previous ?? 0) !== 0;
  return state === 'too_few' || (value ?? 0) !== 0 || (previous ?? 0) !== 0 || (n ?? 0) !== 0;
}
