import { LIMITS, type AlwaysOnModel } from '@pilotlight/contracts';
import { CloudError, type HostRequest } from '@pilotlight/hosts';
import type { AskPorts, HostReply } from './ports.ts';

/**
 * Asks the model's function or serverless endpoint; while it is throttled, busy or out of reach, again for up to
 * `LIMITS.throttledSeconds`.
 * @throws CloudError; a transient one when the host did not answer in that time
 */
export async function askAlwaysOn(
  { host, clock }: Pick<AskPorts, 'host' | 'clock'>,
  model: AlwaysOnModel,
  request: HostRequest,
): Promise<HostReply> {
  const until = clock.now() + LIMITS.throttledSeconds * 1000;
  for (let pause: number = LIMITS.throttledPauseMilliseconds; ; pause *= 2) {
    const isLast = () => clock.now() + pause > until;
    try {
      const asked = await host.ask(model, request);
      if (asked.kind !== 'busy' || isLast()) return { ...asked, servedBy: model.serving.mode };
    } catch (error) {
      const passing = error instanceof CloudError && error.transient;
      if (!passing || isLast()) throw error;
    }
    await clock.sleep(pause);
  }
}
