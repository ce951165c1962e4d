// What the walk asks: how a figure came about, page after page of its rows, and a line of a file.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, type FileLine, type Lineage, type SourceRow } from '../../shell/interface.ts';
import { addRows, agrees, nothing, valueOf, type Sum } from './recompute.ts';

export const rowsShown = 6;
const pageSize = 500;

/** A page that is narrowed to a group shows that group’s figures: their walk is narrowed with them. */
function useGroup(): string {
  const cohort = useSearchParams()[0].get('cohort');
  return cohort ? `&cohort=${encodeURIComponent(cohort)}` : '';
}

export function useLineage(metricId: string): UseQueryResult<Lineage> {
  const { id } = useCompany();
  const group = useGroup();
  return useQuery({ queryKey: ['company', id, 'lineage', metricId, group], staleTime: 0, queryFn: ({ signal }) => read<Lineage>(ofCompany(id, `lineage/${metricId}?limit=${rowsShown}${group}`), signal) });
}

export function useRows(metricId: string, revision: number, after: string | null, first: Lineage['sources']): UseQueryResult<Lineage['sources']> {
  const { id } = useCompany();
  const group = useGroup();
  return useQuery({
    queryKey: ['company', id, 'lineage', metricId, group, revision, 'rows', after], enabled: after !== null, placeholderData: (before) => before ?? first,
    queryFn: async ({ signal }) => (await read<Lineage>(ofCompany(id, `lineage/${metricId}?limit=${rowsShown}${group}${atRevision(revision)}${after ? `&after=${encodeURIComponent(after)}` : ''}`), signal)).sources,
  });
}

export function useFileLine(row: SourceRow | undefined): UseQueryResult<FileLine> {
  const { id } = useCompany();
  return useQuery({
    queryKey: ['company', id, 'line', row?.importId, row?.line], enabled: Boolean(row?.importId && row.line), staleTime: Infinity,
    queryFn: ({ signal }) => read<FileLine>(ofCompany(id, `imports/${row?.importId}/lines/${row?.line}`), signal),
  });
}

export interface Check { sum: Sum; recomputed: number | null; agrees: boolean }

/** Reads every page of the rows that this very revision rests on, and computes the figure again. */
export function useCheck(lineage: Lineage): { check: UseQueryResult<Check>; done: number } {
  const { id } = useCompany();
  const group = useGroup();
  const [done, setDone] = useState(0);
  const check = useQuery({
    queryKey: ['company', id, 'lineage', lineage.metric.id, group, lineage.revision, 'check'], staleTime: 0, enabled: lineage.sources !== null && lineage.formula.recompute.op !== 'composite',
    queryFn: async ({ signal }): Promise<Check> => {
      let sum = nothing;
      for (let after: string | null = ''; after !== null;) {
        const page: Lineage = await read<Lineage>(ofCompany(id, `lineage/${lineage.metric.id}?limit=${pageSize}${group}${atRevision(lineage.revision)}${after ? `&after=${encodeURIComponent(after)}` : ''}`), signal);
        sum = addRows(sum, page.sources?.items ?? []);
        setDone(sum.rows);
        after = page.sources?.next ?? null;
      }
      const recomputed = valueOf(lineage.formula.recompute, sum);
      return { sum, recomputed, agrees: agrees(lineage.metric.value, recomputed) };
    },
  });
  return { check, done };
}

function atRevision(revision: number): string {
  return revision > 0 ? `&revision=${revision}` : '';
}
