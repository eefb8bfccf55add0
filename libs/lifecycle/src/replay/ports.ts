import type { DeployedEndpoint } from '@pilotlight/contracts';
import type { Host } from '@pilotlight/hosts';
import type { WakePorts } from '../wake/ports.ts';

export interface ReplayPorts extends WakePorts {
  readonly host: Host;
  /** A random number in [0, 1), for the jitter of back-off pauses. */
  readonly random: () => number;
  /** Records that an endpoint is in use now. Takes at most `LIMITS.activityWriteSeconds`; never throws. */
  readonly touch: (endpoint: Pick<DeployedEndpoint, 'key'>) => Promise<void>;
}
