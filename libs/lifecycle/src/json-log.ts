import type { Log } from './ports.ts';

/** One line of JSON on standard output for each event, as CloudWatch Logs reads it. */
export const jsonLog: Log = (level, event, fields = {}) => {
  process.stdout.write(`${JSON.stringify({ level, event, ...fields })}\n`);
};
