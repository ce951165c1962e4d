// Volunteer impact score, 0 to 100: hours, quality, lift and placement, weighed. Pure.
// Hours count by their logarithm, so that ten times the hours are not ten times the score.
export const components = ['hours', 'quality', 'lift', 'placement'] as const;
export type Component = (typeof components)[number];
export type Weights = Readonly<Record<Component, number>>;
export const bands = ['exceptional', 'high_impact', 'good', 'developing', 'needs_support'] as const;
export type Band = (typeof bands)[number];
/** `quality`, `lift` and `placement` are 0 to 1; null is not measured. `volunteers` and `ratings`: on how many it rests, where that is to be asked. */
export interface VisInput { hours: number | null; hoursReference: number; quality: number | null; lift: number | null; placement: number | null; volunteers?: number | undefined; ratings?: number | undefined }
export interface Vis {
  score: number | null; band: Band | null; provisional: boolean; components: Record<Component, number | null>; weights: Record<Component, number>; state: 'measured' | 'provisional' | 'too_few' | 'not_measurable'; reason: string | null;
}

export const usualWeights: Weights = { hours: 0.3, quality: 0.3, lift: 0.25, placement: 0.15 };
export const fewest = { volunteers: 5, ratings: 10 } as const;
/** With fewer components no band is told: one that is missing can lift a score by a whole band. */
export const fewestForBand = 3;
/** Full hours where no roster says how many people could give them; where one does, so many a head. */
export const usualReference = 1000;
export const hoursAHead = 8;
const bandFrom: readonly (readonly [number, Band])[] = [[90, 'exceptional'], [75, 'high_impact'], [60, 'good'], [40, 'developing'], [-Infinity, 'needs_support']];

/** Weights of what is missing go to the rest, in their proportion; the score is provisional then. Rounded to `digits`, once, at the end. */
export function visOf(input: VisInput, weights: Weights = usualWeights, digits = 4): Vis {
  const found: Record<Component, number | null> = { hours: hoursScore(input), quality: percent(input.quality), lift: percent(input.lift), placement: percent(input.placement) };
  const present = components.filter((name) => found[name] !== null);
  const whole = present.reduce((sum, name) => sum + weights[name], 0);
  const each = <T>(of: (name: Component) => T): Record<Component, T> => Object.fromEntries(components.map((name) => [name, of(name)])) as Record<Component, T>;
  const base = {
    components: each((name) => (found[name] === null ? null : round(found[name], digits))), weights: each((name) => (found[name] === null || whole === 0 ? 0 : round(weights[name] / whole, digits))),
    provisional: present.length < components.length,
  };
  const isFew = (input.volunteers ?? fewest.volunteers) < fewest.volunteers || (input.ratings ?? fewest.ratings) < fewest.ratings;
  if (isFew) return { ...base, score: null, band: null, state: 'too_few', reason: 'too_few' };
  if (present.length === 0 || whole === 0) return { ...base, score: null, band: null, state: 'not_measurable', reason: 'nothing_measured' };
  const score = round(present.reduce((sum, name) => sum + weights[name] * (found[name] ?? 0), 0) / whole, digits);
  return {
    ...base, score, band: present.length < fewestForBand ? null : bandFrom.find(([from]) => score >= from)?.[1] ?? null,
    state: base.provisional ? 'provisional' : 'measured', reason: base.provisional ? 'component_missing' : null,
  };
}

/** min(100, 100·ln(1+h)/ln(1+H)): H hours and more are the full score. */
function hoursScore({ hours, hoursReference }: VisInput): number | null {
  return hours === null ? null : Math.min(100, 100 * Math.log1p(hours) / Math.log1p(hoursReference));
}

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
