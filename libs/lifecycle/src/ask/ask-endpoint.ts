import type { RealtimeModel } from '@pilotlight/contracts';
import { CloudError, type Asked, type HostRequest } from '@pilotlight/hosts';
import { standingOf } from '../endpoint/standing.ts';
import type { AskPorts, HostReply } from './ports.ts';

type Ports = Pick<AskPorts, 'host' | 'endpoints' | 'log' | 'touch'>;

async function isServing({ endpoints, log }: Ports, { serving }: RealtimeModel): Promise<boolean> {
  const { endpoint } = serving;
  try {
    return standingOf(await endpoints.describe(endpoint)) === 'serving';
  } catch (error) {
    log('warn', 'endpoint_not_described', { endpoint: endpoint.key, cause: String(error) });
    return true;
  }
}

/**
 * Asks the model's host once and makes no other call, unless it fails as if the endpoint were being deleted: then one
 * DescribeEndpoint checks whether it is still in service.
 * @returns `absent` when no endpoint is in service, or no longer
 * @throws CloudError
 */
async function ask(ports: Ports, model: RealtimeModel, request: HostRequest): Promise<Asked> {
  try {
    const asked = await ports.host.ask(model, request);
    // An endpoint that is deleted meanwhile may cause either of these.
    const dubious = asked.kind === 'failed' || (asked.kind === 'busy' && asked.status >= 500);
    if (dubious && !(await isServing(ports, model))) return { kind: 'absent' };
    return asked;
  } catch (error) {
    const unavailable = error instanceof CloudError && error.kind === 'unavailable';
    if (unavailable && !(await isServing(ports, model))) return { kind: 'absent' };
    throw error;
  }
}

/**
 * Asks the model's endpoint and records the use in parallel. It waits for the write even when the host fails: Lambda
 * freezes the instance after the answer, and memory would then count an unfinished write as done.
 * @throws CloudError
 */
export async function askEndpoint(
  ports: Ports,
  model: RealtimeModel,
  request: HostRequest,
): Promise<HostReply> {
  const asked = ask(ports, model, request);
  await Promise.allSettled([asked, ports.touch(model.serving.endpoint)]);
  return { ...(await asked), servedBy: 'endpoint' };
}
