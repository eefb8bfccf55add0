import { LIMITS } from '@pilotlight/contracts';
import type { Instance as Ports } from '../../testing/index.ts';
import type { Cloud } from './cloud.ts';
import { FunctionRun } from './function-run.ts';
import { Instance, type Meet } from './instance.ts';
import type { Plan, Role } from './plan.ts';
import type { Watch } from './watch.ts';

/** The functions' time limits, as in `infra`. */
export const TIMEOUT_SECONDS: Readonly<Record<Role, number>> = {
  api: 120,
  jobs: 12 * LIMITS.invocationSeconds,
  reaper: 60,
};

/** Lambda retries a failed event after one minute, and again after two. */
const RETRIES = 2;

export type Ended<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown; readonly run: FunctionRun }
  | { readonly kind: 'died' };

/** Lambda: as many instances of each function as there are simultaneous events. */
export class Functions {
  /** Number of events that are in progress or will be retried. */
  underWay = 0;
  readonly #cloud: Cloud;
  readonly #meet: Meet;
  readonly #watch: Watch;
  readonly #alwaysNew: Plan['alwaysNew'];
  #instances: Instance[] = [];
  #made = 0;

  constructor(cloud: Cloud, meet: Meet, watch: Watch, { alwaysNew }: Pick<Plan, 'alwaysNew'>) {
    this.#cloud = cloud;
    this.#meet = meet;
    this.#watch = watch;
    this.#alwaysNew = alwaysNew;
  }

  #make(role: Role, files?: Map<string, number>): Instance {
    const name = `${role}-${++this.#made}`;
    const instance = new Instance(this.#cloud, this.#meet, role, name, files);
    this.#instances.push(instance);
    return instance;
  }

  #retire(instance: Instance): void {
    this.#instances = this.#instances.filter((other) => other !== instance);
  }

  /** Every idle instance loses its memory, and its files unless `keepFiles`. */
  recycle(keepFiles: boolean): void {
    for (const instance of [...this.#instances]) {
      if (instance.run) continue;
      this.#retire(instance);
      if (keepFiles) this.#make(instance.role, instance.files);
    }
  }

  /** Runs `work` in a free instance. */
  async run<T>(role: Role, work: (ports: Ports) => Promise<T>): Promise<Ended<T>> {
    const free = this.#instances.find((other) => other.role === role && !other.run);
    const instance = free ?? this.#make(role);
    const run = new FunctionRun();
    instance.run = run;
    this.underWay += 1;
    const reapers = role === 'reaper' ? 1 : 0;
    this.#watch.reapers += reapers;
    const { simulation } = this.#cloud;
    const timer = simulation.after(TIMEOUT_SECONDS[role], () => {
      this.#watch.saw('timed out');
      run.die();
    });
    const ended = await Promise.race<Ended<T>>([
      run.died.then(() => ({ kind: 'died' })),
      work(instance.ports).then(
        (value) => ({ kind: 'returned', value }),
        (error: unknown) => ({ kind: 'threw', error, run }),
      ),
    ]);
    simulation.cancel(timer);
    run.freeze();
    const isLast = this.#alwaysNew.includes(role);
    if (isLast && role === 'reaper') this.#watch.saw('reaper always new');
    if (ended.kind === 'died' || isLast) this.#retire(instance);
    if (ended.kind === 'returned') this.#watch.returned(run);
    instance.run = undefined;
    this.underWay -= 1;
    this.#watch.reapers -= reapers;
    return ended;
  }

  /** Runs an asynchronous event, with Lambda's retries when it fails. */
  async runEvent(role: Role, work: (ports: Ports) => Promise<unknown>, tries = 0): Promise<void> {
    const ended = await this.run(role, work);
    if (ended.kind === 'returned') return;
    this.#watch.saw('event failed');
    if (tries === RETRIES) return;
    this.underWay += 1;
    this.#cloud.simulation.after(60 * (tries + 1), () => {
      this.underWay -= 1;
      void this.runEvent(role, work, tries + 1);
    });
  }
}
