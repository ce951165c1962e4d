// An outside script: knows the interface (metrics, lineage, pages) and nothing of the product. Recomputes a figure from all its rows.
export interface Recomputed { value: number | null; rows: number; pages: number }

interface Page { formula: { recompute: { op: 'sum' | 'distinct' | 'ratio'; divisor: number } }; sources: { items: { contribution: number; weight: number; line: number | null; file: string | null }[]; next: string | null } | null }

/** Σcontribution / Σweight / divisor for a ratio, Σcontribution / divisor for a sum, Σcontribution for distinct; 6 decimals, half-even. */
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
  const by = how.op === 'ratio' ? weight * how.divisor : how.op === 'sum' ? how.divisor : 1;
  return { value: by === 0 ? null : divide(sum, by), rows, pages };
}

function divide(sum: number, by: number): number {
  const [top, bottom] = [BigInt(Math.abs(sum)) * 1_000_000n, BigInt(by)];
  const [whole, twice] = [top / bottom, (top % bottom) * 2n];
  const isUp = twice > bottom || (twice === bottom && whole % 2n === 1n);
  return Math.sign(sum) * Number(isUp ? whole + 1n : whole) / 1e6;
}
