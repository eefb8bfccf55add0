import type { ChildProcess, Serializable } from 'node:child_process';

/**
 * Sends `message` to a forked process and waits for its one reply.
 * @throws Error when the process ends instead
 */
export function reply<Reply>(child: ChildProcess, message: object, what: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null) => {
      child.off('message', onMessage);
      reject(new Error(`${what} ended (${signal ?? `exit code ${code}`}) before it replied`));
    };
    const onMessage = (given: Serializable) => {
      child.off('exit', onExit);
      resolve(given as Reply);
    };
    if (child.exitCode !== null || child.signalCode !== null) {
      onExit(child.exitCode, child.signalCode);
      return;
    }
    child.once('exit', onExit);
    child.once('message', onMessage);
    child.send(message);
  });
}
