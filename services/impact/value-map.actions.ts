// The value map: read by whoever may read the figures made with it, changed by the company's admin, kept in every version it had.
import { action } from '../../mixins/broker/actions.ts';
import { Problem } from '../kernel/errors.ts';
import { assertVersion } from '../kernel/version.ts';
import { markAnew } from './ledger.store.ts';
import { shipped } from './shipped.client.ts';
import { insertVersion, listVersions, readValueMap, readVersion, settledMap, type VersionedMap } from './value-map.store.ts';
import { assertValueMap, valueMapParams, type ValueMap } from './value-map.ts';

const shownVersions = 20;
const version = { type: 'number', integer: true, min: 1, max: 2_147_483_647 } as const;
const told = { version, changedAt: { type: 'string', nullable: true }, reason: { type: 'string', nullable: true } } as const;
const returns = { ...valueMapParams, ...told, versions: { type: 'array', items: { type: 'object', props: told } } } as const;

export interface ValueMapView extends ValueMap { version: number; changedAt: string | null; reason: string | null; versions: { version: number; changedAt: string | null; reason: string | null }[] }

export const valueMapActions = {
  valueMap: action({
    summary: 'What outcomes and hours are valued at, and what is assumed; the version in force, or an earlier one',
    access: 'metrics:read',
    params: { version: { ...version, optional: true } },
    returns,
    async handler(ctx): Promise<ValueMapView> {
      return ctx.read(async (tx) => {
        const current = await readValueMap(tx, shipped().valueMap);
        const wanted = ctx.params.version ?? current.version;
        const found = wanted === current.version ? current : await readVersion(tx, wanted);
        if (!found) throw new Problem('not_found');
        return viewOf(found, await listVersions(tx, shownVersions));
      });
    },
  }),

  changeValueMap: action({
    summary: 'Sets another value map; `If-Match` names the version that is changed. Figures made with it are computed anew, as new revisions',
    access: 'settings:write',
    changes: 'value-map',
    params: {
      ...valueMapParams, reason: { type: 'string', min: 1, max: 500, optional: true, nullable: true }, ifMatch: { type: 'string', max: 1000 },
      // As the answer has it, so that an answer can be changed and sent back; the header is what counts.
      version: { ...version, optional: true }, changedAt: { type: 'string', optional: true, nullable: true }, versions: { type: 'array', optional: true, items: { type: 'any' } },
    },
    returns,
    async handler(ctx): Promise<ValueMapView> {
      const { ifMatch, reason = null, leadingBasis, proxies, hours, assumptions, visWeights, fxRates } = ctx.params;
      const map: ValueMap = { leadingBasis, proxies, hours, assumptions, visWeights, fxRates };
      const nowIso = new Date(ctx.house.clock.nowMs()).toISOString();
      const view = await ctx.change(async (tx) => {
        const before = await settledMap(tx, shipped().valueMap);
        assertVersion(ifMatch, before.version);
        assertValueMap(map);
        const after = { version: before.version + 1, map, reason };
        // Two at once: the second finds the version taken.
        if (!await insertVersion(tx, after, nowIso, ctx.identity.actor)) throw new Problem('stale_version');
        await markAnew(tx, nowIso.slice(0, 10));
        tx.note(tx.tenantId, { version: after.version, proxies: proxies.length, leadingBasis, reason: reason ?? '' });
        return viewOf({ ...after, changedAt: nowIso }, await listVersions(tx, shownVersions));
      });
      await ctx.broker.broadcast('impact.marked', {});
      return view;
    },
  }),
};

function viewOf({ map, ...rest }: VersionedMap, versions: ValueMapView['versions']): ValueMapView {
  return { ...map, ...rest, versions };
}
