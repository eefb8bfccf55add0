import type { Running, Service } from '../services/service.ts';
import type { CloudContext } from './context.ts';
import type { ServiceOf } from './front/dispatcher.ts';
import type { WireService } from './front/wire-service.ts';

/** Starts every service after those that it needs. @returns them in the order of their start */
export async function startServices(
  services: readonly Service[],
  context: CloudContext,
): Promise<ReadonlyMap<Service, Running>> {
  const running = new Map<Service, Running>();

  async function start(service: Service): Promise<Running> {
    const before = running.get(service);
    if (before) return before;
    const needs: Record<string, Running> = {};
    for (const [key, needed] of Object.entries(service.needs ?? {}))
      needs[key] = await start(needed);
    const started = await service.start(context, needs as never);
    running.set(service, started);
    return started;
  }

  for (const service of services) await start(service);
  return running;
}

/** Finds a wire service by its signing name. Of two with the same name, only the one of the JSON protocol has targets. */
export function serviceFinder(running: ReadonlyMap<Service, Running>): ServiceOf {
  const byName = new Map<string, WireService[]>();
  for (const [{ name, signingName = name }, { wire = [] }] of running) {
    byName.set(signingName, [...(byName.get(signingName) ?? []), ...wire]);
  }
  return (signingName, hasTarget) => {
    const found = byName.get(signingName) ?? [];
    return found.length > 1
      ? found.find(({ protocol }) => (protocol === 'json') === hasTarget)
      : found[0];
  };
}
