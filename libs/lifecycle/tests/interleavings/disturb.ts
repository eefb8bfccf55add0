import { LIMITS } from '@pilotlight/contracts';
import { CloudError, type CloudErrorKind, type Invocation } from '../../src/index.ts';
import type { Fault, Operation } from './plan.ts';

export const never = <T>() => new Promise<T>(() => {});

/** What a call can do besides its effect. */
export interface Travel {
  pause(seconds: number): Promise<void>;
  die(): void;
  /** Deletes the endpoint. */
  vanish(): void;
}

const SAGEMAKER: ReadonlySet<Operation> = new Set(['invoke', 'describe', 'create', 'delete']);

const OTHERS: Partial<Record<Operation, string>> = {
  enable: 'EventBridge',
  disable: 'EventBridge',
  lastInvocation: 'CloudWatch',
};

export function cloudError(kind: CloudErrorKind, operation: Operation): CloudError {
  const service = SAGEMAKER.has(operation) ? 'SageMaker' : (OTHERS[operation] ?? 'DynamoDB');
  return new CloudError(kind, { service, operation }, `${operation}: ${kind}`);
}

/** InvokeEndpoint fails by the container as well: busy, broken, or gone in the middle. */
function brokenInvocation(seconds: number): Invocation {
  const status = { 1: 503, 3: 500 }[seconds] ?? 0;
  return { kind: 'model-error', status, message: 'no' };
}

const LONGEST_SECONDS: Partial<Record<Operation, number>> = {
  invoke: LIMITS.invocationSeconds,
  recordActivity: LIMITS.activityWriteSeconds,
};

/** One call that meets a fault. */
export async function disturbed(
  operation: Operation,
  { mishap, seconds }: Fault,
  effect: () => Promise<unknown>,
  { pause, die, vanish }: Travel,
): Promise<unknown> {
  const invoking = operation === 'invoke';
  const delay = invoking ? 3 * seconds : seconds;
  switch (mishap) {
    case 'throttled':
      throw cloudError('throttled', operation);
    case 'refused':
      throw cloudError(operation === 'create' ? 'refused' : 'denied', operation);
    case 'unavailable':
      if (invoking) return brokenInvocation(seconds);
      throw cloudError('unavailable', operation);
    case 'lost':
      await effect();
      throw cloudError('unavailable', operation);
    case 'twice':
      await effect();
      await pause(seconds);
      return effect();
    case 'late':
      await pause(delay);
      return effect();
    case 'late answer': {
      const answer = await effect();
      await pause(delay);
      return answer;
    }
    case 'hangs':
      await pause(LONGEST_SECONDS[operation] ?? LIMITS.cloudCallSeconds);
      if (invoking) return { kind: 'timed-out' };
      throw cloudError('unavailable', operation);
    case 'vanishes':
      vanish();
      if (invoking) return { kind: 'model-error', status: 0, message: 'the connection broke' };
      throw cloudError('unavailable', operation);
    case 'dies before':
      die();
      return never();
    case 'dies after':
      await effect();
      die();
      return never();
  }
}
