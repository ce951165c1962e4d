// What a page will ask as soon as it can is asked while its scripts are still read: a phone waits once instead of three times in a row.
import type { QueryClient } from '@tanstack/react-query';
import { askedIn, overviewQuery } from '../screens/overview/asked.ts';
import type { CompanyRow, OverviewAnswer } from './interface.ts';
import { fetchAhead } from './screens.tsx';
import { companiesQuery, meQuery } from './session.ts';

/** The answers that a page came with, each as the interface gives it. */
export interface Brought { companies: { items: CompanyRow[] }; overview: OverviewAnswer }

/** What the page came with is asked no more. */
export function takeBrought(cache: QueryClient, companyId: string, { companies, overview }: Brought): void {
  cache.setQueryData(companiesQuery.queryKey, companies.items);
  cache.setQueryData(overviewQuery(companyId, askedIn(new URLSearchParams())).queryKey, overview);
}

/** Comes to its end when there is something to draw in place of the outline that the page came with. */
export async function askAhead(cache: QueryClient, { pathname, search }: Location): Promise<void> {
  const [, , place, companyId, screen = 'overview'] = pathname.split('/');
  if (place !== 'cockpit') return;
  void cache.prefetchQuery(meQuery);
  if (companyId && screen === 'overview') void cache.prefetchQuery(overviewQuery(companyId, askedIn(new URLSearchParams(search))));
  await Promise.all([cache.prefetchQuery(companiesQuery), companyId ? fetchAhead(screen) : null]);
}
