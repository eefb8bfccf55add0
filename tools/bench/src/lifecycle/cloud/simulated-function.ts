import type { FunctionModel } from '@pilotlight/contracts';
import type { Asked, Host, HostRequest } from '@pilotlight/hosts';
import { answered } from '@pilotlight/lifecycle/testing';
import type { Random } from '../../inputs/random.ts';
import { ASSUMED } from '../assumptions.ts';
import type { Timeline } from '../clock/timeline.ts';
import { MODEL_FUNCTION } from '../settings.ts';
import { FunctionPool } from './function-pool.ts';
import type { Meter } from './meter.ts';

interface Options {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly meter: Meter;
  /** How long one run of the model takes. */
  readonly serviceMilliseconds: number;
}

/** The Lambda function that runs the model, one request at a time in each of its instances. */
export class SimulatedFunction implements Host<FunctionModel> {
  readonly #options: Options;
  readonly #pool: FunctionPool<undefined>;
  #coldStarts = 0;

  constructor(options: Options) {
    this.#options = options;
    const { timeline, random, meter } = options;
    const { mean, deviation, least, most } = ASSUMED.modelColdStartMilliseconds;
    this.#pool = new FunctionPool({
      timeline,
      random,
      coldStartMilliseconds: () => random.normal(mean, deviation, least, most),
      bill: (milliseconds) => meter.modelFunction(MODEL_FUNCTION.memoryMegabytes, milliseconds),
      create: () => void (this.#coldStarts += 1),
    });
  }

  get coldStarts(): number {
    return this.#coldStarts;
  }

  async ask(_model: FunctionModel, { body }: HostRequest): Promise<Asked> {
    const { timeline, serviceMilliseconds } = this.#options;
    try {
      return await this.#pool.run(async () => {
        await timeline.sleep(serviceMilliseconds);
        return answered({ echo: JSON.parse(Buffer.from(body).toString()) as unknown });
      });
    } catch (error) {
      // Its instance died: Lambda says that the function exited.
      return { kind: 'failed', status: 0, message: String(error) };
    }
  }
}
