// What a report is made of, asked of the rooms that keep it: figures of each scope and period, the parts of its composites, and texts to quote.
// It knows whom to ask; it refuses to choose words or to keep anything.
import { programmes, type Programme } from '../../channels/vocabulary.ts';
import type { Ask } from '../../mixins/broker/actions.ts';
import { Problem } from '../kernel/errors.ts';
import { parsePeriod, previousPeriod } from '../kernel/period.ts';
import { activeProgrammes, collectFacts, type Fact, type Measured, type Snippet } from './facts.ts';
import { chooseQuotations, dimensionsOf, type Quotable } from './quotations.ts';
import type { ReportRow } from './report.ts';

export type Scope = Programme | 'all';
/** `programme` is what the report is about as a whole; of several chosen ones there is no whole. */
export interface Material { facts: Fact[]; programme: Scope | ''; programmes: Programme[] }

const quotationsShown = 6;
const textsLookedAt = 40;
/** Parts of the composites that a report may tell: what was counted, never a price. */
const partsTold = /^(improved_|declined_|lift$|placement_share$|paid_hours$|costs_)/;

/** The scopes of a report: the whole first, where there is one, then the programmes that it tells apart. */
function scopesOf({ programmes: chosen }: Pick<ReportRow, 'programmes'>): { programme: Scope | ''; parts: Programme[] } {
  const picked = programmes.filter((one) => chosen.includes(one));
  const [only] = picked;
  if (only === undefined || picked.length === programmes.length) return { programme: 'all', parts: [...programmes] };
  return picked.length === 1 ? { programme: only, parts: [] } : { programme: '', parts: picked };
}

export async function gatherFacts(ask: Ask, row: Pick<ReportRow, 'period' | 'programmes' | 'language'>): Promise<Material> {
  const { programme, parts } = scopesOf(row);
  const previous = previousPeriod(row.period);
  const figures = async (period: string, scope: Scope | ''): Promise<Measured[]> => (scope === '' ? [] : (await ask('impact.metrics', { period, programme: scope })).items);
  const own = await figures(row.period, programme);
  const parted = await Promise.all(parts.map(async (one) => ({ one, items: await figures(row.period, one) })));
  const active = parted.filter(({ items }) => activeProgrammes(items, row.period).length > 0);
  const sets = [
    [...own, ...await partsOf(ask, own)], ...active.map(({ items }) => items), await figures(previous, programme), ...await Promise.all(active.map(({ one }) => figures(previous, one))),
  ];
  return { facts: collectFacts(sets, row.language), programme, programmes: active.map(({ one }) => one) };
}

/** Figures that the composites are made of and that have a walk of their own. */
async function partsOf(ask: Ask, own: readonly Measured[]): Promise<Measured[]> {
  const told = own.filter(({ metric, value }) => ['sroi', 'sroi_company', 'vis'].includes(metric) && value !== null);
  const lineages = await Promise.all(told.map(({ id, revision }) => ask('impact.lineage', { id, limit: 1, ...(revision > 0 ? { revision } : {}) })));
  const doors = new Map(lineages.flatMap(({ inputs }) => inputs.flatMap(({ name, metricId, revision }) => (metricId && partsTold.test(name === 'placement' ? 'placement_share' : name) ? [[metricId, revision] as const] : []))));
  const parts = await Promise.all([...doors].map(([id, revision]) => ask('impact.lineage', { id, limit: 1, ...(revision === undefined ? {} : { revision }) })));
  return parts.map(({ metric }) => metric);
}

/** Texts to quote, for each dimension that has a figure: those with a clear change first. */
export async function gatherQuotations(ask: Ask, { facts, programme, programmes: told, period }: Material & { period: string }): Promise<Snippet[]> {
  const span = parsePeriod(period);
  const own = facts.filter((fact) => fact.period === period && (programme === '' || fact.programme === programme) && fact.formatted !== null);
  const weight = (dimension: string): number => Math.abs(own.find(({ metric }) => metric === `${dimension}_change`)?.value ?? 0);
  const order = dimensionsOf(own.map(({ metric }) => metric)).toSorted((one, other) => weight(other) - weight(one));
  if (!span) return [];
  const found: Quotable[] = [];
  const scopes = programme === '' ? told : [programme];
  for (const dimension of order) {
    const answers = await Promise.all(scopes.map((scope) => ask('evidence.quotes', { dimension, from: span.from, to: span.to, programme: scope, limit: textsLookedAt })));
    found.push(...answers.flatMap(({ items }) => items));
  }
  return chooseQuotations(found, order, quotationsShown);
}

/** Metrics that this tenant has now, by id: what a citation is held against before anything is kept. */
export async function standingIds(ask: Ask, facts: readonly Fact[]): Promise<Set<string>> {
  const scopes = new Map(facts.map(({ period, programme }) => [`${period} ${programme}`, { period, programme: programme as Scope }]));
  const answers = await Promise.all([...scopes.values()].map((scope) => ask('impact.metrics', scope)));
  const listed = new Set<string>(answers.flatMap(({ items }) => items.map(({ id }) => id)));
  // Parts of composites stand in no list: each is asked for itself, and an id of another tenant is not found.
  const parts = facts.filter(({ metricId }) => !listed.has(metricId));
  await Promise.all([...new Set(parts.map(({ metricId }) => metricId))].map(async (id) => { if (await isKnown(ask, id)) listed.add(id); }));
  return listed;
}

async function isKnown(ask: Ask, id: string): Promise<boolean> {
  try {
    await ask('impact.lineage', { id, limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.type === 'not_found') return false;
    throw error;
  }
}
