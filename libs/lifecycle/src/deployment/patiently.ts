import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { DeploymentError } from './deployment-error.ts';
import type { EndpointId } from '../endpoint/ports.ts';
import type { DeploymentPorts } from './ports.ts';

/** The result of one turn. */
export type Turn<Result> = { readonly done: Result } | { readonly waitsFor: string };

/**
 * Repeats `turn` until it is done. Transient AWS errors are retried, and so are missing permissions: a new policy is
 * not visible everywhere at once (eventual consistency).
 * @param deadline epoch milliseconds at which the function is stopped
 * @throws DeploymentError shortly before the deadline, with what it waited for; any error of a turn that persists
 */
export async function patiently<Result>(
  { clock, log }: Pick<DeploymentPorts, 'clock' | 'log'>,
  { key }: EndpointId,
  deadline: number,
  turn: () => Promise<Turn<Result>>,
): Promise<Result> {
  const pauseMilliseconds = LIMITS.deploymentPollSeconds * 1000;
  let wentWellAt = clock.now();
  for (;;) {
    let waitsFor: string;
    try {
      const found = await turn();
      if ('done' in found) return found.done;
      waitsFor = found.waitsFor;
      wentWellAt = clock.now();
    } catch (error) {
      const refusedFor = clock.now() - wentWellAt;
      const mayPass = error instanceof CloudError && (error.transient || error.kind === 'denied');
      if (!mayPass || refusedFor >= LIMITS.propagationSeconds * 1000) throw error;
      waitsFor = error.message;
    }
    log('info', 'deployment_waits', { endpoint: key, waitsFor });
    const left = deadline - clock.now() - LIMITS.deploymentReserveSeconds * 1000;
    if (left < pauseMilliseconds) {
      throw new DeploymentError(
        `The endpoint of ${key} takes longer than the function may run: ${waitsFor}. Run the same command again: ` +
          'it continues from there.',
      );
    }
    await clock.sleep(pauseMilliseconds);
  }
}
