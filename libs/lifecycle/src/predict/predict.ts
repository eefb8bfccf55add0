import type { DeployedModel } from '@pilotlight/contracts';
import { ulid } from 'ulid';
import { outputOf } from '../replay/output.ts';
import { jsonRequest, use } from '../replay/use.ts';
import { inputText } from './input-text.ts';
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
  input: unknown,
): Promise<Predicted> {
  const body = inputText(input);
  const asked = await use(ports, model, jsonRequest(body));
  if (asked.kind !== 'absent') {
    return { kind: 'answered', output: outputOf(ports.log, model.name, asked) };
  }
  return park(ports, model, body);
}

async function park(ports: PredictPorts, model: DeployedModel, input: string): Promise<Predicted> {
  const { predictions, clock, log } = ports;
  const now = clock.now();
  await makeRoom(ports, model);
  const id = ulid(now);
  await predictions.park({ id, model: model.name, input, now });
  log('info', 'prediction_parked', { model: model.name, id });
  return orRefuse(ports, { id, model }, () => waitForEndpoint(ports, { id, model, now }));
}
