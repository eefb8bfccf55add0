import { LIMITS } from '@pilotlight/contracts';
import { CloudError, containerReply, type Asked, type Host } from '../../src/index.ts';
import { DeadlineError, within } from '../../src/within.ts';
import { ServiceError, type FakeService } from './fake-service.ts';

/** All that a second host takes: one call, and what each of its results means. */
export function fakeHost(service: FakeService): Host {
  return {
    async ask(_model, request) {
      try {
        const served = await within(LIMITS.invocationSeconds, ({ abortSignal }) =>
          service.invoke(request, abortSignal),
        );
        return served.ok
          ? { kind: 'answered', ...served.payload }
          : containerReply(served.status, served.message);
      } catch (error) {
        return failed(error);
      }
    },
  };
}

const KINDS = {
  AccessDenied: 'denied',
  TooManyRequests: 'throttled',
  ConnectionReset: 'unavailable',
} as const;

function failed(error: unknown): Asked {
  if (error instanceof DeadlineError) return { kind: 'timed-out' };
  if (!(error instanceof ServiceError)) throw error;
  if (error.name === 'NotFound') return { kind: 'absent' };
  const kind = KINDS[error.name as keyof typeof KINDS];
  throw new CloudError(kind, { service: 'Fake', operation: 'Invoke' }, error.message);
}
