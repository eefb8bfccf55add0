import { LIMITS, type FunctionModel } from '@pilotlight/contracts';
import { CloudError, type HostRequest } from '@pilotlight/hosts';
import type { AskPorts, HostReply } from './ports.ts';

/**
 * Asks the model's function; while Lambda throttles it, again for up to `LIMITS.throttledSeconds`.
 * @throws CloudError of kind `throttled` when that was not enough; CloudError
 */
export async function askFunction(
  { host, clock }: Pick<AskPorts, 'host' | 'clock'>,
  model: FunctionModel,
  request: HostRequest,
): Promise<HostReply> {
  const until = clock.now() + LIMITS.throttledSeconds * 1000;
  for (let pause: number = LIMITS.throttledPauseMilliseconds; ; pause *= 2) {
    try {
      return { ...(await host.ask(model, request)), servedBy: 'function' };
    } catch (error) {
      const throttled = error instanceof CloudError && error.kind === 'throttled';
      if (!throttled || clock.now() + pause > until) throw error;
      await clock.sleep(pause);
    }
  }
}
