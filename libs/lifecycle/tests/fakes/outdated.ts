import type { Ports } from '../../src/index.ts';
import type { World } from './world.ts';

/** A function instance from before the last deployment: it still has the previous configuration. */
export function outdated(world: World, configuration: string): Ports {
  const { endpoint } = world;
  return {
    ...world.instance(),
    endpoint: {
      configurationOf: () => configuration,
      sizeOf: (of) => endpoint.sizeOf(of),
      invoke: (model, body) => endpoint.invoke(model, body),
      describe: (model) => endpoint.describe(model),
      update: (model) => endpoint.update(model),
      delete: (model) => endpoint.delete(model),
      create: (model) => endpoint.create(model, configuration),
    },
  };
}
