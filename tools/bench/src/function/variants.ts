import type { SessionVariant } from './session-variant.ts';
import type { StartPrograms } from './start-programs.ts';

/** One way to start a model's function. */
export interface Variant {
  readonly name: string;
  readonly program: keyof StartPrograms;
  readonly environment?: Readonly<Record<string, string>>;
  /** Other files or session options than the product's. */
  readonly session?: SessionVariant;
  /** How the files come to the process. Default: they are in the page cache, as after an earlier start. */
  readonly files?: 'cold' | 'efs';
  /** Processors that it has from the end of the init phase on; default: all that it wants. */
  readonly processors?: number;
}

/** EFS: throughput that one function has got reliably, and the time to open a file. A cautious assumption. */
export const EFS = { megabytesPerSecond: 100, millisecondsPerFile: 3 } as const;

const PLAN = JSON.stringify({ workers: 1, threadsPerWorker: 1, maxBatch: 1 });
/** A function of 512 MB, in processors. */
const SMALL = 512 / 1769;

/** The names of the rows that the goals are about. */
export const NAMES = {
  package: 'package',
  bare: 'ONNX Runtime alone',
  nothing: 'Node alone',
} as const;

export const VARIANTS: readonly Variant[] = [
  { name: NAMES.package, program: 'function' },
  { name: NAMES.bare, program: 'bareSession' },
  { name: NAMES.nothing, program: 'nothing' },
  { name: 'package, files read from disk (also: image)', program: 'function', files: 'cold' },
  { name: 'EFS, simulated', program: 'function', files: 'efs' },
  { name: 'with sharp in the package', program: 'withSharp' },
  { name: 'in a worker thread', program: 'inWorker', environment: { PLAN } },
  { name: 'in worker threads, plan measured', program: 'inWorker' },
  {
    name: 'optimised graph saved',
    program: 'function',
    session: { saved: 'onnx', level: 'disabled' },
  },
  {
    name: 'ORT format saved',
    program: 'function',
    session: { saved: 'ort', level: 'disabled', session: { load_model_format: 'ORT' } },
  },
  {
    name: 'optimised graph, weights in a mapped file',
    program: 'function',
    session: { saved: 'external', level: 'disabled' },
  },
  {
    name: 'weights not repacked',
    program: 'function',
    session: { session: { disable_prepacking: '1' } },
  },
  { name: '512 MB: loaded in the init phase', program: 'function', processors: SMALL },
  { name: '512 MB: loaded by the first invocation', program: 'inHandler', processors: SMALL },
];
