// An outside script: knows the interface (metrics, lineage, pages) and nothing of the product. Recomputes a figure from all its rows.
export interface Recomputed { value: number | null; rows: number; pages: number }

interface Page { formula: { recompute: { op: 'sum' | 'distinct' | 'ratio'; divisor: number } }; sources: { items: { contribution: number; weight: number; line: number | null; file: string | null }[]; next: string | null } | null }

/** Σcontribution / Σweight / divisor for a ratio, Σcontribution / divisor for a sum, Σcontribution for distinct; 6 decimals. */
export async function recompute(base: string, token: string, companyId: string, metricId: string, revision?: number): Promise<Recomputed> {
  let [sum, weight, rows, pages] = [0, 0, 0, 0];
  let how: Page['formula']['recompute'] = { op: 'sum', divisor: 1 };
  for (let next: string | null | undefined; next !== null;) {
    const query = new URLSearchParams({ limit: '500', ...(revision === undefined ? {} : { revision: String(revision) }), ...(next === undefined ? {} : { after: next }) });
    const response = await fetch(`${base}/api/v1/companies/${companyId}/lineage/${metricId}?${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`lineage answered ${response.status}`);
    const page = await response.json() as Page;
    if (page.sources === null) return { value: null, rows: 0, pages: 0 };
    how = page.formula.recompute;
    for (const row of page.sources.items) {
      if (row.file === null || row.line === null) throw new Error('a row without file and line');
      sum += row.contribution;
      weight += row.weight;
      rows += 1;
    }
    pages += 1;
    next = page.sources.next;
  }
  const value = how.op === 'ratio' ? (weight === 0 ? null : sum / weight / how.divisor) : how.op === 'sum' ? sum / how.divisor : sum;
  return { value: value === null ? null : Math.round(value * 1e6) / 1e6, rows, pages };
}
