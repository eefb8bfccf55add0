import { CloudError, type Ports } from '@pilotlight/lifecycle';
import { MODEL } from '@pilotlight/lifecycle/testing';
import type { SimulatedCloud } from '../cloud/simulated-cloud.ts';
import { FUNCTIONS } from '../settings.ts';
import { checkOutput, inputOf, persistently } from './asking.ts';
import type { System } from './system.ts';

/** One endpoint all year behind the same API, without any management. */
export function alwaysOn(cloud: SimulatedCloud): System {
  const api = cloud.function(FUNCTIONS.api, (process) => cloud.ports(process));
  cloud.endpoint.put(MODEL);
  return {
    wakes: () => 0,
    ask: (number) =>
      persistently(cloud.timeline, async () => {
        cloud.meter.httpRequests += 1;
        const body = JSON.stringify(inputOf(number));
        const answer = await api.run(({ endpoint }: Ports) => endpoint.invoke(MODEL, body));
        if (answer.kind !== 'answered') {
          const where = { service: 'SageMaker', operation: 'InvokeEndpoint' };
          throw new CloudError('unavailable', where, answer.kind);
        }
        checkOutput(JSON.parse(answer.body), number);
        return 'answered';
      }),
  };
}
