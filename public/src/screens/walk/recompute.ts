// Recomputes a figure from its rows, in the reader's own browser: what the server says is checked, not believed.
// Pure arithmetic over pages; knows no metric.
import type { Recompute, SourceRow } from '../../shell/interface.ts';

export interface Sum { rows: number; contribution: number; weight: number }

export const nothing: Sum = { rows: 0, contribution: 0, weight: 0 };

export function addRows(sum: Sum, rows: readonly SourceRow[]): Sum {
  return rows.reduce((so, row) => ({ rows: so.rows + 1, contribution: so.contribution + row.contribution, weight: so.weight + row.weight }), sum);
}

/** Null where the rows make no figure: a mean of nothing, or a composite whose contributions lie on its inputs. */
export function valueOf({ op, divisor }: Recompute, { contribution, weight }: Sum): number | null {
  if (op === 'composite') return null;
  if (op === 'ratio') return weight === 0 ? null : rounded(contribution / weight / divisor);
  return rounded(op === 'sum' ? contribution / divisor : contribution);
}

/** Figures are kept in millionths: two that agree there agree. */
export function agrees(value: number | null, recomputed: number | null): boolean {
  return value === null || recomputed === null ? value === recomputed : Math.abs(rounded(value) - rounded(recomputed)) < 1.5e-6 && rounded(value) === rounded(recomputed);
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
