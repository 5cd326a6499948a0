import { Machine } from '../harness/machine.ts';
import type { Person } from '../harness/person.ts';

/** Further hosts beside the first: one at work, one that was switched off, one that is about to be added. */
export async function startNeighbours(person: Person) {
  await using started = new AsyncDisposableStack();
  const boreas = started.use(await Machine.register(person, 'boreas'));
  const chronos = started.use(await Machine.register(person, 'chronos'));
  started.use(await Machine.register(person, 'dione'));
  await boreas.start();
  const off = await chronos.start();
  await off.stop();
  const machines = started.move();
  return {
    /** How many are online, with the first. */
    hosts: 2,
    [Symbol.asyncDispose]: () => machines.disposeAsync(),
  };
}
