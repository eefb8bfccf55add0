import type { DeployedModel } from '@pilotlight/contracts';
import type { HostRequest } from '@pilotlight/hosts';
import { ulid } from 'ulid';
import { answerOf } from '../replay/answer.ts';
import { use } from '../replay/use.ts';
import type { PredictPorts } from './ports.ts';
import type { Predicted } from './predicted.ts';
import { makeRoom, orRefuse, waitForEndpoint } from './wait-for-endpoint.ts';

/**
 * Asks the model; when its endpoint does not exist, parks the prediction and wakes the endpoint. No AWS call precedes
 * the request to the model; the activity is written in parallel.
 * @throws ProblemError, CloudError
 */
export async function predict(
  ports: PredictPorts,
  model: DeployedModel,
  request: HostRequest,
): Promise<Predicted> {
  const asked = await use(ports, model, request);
  if (asked.kind !== 'absent') {
    return { kind: 'answered', ...answerOf(ports.log, model.name, asked, request.accept) };
  }
  return park(ports, model, request);
}

async function park(
  ports: PredictPorts,
  model: DeployedModel,
  request: HostRequest,
): Promise<Predicted> {
  const { predictions, clock, log } = ports;
  const now = clock.now();
  await makeRoom(ports, model);
  const id = ulid(now);
  await predictions.park({ id, model: model.name, request, now });
  log('info', 'prediction_parked', { model: model.name, id });
  return orRefuse(ports, { id, model }, () => waitForEndpoint(ports, { id, model, now }));
}
