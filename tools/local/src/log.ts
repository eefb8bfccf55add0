import type { Log } from './cloud/index.ts';

const CLOCK = { hour12: false } as const;
const MOST_SOURCE_COLUMNS = 36;

/** What a structured line says in words, under the names that loggers give it. */
const WORDS = ['event', 'msg', 'message'] as const;

/** What the line's own prefix says already, or nobody on this machine asks. */
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

/** Loudness by name, or by pino's number; what is not here is not worth a word. */
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

/** What CloudWatch makes metrics of, and nobody reads. */
const isEmbeddedMetrics = (line: string) => line.startsWith('{"_aws":');

/** A structured line as `LOUDNESS words key=value ...`; any other as it is. */
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
