import { describe, expect, it } from 'vitest';
import { ASSUMED } from '../../../src/lifecycle/assumptions.ts';
import { Timeline } from '../../../src/lifecycle/clock/timeline.ts';
import { checkOutput, persistently, WrongAnswer } from '../../../src/lifecycle/systems/asking.ts';

async function asked(attempt: (time: number) => Promise<'answered' | 'refused'>) {
  const timeline = new Timeline({ time: 0 });
  const tries: number[] = [];
  let outcome: string | undefined;
  timeline.start(async () => {
    outcome = await persistently(timeline, () => {
      tries.push(Math.floor(timeline.now() / 1000));
      return attempt(tries.length);
    });
  });
  await timeline.run(Infinity);
  return { outcome, tries };
}

const broken = () => Promise.reject(new Error('503'));

describe('a client', () => {
  it('retries after increasing pauses, and gives up', async () => {
    const { outcome, tries } = await asked(broken);
    expect(outcome).toBe('lost');
    expect(tries).toEqual([0, 5, 15, 35, 75, 155]);
    expect(tries).toHaveLength(ASSUMED.retryPausesSeconds.length + 1);
  });

  it('stops at the first answer, even a refusal', async () => {
    const second = (time: number) => (time < 2 ? broken() : Promise.resolve('answered' as const));
    expect(await asked(second)).toEqual({ outcome: 'answered', tries: [0, 5] });
    expect(await asked(async () => 'refused')).toEqual({ outcome: 'refused', tries: [0] });
  });

  it('ends the run when it gets the answer of another', async () => {
    const wrong = async () => {
      checkOutput({ echo: { request: 7 } }, 8);
      return 'answered' as const;
    };
    await expect(asked(wrong)).rejects.toThrow(WrongAnswer);
    expect(() => checkOutput({ echo: { request: 8 } }, 8)).not.toThrow();
  });
});
