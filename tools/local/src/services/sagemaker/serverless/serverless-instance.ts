import { Container } from '../container.ts';
import type { Containers, FleetDependencies } from '../prepare-containers.ts';
import { Supervisor } from '../supervisor.ts';
import { limitMemory } from './memory-limit.ts';

/** SageMaker's limit for the download of the model and the first good ping together. */
const STARTUP_SECONDS = 3 * 60;

/** An instance of a serverless endpoint, not yet started: a container that is restricted, and has little memory. */
export function serverlessInstance(
  containers: Containers,
  memoryMegabytes: number,
  { context }: FleetDependencies,
): Supervisor {
  const restricted = { memoryBytes: memoryMegabytes * 1024 * 1024 };
  const spec = { ...containers.next(), restricted };
  return new Supervisor({
    startupSeconds: STARTUP_SECONDS,
    log: containers.log,
    start: async () => {
      const container = await Container.start(spec, context.processes);
      limitMemory(container, memoryMegabytes, containers.log);
      return container;
    },
  });
}
