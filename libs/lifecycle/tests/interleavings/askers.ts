import { predict, readPrediction } from '../../src/index.ts';
import { MODEL } from '../fakes/world.ts';
import type { Functions } from './functions.ts';
import type { Simulation } from './simulation.ts';
import type { Watch } from './watch.ts';

/** The callers of the API. */
export class Askers {
  readonly #simulation: Simulation;
  readonly #functions: Functions;
  readonly #watch: Watch;
  #asked = 0;

  constructor(simulation: Simulation, functions: Functions, watch: Watch) {
    this.#simulation = simulation;
    this.#functions = functions;
    this.#watch = watch;
  }

  /** Asks for a prediction, and polls for its answer as the page does. */
  async ask(polls: number, everySeconds: number): Promise<void> {
    const number = ++this.#asked;
    const asked = await this.#functions.run('api', (ports) => predict(ports, MODEL, { number }));
    if (asked.kind !== 'returned') return this.#watch.saw('refused');
    if (asked.value.kind === 'answered') {
      this.#watch.saw('answered at once');
      return this.#watch.answered(number, asked.value.output);
    }
    const { id } = asked.value.prediction;
    this.#watch.accepted.set(id, { number });
    this.#watch.saw('accepted');
    for (let poll = 0; poll < polls; poll++) {
      await this.#simulation.pause(everySeconds, `asker-${number} polls`);
      const polled = await this.#functions.run('api', (ports) => readPrediction(ports, id));
      if (polled.kind !== 'returned') continue;
      if (!polled.value) return this.#watch.break(`the accepted ${number} is not known`);
      if (polled.value.finishedAt === undefined) continue;
      return this.#watch.told(id, polled.value);
    }
  }
}
