import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS, STACK } from '../../src/lifecycle/settings.ts';
import { ROOT } from '../../src/paths.ts';

const read = (file: string) => readFile(join(ROOT, 'infra', 'src', file), 'utf8');

describe('the simulation has the settings of infra', () => {
  it('with its defaults', async () => {
    const { checkMinutes, instanceType, ...numbers } = STACK;
    const config = await read('config/stack-settings.ts');
    expect(config).toContain(`instanceType: '${instanceType}'`);
    for (const [key, value] of Object.entries(numbers))
      expect(config).toContain(`${key}: ${value},`);
    // Half of the shortest idle time by default.
    expect(await read('serving/check-minutes.ts')).toContain(
      'Math.floor(Math.min(...all.map(({ idleMinutes }) => idleMinutes)) / 2)',
    );
    expect(checkMinutes).toBe(STACK.idleMinutes / 2);
  });

  it('with the same sizes of the functions', async () => {
    const sizes = await read('sizes.ts');
    for (const [name, { memoryMegabytes }] of Object.entries(FUNCTIONS)) {
      expect(sizes).toContain(`${name}: { memoryMegabytes: ${memoryMegabytes},`);
    }
    expect(sizes).toContain(`timeoutSeconds: ${FUNCTIONS.jobs.timeoutSeconds} }`);
  });
});
