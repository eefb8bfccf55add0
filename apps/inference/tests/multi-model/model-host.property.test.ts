import { ProblemError } from '@pilotlight/contracts';
import type { Answer, ModelRuntime } from '@pilotlight/model-runtime';
import fc, { type Scheduler } from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryBudget } from '../../src/multi-model/memory-budget.ts';
import { ModelHost } from '../../src/multi-model/model-host.ts';
import { foundBundle } from '../support/bundles.ts';
import { fakeRuntime, TIMINGS } from '../support/fake-runtime.ts';

const ask = { body: Buffer.from('{}'), contentType: 'application/json', accept: '*/*' };
const endless = new MemoryBudget({ limitBytes: () => 2 ** 60, usedBytes: () => 0 });

/** The life of one runtime, as observed by the test. */
interface Life {
  readonly url: string;
  loaded: boolean;
  closed: number;
  underWay: number;
}

interface World {
  readonly host: ModelHost;
  readonly lives: Life[];
  /** Violations of the invariants. */
  readonly wrong: string[];
}

/** A host in which `scheduler` controls every wait; urls with "bad" cannot be loaded. */
function worldOf(scheduler: Scheduler): World {
  const lives: Life[] = [];
  const wrong: string[] = [];
  const start = (url: string): ModelRuntime => {
    const life: Life = { url, loaded: false, closed: 0, underWay: 0 };
    lives.push(life);
    const step = (name: string) => scheduler.schedule(Promise.resolve(), name);
    const load = async () => {
      await step(`load ${url}`);
      if (url.includes('bad')) throw new Error('not a valid model');
      life.loaded = true;
    };
    const loaded = load();
    loaded.catch(() => undefined);
    return {
      ...fakeRuntime(),
      loaded,
      async invoke(): Promise<Answer> {
        if (!life.loaded || life.closed > 0)
          wrong.push(`${url} was invoked while it was not loaded`);
        life.underWay += 1;
        await step(`invoke ${url}`);
        const streaming = step(`stream ${url}`).then(() => {
          if (life.closed > 0) wrong.push(`${url} was closed during an answer`);
          life.underWay -= 1;
          return TIMINGS;
        });
        return { body: url, contentType: 'text/plain', timings: streaming };
      },
      async close() {
        life.closed += 1;
        if (life.underWay > 0)
          wrong.push(`${url} was closed with ${life.underWay} invocations in flight`);
        await step(`close ${url}`);
      },
    };
  };
  const find = async (url: string) => {
    await scheduler.schedule(Promise.resolve(), `find ${url}`);
    return foundBundle(url);
  };
  const host = new ModelHost({ find, start: ({ directory }) => start(directory), memory: endless });
  return { host, lives, wrong };
}

const action = fc.record({
  kind: fc.constantFrom('load', 'invoke', 'unload', 'list'),
  name: fc.constantFrom('a', 'b'),
  url: fc.constantFrom('/m/1/model', '/m/2/model', '/m/bad/model'),
});

test('invokes only loaded models and closes each runtime once, under any interleaving', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(action, { minLength: 1, maxLength: 25 }),
      async (scheduler, actions) => {
        const { host, lives, wrong } = worldOf(scheduler);
        const outcomes = actions.map(async ({ kind, name, url }) => {
          await scheduler.schedule(Promise.resolve(), `${kind} ${name}`);
          if (kind === 'load') return host.load(name, url);
          if (kind === 'unload') return host.unload(name);
          if (kind === 'list')
            return host.list('').models.map((model) => host.find(model.modelName));
          const { url: expected } = host.find(name);
          const answer = await host.find(name).invoke(ask);
          if (answer.body !== expected)
            wrong.push(`${name} was answered by ${String(answer.body)}`);
          return answer.timings;
        });
        const settled = await scheduler.waitFor(Promise.allSettled(outcomes));
        await scheduler.waitFor(host.close());

        for (const outcome of settled) {
          // Every refusal is a ProblemError.
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ProblemError);
        }
        expect(wrong).toEqual([]);
        expect(lives.map(({ closed }) => closed)).toEqual(lives.map(() => 1));
        expect([...host.models()]).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});
