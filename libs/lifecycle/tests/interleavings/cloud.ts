import {
  endpointsOf,
  LIMITS,
  type DeployedEndpoint,
  type DeployedModel,
  type RealtimeModel,
} from '@pilotlight/contracts';
import type { Asked, Host, HostRequest } from '@pilotlight/hosts';
import { standingOf } from '../../src/endpoint/standing.ts';
import {
  answered,
  containerError,
  deployedEndpoint,
  deployedModel,
  functionModel,
  serverlessModel,
  SimulatedBlindMark,
  SimulatedLedgers,
  SimulatedSageMaker,
  SimulatedStore,
  SimulatedUsage,
  type Store,
} from '../../testing/index.ts';
import type { FunctionRun } from './function-run.ts';
import { cloudError } from './disturb.ts';
import type { CreationTrouble, Plan, Role } from './plan.ts';
import { Rule } from './rule.ts';
import type { Simulation } from './simulation.ts';
import { IDLE_SECONDS, type Watch } from './watch.ts';

const LATE_EVENT_SECONDS = 90;

export interface CloudEvents {
  /** The schedule's rule has fired. */
  fired(): void;
  /** The endpoint has come into service, or failed. */
  changed(status: 'InService' | 'Failed'): void;
}

/** AWS in one run: the fakes, controlled by the plan; every effect is reported to the watch. */
export class Cloud {
  readonly sageMaker: SimulatedSageMaker;
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
  #serial = 0;
  /** All models, on the newest deployed configuration. */
  models: readonly DeployedModel[];
  #deployedAt: number;
  readonly #startedAt: number;
  #changes = 0;

  constructor(plan: Plan, simulation: Simulation, watch: Watch, events: CloudEvents) {
    this.#plan = plan;
    const idleMinutes = IDLE_SECONDS / 60;
    const endpoint = plan.shared
      ? deployedEndpoint('shared', { idleMinutes, models: ['entailment', 'sentiment'] })
      : deployedEndpoint('entailment', { idleMinutes });
    const functions = plan.beside === 'nothing' ? {} : { functions: endpoint.models };
    this.models = modelsOn({ ...endpoint, ...functions }, plan);
    this.#startedAt = simulation.now();
    this.simulation = simulation;
    this.#deployedAt = simulation.now();
    this.#watch = watch;
    this.#events = events;
    this.rule = new Rule(simulation, plan, () => events.fired());
    this.store.indexLagMilliseconds = plan.indexLagSeconds * 1000;
    this.sageMaker = new SimulatedSageMaker(simulation);
    this.usage = new SimulatedUsage(simulation);
    this.blindMark = new SimulatedBlindMark(this.sageMaker);
    this.sageMaker.onInvoked = (endpoint) => this.usage.record(endpoint);
    this.sageMaker.creationSeconds = plan.creationSeconds;
    this.sageMaker.deletionSeconds = plan.deletionSeconds;
    this.sageMaker.answer = (body) => this.#run(body);
    const { kind, seconds = 0 } = plan.serverless ?? {};
    if (kind === 'absent' && seconds > LIMITS.absentSeconds) watch.trouble('absent for long');
    if (plan.awakeAtFirst) {
      this.sageMaker.put(this.endpoint);
      this.store.activity.set(this.endpoint.key, simulation.now());
      void this.rule.enable();
    }
  }

