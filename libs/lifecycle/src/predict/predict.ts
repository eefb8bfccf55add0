import { byAsync, type DeployedModel } from '@pilotlight/contracts';
import type { HostRequest } from '@pilotlight/hosts';
import { ulid } from 'ulid';
import { isForJob, isColdStart, isParkable, isPassing } from '../ask/answerable.ts';
import { ask } from '../ask/ask.ts';
import type { HostReply } from '../ask/ports.ts';
import { answerOf } from '../ask/answer.ts';
import type { PredictPorts } from './ports.ts';
import type { Predicted } from './predicted.ts';
import { startJob } from './start-job.ts';
import { makeRoom, orRefuse, waitForHost } from './wait-for-host.ts';

/**
 * Asks the model; when nothing can answer now, parks the prediction and wakes the model's endpoint, if it has one. No
 * AWS call precedes the request to the model; the activity is written in parallel. What is too slow for its host becomes a
 * job of the model's asynchronous endpoint, if it has one.
 * @throws ProblemError, CloudError
 */
export async function predict(
  ports: PredictPorts,
  model: DeployedModel,
  request: HostRequest,
): Promise<Predicted> {
  const asynchronous = byAsync(model);
  if (asynchronous && model.serving.mode === 'async') return startJob(ports, asynchronous, request);
  const asked = await reply(ports, model, request);
  if (asynchronous && asked && isForJob(asked) && !isColdStart(asked)) {
    return startJob(ports, asynchronous, request);
  }
  if (!asked || asked.kind === 'absent' || isParkable(model, asked)) {
    return park(ports, model, request);
  }
  return { kind: 'answered', ...answerOf(ports.log, model.name, asked, request.accept) };
}

/** The host's reply; undefined when it could not be asked, but may answer later. */
async function reply(
  ports: PredictPorts,
  model: DeployedModel,
  request: HostRequest,
): Promise<HostReply | undefined> {
  try {
    return await ask(ports, model, request);
  } catch (error) {
    if (!isPassing(model, error)) throw error;
    // Why it is parked: a fault that lasts shows nowhere else before its retries end.
    ports.log('warn', 'host_not_reached', { model: model.name, cause: String(error) });
    return undefined;
  }
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
  return orRefuse(ports, { id, model }, () => waitForHost(ports, { id, model, now }));
}
