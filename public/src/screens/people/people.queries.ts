// What the screens of people ask and do: the funnel, the list page by page, one person, and what an admin changes.
// The interface has no filter: who is sought is looked for here, page after page, and how far is told.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, write, type FunnelStage, type List, type Profile, type ProfileSummary } from '../../shell/interface.ts';

export const shownAtOnce = 50;
/** The most that one page of the interface holds. */
const largestPage = 500;
/** Pages that are read for a search before the reader is asked. */
const pagesAtOnce = 10;
/** Journeys follow their rows after a moment, and no event tells of it. */
const lookAgainMs = 15_000;

export function useFunnel(period: string): UseQueryResult<FunnelStage[]> {
  const { id } = useCompany();
  return useQuery({
    queryKey: ['company', id, 'funnel', period], refetchInterval: lookAgainMs, placeholderData: (before) => before,
    queryFn: async ({ signal }) => (await read<{ stages: FunnelStage[] }>(ofCompany(id, `funnel?period=${encodeURIComponent(period)}`), signal)).stages,
  });
}

export interface Found {
  people: ProfileSummary[] | undefined;
  /** How many were looked through, and whether there are more. */
  read: number;
  hasMore: boolean;
  isReading: boolean;
  error: unknown;
  retry: () => void;
}

/** The first people that fit, as many as are wanted and one more; `tries` is how often the reader asked to look further. */
export function usePeople(fits: ((person: ProfileSummary) => boolean) | null, wanted: number, tries = 1): Found {
  const { id } = useCompany();
  const size = fits ? largestPage : shownAtOnce;
  const pages = useInfiniteQuery({
    // A search is not read anew with each change: it may be many pages.
    queryKey: ['company', id, fits ? 'profiles-sought' : 'profiles'], initialPageParam: '', getNextPageParam: (page: List<ProfileSummary>) => page.next,
    queryFn: ({ pageParam, signal }) => read<List<ProfileSummary>>(ofCompany(id, `profiles?limit=${size}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`), signal),
  });
  const everybody = pages.data?.pages.flatMap(({ items }) => items);
  const people = fits ? everybody?.filter(fits) : everybody;
  const { hasNextPage, isFetching, isError, fetchNextPage } = pages;
  const isShort = (people?.length ?? 0) < wanted + (fits ? 1 : 0);
  const goesOn = isShort && hasNextPage && !isError && (pages.data?.pages.length ?? 0) < pagesAtOnce * tries;
  useEffect(() => { if (goesOn && !isFetching) void fetchNextPage(); }, [goesOn, isFetching, fetchNextPage]);
  return { people, read: everybody?.length ?? 0, hasMore: hasNextPage, isReading: goesOn || pages.isPending, error: pages.error, retry: () => void pages.refetch() };
}

export function useProfile(personId: string | null): UseQueryResult<Profile> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'profile', personId], enabled: personId !== null, queryFn: ({ signal }) => read<Profile>(ofCompany(id, `profiles/${encodeURIComponent(personId ?? '')}`), signal) });
}

interface Change { method?: 'PATCH'; door?: 'identities' | 'merge' | 'unmerge'; body?: object }

/** A change of one person; each answers the profile as it now is. */
export function useProfileChange(personId: string): UseMutationResult<Profile, Error, Change> {
  const { id } = useCompany();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ method, door, body = {} }: Change) => write<Profile>(method ?? 'POST', ofCompany(id, `profiles/${personId}${door ? `/${door}` : ''}`), body),
    onSuccess: (profile) => {
      cache.setQueryData(['company', id, 'profile', personId], profile);
      for (const part of ['profiles', 'profiles-sought', 'funnel']) void cache.invalidateQueries({ queryKey: ['company', id, part] });
      // A merge changes the other one as well.
      void cache.invalidateQueries({ queryKey: ['company', id, 'profile'], predicate: ({ queryKey }) => queryKey.at(-1) !== personId });
    },
  });
}
