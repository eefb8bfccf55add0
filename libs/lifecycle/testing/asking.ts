import { jsonRequest, predict, sweep } from '../src/index.ts';
import { MODEL } from './deployed.ts';
import { createWorld, type World } from './world.ts';

/** Requests a prediction while the endpoint sleeps. @returns its id */
export async function park(world: World, model = MODEL): Promise<string> {
  const parked = await predict(world.instance(), model, jsonRequest({ premise: 'a' }));
  if (parked.kind !== 'parked') throw new Error('it was not parked');
  return parked.prediction.id;
}

/** Sweeps once a minute, as the schedule would at its fastest. */
export async function minutes(world: World, count: number, model = MODEL): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    world.clock.pass(60);
    await sweep(world.instance(), model.serving.endpoint, [model], world.deadline());
  }
}

/** A world with `count` queued predictions, `{ n }` each, whose endpoint has just come into service. */
export async function waiting(count: number) {
  const world = createWorld();
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    world.clock.pass(0.001);
    const parked = await predict(world.instance(), MODEL, jsonRequest({ n }));
    if (parked.kind === 'parked') ids.push(parked.prediction.id);
  }
  world.clock.pass(world.endpoint.creationSeconds);
  return { ...world, ids };
}
