// The value map as it is typed, what differs from what is kept, and what the product's own formula would make of it.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { previousPeriod } from '../../../../services/kernel/format/periods.ts';
import { periodsOf } from '../../../../services/kernel/period.ts';
import { useCompany } from '../../shell/company.ts';
import { assumptionNames, components, ofCompany, read, readTagged, write, type Assumption, type Lineage, type MetricView, type SroiWalk, type Tagged, type Tried, type ValueMap, type ValueMapBody } from '../../shell/interface.ts';

export function useValueMap(): UseQueryResult<Tagged<ValueMap>> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'value-map'], queryFn: ({ signal }) => readTagged<ValueMap>(ofCompany(id, 'value-map'), signal) });
}

/** Only what a change sends: not what the answer tells besides. */
export function bodyOf({ leadingBasis, proxies, hours, assumptions, visWeights, fxRates }: ValueMapBody): ValueMapBody {
  return { leadingBasis, proxies, hours, assumptions, visWeights, fxRates };
}

export function countChanges(known: ValueMapBody, typed: ValueMapBody): number {
  const differ = (one: unknown, other: unknown): number => (JSON.stringify(one) === JSON.stringify(other) ? 0 : 1);
  const outcomes = new Set([...known.proxies, ...typed.proxies].map(({ outcome }) => outcome));
  const proxy = (map: ValueMapBody, outcome: string): unknown => map.proxies.find((one) => one.outcome === outcome);
  return [...outcomes].reduce((sum, outcome) => sum + differ(proxy(known, outcome), proxy(typed, outcome)), 0)
    + (['paid', 'own'] as const).reduce((sum, kind) => sum + differ(known.hours[kind], typed.hours[kind]), 0)
    + assumptionNames.reduce((sum, name) => sum + differ(known.assumptions[name], typed.assumptions[name]), 0)
    + components.reduce((sum, name) => sum + differ(known.visWeights[name], typed.visWeights[name]), 0) + differ(known.leadingBasis, typed.leadingBasis) + differ(known.fxRates, typed.fxRates);
}

export interface Ground { period: string; walk: SroiWalk | null }

/** The quarter that ended last, with what its return rests on: a change of the map is tried on it. */
export function useGround(today: string): UseQueryResult<Ground> {
  const { id } = useCompany();
  const period = previousPeriod(periodsOf(today)[1]);
  return useQuery({
    queryKey: ['company', id, 'value-map', 'ground', period],
    queryFn: async ({ signal }): Promise<Ground> => {
      const { items } = await read<{ items: MetricView[] }>(ofCompany(id, `metrics?period=${period}&programme=all`), signal);
      const sroi = items.find(({ metric }) => metric === 'sroi');
      const lineage = sroi && await read<Lineage>(ofCompany(id, `lineage/${sroi.id}?limit=1`), signal);
      return { period, walk: lineage?.composite?.kind === 'sroi' ? lineage.composite : null };
    },
  });
}

/** What would come out. Null where nothing is known to try it on, or a price is in a currency without a rate here. */
export function useTrial(ground: Ground | undefined, typed: ValueMapBody, decimalsOf: (currency: string) => number): Tried | null {
  const { id } = useCompany();
  const body = ground?.walk ? trialOf(ground.walk, typed, decimalsOf) : null;
  const { data } = useQuery({
    queryKey: ['company', id, 'value-map', 'trial', JSON.stringify(body)], enabled: body !== null, placeholderData: (before) => before, staleTime: Infinity,
    queryFn: () => write<Tried>('POST', ofCompany(id, 'sroi/what-if'), body),
  });
  return body === null ? null : data ?? null;
}

function trialOf(walk: SroiWalk, typed: ValueMapBody, decimalsOf: (currency: string) => number): object | null {
  const inMoney = ({ amountMinor, currency }: { amountMinor: number; currency: string }): number | null => {
    const rate = currency === walk.currency ? 1 : walk.rates.find(({ from }) => from === currency)?.rate;
    return rate === undefined ? null : (amountMinor / 10 ** decimalsOf(currency)) * rate;
  };
  const outcomes = typed.proxies.flatMap((proxy) => {
    const counted = walk.outcomes.find(({ outcome }) => outcome === proxy.outcome);
    return counted ? [{ outcome: proxy.outcome, improved: counted.improved, declined: counted.declined, proxy: inMoney(proxy) }] : [];
  });
  const hours = (['paid', 'own'] as const).map((kind) => ({ kind, hours: walk.costs.find(({ name }) => name === `${kind}_hours`)?.count ?? 0, rate: inMoney(typed.hours[kind]) }));
  if ([...outcomes.map(({ proxy }) => proxy), ...hours.map(({ rate }) => rate)].includes(null)) return null;
  const costs = walk.costs.filter(({ name }) => name.startsWith('costs_')).reduce((sum, { society }) => sum + society, 0);
  const assumptions = Object.fromEntries(assumptionNames.map((name): [Assumption, number] => [name, typed.assumptions[name].value]));
  return { outcomes, hours, costs, assumptions, ...walk.confidence.mean === null ? {} : { meanConfidence: walk.confidence.mean } };
}
