import type { AsyncModel } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import type { WakePorts } from './ports.ts';

/**
 * Asks for the first instance of an asynchronous endpoint that has none. Application Auto Scaling does the same after two
 * minutes: so a failed call is only logged.
 */
export async function requestFirstInstance(
  { instances, log }: Pick<WakePorts, 'instances' | 'log'>,
  { name: model, serving }: AsyncModel,
): Promise<void> {
  const { endpointName } = serving.async;
  try {
    const found = await instances.count(endpointName);
    if (!found || found.desired > 0) return;
    const outcome = await instances.request(endpointName, 1);
    log('info', 'instance_requested', { model, outcome });
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    log('warn', 'instance_not_requested', { model, cause: error.message });
  }
}
