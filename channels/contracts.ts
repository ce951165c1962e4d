// The register of event contracts: every event that may travel, with its newest version and the shape of its items.
import { buddyEvents } from './buddy.events.ts';
import { impactEvents } from './impact.events.ts';
import { importsEvents } from './imports.events.ts';
import { kintellEvents } from './kintell.events.ts';
import { reportingEvents } from './reporting.events.ts';
import { compileCheck, type Infer, type SchemaProblem } from './schema.ts';

export const contracts = { ...kintellEvents, ...buddyEvents, ...importsEvents, ...impactEvents, ...reportingEvents } as const;
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
