import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { InvocationResult } from './result.ts';

/** Lambda's limit for the payload of an asynchronous event. */
export const EVENT_LIMIT_BYTES = 1024 * 1024;

/** Lambda retries an event whose function failed twice: after one minute, then after two. */
const RETRY_MINUTES = [1, 2];

/** A throttled event is tried again after one second, then twice as long each time up to five minutes, for six hours. */
const THROTTLED = { firstMinutes: 1 / 60, mostMinutes: 5, ageMinutes: 6 * 60 };

export interface AsynchronousEvent {
  /** Who sent the event, and for whom: in the log. */
  readonly source: string;
  readonly functionName: string;
  run(): Promise<InvocationResult>;
}

/**
 * Runs an event from Lambda's queue until its function succeeds, or the queue gives it up.
 * @throws Error when the function cannot run at all: it does not exist, or may not be invoked
 */
export async function runEvent(
  { source, functionName, run }: AsynchronousEvent,
  { log, settings, closing }: CloudContext,
): Promise<void> {
  const pause = (minutes: number) =>
    sleep(minutes * settings.scheduleMinuteSeconds * 1_000, undefined, { signal: closing });
  for (const minutes of [...RETRY_MINUTES, undefined]) {
    const result = await untilNotThrottled(run, pause);
    if (result.functionError === undefined) return;
    if (minutes === undefined) {
      log(source, `GIVEN UP after ${RETRY_MINUTES.length} retries: ${functionName}`);
      return;
    }
    log(source, `${functionName} failed, retry in ${minutes} min`);
    await pause(minutes);
  }
}

async function untilNotThrottled(
  run: () => Promise<InvocationResult>,
  pause: (minutes: number) => Promise<void>,
): Promise<InvocationResult> {
  let [waited, next] = [0, THROTTLED.firstMinutes];
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const isThrottled = error instanceof AwsError && error.name === 'TooManyRequestsException';
      if (!isThrottled || waited >= THROTTLED.ageMinutes) throw error;
    }
    await pause(next);
    waited += next;
    next = Math.min(2 * next, THROTTLED.mostMinutes);
  }
}
