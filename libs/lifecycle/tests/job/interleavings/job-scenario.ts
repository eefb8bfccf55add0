import { LIMITS, type DeployedModel } from '@pilotlight/contracts';
import { CloudError, type HostRequest } from '@pilotlight/hosts';
import type { Scheduler } from 'fast-check';
import {
  acceptUpload,
  advanceOrWithdraw,
  predict,
  readPrediction,
  reap,
  retireHost,
  sweepAlwaysOn,
  sweepJobs,
} from '../../../src/index.ts';
import {
  asyncModel,
  containerError,
  createWorld,
  functionModel,
  SimulatedAsync,
  SimulatedBucket,
  type Instance,
} from '../../../testing/index.ts';
import { Simulation } from '../../interleavings/simulation.ts';
import type { Errand, Fate, JobFault, JobPlan, Run } from './job-plan.ts';

const SCHEDULE_SECONDS = 60;

/** How long CloudWatch's alarm takes to see a queue without an instance. */
const ALARM_SECONDS = 150;

/** How long a scenario is followed: longer than any job may take. */
const END_SECONDS = 6 * 3600;

const never = <T>() => new Promise<T>(() => {});

const cloudError = (kind: 'throttled' | 'unavailable', operation: string) =>
  new CloudError(kind, { service: 'AWS', operation }, `${operation}: ${kind}`);

/** One invocation of a function; it may die. */
interface Invocation {
  alive: boolean;
}

interface Accepted {
  readonly body: string;
  readonly errand: Errand;
  /** When its upload was in the bucket. */
  uploadedAt?: number;
}

const NAME = 'time-traveler';

/** The real code of several API instances, jobs functions and reapers, in a simulated cloud. */
export class JobScenario {
  readonly #plan: JobPlan;
  readonly #simulation: Simulation;
  readonly #world = createWorld();
  readonly #bucket: SimulatedBucket;
  readonly #async: SimulatedAsync;
  readonly #accepted = new Map<string, Accepted>();
  readonly #outcomes = new Map<string, string>();
  readonly #broken: string[] = [];
  readonly #seen = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #rule = { enabled: false, turn: 0 };
  readonly #start: number;
  #runs = 0;
  #asks = 0;
  #deaths = 0;
  #uploadEvents = 0;
  #answerEvents = 0;
  #model: DeployedModel | undefined;

