// What the review screen asks and does: the list of a state page by page, one review, and a decision.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import type { Dimension, ReviewDecision, ReviewState } from '../../../../channels/vocabulary.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, write, type List, type Review } from '../../shell/interface.ts';

const shownAtOnce = 50;

export function useReviews(state: ReviewState): UseInfiniteQueryResult<InfiniteData<List<Review>>> {
  const { id } = useCompany();
  return useInfiniteQuery({
    queryKey: ['company', id, 'reviews', state], initialPageParam: '', getNextPageParam: (page: List<Review>) => page.next,
    queryFn: ({ pageParam, signal }) => read<List<Review>>(ofCompany(id, `reviews?state=${state}&limit=${shownAtOnce}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`), signal),
  });
}

/** One that is named in the address, whatever its state is by now. */
export function useReview(reviewId: string | null): UseQueryResult<Review> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'reviews', 'one', reviewId], enabled: reviewId !== null, queryFn: ({ signal }) => read<Review>(ofCompany(id, `reviews/${encodeURIComponent(reviewId ?? '')}`), signal) });
}

export interface Verdict { decision: ReviewDecision; note: string; scores?: { dimension: Dimension; score: number }[] }

export function useDecision(reviewId: string): UseMutationResult<Review, Error, Verdict> {
  const { id } = useCompany();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (verdict: Verdict) => write<Review>('POST', ofCompany(id, `reviews/${reviewId}`), verdict),
    // A refusal may mean that somebody else was first: either way the list is another now.
    onSettled: () => cache.invalidateQueries({ queryKey: ['company', id, 'reviews'] }),
  });
}