  /** One run of the model, in the endpoint or in the function. */
  #run(body: string): Asked {
    const asked = JSON.parse(body) as { readonly number: number };
    const fails = this.#plan.container[asked.number - 1] === 'fails';
    this.#watch.invoked(asked.number, fails);
    // Every answer is different, so that a second one would be noticed.
    return fails
      ? containerError(500, 'it failed')
      : answered({ ...asked, serial: ++this.#serial });
  }

  /** @throws CloudError while Lambda throttles the function */
  invokeFunction({ body }: HostRequest): Promise<Asked> {
    const freeAt = this.#startedAt + this.#plan.functionBusySeconds * 1000;
    if (this.simulation.now() < freeAt) {
      this.#watch.saw('the function was throttled');
      return Promise.reject(cloudError('throttled', 'invoke function'));
    }
    this.#watch.saw('the function answered');
    return Promise.resolve(this.#run(Buffer.from(body).toString()));
  }

  /** @throws CloudError while SageMaker throttles the serverless endpoint */
  async invokeServerless({ body }: HostRequest): Promise<Asked> {
    const { kind, seconds } = this.#plan.serverless ?? { kind: 'throttled', seconds: 0 };
    if (this.simulation.now() >= this.#startedAt + seconds * 1000) {
      this.#watch.saw('the serverless endpoint answered');
      return this.#run(Buffer.from(body).toString());
    }
    this.#watch.saw(`the serverless endpoint was ${kind}`);
    if (kind === 'throttled') throw cloudError('throttled', 'invoke serverless');
    if (kind === 'absent') return { kind: 'absent' };
    await this.simulation.pause(LIMITS.invocationSeconds, 'the serverless endpoint times out');
    return { kind: 'timed-out' };
  }

  /** The one endpoint of the models that share it. */
  get endpoint(): DeployedEndpoint {
    const [endpoint] = endpointsOf(this.models);
    if (!endpoint) throw new Error('there is no model');
    return endpoint;
  }

  /** Whether an endpoint exists and costs money. */
  get exists(): boolean {
    return this.sageMaker.look(this.endpoint) !== undefined;
  }

  /** The endpoint is deleted by hand and is gone at once. */
  vanish(): void {
    this.#watch.deletedByHand();
    this.sageMaker.vanish(this.endpoint);
  }

  /** The endpoint is deleted by hand, which takes a while. */
  deleteByHand(): void {
    this.#watch.deletedByHand();
    void this.sageMaker.delete(this.endpoint);
  }

  /** The endpoint operations of a function. */
  endpointFor(role: Role) {
    return {
      describe: () => this.sageMaker.describe(this.endpoint),
      create: () => this.#create(),
      ask: async (
        askedAt: number,
        run: FunctionRun,
        ...given: Parameters<Host<RealtimeModel>['ask']>
      ) => {
        const asked = await this.sageMaker.ask(...given);
        if (asked.kind === 'answered') run.usedAt = Math.max(run.usedAt ?? 0, askedAt);
        return asked;
      },
      delete: async (run: FunctionRun) => {
        const found = this.sageMaker.look(this.endpoint);
        const outcome = await this.sageMaker.delete(this.endpoint);
        if (outcome === 'deleting') this.#watch.deleted(role, standingOf(found), run);
        return outcome;
      },
    };
  }

  /** The store operations that are reported to the watch. */
  readonly watchedStore = {
    condemn: async (run: FunctionRun, key: string, lastUsedAt: number, now: number) => {
      void now;
      const condemned = await this.store.condemn(key, lastUsedAt);
      this.#watch.condemned(condemned, run);
      return condemned;
    },
    writeWake: async (run: FunctionRun, ...given: Parameters<Store['writeWake']>) => {
      const [key, record] = given;
      const before = this.store.wakes.get(key)?.record;
      const version = await this.store.writeWake(...given);
      if (version !== undefined) this.#watch.wakeWritten(before, record, run);
      return version;
    },
    answer: async (...given: Parameters<Store['answer']>) => {
      const [id, outcome] = given;
      const written = await this.store.answer(...given);
      if (written) this.#watch.answerKept(id, outcome);
      return written;
    },
  };

  /** Another endpoint configuration is deployed. */
  deploy(): void {
    const { endpointConfigName } = this.endpoint;
    const endpoint = { ...this.endpoint, endpointConfigName: `${endpointConfigName}x` };
    this.models = modelsOn(endpoint, this.#plan);
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
    this.sageMaker.failure = fails
      ? 'The container did not pass the ping health check.'
      : undefined;
    const outcome = await this.sageMaker.create(this.endpoint);
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
    const found = this.sageMaker.look(this.endpoint);
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

function modelsOn(
  endpoint: DeployedEndpoint,
  { beside, serverless }: Pick<Plan, 'beside' | 'serverless'>,
): DeployedModel[] {
  const onEndpoint = endpoint.models.map((name) => {
    if (beside === 'nothing') return deployedModel(name, endpoint);
    return functionModel(beside === 'auto' ? 'auto' : 'realtime', name, endpoint);
  });
  return serverless ? [...onEndpoint, serverlessModel('paraphrase')] : onEndpoint;
}
