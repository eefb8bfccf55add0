import { tmpdir } from 'node:os';
import { ChildProcesses } from '../../src/cloud/processes/child-processes.ts';

/** A process that owns a child as the cloud does, for a test to kill: sends the child's pid, then waits. */
const processes = new ChildProcesses([process.argv[2] ?? '']);
const child = processes.start({
  command: process.execPath,
  arguments: ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);'],
  cwd: tmpdir(),
  temporary: tmpdir(),
  environment: {},
  ipc: false,
  onLine: () => undefined,
});
child.once('spawn', () => process.send?.(child.pid));
