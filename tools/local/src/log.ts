import type { Log } from './cloud/index.ts';

const CLOCK = { hour12: false } as const;
const MOST_SOURCE_COLUMNS = 36;

/** The keys under which loggers write a line's message. */
const WORDS = ['event', 'msg', 'message'] as const;

/** Fields that the line's prefix already shows, or that are of no use on this machine. */
const LEFT_OUT = new Set<string>([
  ...WORDS,
  'time',
  'timestamp',
  'pid',
  'hostname',
  'level',
  'reqId',
  ...['service', 'stack', 'sampling_rate', 'cold_start', 'xray_trace_id'],
  ...['function_arn', 'function_memory_size', 'function_name', 'function_request_id'],
]);

/** The prefix of a level, by name or by pino's number; other levels have none. */
const LOUD: Readonly<Record<string, string>> = {
  40: 'WARNING ',
  50: 'ERROR ',
  60: 'FATAL ',
  warn: 'WARNING ',
  error: 'ERROR ',
  fatal: 'FATAL ',
};

/** Prints each line of the cloud's log with its time and its source. */
export function consoleLog(print: (line: string) => void): Log {
  let columns = 0;
  return (source, line) => {
    if (isEmbeddedMetrics(line)) return;
    columns = Math.min(MOST_SOURCE_COLUMNS, Math.max(columns, source.length));
    const time = new Date().toLocaleTimeString('en-GB', CLOCK);
    print(`${time}  ${source.padEnd(columns)}  ${readable(line)}`);
  };
}

/** Embedded metrics are for CloudWatch, not for readers. */
const isEmbeddedMetrics = (line: string) => line.startsWith('{"_aws":');

/** A structured line as `LEVEL message key=value ...`; any other line unchanged. */
export function readable(line: string): string {
  const fields = parse(line);
  if (!fields) return line.trimEnd();
  const words = WORDS.flatMap((key) => (typeof fields[key] === 'string' ? [fields[key]] : []));
  const rest = Object.entries(fields)
    .filter(([key]) => !LEFT_OUT.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${LOUD[String(fields['level']).toLowerCase()] ?? ''}${[...words, ...rest].join(' ')}`;
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
