import type { HostRequest, Payload } from '@pilotlight/hosts';
import { ASSUMED } from '../assumptions.ts';
import type { Timeline } from '../clock/timeline.ts';

/**
 * The outcome of a request for its client.
 * - `refused`: the client was told that there will be no answer, and why
 * - `lost`: the client was told to retry until it gave up, or the accepted request was never answered
 */
export type Outcome = 'answered' | 'refused' | 'lost';

/** The client's retries, the same for every system: retries while `attempt` throws, with increasing pauses. */
export async function persistently(
  timeline: Timeline,
  attempt: () => Promise<Outcome>,
): Promise<Outcome> {
  for (const pause of [...ASSUMED.retryPausesSeconds, undefined]) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof WrongAnswer) throw error;
      if (pause !== undefined) await timeline.sleep(pause * 1000);
    }
  }
  return 'lost';
}

/** The input of the request with this number; the endpoint's answer echoes it. */
const inputOf = (request: number): { request: number } => ({ request });

/** The same input as a request to the model. */
export const requestOf = (request: number): HostRequest => ({
  body: Buffer.from(JSON.stringify(inputOf(request))),
  contentType: 'application/json',
  accept: 'application/json',
});

/** The output in the model's answer. */
export const outputOf = ({ body }: Payload): unknown => JSON.parse(Buffer.from(body).toString());

/** @throws Error when `output` answers another request */
export function checkOutput(output: unknown, request: number): void {
  const { echo } = output as { echo?: { request?: unknown } };
  if (echo?.request !== request) {
    throw new WrongAnswer(`request ${request} got ${JSON.stringify(output)}`);
  }
}

/** The simulation itself is wrong; clients do not retry. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
}
