import type { StorePort } from '../../src/index.ts';
import { standingOf } from '../../src/endpoint/standing.ts';
import { SimulatedBlindMark } from '../../testing/simulated-blind-mark.ts';
import { SimulatedSageMaker } from '../../testing/simulated-sagemaker.ts';
import { SimulatedLedgers } from '../../testing/simulated-ledgers.ts';
import { SimulatedStore } from '../../testing/simulated-store.ts';
import { SimulatedUsage } from '../../testing/simulated-usage.ts';
import { ENDPOINT, MODEL } from '../../testing/index.ts';
import type { FunctionRun } from './function-run.ts';
import { cloudError } from './disturb.ts';
import type { CreationTrouble, Plan, Role } from './plan.ts';
import { Rule } from './rule.ts';
import type { Simulation } from './simulation.ts';
import type { Watch } from './watch.ts';

const LATE_EVENT_SECONDS = 90;

export interface CloudEvents {
  /** The schedule's rule has fired. */
  fired(): void;
  /** The endpoint has come into service, or failed. */
  changed(status: 'InService' | 'Failed'): void;
}

/** AWS in one run: the fakes, controlled by the plan; every effect is reported to the watch. */
export class Cloud {
  readonly endpoint: SimulatedSageMaker;
  readonly store = new SimulatedStore();
  readonly ledgers = new SimulatedLedgers();
  readonly usage: SimulatedUsage;
  readonly blindMark: SimulatedBlindMark;
  readonly rule: Rule;
  readonly simulation: Simulation;
  readonly #plan: Plan;
  readonly #watch: Watch;
  readonly #events: CloudEvents;
  #creations = 0;
  #deployedAt: number;
  #changes = 0;

  constructor(plan: Plan, simulation: Simulation, watch: Watch, events: CloudEvents) {
    this.#plan = plan;
    this.simulation = simulation;
    this.#deployedAt = simulation.now();
    this.#watch = watch;
    this.#events = events;
    this.rule = new Rule(simulation, plan, () => events.fired());
    this.store.indexLagMilliseconds = plan.indexLagSeconds * 1000;
    this.endpoint = new SimulatedSageMaker(simulation);
    this.usage = new SimulatedUsage(simulation);
    this.blindMark = new SimulatedBlindMark(this.endpoint);
    this.endpoint.onInvoked = (model) => this.usage.record(model);
    this.endpoint.creationSeconds = plan.creationSeconds;
    this.endpoint.deletionSeconds = plan.deletionSeconds;
    let serial = 0;
    this.endpoint.answer = (body) => {
      const asked = JSON.parse(body) as { readonly number: number };
      const fails = plan.container[asked.number - 1] === 'fails';
      watch.invoked(asked.number, fails);
      // Every answer is different, so that a second one would be noticed.
      return fails
        ? { kind: 'model-error', status: 500, message: 'it failed' }
        : { kind: 'answered', body: JSON.stringify({ ...asked, serial: ++serial }) };
    };
    if (plan.awakeAtFirst) {
      this.endpoint.put(ENDPOINT);
      this.store.activity.set(ENDPOINT.key, simulation.now());
      void this.rule.enable();
    }
  }

  /** Whether an endpoint exists and costs money. */
  get exists(): boolean {
    return this.endpoint.look(ENDPOINT) !== undefined;
  }

  /** The endpoint is deleted by hand and is gone at once. */
  vanish(): void {
    this.#watch.deletedByHand();
    this.endpoint.vanish(ENDPOINT);
  }

  /** The endpoint is deleted by hand, which takes a while. */
  deleteByHand(): void {
    this.#watch.deletedByHand();
    void this.endpoint.delete(ENDPOINT);
  }

  /** The endpoint operations of a function. */
  endpointFor(role: Role) {
    return {
      describe: () => this.endpoint.describe(ENDPOINT),
      create: () => this.#create(),
      invoke: async (body: string, askedAt: number, run: FunctionRun) => {
        const invocation = await this.endpoint.invoke(MODEL, body);
        if (invocation.kind !== 'answered') return invocation;
        run.usedAt = Math.max(run.usedAt ?? 0, askedAt);
        return invocation;
      },
      delete: async (run: FunctionRun) => {
        const found = this.endpoint.look(ENDPOINT);
        const outcome = await this.endpoint.delete(ENDPOINT);
        if (outcome === 'deleting') this.#watch.deleted(role, standingOf(found), run);
        return outcome;
      },
    };
  }

  /** The store operations that are reported to the watch. */
  readonly watchedStore = {
    condemn: async (run: FunctionRun, model: string, lastUsedAt: number, now: number) => {
      void now;
      const condemned = await this.store.condemn(model, lastUsedAt);
      this.#watch.condemned(condemned, run);
      return condemned;
    },
    writeWake: async (run: FunctionRun, ...given: Parameters<StorePort['writeWake']>) => {
      const [model, record] = given;
      const before = this.store.wakes.get(model)?.record;
      const version = await this.store.writeWake(...given);
      if (version !== undefined) this.#watch.wakeWritten(before, record, run);
      return version;
    },
    answer: async (...given: Parameters<StorePort['answer']>) => {
      const [id, outcome] = given;
      const written = await this.store.answer(...given);
      if (written) this.#watch.answerKept(id, outcome);
      return written;
    },
  };

  /** Another endpoint configuration is deployed. */
  deploy(): void {
    this.endpoint.configuration += 'x';
    this.#deployedAt = this.simulation.now();
  }

  /** What keeps SageMaker from creating an endpoint now. */
  get #creationTrouble(): CreationTrouble['kind'] | undefined {
    const { creationTrouble: trouble } = this.#plan;
    if (!trouble || this.exists) return undefined;
    const over = this.#deployedAt + trouble.seconds * 1000;
    return this.simulation.now() < over ? trouble.kind : undefined;
  }

  async #create(): Promise<'created' | 'exists' | 'no-configuration'> {
    const trouble = this.#creationTrouble;
    if (trouble) this.#watch.trouble(`CreateEndpoint ${trouble}`);
    if (trouble === 'hidden') return 'no-configuration';
    if (trouble) throw cloudError(trouble, 'create');
    const fails = this.#plan.creationsFail[this.#creations] === true;
    this.endpoint.failure = fails ? 'The container did not pass the ping health check.' : undefined;
    const outcome = await this.endpoint.create(ENDPOINT);
    if (outcome === 'no-configuration') throw new Error('only the plan hides the configuration');
    this.#watch.createCalled(outcome, fails);
    if (outcome === 'created') {
      this.#creations += 1;
      const createdAt = this.simulation.now();
      this.simulation.after(this.#plan.creationSeconds, () => this.#settled(createdAt));
    }
    return outcome;
  }

  /** The endpoint leaves Creating, if it is still the one that was created then. */
  #settled(createdAt: number): void {
    const found = this.endpoint.look(ENDPOINT);
    if (found?.createdAt !== createdAt) return;
    const status = found.status === 'Failed' ? 'Failed' : 'InService';
    const fate = this.#plan.events[this.#changes++] ?? 'on time';
    this.#watch.saw(`event ${fate}`);
    const tell = () => this.#events.changed(status);
    if (fate === 'on time' || fate === 'twice') tell();
    if (fate === 'twice') tell();
    if (fate === 'late') this.simulation.after(LATE_EVENT_SECONDS, tell);
  }
}
