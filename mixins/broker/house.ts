// What every actor of a node shares: the database, keys, settings and the clock. Made once, before any service.
import type { ServiceBroker } from 'moleculer';
import type { EventOrigin } from '../../channels/event.ts';
import type { Clock } from '../../services/kernel/clock.ts';
import { newId } from '../../services/kernel/ids.ts';
import type { Database } from '../database/database.ts';
import type { Settings } from '../settings.ts';
import type { IdentitySealer } from './identity.ts';

export interface House {
  settings: Settings;
  database: Database;
  master: Buffer;
  sealer: IdentitySealer;
  clock: Clock;
}

const houses = new WeakMap<object, House>();

export function giveHouse(broker: ServiceBroker, house: House): void {
  houses.set(broker, house);
}

export function houseOf(broker: ServiceBroker): House {
  const house = houses.get(broker);
  if (!house) throw new Error('this broker was not made by moleculer.config.ts');
  return house;
}

/** The tenant of what belongs to no company: sign-in, operators, refusals without a proven tenant. */
export const platformTenant = '00000000-0000-7000-8000-000000000000';

export function originOf(house: House, tenantId: string, source: string, correlationId: string, causationId: string | null = null): EventOrigin {
  return { tenantId, correlationId, causationId, source, newId: () => newId(house.clock.nowMs()), nowMs: () => house.clock.nowMs() };
}
