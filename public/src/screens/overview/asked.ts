// What an address asks of the overview, and the question that answers it. Apart from the screen: the shell asks before the screen has come.
import { programmes } from '../../../../channels/vocabulary.ts';
import { parsePeriod, previousPeriod, yearBefore } from '../../../../services/kernel/format/periods.ts';
import { ofCompany, read, type OverviewAnswer } from '../../shell/interface.ts';

export const shownProgrammes = ['all', ...programmes] as const;
export type ShownProgramme = (typeof shownProgrammes)[number];
/** What the figures are held against: the period before, or the same one a year before. A word, so that it outlives another choice of period. */
export const comparisons = ['before', 'year-before'] as const;
export type Comparison = (typeof comparisons)[number];
export interface View { period: string; against: string; programme: ShownProgramme; cohort: string | null }

export interface Asked { period: string | undefined; comparison: Comparison; programme: ShownProgramme; cohort: string | null }

export function askedIn(search: URLSearchParams): Asked {
  const period = parsePeriod(search.get('period') ?? '')?.id;
  return {
    period, comparison: period !== undefined && search.get('against') === 'year-before' ? 'year-before' : 'before',
    programme: shownProgrammes.find((known) => known === search.get('programme')) ?? 'all', cohort: search.get('cohort') || null,
  };
}

export function againstOf(period: string, comparison: Comparison): string {
  return comparison === 'year-before' ? yearBefore(period) : previousPeriod(period);
}

export function overviewQuery(companyId: string, { period, comparison, programme, cohort }: Asked) {
  const query = new URLSearchParams({ ...(period === undefined ? {} : { period, against: againstOf(period, comparison) }), programme, ...(cohort === null ? {} : { cohort }) });
  return {
    queryKey: ['company', companyId, 'overview', query.toString()], placeholderData: (before: OverviewAnswer | undefined) => before,
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<OverviewAnswer> => read<OverviewAnswer>(ofCompany(companyId, `overview?${query.toString()}`), signal),
  };
}
