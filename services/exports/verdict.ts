// What a verification says: whether a document is ours, unchanged, and still true. It compares; it looks nothing up.

export const verdicts = ['matches', 'restated', 'forged', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];
export interface Difference { kind: 'fact' | 'evidence' | 'lineage' | 'page' | 'file' | 'restated'; what: string; ours: string | null; theirs: string | null }
export interface Verification { verdict: Verdict; reportId?: string; differences: Difference[] }

interface CitedFact { id: string; metric: string; metricId: string; revision: number; period: string; programme: string; formatted: string | null; value: number | null }
export interface Standing { metricId: string; revision: number; formatted: string | null }

/** Figures of a report that were restated since: a newer revision of the metric exists. */
export function restatedOf(facts: readonly CitedFact[], standing: readonly Standing[]): Difference[] {
  const now = new Map(standing.map((figure) => [figure.metricId, figure]));
  return facts.flatMap((fact): Difference[] => {
    const found = now.get(fact.metricId);
    if (!found || found.revision <= fact.revision) return [];
    return [{ kind: 'restated', what: `${fact.id} ${fact.metric} ${fact.programme} ${fact.period}: revision ${fact.revision} is now ${found.revision}`, ours: found.formatted, theirs: fact.formatted }];
  });
}

/** What was sent, when it is JSON; null for any other file. */
export function jsonOf(bytes: Buffer): Record<string, unknown> | null {
  if (bytes[0] !== 0x7b) return null;
  try {
    return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  } catch {
    return null; // not JSON after all: looked at as a file
  }
}

/** Where an attached or sent lineage differs from the one we made. */
export function lineageDifferences(ours: unknown, theirs: unknown): Difference[] {
  if (theirs === null || theirs === undefined) return [{ kind: 'lineage', what: 'lineage.json is missing or unreadable', ours: null, theirs: null }];
  const [own, other] = [recordOf(ours), recordOf(theirs)];
  const differences = [...listDifferences('fact', own['facts'], other['facts'], 'id'), ...listDifferences('evidence', own['evidence'], other['evidence'], 'id'), ...listDifferences('lineage', own['lineage'], other['lineage'], 'entry')];
  for (const key of ['reportId', 'evidenceHash', 'period', 'template', 'language']) {
    if (own[key] !== other[key]) differences.push({ kind: 'lineage', what: key, ours: shown(own[key]), theirs: shown(other[key]) });
  }
  return differences;
}

/** Pages whose stored content is not the one we made. */
export function pageDifferences(ours: readonly string[] | null, theirs: readonly string[] | null): Difference[] {
  if (theirs === null) return [{ kind: 'file', what: 'the file cannot be read as a PDF', ours: null, theirs: null }];
  if (ours === null) return [];
  const differences: Difference[] = ours.length === theirs.length ? [] : [{ kind: 'file', what: 'number of pages', ours: String(ours.length), theirs: String(theirs.length) }];
  ours.forEach((content, index) => {
    if (theirs[index] !== undefined && theirs[index] !== content) differences.push({ kind: 'page', what: `page ${index + 1}: its content was changed`, ours: null, theirs: null });
  });
  return differences;
}

function listDifferences(kind: 'fact' | 'evidence' | 'lineage', ours: unknown, theirs: unknown, key: string): Difference[] {
  const index = (list: unknown): Map<string, Record<string, unknown>> => new Map((Array.isArray(list) ? list : []).map((entry) => [String(recordOf(entry)[key]), recordOf(entry)]));
  const [own, other] = [index(ours), index(theirs)];
  return [...new Set([...own.keys(), ...other.keys()])].flatMap((id): Difference[] => {
    const [mine, yours] = [own.get(id), other.get(id)];
    if (!mine || !yours) return [{ kind, what: `${id} is ${mine ? 'missing' : 'not ours'}`, ours: null, theirs: null }];
    return [...new Set([...Object.keys(mine), ...Object.keys(yours)])].filter((field) => JSON.stringify(mine[field]) !== JSON.stringify(yours[field]))
      .map((field) => ({ kind, what: `${id} ${field}`, ours: shown(mine[field]), theirs: shown(yours[field]) }));
  });
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return (typeof value === 'string' ? value : JSON.stringify(value) ?? '').slice(0, 200);
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
}
