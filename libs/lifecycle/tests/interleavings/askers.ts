import {
  jsonRequest,
  predict,
  predictOnce,
  readPrediction,
  type Predicted,
} from '../../src/index.ts';
import type { DeployedModel } from '@pilotlight/contracts';
import type { Cloud } from './cloud.ts';
import type { Functions } from './functions.ts';
import type { Simulation } from './simulation.ts';
import type { Watch } from './watch.ts';

const AGAIN_SECONDS = 5;

/** The callers of the API. */
export class Askers {
  readonly #cloud: Cloud;
  readonly #simulation: Simulation;
  readonly #functions: Functions;
  readonly #watch: Watch;
  #asked = 0;

  constructor(cloud: Cloud, functions: Functions, watch: Watch) {
    this.#cloud = cloud;
    this.#simulation = cloud.simulation;
    this.#functions = functions;
    this.#watch = watch;
  }

  get #models(): ReadonlyMap<string, DeployedModel> {
    return new Map(this.#cloud.models.map((model) => [model.name, model]));
  }

  /** The models are asked in turn. */
  #model(number: number): DeployedModel {
    const { models } = this.#cloud;
    const model = models[number % models.length];
    if (!model) throw new Error('there is no model');
    if (model !== models[0]) this.#watch.saw('asked the second model');
    return model;
  }

  /** Requests a prediction and polls for its answer, as the page does. A caller that polls retries once on an error. */
  async ask(polls: number, everySeconds: number, again = polls > 0): Promise<void> {
    const number = ++this.#asked;
    const asked = await this.#functions.run('api', (ports) =>
      predict(ports, this.#model(number), jsonRequest({ number })),
    );
    if (asked.kind === 'returned') return this.#follow(number, asked.value, polls, everySeconds);
    if (asked.kind === 'threw') this.#watch.failed(number, asked.error, asked.run);
    if (!again) return;
    await this.#simulation.pause(AGAIN_SECONDS, `asker-${number} asks again`);
    await this.ask(polls, everySeconds, false);
  }

  /** Requests with an idempotency key until it gets no error, at most `times` times, and polls. */
  async insist(times: number): Promise<void> {
    const number = ++this.#asked;
    for (let time = 0; time < times; time++) {
      this.#watch.asked(number);
      const asked = await this.#functions.run('api', (ports) =>
        predictOnce(ports, this.#model(number), jsonRequest({ number }), `key-${number}`),
      );
      if (asked.kind === 'returned') return this.#follow(number, asked.value, 4, 30);
      this.#watch.saw('asked again');
      await this.#simulation.pause(AGAIN_SECONDS, `asker-${number} asks again`);
    }
  }

  async #follow(
    number: number,
    predicted: Predicted,
    polls: number,
    everySeconds: number,
  ): Promise<void> {
    if (predicted.kind === 'answered') {
      this.#watch.saw('answered at once');
      return this.#watch.answered(number, 'output' in predicted ? predicted.output : undefined);
    }
    const { id } = predicted.prediction;
    this.#watch.accepted.set(id, { number });
    this.#watch.saw('accepted');
    for (let poll = 0; poll < polls; poll++) {
      await this.#simulation.pause(everySeconds, `asker-${number} polls`);
      const polled = await this.#functions.run('api', (ports) =>
        readPrediction(ports, this.#models, id),
      );
      if (polled.kind !== 'returned') continue;
      if (!polled.value) return this.#watch.break(`the accepted prediction ${number} is unknown`);
      if (polled.value.finishedAt === undefined) continue;
      return this.#watch.told(id, polled.value);
    }
  }
}
