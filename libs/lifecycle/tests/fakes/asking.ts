import { predict, sweep } from '../../src/index.ts';
import { MODEL, type World } from './world.ts';

/** Asks for a prediction while the endpoint sleeps. @returns its id */
export async function park(world: World): Promise<string> {
  const parked = await predict(world.instance(), MODEL, { premise: 'a' });
  if (parked.kind !== 'parked') throw new Error('it was not parked');
  return parked.prediction.id;
}

/** Sweeps once a minute, as the schedule would at its fastest. */
export async function minutes(world: World, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    world.clock.pass(60);
    await sweep(world.instance(), MODEL, world.deadline());
  }
}
