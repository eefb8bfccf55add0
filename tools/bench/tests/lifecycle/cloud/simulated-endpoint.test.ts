import { SimulatedClock } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/inputs/random.ts';
import { Timeline } from '../../../src/lifecycle/clock/timeline.ts';
import { SimulatedEndpoint } from '../../../src/lifecycle/cloud/simulated-endpoint.ts';
import { ENDPOINT, MODEL } from '../../../src/lifecycle/model.ts';
import { requestOf } from '../../../src/lifecycle/systems/asking.ts';

/** Runs `work` with an endpoint until it is done. */
async function withEndpoint(
  work: (endpoint: SimulatedEndpoint, timeline: Timeline) => Promise<void>,
): Promise<void> {
  const clock = new SimulatedClock();
  const timeline = new Timeline(clock);
  const endpoint = new SimulatedEndpoint(clock, timeline, new Random(2), 7);
  timeline.start(() => work(endpoint, timeline));
  await timeline.run(Infinity);
}

describe('the simulated endpoint', () => {
  it('reports its changes as they happen, and how long it existed', () =>
    withEndpoint(async (endpoint, timeline) => {
      const start = timeline.now();
      const changes: string[] = [];
      endpoint.onChange = (change) => changes.push(change);
      await endpoint.create(ENDPOINT);
      expect(changes).toEqual(['Creating']);
      await timeline.sleep(20 * 60_000);
      expect(changes).toEqual(['Creating', 'InService']);
      expect((await endpoint.ask(MODEL, requestOf(1))).kind).toBe('answered');
      expect(await endpoint.delete(ENDPOINT)).toBe('deleting');
      const deletedAt = timeline.now() + endpoint.deletionSeconds * 1000;
      await timeline.sleep(10 * 60_000);
      expect(changes).toEqual(['Creating', 'InService', 'Deleting']);
      expect(endpoint.look(ENDPOINT)).toBeUndefined();
      expect(endpoint.lives.milliseconds(0, Infinity)).toBe(deletedAt - start);
    }));

  it('is deleted externally before the given invocation', () =>
    withEndpoint(async (endpoint) => {
      endpoint.put(ENDPOINT);
      endpoint.vanishesBefore = 2;
      expect((await endpoint.ask(MODEL, requestOf(1))).kind).toBe('answered');
      expect((await endpoint.ask(MODEL, requestOf(1))).kind).toBe('absent');
      expect((await endpoint.create(ENDPOINT)) === 'created').toBe(true);
    }));

  it('costs nothing after its creation has failed', () =>
    withEndpoint(async (endpoint, timeline) => {
      let created = 0;
      for (;;) {
        const before = endpoint.lives.milliseconds(0, Infinity);
        await endpoint.create(ENDPOINT);
        await timeline.sleep(30 * 60_000);
        const { creationSeconds } = endpoint;
        if (endpoint.look(ENDPOINT)?.status === 'Failed') {
          const spent = endpoint.lives.milliseconds(0, timeline.now()) - before;
          expect(spent).toBe(creationSeconds * 1000);
          return;
        }
        await endpoint.delete(ENDPOINT);
        await timeline.sleep(30 * 60_000);
        expect(++created).toBeLessThan(1000);
      }
    }));
});
