import { type ModelRuntimeOptions, RUNTIME_LIMITS } from '@pilotlight/model-runtime';
import type { Config } from './config.ts';
import type { Log } from './log/open-log.ts';

/** The runtime options of every model in this server, and the logging of its events. */
export function runtimeOptions(
  model: string,
  { invocationSeconds, planDirectory, bodiesBytes, batch }: Config,
  logger: Log['logger'],
): ModelRuntimeOptions {
  return {
    invocationSeconds,
    // A batch transform may send this many concurrent requests.
    maxQueue: Math.max(RUNTIME_LIMITS.queuedInvocations, batch.concurrentTransforms ?? 0),
    maxQueuedBytes: bodiesBytes,
    ...(planDirectory === undefined ? {} : { planDirectory }),
    onPlan({ plan, source, trials, notKept, unbatched }) {
      const measured = trials.map(({ runMilliseconds, inputsPerSecond, spread, ...setting }) => ({
        ...setting,
        runMilliseconds: Number(runMilliseconds.toPrecision(4)),
        inputsPerSecond: Number(inputsPerSecond.toPrecision(4)),
        spread: Number(spread.toPrecision(3)),
      }));
      logger.info({ model, plan, source, measured }, 'plan chosen');
      if (unbatched !== undefined) {
        logger.warn({ model, unbatched }, 'batching changes an answer: every input runs alone');
      }
      if (!notKept) return;
      logger.warn({ model, err: notKept }, 'the plan is not stored: the next start measures again');
    },
    onWorkerLost(error) {
      logger.error({ model, err: error }, 'a worker was lost and is being replaced');
    },
  };
}
