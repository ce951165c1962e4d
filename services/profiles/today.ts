// Today where the company is: rules that wait for days count its days.
import type { ActorContext } from '../../mixins/broker/actions.ts';
import { localDate } from '../kernel/zone.ts';

export async function todayOf({ ask, house }: Pick<ActorContext, 'ask' | 'house'>): Promise<string> {
  const { timeZone } = await ask('companies.get', {});
  return localDate(house.clock.nowMs(), timeZone);
}
