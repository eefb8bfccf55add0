import { parseArgs } from 'node:util';
import { LENGTHS, type Lengths } from './inputs/inputs.ts';
import { MODELS, type ModelName } from './models/bench-model.ts';
import { SYSTEMS, type SystemName, UNTUNED } from './systems/system-names.ts';

/** What every benchmark takes. */
interface Common {
  /** Where the rows are written as JSON. */
  readonly json: string | undefined;
  /** Whether the table and the plot in docs/benchmarks are written anew. */
  readonly docs: boolean;
}

export interface ContainerArguments extends Common {
  readonly command: 'container';
  readonly quick: boolean;
  readonly models: readonly ModelName[];
  readonly systems: readonly SystemName[];
  readonly lengths: readonly Lengths[];
  /** undefined: those of the quick or the full run. */
  readonly callers: readonly number[] | undefined;
}

export interface LifecycleArguments extends Common {
  readonly command: 'lifecycle';
  /** The same seed gives the same rows. */
  readonly seed: number;
}

export type BenchArguments = ContainerArguments | LifecycleArguments;

/** Arguments that mean nothing; the message says what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `usage: npm run bench -- container|lifecycle [options]

  --json FILE         writes the results as an array of rows
  --docs              writes the table and the plot of docs/benchmarks anew

container

  Compares the container with other ways to serve the same two models, on this machine, in turns.
  The first run installs the Python servers into an environment of the benchmark's own (several minutes, PyTorch is
  large); after that --quick takes less than five minutes, and the full run 30 to 40.

  --quick             fewer callers, shorter turns
  --model NAMES       ${MODELS.join(', ')}  (default: all; several with commas)
  --system NAMES      ${SYSTEMS.join(', ')},
                      and ${UNTUNED}, which is not among the default
  --lengths NAMES     ${LENGTHS.join(', ')}
  --callers NUMBERS   such as 1,32

lifecycle

  Simulates a year of a school and of a small steady service over the real life cycle, beside an endpoint that is
  always on, the timer that is often written instead, and SageMaker serverless. It takes seconds.

  --seed NUMBER       a whole number; the same one gives the same rows  (default: 1)
`;

const MAX_CALLERS = 1024;

const OPTIONS = {
  json: { type: 'string' },
  docs: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  model: { type: 'string' },
  system: { type: 'string' },
  lengths: { type: 'string' },
  callers: { type: 'string' },
  seed: { type: 'string' },
} as const;

type Values = ReturnType<typeof parsed>['values'];

/** The options that one benchmark alone knows. */
const OWN: Readonly<Record<BenchArguments['command'], readonly (keyof Values)[]>> = {
  container: ['quick', 'model', 'system', 'lengths', 'callers'],
  lifecycle: ['seed'],
};

/** @param args those after `npm run bench --` @throws UsageError */
export function parseArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parsed(args);
  const [command, ...rest] = positionals;
  if ((command !== 'container' && command !== 'lifecycle') || rest.length > 0) {
    const given = positionals.join(' ') || 'nothing';
    throw new UsageError(`what to measure is "container" or "lifecycle", not ${given}`);
  }
  if (values.json === '') throw new UsageError('--json needs the name of a file');
  const foreign = OWN[command === 'container' ? 'lifecycle' : 'container'];
  const wrong = foreign.find((name) => values[name] !== undefined && values[name] !== false);
  if (wrong !== undefined) throw new UsageError(`${command} takes no --${wrong}`);
  return command === 'container' ? containerArguments(values) : lifecycleArguments(values);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function containerArguments(values: Values): ContainerArguments {
  return {
    command: 'container',
    quick: values.quick,
    json: values.json,
    docs: values.docs,
    models: chosen('model', values.model, MODELS),
    systems:
      values.system === undefined
        ? SYSTEMS
        : chosen('system', values.system, [...SYSTEMS, UNTUNED]),
    lengths: chosen('lengths', values.lengths, LENGTHS),
    callers: values.callers === undefined ? undefined : callers(values.callers),
  };
}

function lifecycleArguments({ json, docs, seed = '1' }: Values): LifecycleArguments {
  if (!/^\d{1,9}$/.test(seed)) {
    throw new UsageError(`--seed takes a whole number of at most nine digits, not "${seed}"`);
  }
  return { command: 'lifecycle', json, docs, seed: Number(seed) };
}

/** Those of `known` that a list with commas names, in the order of `known`; all when there is no list. */
function chosen<Name extends string>(
  option: string,
  list: string | undefined,
  known: readonly Name[],
): Name[] {
  if (list === undefined) return [...known];
  const names = list.split(',');
  const wrong = names.find((name) => !known.includes(name as Name));
  if (wrong !== undefined) {
    throw new UsageError(`--${option} takes ${known.join(', ')}; "${wrong}" is none of them`);
  }
  return known.filter((name) => names.includes(name));
}

function callers(list: string): number[] {
  const numbers = list.split(',').map(Number);
  if (numbers.some((one) => !Number.isInteger(one) || one < 1 || one > MAX_CALLERS)) {
    throw new UsageError(`--callers takes whole numbers from 1 to ${MAX_CALLERS}, not "${list}"`);
  }
  return [...new Set(numbers)].sort((one, other) => one - other);
}
