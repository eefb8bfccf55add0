import { describe, expect, it } from 'vitest';
import { Timeline } from '../../../src/lifecycle/clock/timeline.ts';

const createTimeline = () => new Timeline({ time: 1000 });

describe('a timeline', () => {
  it('jumps to each event, and stops at the given time', async () => {
    const timeline = createTimeline();
    const seen: number[] = [];
    for (const at of [3000, 2000, 9000]) timeline.at(at, () => seen.push(timeline.now()));
    await timeline.run(5000);
    expect(seen).toEqual([2000, 3000]);
    await timeline.run(9000);
    expect(seen).toEqual([2000, 3000, 9000]);
  });

  it('runs all promise callbacks before it advances the time', async () => {
    const timeline = createTimeline();
    const seen: string[] = [];
    timeline.at(2000, () =>
      timeline.start(async () => {
        for (let turn = 0; turn < 100; turn++) await Promise.resolve();
        seen.push(`worked at ${timeline.now()}`);
        await timeline.sleep(500);
        seen.push(`slept until ${timeline.now()}`);
      }),
    );
    timeline.at(2001, () => seen.push('next'));
    await timeline.run(Infinity);
    expect(seen).toEqual(['worked at 2000', 'next', 'slept until 2500']);
  });

  it('has no two events in one millisecond, and never goes back', async () => {
    const timeline = createTimeline();
    const seen: number[] = [];
    for (const at of [2000, 2000, 2000, 500]) timeline.at(at, () => seen.push(timeline.now()));
    await timeline.run(Infinity);
    expect(seen).toEqual([1001, 2000, 2001, 2002]);
  });

  it('ends with what any work throws', async () => {
    const timeline = createTimeline();
    timeline.start(async () => {
      await timeline.sleep(100);
      throw new Error('broken');
    });
    timeline.at(5000, () => expect.unreachable());
    await expect(timeline.run(Infinity)).rejects.toThrow('broken');
  });
});
