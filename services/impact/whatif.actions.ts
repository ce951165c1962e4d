// What would be if: the product's own formulas on numbers that somebody tries. Stores nothing.
import { action } from '../../mixins/broker/actions.ts';
import { sroiOf, type Assumptions, type Sroi } from './sroi.ts';
import { visOf, type Vis } from './vis.ts';

const most = 1e12;
const amount = { type: 'number', min: 0, max: most } as const;
const people = { type: 'number', integer: true, min: 0, max: 10_000_000 } as const;
const share = { type: 'number', min: 0, max: 1, optional: true } as const;
const maybeShare = { type: 'number', min: 0, max: 1, nullable: true } as const;

export const whatIfActions = {
  sroiWhatIf: action({
    summary: 'What outcomes would be worth, and each assumption’s weight in it',
    access: 'trials:read',
    params: {
      outcomes: { type: 'array', max: 50, items: { type: 'object', props: { outcome: { type: 'string', min: 1, max: 100 }, improved: people, declined: people, proxy: amount } } },
      hours: { type: 'array', max: 50, items: { type: 'object', props: { kind: { type: 'enum', values: ['paid', 'own'] }, hours: amount, rate: amount } } },
      costs: amount,
      meanConfidence: share,
      assumptions: {
        type: 'object', optional: true,
        props: { deadweight: share, attributionToOthers: share, displacement: share, dropOff: share, durationYears: { type: 'number', integer: true, min: 1, max: 50, optional: true }, discountRate: share },
      },
    },
    handler(ctx): Promise<Sroi> {
      const { outcomes, hours, costs, meanConfidence, assumptions } = ctx.params;
      return Promise.resolve(sroiOf({ outcomes, hours, costs, meanConfidence, assumptions: given(assumptions ?? {}) }));
    },
  }),

  visWhatIf: action({
    summary: 'What a volunteer impact score would be',
    access: 'trials:read',
    params: {
      hours: { type: 'number', min: 0, max: most, nullable: true }, hoursReference: { type: 'number', min: 1, max: most }, quality: maybeShare, lift: maybeShare, placement: maybeShare,
      volunteers: { ...people, optional: true }, ratings: { ...people, optional: true },
    },
    handler(ctx): Promise<Vis> {
      return Promise.resolve(visOf(ctx.params));
    },
  }),
};

/** An assumption that is not given stays the usual one. */
function given(assumptions: { [K in keyof Assumptions]?: Assumptions[K] | undefined }): Partial<Assumptions> {
  return Object.fromEntries(Object.entries(assumptions).filter(([, value]) => value !== undefined));
}
