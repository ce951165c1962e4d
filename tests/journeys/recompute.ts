// An outside script: knows the interface (metrics, lineage, pages) and nothing of the product. Recomputes a figure from all its rows.
/** `exact` is the value before it is rounded. */
export interface Recomputed { value: number | null; exact: number | null; rows: number; pages: number; weight: number }

interface Page { formula: { recompute: { op: 'sum' | 'distinct' | 'ratio' | 'composite'; divisor: number } }; sources: { items: { contribution: number; weight: number; line: number | null; file: string | null; webhookId: string | null }[]; next: string | null } | null }

/** Σcontribution / Σweight / divisor for a ratio, Σcontribution / divisor for a sum, Σcontribution for distinct; 6 decimals, half-even. A composite from its inputs. */
export async function recompute(base: string, token: string, companyId: string, metricId: string, revision?: number, cohort?: string): Promise<Recomputed> {
  let [sum, weight, rows, pages] = [0, 0, 0, 0];
  let how: Page['formula']['recompute'] = { op: 'sum', divisor: 1 };
  for (let next: string | null | undefined; next !== null;) {
    const query = new URLSearchParams({ limit: '500', ...(revision === undefined ? {} : { revision: String(revision) }), ...(cohort === undefined ? {} : { cohort }), ...(next === undefined ? {} : { after: next }) });
    const response = await fetch(`${base}/api/v1/companies/${companyId}/lineage/${metricId}?${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`lineage answered ${response.status}`);
    const page = await response.json() as Page;
    if (page.sources === null) return { value: null, exact: null, rows: 0, pages: 0, weight: 0 };
    how = page.formula.recompute;
    if (how.op === 'composite') {
      const { value: exact, walked } = await recomposed(base, token, companyId, metricId, revision);
      return { value: Number.isFinite(exact) ? Math.round(exact * 1e6) / 1e6 : null, exact, rows: walked, pages: 1, weight: 0 };
    }
    for (const row of page.sources.items) {
      if (row.webhookId === null && (row.file === null || row.line === null)) throw new Error('a row without file and line, or a receipt');
      sum += row.contribution;
      weight += row.weight;
      rows += 1;
    }
    pages += 1;
    next = page.sources.next;
  }
  const by = how.op === 'ratio' ? weight * how.divisor : how.op === 'sum' ? how.divisor : 1;
  return { value: by === 0 ? null : divide(sum, by), exact: by === 0 ? null : sum / by, rows, pages, weight };
}

export interface ComposedInput { name: string; value: number; unit: string; metricId?: string; revision?: number }
export interface Composed { value: number; walked: number; inputs: Record<string, number> }

/** A composite from its inputs: each that has a walk of its own is recomputed from the rows there, and must be what the composite says. */
export async function recomposed(base: string, token: string, companyId: string, metricId: string, revision?: number): Promise<Composed> {
  const response = await fetch(`${base}/api/v1/companies/${companyId}/lineage/${metricId}${revision === undefined ? '' : `?revision=${revision}`}`, { headers: { authorization: `Bearer ${token}` } });
  const { formula, inputs } = await response.json() as { formula: { id: string; recompute: { op: string } }; inputs: ComposedInput[] };
  if (formula.recompute.op !== 'composite') throw new Error(`${formula.id} is no composite`);
  const found: Record<string, number> = {};
  const weights: Record<string, number> = {};
  let walked = 0;
  for (const { name, value, metricId: id, revision: at } of inputs) {
    found[name] = value;
    // What is counted beside a rate is told by the rate's walk: how many there were, not the rate.
    if (id === undefined || at === undefined || ['eligible_employees', 'ratings'].includes(name)) continue;
    const own = await recompute(base, token, companyId, id, at);
    if (own.exact === null || Math.abs(own.exact - value) > 1e-9) throw new Error(`${name}: ${value} here, ${own.exact} from its rows`);
    found[name] = own.exact;
    weights[name] = own.weight;
    walked += 1;
  }
  const of = (name: string): number => found[name] ?? Number.NaN;
  return { value: formula.id === 'vis' ? visFrom(found, of) : sroiFrom(formula.id === 'sroi', { found, weights, of }), walked, inputs: found };
}

/** Source: the specification's formula, in floats. */
function sroiFrom(isSociety: boolean, { found, weights, of }: { found: Record<string, number>; weights: Record<string, number>; of: (name: string) => number }): number {
  const outcomes = Object.keys(found).filter((name) => name.startsWith('proxy_')).map((name) => name.slice('proxy_'.length));
  const kept = (1 - of('deadweight')) * (1 - of('attributionToOthers')) * (1 - of('displacement'));
  const years = Array.from({ length: of('durationYears') }, (_, year) => (1 - of('dropOff')) ** year / (1 + of('discountRate')) ** (year + 1)).reduce((sum, part) => sum + part, 0);
  const scored = outcomes.filter((outcome) => `certainty_${outcome}` in found);
  const scores = scored.reduce((sum, outcome) => sum + (weights[`certainty_${outcome}`] ?? 0), 0);
  const sure = scored.reduce((sum, outcome) => sum + of(`certainty_${outcome}`) * (weights[`certainty_${outcome}`] ?? 0), 0) / scores;
  const worth = outcomes.reduce((sum, outcome) => sum + (of(`improved_${outcome}`) - of(`declined_${outcome}`)) * of(`proxy_${outcome}`), 0);
  const costs = of('costs_cash') + of('costs_in_kind') + of('costs_management');
  const hours = of('paid_hours') * of('hour_rate_paid') + (isSociety ? (of('volunteer_hours') - of('paid_hours')) * of('hour_rate_own') : 0);
  return worth * kept * years * (scores > 0 && sure < 0.7 ? 0.8 : 1) / (hours + costs);
}

function visFrom(found: Record<string, number>, of: (name: string) => number): number {
  const means = ['rating_mean', 'confidence', 'belonging', 'job_readiness', 'well_being'].filter((name) => name in found);
  const reference = of('eligible_employees') > 0 ? 8 * of('eligible_employees') : 1000;
  const parts: Record<string, number> = {
    hours: Math.min(100, 100 * Math.log(1 + of('volunteer_hours')) / Math.log(1 + reference)),
    ...means.length > 0 ? { quality: 100 * means.reduce((sum, name) => sum + of(name), 0) / means.length } : {},
    ...'lift' in found ? { lift: 100 * of('lift') } : {}, ...'placement' in found ? { placement: 100 * of('placement') } : {},
  };
  const whole = Object.keys(parts).reduce((sum, name) => sum + of(`weight_${name}`), 0);
  return Object.entries(parts).reduce((sum, [name, part]) => sum + of(`weight_${name}`) * part, 0) / whole;
}

function divide(sum: number, by: number): number {
  const [top, bottom] = [BigInt(Math.abs(sum)) * 1_000_000n, BigInt(by)];
  const [whole, twice] = [top / bottom, (top % bottom) * 2n];
  const isUp = twice > bottom || (twice === bottom && whole % 2n === 1n);
  return Math.sign(sum) * Number(isUp ? whole + 1n : whole) / 1e6;
}
