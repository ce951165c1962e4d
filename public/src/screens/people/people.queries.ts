// What the screens of people ask and do: the funnel, the list page by page, one person, and what an admin changes.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import type { ConsentPurpose, JourneyFlag, JourneyStage } from '../../../../channels/vocabulary.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, write, type Candidate, type Consent, type FunnelStage, type List, type PersonRow, type Profile, type ProfileSummary } from '../../shell/interface.ts';

export const shownAtOnce = 50;
/** Journeys follow their rows after a moment, and no event tells of it. */
const lookAgainMs = 15_000;

export function useFunnel(period: string): UseQueryResult<FunnelStage[]> {
  const { id } = useCompany();
  return useQuery({
    queryKey: ['company', id, 'funnel', period], refetchInterval: lookAgainMs, placeholderData: (before) => before,
    queryFn: async ({ signal }) => (await read<{ stages: FunnelStage[] }>(ofCompany(id, `funnel?period=${encodeURIComponent(period)}`), signal)).stages,
  });
}

/** Whom one looks for; without anything, everybody. Whoever entered a stage did so in a period, and went on from there, or has not yet. */
export interface Sought { flag?: JourneyFlag; stage?: JourneyStage; entered?: JourneyStage; period?: string; wentOn?: boolean; called?: string }

/** People in pages of the interface; a page that was read stays while the next is. */
export function usePeople(sought: Sought, limit = shownAtOnce): UseInfiniteQueryResult<InfiniteData<List<ProfileSummary>>> {
  const { id } = useCompany();
  const query = new URLSearchParams(Object.entries({ ...sought, limit }).map(([name, value]): [string, string] => [name, String(value)])).toString();
  return useInfiniteQuery({
    queryKey: ['company', id, 'profiles', query], initialPageParam: '', getNextPageParam: (page: List<ProfileSummary>) => page.next, placeholderData: (before) => before,
    queryFn: ({ pageParam, signal }) => read<List<ProfileSummary>>(ofCompany(id, `profiles?${query}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`), signal),
  });
}

export function useProfile(personId: string | null): UseQueryResult<Profile> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'profile', personId], enabled: personId !== null, queryFn: ({ signal }) => read<Profile>(ofCompany(id, `profiles/${encodeURIComponent(personId ?? '')}`), signal) });
}

/** The latest rows of a person: more than these few have. */
export function usePersonRows(personId: string | null): UseQueryResult<List<PersonRow>> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'profile', personId, 'rows'], enabled: personId !== null, queryFn: ({ signal }) => read<List<PersonRow>>(ofCompany(id, `profiles/${encodeURIComponent(personId ?? '')}/rows?limit=500`), signal) });
}

export function useCandidates(personId: string): UseQueryResult<{ items: Candidate[] }> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'profile', personId, 'candidates'], queryFn: ({ signal }) => read<{ items: Candidate[] }>(ofCompany(id, `profiles/${encodeURIComponent(personId)}/candidates`), signal) });
}

export function useConsents(personId: string): UseQueryResult<{ items: Consent[] }> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'consents', personId], queryFn: ({ signal }) => read<{ items: Consent[] }>(ofCompany(id, `profiles/${encodeURIComponent(personId)}/consents`), signal) });
}

interface Saying { purpose: ConsentPurpose; given: boolean; textVersion?: string; saidOn?: string }

/** Records what a person said; sentences shown elsewhere follow by the live stream. */
export function useSaying(personId: string): UseMutationResult<{ items: Consent[] }, Error, Saying> {
  const { id } = useCompany();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (saying: Saying) => write<{ items: Consent[] }>('POST', ofCompany(id, `profiles/${personId}/consents`), saying),
    onSuccess: (held) => { cache.setQueryData(['company', id, 'consents', personId], held); },
  });
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
      for (const part of ['profiles', 'funnel', 'consents']) void cache.invalidateQueries({ queryKey: ['company', id, part] });
      // A merge changes the other one as well.
      void cache.invalidateQueries({ queryKey: ['company', id, 'profile'], predicate: ({ queryKey }) => queryKey.at(-1) !== personId });
    },
  });
}
