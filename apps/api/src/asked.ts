import type { HostRequest } from '@pilotlight/hosts';

/** What a caller asked. */
export interface Asked {
  /** The request as it was sent: a retry has the same. */
  readonly given: HostRequest;
  /** The request for the model. It may have to fetch a picture, so call it only when the model is to be asked. */
  readonly complete: () => Promise<HostRequest>;
}

/** What is sent to the model as it came. */
export const asGiven = (given: HostRequest): Asked => ({ given, complete: async () => given });
