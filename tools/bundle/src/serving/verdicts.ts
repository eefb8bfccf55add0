import { binaryBytes, megabytes } from '../units.ts';
import { type BundleSize, memoryBytes, modelsInMemory, startSeconds } from './estimate.ts';
import { type Machine, SERVING_MODES, type ServingMode } from './modes.ts';

export interface Verdict {
  readonly mode: string;
  readonly fits: boolean;
  /** The machine that it fits on, or why it does not fit. */
  readonly why: string;
  /** What to do when it does not fit. */
  readonly instead: string;
}

/** Share of the memory that is left for the system and for running requests. */
const SPARE_SHARE = 0.1;

/**
 * For each way of serving, whether a bundle of `size` fits.
 * @param workers the number that the manifest asks for; default: what each mode recommends
 */
export function verdictsOf(size: BundleSize, workers?: number): Verdict[] {
  return SERVING_MODES.map((mode) => ({
    mode: mode.name,
    instead: `make it smaller (int8), or ${mode.instead}`,
    ...verdict(mode, size, workers),
  }));
}

function verdict(
  mode: ServingMode,
  size: BundleSize,
  asked: number | undefined,
): Pick<Verdict, 'fits' | 'why'> {
  const unpacked = size.onnxBytes + size.otherBytes;
  if (mode.disk && unpacked > mode.disk.bytes) {
    const { name, bytes } = mode.disk;
    return no(`it unpacks to ${megabytes(unpacked)}, but its ${name} holds ${megabytes(bytes)}`);
  }
  const seconds = Math.ceil(startSeconds(size));
  if (mode.startSeconds !== undefined && seconds > mode.startSeconds) {
    return no(`it takes about ${seconds} s to start, but the limit is ${mode.startSeconds} s`);
  }
  const machine = mode.machines.find((one) => workersOn(one, mode, size, asked) > 0);
  if (!machine) {
    const most = Math.max(...mode.machines.map(usable));
    const least = memoryBytes(size, asked ?? 1);
    return no(
      `it needs about ${binaryBytes(least)} of memory, but there are only ${binaryBytes(most)}`,
    );
  }
  if (mode.shared) {
    const count = modelsInMemory(size, usable(machine));
    return yes(`${machine.name}: about ${count} models at once, with one worker each`);
  }
  const workers = workersOn(machine, mode, size, asked);
  const memory = `${binaryBytes(memoryBytes(size, workers))} of ${binaryBytes(usable(machine))}`;
  const fewer = workers < (asked ?? mode.workers ?? machine.processors);
  return yes(
    `${machine.name}: about ${memory}, with ${workers} worker${workers === 1 ? '' : 's'}` +
      (fewer ? ` for ${machine.processors} processors ("workers" under "tuning")` : ''),
  );
}

const usable = ({ memoryBytes }: Machine) => memoryBytes * (1 - SPARE_SHARE);

/** The mode's recommended number of workers, or fewer if fewer fit; the number asked for, or 0 if that does not fit. */
function workersOn(
  machine: Machine,
  mode: ServingMode,
  size: BundleSize,
  asked: number | undefined,
): number {
  const fit = modelsInMemory(size, usable(machine));
  if (asked !== undefined) return fit >= asked ? asked : 0;
  return Math.max(0, Math.min(mode.workers ?? machine.processors, fit));
}

const yes = (why: string) => ({ fits: true, why });
const no = (why: string) => ({ fits: false, why });

/** One line for each mode. */
export function verdictLines(verdicts: readonly Verdict[]): string[] {
  const width = Math.max(...verdicts.map(({ mode }) => mode.length));
  return verdicts.map(
    ({ mode, fits, why, instead }) =>
      `  ${mode.padEnd(width)}  ${fits ? 'fits' : 'no  '}  ${fits ? why : `${why}: ${instead}`}`,
  );
}
