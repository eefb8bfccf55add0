import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { treeMemoryMiB } from '../processes/process-tree.ts';
import { reply } from '../processes/reply.ts';
import { killAtExit, killNow, signalTree } from '../processes/running.ts';
import type {
  LimitFigures,
  LimitJob,
  LimitReply,
  LimitSettings,
  PlanShape,
} from './limit-types.ts';

/** A process of bare ONNX Runtime with one shape of plan; it can run batches of any size. */
export class BareRuntime {
  readonly shape: PlanShape;
  readonly #process: ChildProcess;
  readonly #pid: number;

  private constructor(shape: PlanShape, child: ChildProcess, pid: number) {
    this.shape = shape;
    this.#process = child;
    this.#pid = pid;
  }

  /** @param bundle the unpacked bundle of the model @throws Error when it cannot be loaded */
  static async start(bundle: string, { workers, threads }: PlanShape): Promise<BareRuntime> {
    const child = fork(fileURLToPath(new URL('./limit-process.ts', import.meta.url)), {
      detached: true,
      env: { ORT_DISABLE_TELEMETRY: '1' },
    });
    if (child.pid === undefined) throw new Error(`cannot run ${process.execPath}`);
    killAtExit(child.pid);
    const bare = new BareRuntime({ workers, threads }, child, child.pid);
    const settings: LimitSettings = { bundle, workers, threads };
    await bare.#ask(settings);
    return bare;
  }

  async run(job: LimitJob): Promise<LimitFigures> {
    const given = await this.#ask(job);
    if (!('figures' in given)) throw new Error('bare ONNX Runtime returned no figures');
    return given.figures;
  }

  /** The model's output for each of `bodies`, run one at a time. */
  async outputs(bodies: readonly string[]): Promise<readonly unknown[]> {
    const given = await this.#ask(bodies);
    if (!('outputs' in given)) throw new Error('bare ONNX Runtime returned no outputs');
    return given.outputs;
  }

  pause(): void {
    signalTree(this.#pid, 'SIGSTOP');
  }

  resume(): void {
    signalTree(this.#pid, 'SIGCONT');
  }

  memoryMiB(): number {
    return treeMemoryMiB(this.#pid);
  }

  stop(): void {
    killNow(this.#pid);
  }

  async #ask(message: object): Promise<LimitReply> {
    const given = await reply<LimitReply>(this.#process, message, 'bare ONNX Runtime');
    if ('failure' in given) throw new Error(`bare ONNX Runtime: ${given.failure}`);
    return given;
  }
}
