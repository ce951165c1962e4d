// What a page will ask as soon as it can is asked while its scripts are still read: a phone waits once instead of three times in a row.
import type { QueryClient } from '@tanstack/react-query';
import { askedIn, overviewQuery } from '../screens/overview/asked.ts';
import { companiesQuery, meQuery } from './session.ts';

export function askAhead(cache: QueryClient, { pathname, search }: Location): void {
  const [, , place, companyId, screen = 'overview'] = pathname.split('/');
  if (place !== 'cockpit') return;
  void cache.prefetchQuery(companiesQuery);
  void cache.prefetchQuery(meQuery);
  if (companyId && screen === 'overview') void cache.prefetchQuery(overviewQuery(companyId, askedIn(new URLSearchParams(search))));
}
