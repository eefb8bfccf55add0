import type { DeployedEndpoint, ServedBy } from '@pilotlight/contracts';
import type { Asked, Host } from '@pilotlight/hosts';
import type { WakePorts } from '../wake/ports.ts';
import type { Sightings } from './sightings.ts';
import type { SpendMeter } from './spend-meter.ts';

/** What a host said, and which one. */
export type HostReply = Asked & { readonly servedBy: ServedBy };

export interface AskPorts extends WakePorts {
  readonly host: Host;
  /** Records that an endpoint is in use now. Takes at most `LIMITS.activityWriteSeconds`; never throws. */
  readonly touch: (endpoint: Pick<DeployedEndpoint, 'key'>) => Promise<void>;
  readonly sightings: Sightings;
  readonly spending: SpendMeter;
}
