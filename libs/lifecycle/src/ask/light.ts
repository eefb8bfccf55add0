import { autoDecision, type DeployedEndpoint, type DeployedModel } from '@pilotlight/contracts';
import { standingOf } from '../endpoint/standing.ts';
import { wake } from '../wake/wake.ts';
import { mayExist } from './may-exist.ts';
import type { AskPorts } from './ports.ts';

/**
 * Looks after the endpoint beside a function, while the function answers: sees whether it has come into service, and
 * wakes it if the model is to have one, or if the function's spend makes it worth its price. Looks at most once in
 * `LIMITS.sightSeconds`. It never throws: the function answers whatever happens here.
 */
export async function lightWhenDue(
  ports: AskPorts,
  { serving }: DeployedModel,
  endpoint: DeployedEndpoint,
): Promise<void> {
  const { sightings, spending, endpoints, log, touch } = ports;
  const { key } = endpoint;
  try {
    const spends = await spending.report(key);
    if (serving.mode === 'realtime') await touch(endpoint);
    if (!sightings.isDue(key) && spends === undefined) return;
    const worth =
      spends !== undefined && autoDecision(endpoint, spends, ports.clock.now()) === 'light';
    const wanted = serving.mode === 'realtime' || worth;
    if (!wanted && !(await mayExist(ports, endpoint))) return;
    const standing = standingOf(await endpoints.describe(endpoint));
    sightings.saw(key, standing === 'serving');
    if (standing === 'serving' || standing === 'starting') return;
    if (wanted) await wake(ports, endpoint);
  } catch (error) {
    log('warn', 'endpoint_not_lit', { endpoint: key, cause: String(error) });
  }
}
