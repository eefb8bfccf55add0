import { parseArgs } from 'node:util';
import { LENGTHS, type Lengths } from './inputs/inputs.ts';
import { MODELS, type ModelName } from './models/bench-model.ts';
import { SYSTEMS, type SystemName, UNTUNED } from './systems/system-names.ts';

/** The options of every benchmark. */
interface Common {
  /** The file that the rows are written to as JSON. */
  readonly json: string | undefined;
  /** Whether the table and the plot in docs/benchmarks are rewritten. */
  readonly docs: boolean;
}

export interface ContainerArguments extends Common {
  readonly command: 'container';
  readonly quick: boolean;
  readonly models: readonly ModelName[];
  readonly systems: readonly SystemName[];
  readonly lengths: readonly Lengths[];
  /** Default: those of the quick or the full run. */
  readonly callers: readonly number[] | undefined;
}

export interface LifecycleArguments extends Common {
  readonly command: 'lifecycle';
  /** The same seed gives the same rows. */
  readonly seed: number;
}

export interface FunctionArguments extends Common {
  readonly command: 'function';
  /** How often each start is measured. */
  readonly runs: number;
}

export type BenchArguments = ContainerArguments | LifecycleArguments | FunctionArguments;

/** Invalid arguments; the message says what would be valid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `usage: npm run bench -- container|lifecycle|function [options]

  --json FILE         writes the results as an array of rows
  --docs              rewrites the table and the plot of docs/benchmarks

container

  Compares the container with other ways to serve the same two models, on this machine, in turns.
  The first run installs the Python servers into virtual environments of the benchmark (several minutes, PyTorch is
  large); after that --quick takes less than five minutes, and the full run about 40.

  --quick             fewer callers, shorter turns
  --model NAMES       ${MODELS.join(', ')}  (default: all; separate several by commas)
  --system NAMES      ${SYSTEMS.join(', ')},
                      and ${UNTUNED}, which is not in the default
  --lengths NAMES     ${LENGTHS.join(', ')}
  --callers NUMBERS   such as 1,32

lifecycle

  Simulates a year of a school, of a small steady service and of an office with the real life cycle, and compares it
  with an endpoint that is always on, and the simple timer that is often written instead. It takes about a minute.

  --seed NUMBER       an integer; the same one gives the same rows  (default: 1)

function

  Measures the start of a model's function on this machine, up to its first answer: in a package, on EFS (simulated),
  and in other ways. It takes about ten minutes.

  --runs NUMBER       how often each start is measured, from 1 to 99  (default: 9)
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
  runs: { type: 'string' },
} as const;

type Values = ReturnType<typeof parsed>['values'];

/** The options that only one benchmark has. */
const OWN: Readonly<Record<BenchArguments['command'], readonly (keyof Values)[]>> = {
  container: ['quick', 'model', 'system', 'lengths', 'callers'],
  lifecycle: ['seed'],
  function: ['runs'],
};

const COMMANDS = Object.keys(OWN) as BenchArguments['command'][];

/** @param args those after `npm run bench --` @throws UsageError */
export function parseArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parsed(args);
  const [command, ...rest] = positionals;
  if (!isCommand(command) || rest.length > 0) {
    const given = positionals.join(' ') || 'missing';
    throw new UsageError(`the command is ${given}, must be one of ${COMMANDS.join(', ')}`);
  }
  if (values.json === '') throw new UsageError('--json is empty, must be the name of a file');
  const foreign = COMMANDS.flatMap((other) => (other === command ? [] : OWN[other]));
  const wrong = foreign.find((name) => values[name] !== undefined && values[name] !== false);
  if (wrong !== undefined) throw new UsageError(`${command} has no option --${wrong}`);
  return READ[command](values);
}

const isCommand = (given: string | undefined): given is BenchArguments['command'] =>
  COMMANDS.some((command) => command === given);

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
    throw new UsageError(`--seed is "${seed}", must be an integer of at most nine digits`);
  }
  return { command: 'lifecycle', json, docs, seed: Number(seed) };
}

function functionArguments({ json, docs, runs = '9' }: Values): FunctionArguments {
  if (!/^[1-9]\d?$/.test(runs)) {
    throw new UsageError(`--runs is "${runs}", must be an integer from 1 to 99`);
  }
  return { command: 'function', json, docs, runs: Number(runs) };
}

const READ = {
  container: containerArguments,
  lifecycle: lifecycleArguments,
  function: functionArguments,
} satisfies Record<BenchArguments['command'], (values: Values) => BenchArguments>;

/** The names of a comma-separated list, in the order of `known`; all of `known` when there is no list. */
function chosen<Name extends string>(
  option: string,
  list: string | undefined,
  known: readonly Name[],
): Name[] {
  if (list === undefined) return [...known];
  const names = list.split(',');
  const wrong = names.find((name) => !known.includes(name as Name));
  if (wrong !== undefined) {
    throw new UsageError(`--${option} has "${wrong}", must be one or more of ${known.join(', ')}`);
  }
  return known.filter((name) => names.includes(name));
}

function callers(list: string): number[] {
  const numbers = list.split(',').map(Number);
  if (numbers.some((one) => !Number.isInteger(one) || one < 1 || one > MAX_CALLERS)) {
    throw new UsageError(`--callers is "${list}", must be integers from 1 to ${MAX_CALLERS}`);
  }
  return [...new Set(numbers)].sort((one, other) => one - other);
}
