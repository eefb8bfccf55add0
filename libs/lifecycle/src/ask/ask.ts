import {
  byAlwaysOn,
  byEndpoint,
  byFunction,
  billedSeconds,
  functionUsd,
  type DeployedModel,
  type FunctionModel,
  type RealtimeModel,
} from '@pilotlight/contracts';
import { CloudError, type HostRequest } from '@pilotlight/hosts';
import { askAlwaysOn } from './ask-always-on.ts';
import { askEndpoint } from './ask-endpoint.ts';
import { lightWhenDue } from './light.ts';
import type { AskPorts, HostReply } from './ports.ts';

/**
 * Asks the model, by one call to a host and no AWS call before it. Of a model with both hosts, the endpoint is asked
 * when this instance last saw it in service, and the function otherwise, or when the endpoint has gone, is busy or cannot
 * be reached.
 * @returns `absent` when nothing that could answer is in service
 * @throws CloudError
 */
export async function ask(
  ports: AskPorts,
  model: DeployedModel,
  request: HostRequest,
): Promise<HostReply> {
  const realtime = byEndpoint(model);
  const fallback = byFunction(model);
  if (realtime && fallback) return askEither(ports, { model, realtime, fallback }, request);
  if (realtime) return askEndpoint(ports, realtime, request);
  const alwaysOn = byAlwaysOn(model);
  if (alwaysOn) return askAlwaysOn(ports, alwaysOn, request);
  throw new Error(`the model ${model.name} has no host`);
}

interface Both {
  readonly model: DeployedModel;
  readonly realtime: RealtimeModel;
  readonly fallback: FunctionModel;
}

async function askEither(
  ports: AskPorts,
  { model, realtime, fallback }: Both,
  request: HostRequest,
): Promise<HostReply> {
  const { endpoint } = realtime.serving;
  const { sightings, spending, clock } = ports;
  /** An endpoint's time counts as the function's would: both have about the same processor. */
  const counted = async (asking: Promise<HostReply>): Promise<HostReply> => {
    const began = clock.now();
    const reply = await asking;
    const seconds = billedSeconds((clock.now() - began) / 1000);
    if (reply.kind !== 'absent') {
      spending.add(endpoint.key, functionUsd(fallback.serving.function, seconds));
    }
    return reply;
  };
  if (sightings.isServing(endpoint.key)) {
    const [asked] = await Promise.allSettled([
      counted(askEndpoint(ports, realtime, request)),
      spending.report(endpoint.key),
    ]);
    if (asked.status === 'rejected') {
      if (!(asked.reason instanceof CloudError && asked.reason.transient)) throw asked.reason;
    } else if (asked.value.kind === 'absent') {
      sightings.saw(endpoint.key, false);
    } else if (asked.value.kind !== 'busy') {
      return asked.value;
    }
  }
  const [asked] = await Promise.allSettled([
    counted(askAlwaysOn(ports, fallback, request)),
    lightWhenDue(ports, model, endpoint),
  ]);
  if (asked.status === 'rejected') throw asked.reason;
  return asked.value;
}
