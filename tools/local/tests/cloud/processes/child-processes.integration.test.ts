import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { ChildProcesses } from '../../../src/cloud/processes/child-processes.ts';
import { isAlive } from '../../support/is-alive.ts';
import { until } from '../../support/test-cloud.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Runs `atSigterm` at SIGTERM. Its child ignores SIGTERM, and prints its own pid when it is ready. */
const parent = (atSigterm: string) => `
const inner = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)';
process.on('SIGTERM', () => ${atSigterm});
require('node:child_process').spawn(process.execPath, ['-e', inner], { stdio: 'inherit' });
`;

async function startParent(processes: ChildProcesses, atSigterm: string) {
  const lines: string[] = [];
  const child = processes.start({
    command: process.execPath,
    arguments: ['-e', parent(atSigterm)],
    cwd: tmpdir(),
    temporary: tmpdir(),
    environment: {},
    ipc: false,
    onLine: (line) => lines.push(line),
  });
  const inner = await until(() => lines[0]);
  return { child, pids: [child.pid ?? 0, Number(inner)] };
}

test('close leaves no process, even if one ignores SIGTERM', async () => {
  const processes = new ChildProcesses([mkdtempSync(join(tmpdir(), 'pilotlight-test-'))]);
  const { pids } = await startParent(processes, '{}');
  expect(pids.map(isAlive)).toEqual([true, true]);
  await processes.close(0.1);
  await until(() => !pids.some(isAlive));
  expect(() =>
    processes.start({
      command: 'true',
      arguments: [],
      cwd: '/',
      temporary: tmpdir(),
      environment: {},
      ipc: false,
      onLine: () => undefined,
    }),
  ).toThrow('closed');
});

test('stop also ends what the process leaves behind', async () => {
  const processes = new ChildProcesses([mkdtempSync(join(tmpdir(), 'pilotlight-test-'))]);
  const { child, pids } = await startParent(processes, 'process.exit()');
  await processes.stop(child, 30);
  await until(() => !pids.some(isAlive));
  await processes.close(0);
});

test('a command that does not exist exits with 127 and logs a line', async () => {
  const processes = new ChildProcesses([mkdtempSync(join(tmpdir(), 'pilotlight-test-'))]);
  const lines: string[] = [];
  const child = processes.start({
    command: 'no-such-program',
    arguments: [],
    cwd: tmpdir(),
    temporary: tmpdir(),
    environment: {},
    ipc: false,
    onLine: (line) => lines.push(line),
  });
  expect(await once(child, 'exit')).toEqual([127, null]);
  expect(lines[0]).toMatch(/^cannot run no-such-program: /);
  await processes.close(0);
});

test('kill -9 of the cloud leaves no process and no scratch directory', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'pilotlight-test-'));
  const owner = fork(fileURLToPath(new URL('../../support/owner.ts', import.meta.url)), [scratch], {
    execArgv: [],
    silent: true,
  });
  const [pid] = (await once(owner, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  owner.kill('SIGKILL');
  await until(() => !isAlive(pid));
  await until(() => !existsSync(scratch));
});
