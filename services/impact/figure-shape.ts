// What an answer tells of a figure, and of one month of it: the same shapes for every call that has figures. Pure.
import { metrics, metricStates, programmes } from '../../channels/vocabulary.ts';
import { grades } from './value-map.ts';
import { bands } from './vis.ts';

export const scopeNames = ['all', ...programmes] as const;

const number = { type: 'number', nullable: true } as const;
export const metricView = {
  id: { type: 'uuid' }, metric: { type: 'enum', values: metrics }, programme: { type: 'enum', values: scopeNames }, period: { type: 'string' }, value: number, unit: { type: 'string' },
  n: number, low: number, high: number, previous: number, state: { type: 'enum', values: metricStates }, reason: { type: 'string', nullable: true }, revision: { type: 'number', integer: true },
  computedAt: { type: 'string', nullable: true },
  grade: { type: 'enum', values: grades, optional: true, nullable: true }, leads: { type: 'boolean', optional: true }, band: { type: 'enum', values: bands, optional: true, nullable: true },
} as const;

export const pointView = { period: { type: 'string' }, value: number, low: number, high: number, n: number, state: { type: 'enum', values: metricStates } } as const;

export const cohortParam = { cohort: { type: 'string', max: 110, optional: true } } as const;
/** A group's figures are computed when they are asked for, beside those of all others. */
export const groupTimeoutMs = 30_000;
