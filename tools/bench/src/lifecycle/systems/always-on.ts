import { CloudError } from '@pilotlight/hosts';
import type { SimulatedCloud } from '../cloud/simulated-cloud.ts';
import { ENDPOINT, MODEL } from '../model.ts';
import { FUNCTIONS } from '../settings.ts';
import { checkOutput, outputOf, persistently, requestOf } from './asking.ts';
import type { System } from './system.ts';

/** One endpoint all year behind the same API, without any management. */
export function alwaysOn(cloud: SimulatedCloud): System {
  const api = cloud.function(FUNCTIONS.api, (process) => cloud.ports(process));
  cloud.endpoint.put(ENDPOINT);
  return {
    wakes: () => 0,
    ask: (number) =>
      persistently(cloud.timeline, async () => {
        cloud.meter.httpRequests += 1;
        const asked = await api.run(({ host }) => host.ask(MODEL, requestOf(number)));
        if (asked.kind !== 'answered') {
          const where = { service: 'SageMaker', operation: 'InvokeEndpoint' };
          throw new CloudError('unavailable', where, asked.kind);
        }
        checkOutput(outputOf(asked), number);
        return 'answered';
      }),
  };
}
