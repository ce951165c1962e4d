// What the evidence screen asks: the list page by page with its facets, one snippet, and what a file would hold. What is chosen stands in the address.
import { useInfiniteQuery, useQuery, type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { dimensions, languages, programmes, type Dimension, type Language, type Programme } from '../../../../channels/vocabulary.ts';
import { parsePeriod } from '../../../../services/kernel/format/periods.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, type EvidenceItem, type EvidencePage, type EvidencePreview, type EvidenceView } from '../../shell/interface.ts';

const shownAtOnce = 50;

export interface Chosen { period?: string; programme?: Programme; dimension?: Dimension; language?: Language; minScore?: string; maxScore?: string; q?: string }
export type Narrowing = keyof Chosen;

const oneOf = <T extends string>(known: readonly T[], value: string | null): T | undefined => known.find((one) => one === value);
const tenths = Array.from({ length: 11 }, (_, index) => String(index / 10));

/** What was chosen, and how to choose: an empty value chooses nothing. */
export function useChosen(): { chosen: Chosen; choose: (name: Narrowing, value: string) => void; everything: () => void } {
  const [search, setSearch] = useSearchParams();
  const period = search.get('period') ?? '';
  const found = {
    period: parsePeriod(period) ? period : undefined, programme: oneOf(programmes, search.get('programme')), dimension: oneOf(dimensions, search.get('dimension')),
    language: oneOf(languages, search.get('language')), minScore: oneOf(tenths, search.get('minScore')), maxScore: oneOf(tenths, search.get('maxScore')), q: search.get('q') ?? undefined,
  };
  const change = (work: (now: URLSearchParams) => void, replace: boolean): void => setSearch((now) => { now.delete('entry'); work(now); return now; }, { replace });
  return {
    chosen: Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== '')),
    choose: (name, value) => change((now) => { if (value) now.set(name, value); else now.delete(name); }, name === 'q'),
    everything: () => change((now) => { for (const name of Object.keys(found)) now.delete(name); }, false),
  };
}

export function queryOf(chosen: Chosen): string {
  return new URLSearchParams(Object.entries(chosen)).toString();
}

export function useEvidence(chosen: Chosen): UseInfiniteQueryResult<InfiniteData<EvidencePage>> {
  const { id } = useCompany();
  const query = queryOf(chosen);
  return useInfiniteQuery({
    queryKey: ['company', id, 'evidence', query], initialPageParam: '', getNextPageParam: (page: EvidencePage) => page.next, placeholderData: (before) => before, retry: false,
    queryFn: ({ pageParam, signal }) => read<EvidencePage>(ofCompany(id, `evidence?limit=${shownAtOnce}${query ? `&${query}` : ''}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`), signal),
  });
}

export function useSnippet(snippetId: string): UseQueryResult<EvidenceView> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'evidence', 'one', snippetId], retry: false, queryFn: ({ signal }) => read<EvidenceView>(ofCompany(id, `evidence/${encodeURIComponent(snippetId)}`), signal) });
}

export function useAlike(snippetId: string): UseQueryResult<{ items: EvidenceItem[] }> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'evidence', 'alike', snippetId], retry: false, queryFn: ({ signal }) => read<{ items: EvidenceItem[] }>(ofCompany(id, `evidence/${encodeURIComponent(snippetId)}/similar`), signal) });
}

export function useExportPreview(chosen: Chosen): UseQueryResult<EvidencePreview> {
  const { id } = useCompany();
  const query = queryOf(chosen);
  return useQuery({ queryKey: ['company', id, 'evidence', 'preview', query], queryFn: ({ signal }) => read<EvidencePreview>(ofCompany(id, `evidence/export-preview${query ? `?${query}` : ''}`), signal) });
}