  constructor(scheduler: Scheduler, plan: JobPlan) {
    this.#plan = plan;
    this.#simulation = new Simulation(scheduler);
    this.#start = this.#simulation.now();
    this.#bucket = new SimulatedBucket(this.#simulation);
    this.#async = new SimulatedAsync(this.#simulation, this.#bucket);
    this.#async.startSeconds = plan.startSeconds;
    this.#async.workSeconds = plan.workSeconds;
    this.#async.exists = plan.existsAfterSeconds === 0;
    this.#async.answer = ({ body, contentType }) => {
      const run = plan.runs[this.#runs++] ?? 'answers';
      this.#seen.add(`the container ${run}`);
      return replyOf(run, body, contentType);
    };
    this.#async.onEnded = ({ id, failureReason }) => {
      if (failureReason === FORGOTTEN_REASON) return;
      const told = failureReason === undefined ? {} : { failureReason };
      this.#later(plan.answerEvents[this.#answerEvents++], 'answer event', (ports) =>
        advanceOrWithdraw(ports, this.#model, id, told),
      );
    };
    this.#world.store.indexLagMilliseconds = plan.indexLagSeconds * 1000;
    this.#model = this.#served();
  }

  #served(): DeployedModel {
    const model = asyncModel(NAME);
    if (this.#plan.serving === 'async') return model;
    const { serving } = functionModel('function', NAME);
    if (serving.mode !== 'function') throw new Error('it is not served by a function');
    return { ...model, serving: { ...serving, async: model.serving.async } };
  }

  /** @returns what was seen. @throws Error that says what was broken, and when */
  async run(): Promise<ReadonlySet<string>> {
    const { errands, existsAfterSeconds, scaledInAfterSeconds, retired } = this.#plan;
    for (const [number, errand] of errands.entries()) {
      this.#at(errand.atSeconds, () => this.#ask(`job ${number}`, errand));
    }
    this.#at(existsAfterSeconds, () => void (this.#async.exists = true));
    if (scaledInAfterSeconds !== undefined) {
      this.#at(scaledInAfterSeconds, () => {
        this.#async.scale(0);
        this.#queued();
      });
    }
    if (retired) this.#at(retired.afterSeconds, () => this.#retire(retired.movesOn));
    await this.#simulation.run(this.#start + END_SECONDS * 1000, () => undefined);
    this.#checkEnd();
    if (this.#broken.length > 0) throw new Error(this.#broken.join('\n'));
    return this.#seen;
  }

  #at(seconds: number, work: () => void): void {
    this.#simulation.after(seconds, work);
  }

  #later(fate: Fate | undefined, what: string, work: (ports: Instance) => Promise<unknown>): void {
    if (fate?.length === 0) this.#seen.add(`${what} lost`);
    for (const seconds of fate ?? [0]) this.#at(seconds, () => this.#invoke(work));
  }

  /** A function runs; an error or its death is seen by nobody. */
  #invoke(work: (ports: Instance) => Promise<unknown>): void {
    void work(this.#instance()).catch((error: unknown) => {
      if (!(error instanceof Error)) this.#broken.push(`not an error: ${String(error)}`);
    });
  }

  #instance(): Instance {
    const invocation: Invocation = { alive: true };
    const { store } = this.#world;
    const met = <T extends object>(target: T): T => this.#met(target, invocation);
    const [predictions, activity] = [met(store), met(store)];
    const clock = {
      now: () => this.#simulation.now(),
      sleep: async (milliseconds: number) => {
        await this.#simulation.pause(milliseconds / 1000, 'sleep');
        if (!invocation.alive) await never();
      },
    };
    return {
      ...this.#world.instance(),
      clock,
      predictions,
      activity,
      keys: predictions,
      objects: met(this.#bucket),
      jobHost: met(this.#async),
      instances: met(this.#async),
      schedule: met({
        enable: async () => this.#enable(),
        disable: async () => void (this.#rule.enabled = false),
      }),
      host: met({
        ask: async (_model: unknown, request: HostRequest) => {
          const asked = this.#plan.asks[this.#asks++] ?? 'answers';
          this.#seen.add(`the function ${asked}`);
          if (asked === 'times out') return { kind: 'timed-out' } as const;
          if (asked === 'busy') return { kind: 'busy', status: 503, message: '' } as const;
          return { kind: 'answered', ...request } as const;
        },
      }),
      touch: async () => undefined,
    };
  }

  /** The object, whose calls take effect when the scheduler picks them, and may go wrong. */
  #met<T extends object>(target: T, invocation: Invocation): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) =>
          this.#call(String(name), invocation, async () => {
            const result = (await value.apply(target, given)) as unknown;
            if (name === 'answer' && result === true) this.#answered(given);
            if (name === 'submit') this.#queued();
            return result;
          });
      },
    });
  }

  async #call(
    method: string,
    invocation: Invocation,
    effect: () => Promise<unknown>,
  ): Promise<unknown> {
    if (!invocation.alive) return never();
    const nth = (this.#counts.get(method) ?? 0) + 1;
    this.#counts.set(method, nth);
    const fault = this.#plan.faults.find((one) => one.method === method && one.nth === nth);
    if (fault) this.#seen.add(`${fault.mishap}`);
    await this.#simulation.turn(method);
    if (!invocation.alive) return never();
    const result = await (fault ? this.#disturbed(fault, invocation, effect) : effect());
    return invocation.alive ? result : never();
  }

  async #disturbed(
    { method, mishap }: JobFault,
    invocation: Invocation,
    effect: () => Promise<unknown>,
  ): Promise<unknown> {
    switch (mishap) {
      case 'throttled':
      case 'unavailable':
        throw cloudError(mishap, method);
      case 'lost':
        await effect();
        throw cloudError('unavailable', method);
      case 'twice':
        await effect();
        return effect();
      case 'late':
        await this.#simulation.pause(7, method);
        return effect();
      case 'dies before':
      case 'dies after':
        if (mishap === 'dies after') await effect();
        this.#deaths += 1;
        invocation.alive = false;
        return never();
    }
  }

  #enable(): void {
    if (this.#rule.enabled) return;
    this.#rule.enabled = true;
    this.#tick(++this.#rule.turn);
  }

  #tick(turn: number): void {
    this.#at(SCHEDULE_SECONDS, () => {
      if (!this.#rule.enabled || turn !== this.#rule.turn) return;
      this.#fire();
      this.#tick(turn);
    });
  }

  /** As the jobs function and the reaper do on the schedule. */
  #fire(): void {
    const model = this.#model;
    const models = model ? [model] : [];
    const deadline = this.#simulation.now() + 900_000;
    if (model) {
      this.#invoke((ports) => sweepJobs(ports, model, deadline));
      this.#invoke((ports) => sweepAlwaysOn(ports, model, deadline));
    }
    this.#invoke((ports) => reap(ports, models, { activityIntervalSeconds: 60 }));
  }

  /** What happens at SageMaker while jobs are queued: an alarm sees a queue without an instance, and jobs are run. */
  #queued(): void {
    const { startSeconds, workSeconds } = this.#plan;
    this.#at(ALARM_SECONDS, () => {
      if (this.#async.desired === 0) this.#async.scale(1);
    });
    for (let seconds = 0; seconds < ALARM_SECONDS + startSeconds + 8 * workSeconds; seconds += 20) {
      this.#at(seconds, () => this.#async.settle());
    }
  }

  #ask(body: string, errand: Errand): void {
    this.#invoke(async (ports) => {
      const model = this.#model;
      if (!model) return;
      if (errand.kind === 'upload' && model.serving.async) return this.#upload(ports, body, errand);
      const request = { body: Buffer.from(body), contentType: 'text/plain', accept: 'text/plain' };
      const found = await predict(ports, model, request);
      if (found.kind !== 'parked') return;
      this.#accept(found.prediction.id, { body, errand, uploadedAt: this.#simulation.now() });
    });
  }

  async #upload(ports: Instance, body: string, errand: Errand): Promise<void> {
    const payload = { body: Buffer.from(body), contentType: 'text/plain' };
    const announced = { contentType: 'text/plain', bytes: body.length, accept: 'text/plain' };
    const model = asyncModel(NAME);
    const { id } = await acceptUpload(ports, model, { ...announced, checksumSHA256: '' });
    const accepted: Accepted = { body, errand };
    this.#accept(id, accepted);
    if (errand.uploadAfterSeconds === undefined) return;
    this.#at(errand.uploadAfterSeconds, () => {
      if (!this.#bucket.upload(`uploads/${id}`, payload)) return;
      accepted.uploadedAt = this.#simulation.now();
      this.#later(this.#plan.uploadEvents[this.#uploadEvents++], 'upload event', (jobs) =>
        advanceOrWithdraw(jobs, this.#model, id),
      );
    });
  }

  #accept(id: string, accepted: Accepted): void {
    this.#seen.add(`accepted ${accepted.errand.kind}`);
    this.#accepted.set(id, accepted);
    for (const seconds of accepted.errand.pollsAfterSeconds) {
      this.#at(seconds, () =>
        this.#invoke((ports) =>
          readPrediction(ports, new Map(this.#model ? [[NAME, this.#model]] : []), id),
        ),
      );
    }
  }

  #retire(movesOn: boolean): void {
    this.#seen.add(movesOn ? 'moved on' : 'retired');
    const { endpointName } = asyncModel(NAME).serving.async;
    this.#model = movesOn ? functionModel('function', NAME) : undefined;
    const model = this.#model;
    const deploy = async (ports: Instance): Promise<void> => {
      const deadline = this.#simulation.now() + 900_000;
      await retireHost(ports, { name: NAME, endpointName }, model, deadline);
      this.#async.exists = false;
    };
    // The operator runs a deployment that failed again.
    for (let seconds = 0; seconds < END_SECONDS; seconds += 1000) {
      this.#at(seconds, () => this.#invoke(deploy));
    }
  }

  #answered([id, outcome]: unknown[]): void {
    const words = JSON.stringify(outcome);
    const before = this.#outcomes.get(String(id));
    if (before !== undefined) this.#broken.push(`${String(id)} has ${before}, then ${words}`);
    this.#outcomes.set(String(id), words);
  }

  #checkEnd(): void {
    if (this.#rule.enabled) this.#broken.push('the schedule is still on');
    for (const [id, accepted] of this.#accepted) {
      const row = this.#world.store.rows.get(id);
      if (row?.finishedAt === undefined) {
        this.#broken.push(`${accepted.body} has no end: ${JSON.stringify(row)}`);
        continue;
      }
      const code = row.error?.code ?? 'succeeded';
      this.#seen.add(code);
      const why = this.#wrongBecause(code, row, accepted);
      if (why !== undefined) this.#broken.push(`${accepted.body} ended as ${code}: ${why}`);
    }
  }

  /** Why a job may not have ended so; undefined when it may. */
  #wrongBecause(
    code: string,
    row: { readonly payload?: { readonly body: Uint8Array }; readonly createdAt: string },
    { body, errand, uploadedAt }: Accepted,
  ): string | undefined {
    const { runs, faults, asks, existsAfterSeconds, retired } = this.#plan;
    const ran = (...kinds: readonly Run[]) => kinds.some((kind) => runs.includes(kind));
    const when = (may: boolean, why: string) => (may ? undefined : why);
    switch (code) {
      case 'succeeded':
        return when(Buffer.from(row.payload?.body ?? '').toString() === body, 'another answer');
      case 'upload_missing': {
        const until = Date.parse(row.createdAt) + LIMITS.uploadSeconds * 1000;
        const late = errand.kind === 'upload' && (uploadedAt === undefined || uploadedAt > until);
        return when(late, 'it was uploaded in time');
      }
      case 'job_expired':
        return when(ran('forgotten') || existsAfterSeconds > 0 || !!retired, 'nothing was late');
      case 'model_rejected':
        return when(ran('rejects'), 'nothing was rejected');
      case 'model_error':
        return when(ran('fails', 'forgotten'), 'nothing failed');
      case 'model_timeout':
        return when(ran('times out') || asks.includes('times out'), 'nothing timed out');
      case 'model_retired':
        return when(retired !== undefined, 'it was not retired');
      case 'endpoint_failed':
        return when(existsAfterSeconds > 0, 'the endpoint was in service');
      case 'replay_given_up': {
        // An attempt counts when the function was too slow, and when its answer could not be stored.
        const slow = asks.filter((asked) => asked === 'times out').length;
        const why = `${this.#deaths} functions died, ${slow} times the function was too slow`;
        return when(faults.length + slow >= LIMITS.replayAttempts, why);
      }
      default:
        return when(faults.length >= LIMITS.replayAttempts, `${this.#deaths} functions died`);
    }
  }
}

const FORGOTTEN = 'forgotten';

/** What the simulated endpoint says of an answer with no words: nobody hears of such a job again. */
const FORGOTTEN_REASON =
  'ClientError: Received server error (599) from model. See the SageMaker Endpoint logs in your account for more information.';

function replyOf(run: Run, body: Uint8Array, contentType: string) {
  switch (run) {
    case 'answers':
      return { kind: 'answered', body, contentType } as const;
    case 'rejects':
      return containerError(400, problemText(400));
    case 'fails':
      return containerError(500, problemText(500));
    case 'times out':
      return containerError(0, 'Your invocation timed out');
    case FORGOTTEN:
      return containerError(599, '');
  }
}

const problemText = (status: number) =>
  JSON.stringify({
    type: 'urn:pilotlight:error:model_rejected',
    title: 'no',
    status,
    code: 'model_rejected',
    detail: 'no',
  });
