/** One entry of the log; undefined members are left out. */
export type Entry = Readonly<Record<string, unknown>>;

export type Log = (level: 'info' | 'error', message: string, entry: Entry) => void;

/**
 * A log of JSON lines on stdout, which Lambda sends to CloudWatch. Our own few lines: loading a logger would delay each
 * cold start.
 * @param write for tests
 */
export function createLog(write = (line: string) => void process.stdout.write(line)): Log {
  return (level, message, entry) => {
    const line = { level, timestamp: new Date().toISOString(), message, ...entry };
    write(`${JSON.stringify(line)}\n`);
  };
}

/** An error as an entry of the log, with its stack and its causes. */
export function errorEntry(error: unknown): Entry {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, message, stack, cause } = error;
  return { error: { name, message, stack, ...(cause === undefined ? {} : errorEntry(cause)) } };
}
