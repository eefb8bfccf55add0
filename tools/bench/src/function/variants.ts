import type { SessionVariant } from './session-variant.ts';
import type { StartPrograms } from './start-programs.ts';

/** One way to start a model's function. */
export interface Variant {
  readonly name: string;
  readonly program: keyof StartPrograms;
  readonly environment?: Readonly<Record<string, string>>;
  /** Other files or session options than the product's. */
  readonly session?: SessionVariant;
  /** It may give other answers than the package: it is not used, only measured. */
  readonly mayDiffer?: boolean;
  /** How the files come to the process. Default: they are in the page cache, as after an earlier start. */
  readonly files?: 'cold' | 'efs' | 'efs-model';
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
  { name: 'package or image, read from disk', program: 'function', files: 'cold' },
  { name: 'EFS, simulated', program: 'function', files: 'efs' },
  { name: 'EFS, for the model only', program: 'function', files: 'efs-model' },
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
  { name: 'weights in model.onnx', program: 'function', session: { saved: 'source' } },
  { name: 'weights in a mapped file', program: 'function', session: { saved: 'mapped' } },
  {
    name: 'weights not repacked',
    program: 'function',
    session: { session: { disable_prepacking: '1' } },
    mayDiffer: true,
  },
  { name: '512 MB: loaded in the init phase', program: 'function', processors: SMALL },
  { name: '512 MB: loaded when invoked', program: 'inHandler', processors: SMALL },
];
