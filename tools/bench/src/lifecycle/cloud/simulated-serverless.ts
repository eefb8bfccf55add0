import { LIMITS, type ServerlessModel } from '@pilotlight/contracts';
import type { Asked, Host, HostRequest } from '@pilotlight/hosts';
import { answered, throttled } from '@pilotlight/lifecycle/testing';
import type { Random } from '../../inputs/random.ts';
import { ASSUMED } from '../assumptions.ts';
import type { Timeline } from '../clock/timeline.ts';
import type { Meter } from './meter.ts';

interface Options {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly meter: Meter;
  /** How long one run of the model takes. */
  readonly serviceMilliseconds: number;
}

const MINUTE = 60_000;
const LIMIT = LIMITS.invocationSeconds * 1000;

/** A serverless endpoint: each instance works on one request at a time, and goes when it was unused for some minutes. */
export class SimulatedServerless implements Host<ServerlessModel> {
  readonly #options: Options;
  /** When each idle instance goes, in epoch milliseconds; the one that was used last is used next. */
  readonly #resting: number[] = [];
  #busy = 0;
  #coldStarts = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get coldStarts(): number {
    return this.#coldStarts;
  }

  async ask({ serving }: ServerlessModel, { body }: HostRequest): Promise<Asked> {
    const { timeline, meter, serviceMilliseconds } = this.#options;
    const { maxConcurrency, memoryMegabytes } = serving.serverless;
    if (this.#busy >= maxConcurrency) throw throttled('SageMaker', 'InvokeEndpoint');
    this.#busy += 1;
    const milliseconds = this.#startMilliseconds() + serviceMilliseconds;
    // The cold start is not billed.
    meter.serverless(memoryMegabytes, serviceMilliseconds);
    // The instance goes on, also when its caller has given up.
    timeline.at(timeline.now() + milliseconds, () => this.#rest());
    await timeline.sleep(Math.min(milliseconds, LIMIT));
    if (milliseconds > LIMIT) return { kind: 'timed-out' };
    return answered({ echo: JSON.parse(Buffer.from(body).toString()) as unknown });
  }

  #startMilliseconds(): number {
    const { timeline, random } = this.#options;
    for (let goesAt = this.#resting.pop(); goesAt !== undefined; goesAt = this.#resting.pop()) {
      if (goesAt > timeline.now()) return 0;
    }
    this.#coldStarts += 1;
    const { mean, deviation, least, most } = ASSUMED.serverlessColdStartSeconds;
    return 1000 * random.normal(mean, deviation, least, most);
  }

  #rest(): void {
    const { timeline, random } = this.#options;
    const { least, most } = ASSUMED.serverlessKeptMinutes;
    this.#busy -= 1;
    this.#resting.push(timeline.now() + random.integer(least * MINUTE, most * MINUTE));
  }
}
