// A metric's id says what it names: a UUIDv8 of a tenant's mark, metric, programme and period. It needs no table, so that a period
// without a row has an id too, and one of another tenant is simply none of ours. The orders of the lists never change.
import { hash } from 'node:crypto';
import { metrics, programmes } from '../../channels/vocabulary.ts';
import { isId } from '../kernel/ids.ts';
import { parsePeriod } from '../kernel/period.ts';
import type { MetricName, Quantity, Scope } from './metric.ts';
import { firstPlace, parts } from './part.ts';

const programmeOrder: readonly Scope[] = ['all', ...programmes];

export function metricIdOf(tenantId: string, { metric, programme, period }: MetricName): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  const mark = markOf(tenantId, metric, programme, period);
  return `${mark.slice(0, 8)}-${mark.slice(8, 12)}-8${hex(placeOf(metric), 2)}${hex(programmeOrder.indexOf(programme), 1)}-a${mark.slice(12, 15)}-${hex(periodCode(period), 6)}${mark.slice(15, 21)}`;
}

/** What an id of this tenant names; undefined for any other id. */
export function readMetricId(tenantId: string, id: string): MetricName | undefined {
  if (!isId(id)) return undefined;
  const metric = quantityAt(Number.parseInt(id.slice(15, 17), 16));
  const programme = programmeOrder[Number.parseInt(id.slice(17, 18), 16)];
  const period = periodOfCode(Number.parseInt(id.slice(24, 30), 16));
  if (!metric || !programme || !period || !parsePeriod(period)) return undefined;
  const name = { metric, programme, period };
  return metricIdOf(tenantId, name) === id ? name : undefined;
}

/** Metrics from 0 on, parts of composites from 128 on: both lists can grow. */
function placeOf(quantity: Quantity): number {
  const place = metrics.findIndex((metric) => metric === quantity);
  return place >= 0 ? place : firstPlace + parts.findIndex((part) => part === quantity);
}

function quantityAt(place: number): Quantity | undefined {
  return place < firstPlace ? metrics[place] : parts[place - firstPlace];
}

function markOf(...parts: string[]): string {
  return hash('sha256', parts.join('|'), 'hex').slice(0, 21);
}

/** year × 32 + (0 year, 1–4 quarter, 5–16 month): at most 24 bits. */
function periodCode(period: string): number {
  const year = Number(period.slice(0, 4)) * 32;
  if (period.length === 4) return year;
  return year + (period[5] === 'Q' ? Number(period.slice(6)) : Number(period.slice(5)) + 4);
}

function periodOfCode(code: number): string | undefined {
  const year = String(Math.floor(code / 32)).padStart(4, '0');
  const part = code % 32;
  if (part === 0) return year;
  if (part <= 4) return `${year}-Q${part}`;
  return part <= 16 ? `${year}-${String(part - 4).padStart(2, '0')}` : undefined;
}
