import type { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/inputs/random.ts';
import { ASSUMED } from '../../../src/lifecycle/assumptions.ts';
import { Timeline } from '../../../src/lifecycle/clock/timeline.ts';
import { Network } from '../../../src/lifecycle/cloud/network.ts';

const CALLS = 20_000;

function createNetwork() {
  const timeline = new Timeline({ time: 0 });
  return { timeline, network: new Network(timeline, new Random(1)) };
}

describe('the network', () => {
  it('fails the assumed share of calls, half of them after they took effect', async () => {
    const { timeline, network } = createNetwork();
    const kinds = { throttled: 0, unavailable: 0 };
    let effects = 0;
    timeline.start(async () => {
      for (let call = 0; call < CALLS; call++) {
        await network
          .call({ dead: false }, ['SageMaker', 'describe'], () => ++effects)
          .catch((error: CloudError) => {
            kinds[error.kind as keyof typeof kinds] += 1;
          });
      }
    });
    await timeline.run(Infinity);
    const wanted = (ASSUMED.calls.SageMaker.failedShare * CALLS) / 2;
    expect(effects).toBe(CALLS - kinds.throttled);
    for (const count of Object.values(kinds)) expect(Math.abs(count - wanted)).toBeLessThan(15);
  });

  it("calls SageMaker's runtime with the latency of an invocation, not of the control plane", async () => {
    const { timeline, network } = createNetwork();
    const seconds: number[] = [];
    for (const service of ['SageMaker runtime', 'SageMaker'] as const) {
      const began = timeline.now();
      timeline.start(async () => {
        for (let call = 0; call < 1000; call++) {
          await network.call({ dead: false }, [service, 'x'], () => 0).catch(() => 0);
        }
      });
      await timeline.run(Infinity);
      seconds.push((timeline.now() - began) / 1000);
    }
    // A call takes its usual time on average; one in a hundred takes ten times as long.
    const usual = [ASSUMED.invocation.milliseconds, ASSUMED.calls.SageMaker.milliseconds];
    for (const [index, milliseconds] of usual.entries()) {
      expect(seconds[index]).toBeGreaterThan(milliseconds * 0.95);
      expect(seconds[index]).toBeLessThan(milliseconds * 1.3);
    }
  });

  it('never answers a dead process', async () => {
    const { timeline, network } = createNetwork();
    const process = { dead: false };
    const heard: string[] = [];
    const ask = (name: string) =>
      timeline.start(async () => {
        await network.call(process, ['DynamoDB', 'readWake'], () => undefined);
        heard.push(name);
      });
    ask('alive');
    timeline.at(5000, () => {
      ask('dying');
      process.dead = true;
      ask('dead');
    });
    await timeline.run(Infinity);
    expect(heard).toEqual(['alive']);
  });

  it('wraps every method of a port', async () => {
    const { timeline, network } = createNetwork();
    class Port {
      readonly #answer = 42;
      ask = async () => this.#answer;
    }
    const calls: string[] = [];
    const port = network.reach({ dead: false }, 'DynamoDB', new Port(), (method) =>
      calls.push(method),
    );
    const answers: number[] = [];
    timeline.start(async () => void answers.push(await port.ask()));
    expect(answers).toEqual([]);
    await timeline.run(Infinity);
    expect(answers).toEqual([42]);
    expect(calls).toEqual(['ask']);
  });
});
