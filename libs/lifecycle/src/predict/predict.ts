import { ulid } from 'ulid';
import { inputText } from './input-text.ts';
import { outputOf, use } from './invoke.ts';
import type { Ports } from '../ports.ts';
import type { Predicted } from './predicted.ts';
import { makeRoom, orRefuse, waitForEndpoint } from './wait-for-endpoint.ts';

/**
 * Invokes the endpoint; when there is none, parks the prediction and wakes the endpoint. No AWS call precedes
 * InvokeEndpoint; the activity is written in parallel.
 * @throws ProblemError, CloudError
 */
export async function predict(ports: Ports, model: string, input: unknown): Promise<Predicted> {
  const body = inputText(input);
  const invocation = await use(ports, model, body);
  if (invocation.kind !== 'absent') {
    return { kind: 'answered', output: outputOf(ports, model, invocation) };
  }
  return park(ports, model, body);
}

async function park(ports: Ports, model: string, body: string): Promise<Predicted> {
  const { store, clock, log } = ports;
  const now = clock.now();
  await makeRoom(ports, model);
  const id = ulid(now);
  await store.park({ id, model, input: body, now });
  log('info', 'prediction_parked', { model, id });
  return orRefuse(ports, { id, model }, () => waitForEndpoint(ports, { id, model, now }));
}
