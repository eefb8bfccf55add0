import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { processors } from '../../src/plan/processors.ts';

async function machine(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'processors-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

const legacy = (folder: string, quota: number) => ({
  [`sys/fs/cgroup/${folder}/cpu.cfs_quota_us`]: `${quota}\n`,
  [`sys/fs/cgroup/${folder}/cpu.cfs_period_us`]: '100000\n',
});

test.each<[string, Record<string, string>, number]>([
  ['no control group', {}, 8],
  [
    'v2 without a quota',
    { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': 'max 100000\n' },
    8,
  ],
  [
    'v2, one and a half',
    { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '150000 100000\n' },
    2,
  ],
  [
    'v2, half of one',
    { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '50000 100000\n' },
    1,
  ],
  [
    'v2, of a group above',
    {
      'proc/self/cgroup': '0::/pod/box\n',
      'sys/fs/cgroup/pod/cpu.max': '300000 100000\n',
      'sys/fs/cgroup/pod/box/cpu.max': 'max 100000\n',
    },
    3,
  ],
  [
    "v2, the container's own mount under the host's path",
    { 'proc/self/cgroup': '0::/docker/abc\n', 'sys/fs/cgroup/cpu.max': '400000 100000\n' },
    4,
  ],
  [
    'v1',
    { 'proc/self/cgroup': '4:cpu,cpuacct:/box\n0::/\n', ...legacy('cpu,cpuacct/box', 200_000) },
    2,
  ],
  ['v1, cpu mounted separately', { 'proc/self/cgroup': '3:cpu:/\n', ...legacy('cpu', 100_000) }, 1],
  ['v1 without a quota', { 'proc/self/cgroup': '3:cpu:/\n', ...legacy('cpu', -1) }, 8],
  [
    "v1, the container's own mount under the host's path",
    { 'proc/self/cgroup': '9:cpuacct,cpu:/docker/abc\n', ...legacy('cpu', 300_000) },
    3,
  ],
  [
    'a quota above the available processors',
    { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '9900000 100000\n' },
    8,
  ],
])('%s', async (_name, files, count) => {
  expect(processors({ root: await machine(files), available: 8 })).toBe(count);
});

test('counts the processors of this machine', () => {
  expect(processors()).toBeGreaterThanOrEqual(1);
  expect(processors()).toBeLessThanOrEqual(availableParallelism());
});
