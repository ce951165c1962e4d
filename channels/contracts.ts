// The register of event contracts: every event that may travel, with its newest version and the shape of its items.
import { companiesEvents } from './companies.events.ts';
import { evidenceEvents } from './evidence.events.ts';
import { buddyEvents } from './buddy.events.ts';
import { impactEvents } from './impact.events.ts';
import { importsEvents } from './imports.events.ts';
import { kintellEvents } from './kintell.events.ts';
import { orchestrationEvents } from './orchestration.events.ts';
import { privacyEvents } from './privacy.events.ts';
import { profilesEvents } from './profiles.events.ts';
import { reportingEvents } from './reporting.events.ts';
import { safetyEvents } from './safety.events.ts';
import { webhooksEvents } from './webhooks.events.ts';
import { compileCheck, type Infer, type SchemaProblem } from './schema.ts';
import { upskillingEvents } from './upskilling.events.ts';

export const contracts = { ...kintellEvents, ...importsEvents, ...impactEvents, ...reportingEvents, ...webhooksEvents, ...companiesEvents, ...profilesEvents, ...evidenceEvents, ...upskillingEvents, ...buddyEvents, ...orchestrationEvents, ...safetyEvents, ...privacyEvents } as const;
export type EventType = keyof typeof contracts;
export type EventItem<T extends EventType> = Infer<(typeof contracts)[T]['item']>;

const checks = new Map<EventType, (value: unknown) => SchemaProblem[]>();

export function isEventType(name: string): name is EventType {
  return Object.hasOwn(contracts, name);
}

/** Whether an item keeps its contract; the answer lists what is wrong. */
export function checkItem(type: EventType, item: unknown): SchemaProblem[] {
  let check = checks.get(type);
  if (!check) {
    check = compileCheck(contracts[type].item);
    checks.set(type, check);
  }
  return check(item);
}
