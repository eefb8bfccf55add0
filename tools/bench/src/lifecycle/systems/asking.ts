import { ASSUMED } from '../assumptions.ts';
import type { Timeline } from '../clock/timeline.ts';

/**
 * What became of a request for its asker.
 * - `refused`: the asker was told that there will be no answer, and why
 * - `lost`: the asker was told to try again until they gave up, or what was accepted was never answered
 */
export type Outcome = 'answered' | 'refused' | 'lost';

/** An asker's patience, the same for every system: tries again while `attempt` throws, with longer and longer pauses. */
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

/** What the request of this number asks, and what the endpoint's answer to it echoes. */
export const inputOf = (request: number): { request: number } => ({ request });

/** @throws Error when `output` answers another request */
export function checkOutput(output: unknown, request: number): void {
  const { echo } = output as { echo?: { request?: unknown } };
  if (echo?.request !== request) {
    throw new WrongAnswer(`request ${request} got ${JSON.stringify(output)}`);
  }
}

/** The simulation itself is wrong; no asker tries again. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
}
