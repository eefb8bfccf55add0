import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import { DeploymentError } from './deployment-error.ts';
import type { Ports } from '../ports.ts';

/** What one look has come to. */
export type Turn<Result> = { readonly done: Result } | { readonly waitsFor: string };

/**
 * Takes turns until one is done. What AWS refuses in passing is waited over, and so is a missing permission, for a policy
 * that was just changed is not seen everywhere at once.
 * @param deadline epoch milliseconds at which the function is stopped
 * @throws DeploymentError shortly before the deadline, with what it waited for; whatever a turn throws that does not pass
 */
export async function patiently<Result>(
  { clock, log }: Pick<Ports, 'clock' | 'log'>,
  model: string,
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
    log('info', 'deployment_waits', { model, waitsFor });
    const left = deadline - clock.now() - LIMITS.deploymentReserveSeconds * 1000;
    if (left < pauseMilliseconds) {
      throw new DeploymentError(
        `The endpoint of ${model} takes longer than the function may: ${waitsFor}. Run the same command again: ` +
          'nothing was lost, and it goes on from there.',
      );
    }
    await clock.sleep(pauseMilliseconds);
  }
}
