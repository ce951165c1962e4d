// What a page will ask as soon as it can is asked while its scripts are still read: a phone waits once instead of three times in a row.
import type { QueryClient } from '@tanstack/react-query';
import { askedIn, overviewQuery } from '../screens/overview/asked.ts';
import { fetchAhead } from './screens.tsx';
import { companiesQuery, meQuery } from './session.ts';

/** Comes to its end when there is something to draw in place of the outline that the page came with. */
export async function askAhead(cache: QueryClient, { pathname, search }: Location): Promise<void> {
  const [, , place, companyId, screen = 'overview'] = pathname.split('/');
  if (place !== 'cockpit') return;
  void cache.prefetchQuery(meQuery);
  if (companyId && screen === 'overview') void cache.prefetchQuery(overviewQuery(companyId, askedIn(new URLSearchParams(search))));
  await Promise.all([cache.prefetchQuery(companiesQuery), companyId ? fetchAhead(screen) : null]);
}
