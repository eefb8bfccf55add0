import { LIMITS } from '@pilotlight/contracts';
import { CloudError, type Asked, type CloudErrorKind } from '@pilotlight/hosts';
import { containerError } from '../../testing/index.ts';
import type { Fault, Operation, Plan, Role } from './plan.ts';

export const never = <T>() => new Promise<T>(() => {});

/** What a disturbed call can do besides its effect. */
export interface Travel {
  pause(seconds: number): Promise<void>;
  die(): void;
  /** Deletes the endpoint. */
  vanish(): void;
}

const SAGEMAKER: ReadonlySet<Operation> = new Set<Operation>([
  ...(['invoke', 'invoke serverless', 'describe', 'sizeOf', 'create', 'delete'] as const),
  ...(['read mark', 'write mark', 'clear mark'] as const),
]);

const OTHERS: Partial<Record<Operation, string>> = {
  'invoke function': 'Lambda',
  enable: 'EventBridge',
  disable: 'EventBridge',
  lastInvocation: 'CloudWatch',
};

const serviceOf = (operation: Operation) =>
  SAGEMAKER.has(operation) ? 'SageMaker' : (OTHERS[operation] ?? 'DynamoDB');

export function cloudError(kind: CloudErrorKind, operation: Operation): CloudError {
  const service = serviceOf(operation);
  return new CloudError(kind, { service, operation }, `${operation}: ${kind}`);
}

/** The fault of a call under the plan's blindness: the permission to read is missing. */
export function blinding(
  { blindness }: Pick<Plan, 'blindness'>,
  role: Role,
  operation: Operation,
): Fault | undefined {
  if (role !== 'reaper' || blindness === 'none') return undefined;
  const service = serviceOf(operation);
  const refused =
    service === 'DynamoDB' || (service === 'CloudWatch' && blindness === 'table and metrics');
  if (!refused) return undefined;
  return { call: `${role} ${operation}`, nth: 0, mishap: 'refused', seconds: 0 };
}

/** A failure of the container in InvokeEndpoint: busy (503), broken (500), or the connection is lost (0). */
function brokenInvocation(seconds: number): Asked {
  return containerError({ 1: 503, 3: 500 }[seconds] ?? 0, 'no');
}

const LONGEST_SECONDS: Partial<Record<Operation, number>> = {
  invoke: LIMITS.invocationSeconds,
  'invoke function': LIMITS.invocationSeconds,
  'invoke serverless': LIMITS.invocationSeconds,
  recordActivity: LIMITS.activityWriteSeconds,
};

const INVOCATIONS: ReadonlySet<Operation> = new Set<Operation>([
  'invoke',
  'invoke function',
  'invoke serverless',
]);

/** Performs one call with a fault. */
export async function disturbed(
  operation: Operation,
  { mishap, seconds }: Fault,
  effect: () => Promise<unknown>,
  { pause, die, vanish }: Travel,
): Promise<unknown> {
  const invoking = INVOCATIONS.has(operation);
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
      if (invoking) return containerError(0, 'the connection broke');
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
