const PERIOD_MILLISECONDS = 50;

/**
 * Gives a process a share of a processor by stopping and continuing it, as Lambda does with a function of less than
 * 1769 MB.
 * @returns ends it, with the process running
 */
export function throttle(pid: number, processors: number): () => void {
  const send = (signal: NodeJS.Signals) => {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended.
    }
  };
  const stops = setInterval(() => {
    send('SIGCONT');
    setTimeout(() => send('SIGSTOP'), PERIOD_MILLISECONDS * processors);
  }, PERIOD_MILLISECONDS);
  send('SIGSTOP');
  return () => {
    clearInterval(stops);
    setTimeout(() => send('SIGCONT'), PERIOD_MILLISECONDS);
  };
}
