import type { AsyncModel, Prediction } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { asyncState } from '../wake/async-state.ts';
import type { PredictPorts } from './ports.ts';
import { shown } from './shown.ts';

/**
 * A job as its caller sees it; unless it has ended, with the state of its endpoint when that can be read.
 * @returns undefined when it is unknown
 * @throws CloudError
 */
export async function readJob(
  ports: PredictPorts,
  model: AsyncModel,
  id: string,
): Promise<Prediction | undefined> {
  const { predictions, clock, log } = ports;
  const found = await predictions.readPrediction(id, clock.now());
  if (!found || found.finishedAt !== undefined) return found && shown(ports, found);
  const state = await asyncState(ports, model).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    log('warn', 'state_not_known', { model: model.name, cause: error.message });
    return { status: 'unknown' } as const;
  });
  return shown(ports, found, state);
}
