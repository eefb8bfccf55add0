import type { SchedulePort } from '../../src/index.ts';
import type { Plan } from './plan.ts';
import type { Simulation } from './simulation.ts';

/**
 * The EventBridge rule that runs the reaper and the jobs. Enabling and disabling it take effect with a short delay: it
 * may still fire after it was disabled.
 */
export class Rule implements SchedulePort {
  enabled = false;
  readonly #simulation: Simulation;
  #everySeconds: number;
  readonly #delaySeconds: number;
  readonly #fire: () => void;
  #turn = 0;

  constructor(simulation: Simulation, plan: Plan, fire: () => void) {
    this.#simulation = simulation;
    this.#everySeconds = plan.checkSeconds;
    this.#delaySeconds = plan.scheduleDelaySeconds;
    this.#fire = fire;
  }

  async enable(): Promise<void> {
    if (this.enabled) return;
    this.enabled = true;
    this.#wait(++this.#turn, this.#everySeconds + this.#delaySeconds);
  }

  async disable(): Promise<void> {
    if (!this.enabled) return;
    this.enabled = false;
    this.#turn += 1;
    if (this.#delaySeconds > 0) this.#simulation.after(this.#delaySeconds, this.#fire);
  }

  /** From its next turn on it fires less often, by `factor`. */
  slowDown(factor: number): void {
    this.#everySeconds *= factor;
  }

  #wait(turn: number, seconds: number): void {
    this.#simulation.after(seconds, () => {
      if (turn !== this.#turn) return;
      this.#fire();
      this.#wait(turn, this.#everySeconds);
    });
  }
}
