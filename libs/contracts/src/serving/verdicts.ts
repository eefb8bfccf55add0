import type { ModelManifest } from '../manifest.ts';
import { binaryBytes, megabytes } from '../units.ts';
import {
  type BundleSize,
  containerMemoryBytes,
  MEMORY,
  startSeconds,
  workersInMemory,
} from './estimate.ts';
import type { Machine } from './machines.ts';
import { SERVING_WAYS, type ServingWay } from './ways.ts';

export interface Verdict {
  readonly way: ServingWay;
  readonly fits: boolean;
  /** The smallest machine that it fits on; undefined when it does not fit. */
  readonly machine?: Machine;
  /** How it fits on that machine, or why it does not fit. */
  readonly why: string;
  /** What to do when it does not fit. */
  readonly instead: string;
}

/**
 * For each way of serving, whether a bundle of `size` fits.
 * @param asked what the manifest asks for: a number of workers (default: what each way recommends), and files of its
 *   answers
 */
export function verdictsOf(
  size: BundleSize,
  { tuning, answerFiles }: Pick<ModelManifest, 'tuning' | 'answerFiles'> = {},
): Verdict[] {
  return SERVING_WAYS.map((way) => {
    if (answerFiles && way.mode !== undefined && way.mode !== 'async') {
      const why = 'its answers become files (answerFiles), which only jobs make';
      return { way, instead: 'serve it asynchronously', ...no(why) };
    }
    const instead = `make it smaller (int8), or ${way.instead}`;
    return { way, instead, ...verdict(way, size, tuning?.workers) };
  });
}

function verdict(
  way: ServingWay,
  size: BundleSize,
  asked: number | undefined,
): Pick<Verdict, 'fits' | 'machine' | 'why'> {
  const unpacked = size.onnxBytes + size.otherBytes;
  if (way.disk && unpacked > way.disk.bytes) {
    const { name, bytes } = way.disk;
    return no(`it unpacks to ${megabytes(unpacked)}, but its ${name} holds ${megabytes(bytes)}`);
  }
  const seconds = Math.ceil(startSeconds(size));
  if (way.startSeconds !== undefined && seconds > way.startSeconds) {
    return no(`it takes about ${seconds} s to start, but the limit is ${way.startSeconds} s`);
  }
  const machine = way.machines.find((one) => workersOn(one, way, size, asked) > 0);
  if (!machine) {
    const most = Math.max(...way.machines.map(usable));
    const least = containerMemoryBytes(size, asked ?? 1);
    return no(
      `it needs about ${binaryBytes(least)} of memory, but there are only ${binaryBytes(most)}`,
    );
  }
  if (way.shared) {
    const count = workersInMemory(size, machine.memoryBytes);
    return yes(machine, `about ${count} models at once, with one worker each`);
  }
  const workers = workersOn(machine, way, size, asked);
  const needed = binaryBytes(containerMemoryBytes(size, workers));
  const fewer = workers < (asked ?? way.workers ?? machine.processors);
  return yes(
    machine,
    `about ${needed} of ${binaryBytes(usable(machine))}, ` +
      `with ${workers} worker${workers === 1 ? '' : 's'}` +
      (fewer ? ` for ${machine.processors} processors ("workers" under "tuning")` : ''),
  );
}

const usable = ({ memoryBytes }: Machine) => memoryBytes * MEMORY.usableShare;

/** The recommended number of workers, or fewer if fewer fit; the number asked for, or 0 if that does not fit. */
function workersOn(
  machine: Machine,
  way: ServingWay,
  size: BundleSize,
  asked: number | undefined,
): number {
  const fit = workersInMemory(size, machine.memoryBytes);
  if (asked !== undefined) return fit >= asked ? asked : 0;
  return Math.min(way.workers ?? machine.processors, fit);
}

const yes = (machine: Machine, why: string) => ({
  fits: true,
  machine,
  why: `${machine.name}: ${why}`,
});
const no = (why: string) => ({ fits: false, why });
