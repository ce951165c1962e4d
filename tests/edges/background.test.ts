// Work that a room repeats by itself: told to stop, or woken, at any moment. An hour of pause stands for "not by the clock".
import { ServiceBroker } from 'moleculer';
import { Actor } from '../../mixins/broker/actions.ts';

const hour = 3_600_000;
const broker = new ServiceBroker({ logger: false });

/** Repeated work that is under way until it is let go. */
function working(): { actor: Actor; wake: () => void; begun: (times: number) => Promise<void>; letGo: () => void } {
  const actor = new Actor('rooms', broker);
  const waits = new Map<number, () => void>();
  let times = 0;
  let letGo = (): void => undefined;
  const { wake } = actor.repeat('work', hour, async () => {
    times += 1;
    waits.get(times)?.();
    await new Promise<void>((resolve) => { letGo = resolve; });
  });
  return { actor, wake, letGo: () => letGo(), begun: (wanted) => (times >= wanted ? Promise.resolve() : new Promise((resolve) => { waits.set(wanted, resolve); })) };
}

test('a node that stops while work is under way waits for the work, and for no pause after it', async () => {
  const { actor, begun, letGo } = working();
  await begun(1);
  const stopped = actor.stop();
  letGo();
  await stopped;
});

test('a node that stops in a pause ends it', async () => {
  const { actor, begun, letGo } = working();
  await begun(1);
  letGo();
  await new Promise(setImmediate);
  await actor.stop();
});

test('who calls while work is under way is heard when it ends', async () => {
  const { actor, wake, begun, letGo } = working();
  await begun(1);
  wake();
  letGo();
  await begun(2);
  const stopped = actor.stop();
  letGo();
  await stopped;
});

test('who calls in a pause ends it', async () => {
  const { actor, wake, begun, letGo } = working();
  await begun(1);
  letGo();
  await new Promise(setImmediate);
  wake();
  await begun(2);
  const stopped = actor.stop();
  letGo();
  await stopped;
});
