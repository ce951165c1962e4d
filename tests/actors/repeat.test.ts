// The rhythm of an actor's own work: what wakes it during a run, and a stop during a run, are not slept through.
import { ServiceBroker } from 'moleculer';
import { Actor } from '../../mixins/broker/actions.ts';

const hour = 3_600_000;
const actorOf = (): Actor => new Actor('worker', new ServiceBroker({ logger: false }));

test('woken during a run, work is done again at once', async () => {
  const actor = actorOf();
  const again = Promise.withResolvers<void>();
  let runs = 0;
  const { wake } = actor.repeat('work', hour, async () => {
    runs += 1;
    await Promise.resolve();
    if (runs === 1) wake();
    else again.resolve();
  });
  await again.promise;
  await actor.stop();
  expect(runs).toBe(2);
});

test('stopped during a run, an actor has ended with it', async () => {
  const actor = actorOf();
  const running = Promise.withResolvers<void>();
  actor.repeat('work', hour, () => running.promise);
  const stopped = actor.stop();
  running.resolve();
  await stopped;
});
