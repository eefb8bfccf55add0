import { expect, it } from 'vitest';
import { Timeline } from '../../../src/lifecycle/clock/timeline.ts';
import { Processors } from '../../../src/lifecycle/cloud/processors.ts';

it('works on as many tasks at once as there are processors, and queues the others in order', async () => {
  const timeline = new Timeline({ time: 0 });
  const processors = new Processors(timeline, 2);
  const done: string[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    timeline.start(async () => {
      await processors.work(100);
      done.push(`${name} ${Math.floor(timeline.now() / 10) * 10}`);
    });
  }
  await timeline.run(Infinity);
  expect(done).toEqual(['a 100', 'b 100', 'c 200', 'd 200', 'e 300']);
});
