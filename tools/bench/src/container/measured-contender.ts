import getPort from 'get-port';
import { LENGTHS } from '../inputs/inputs.ts';
import type { LoadGenerator } from '../load/load-generator.ts';
import type { Load } from '../load/load-types.ts';
import type { BenchModel } from '../models/bench-model.ts';
import { ServerProcess } from '../processes/server-process.ts';
import type { Contender } from '../systems/contender.ts';
import { checkAnswer } from './answers.ts';
import { type Cell, cellName } from './cell.ts';
import type { Effort } from './effort.ts';
import { type Sample, Samples } from './samples.ts';

/** Number of inputs for each mix of lengths whose answers are checked. */
const CHECKED_INPUTS = 4;

/** A contender that runs with a model and is paused between its turns. */
export class MeasuredContender {
  readonly contender: Contender;
  readonly startMilliseconds: readonly number[];
  readonly samples = new Samples();
  readonly #model: BenchModel;
  readonly #server: ServerProcess;
  readonly #port: number;

  private constructor(
    contender: Contender,
    model: BenchModel,
    server: ServerProcess,
    port: number,
    startMilliseconds: readonly number[],
  ) {
    this.contender = contender;
    this.#model = model;
    this.#server = server;
    this.#port = port;
    this.startMilliseconds = startMilliseconds;
  }

  /** Starts the server `starts` times to time it; the last one keeps running. */
  static async start(
    contender: Contender,
    model: BenchModel,
    starts: number,
  ): Promise<MeasuredContender> {
    const times: number[] = [];
    for (let left = starts + (contender.learnsAtFirst ? 1 : 0); ; left--) {
      const port = await getPort({ host: '127.0.0.1' });
      const server = await ServerProcess.start(contender.spec(model, port));
      if (left <= starts) times.push(server.startMilliseconds);
      if (left === 1) return new MeasuredContender(contender, model, server, port, times);
      await server.stop();
    }
  }

  /**
   * Waits until a healthy server is at rest, because its other workers may still be loading. Then runs the highest
   * number of callers for a while, for servers that adapt to the load.
   */
  async warmUp(cells: readonly Cell[], load: LoadGenerator, effort: Effort): Promise<void> {
    await this.#server.atRest();
    const callers = Math.max(...cells.map((cell) => cell.callers));
    const cell: Cell = { callers, lengths: 'mixed' };
    await load.run({ ...this.#load(cell, effort), settleMilliseconds: 0 });
  }

  /** @param wanted returns the correct outputs for request bodies @throws Error for a wrong answer */
  async check(wanted: (bodies: readonly string[]) => Promise<readonly unknown[]>): Promise<void> {
    for (const lengths of LENGTHS) {
      const bodies = this.#model.bodies[lengths].slice(0, CHECKED_INPUTS);
      const right = await wanted(bodies);
      for (const [index, body] of bodies.entries()) {
        const response = await fetch(`http://127.0.0.1:${this.#port}${this.contender.path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: this.#request(body),
        });
        const text = await response.text();
        if (response.status !== 200) throw new Error(`answered ${response.status}: ${text}`);
        checkAnswer(this.#output(text), right[index], this.contender.sameWeights(this.#model.name));
      }
    }
  }

  async measure(cell: Cell, load: LoadGenerator, effort: Effort): Promise<Sample> {
    const figures = await load.run(this.#load(cell, effort));
    const sample: Sample = {
      perSecond: figures.perSecond,
      p50Ms: figures.p50Milliseconds,
      p99Ms: figures.p99Milliseconds,
      rssMiB: this.#server.memoryMiB(),
    };
    this.samples.add(cellName(cell), sample);
    return sample;
  }

  pause(): void {
    this.#server.pause();
  }

  resume(): void {
    this.#server.resume();
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  #load({ callers, lengths }: Cell, effort: Effort): Load {
    const { settleMilliseconds, measureMilliseconds, longestMilliseconds } = effort;
    return {
      port: this.#port,
      path: this.contender.path,
      bodies: this.#model.bodies[lengths].map((body) => this.#request(body)),
      callers,
      settleMilliseconds,
      measureMilliseconds,
      longestMilliseconds,
    };
  }

  #request(body: string): string {
    return this.contender.listed ? `{"inputs":[${body}]}` : body;
  }

  #output(text: string): unknown {
    const parsed = JSON.parse(text) as unknown;
    return this.contender.listed && Array.isArray(parsed) ? parsed[0] : parsed;
  }
}
