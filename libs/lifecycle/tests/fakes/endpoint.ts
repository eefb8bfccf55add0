import {
  CloudError,
  type Clock,
  type EndpointDescription,
  type EndpointPort,
  type EndpointSize,
  type EndpointStatus,
  type Invocation,
} from '../../src/index.ts';
import { standingOf } from '../../src/standing.ts';

export type Call = 'invoke' | 'describe' | 'create' | 'update' | 'delete' | 'enable' | 'disable';

interface Fake {
  createdAt: number;
  configuration: string;
  /** When it leaves Creating. */
  readyAt: number;
  failureReason?: string;
  deletingUntil?: number;
  /** A status other than InService, since when and until when. */
  became?: { readonly status: EndpointStatus; readonly at: number; readonly until: number };
  update?: { until: number; configuration: string; failure: string | undefined };
}

/** Statuses in which SageMaker rejects updates and deletions. */
const IN_PROGRESS: ReadonlySet<EndpointStatus> = new Set([
  'Creating',
  'Updating',
  'SystemUpdating',
  'RollingBack',
  'Deleting',
]);

export const denied = (operation: string, service = 'SageMaker') =>
  new CloudError('denied', { service, operation }, `User is not authorized to ${operation}`);

/** SageMaker as far as the life cycle uses it: statuses that change with the clock, and its errors. */
export class FakeEndpoint implements EndpointPort {
  readonly calls: Call[] = [];
  creationSeconds = 200;
  deletionSeconds = 60;
  updateSeconds = 300;
  /** The next updates are rolled back for this reason. */
  updateFailure: string | undefined;
  configuration = 'config-1';
  /** The instances of each existing configuration. */
  readonly sizes = new Map<string, EndpointSize>();
  /** Runs before a configuration is read; may throw. */
  beforeSize: (() => void) | undefined;
  /** Whether the configuration is visible to CreateEndpoint. */
  configurationVisible = true;
  /** The next creations end in Failed for this reason. */
  failure: string | undefined;
  /** Runs before a call does its work; may throw. */
  before: Partial<Record<Call, () => Promise<void> | void>> = {};
  answer: (body: string) => Invocation = (body) => ({
    kind: 'answered',
    body: JSON.stringify({ echo: JSON.parse(body) as unknown }),
  });

  /** Called for every invocation that reached an endpoint in service. */
  onInvoked: ((model: string) => void) | undefined;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #endpoints = new Map<string, Fake>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  count(call: Call): number {
    return this.calls.filter((made) => made === call).length;
  }

  /** Creates an endpoint that is in service now, without a wake. */
  put(model: string): void {
    const now = this.#clock.now();
    this.#endpoints.set(model, { createdAt: now, readyAt: now, configuration: this.configuration });
  }

  /** Creates an endpoint that has `status` for `seconds` and is then in service, or gone if it was Deleting. */
  hold(model: string, status: EndpointStatus, seconds = Number.POSITIVE_INFINITY): void {
    this.put(model);
    const fake = this.#endpoints.get(model);
    if (!fake) return;
    const at = this.#clock.now();
    const until = at + seconds * 1000;
    if (status === 'Deleting') fake.deletingUntil = until;
    else fake.became = { status, at, until };
  }

  vanish(model: string): void {
    this.#endpoints.delete(model);
  }

  /** Changes the status of an endpoint that is in service; `InService` changes it back. */
  become(model: string, status: EndpointStatus): void {
    const fake = this.#endpoints.get(model);
    if (fake) fake.became = { status, at: this.#clock.now(), until: Number.POSITIVE_INFINITY };
  }

  look(model: string): EndpointDescription | undefined {
    const now = this.#clock.now();
    const fake = this.#endpoints.get(model);
    if (!fake) return undefined;
    const { createdAt, readyAt, failureReason, deletingUntil, became, update } = fake;
    const { configuration } = fake;
    const moving = { createdAt, configuration, modifiedAt: createdAt };
    if (deletingUntil !== undefined) {
      if (now < deletingUntil) return { status: 'Deleting', ...moving };
      this.#endpoints.delete(model);
      return undefined;
    }
    if (now < readyAt) return { status: 'Creating', ...moving };
    if (update) {
      const { until, failure } = update;
      if (now < until) return { status: 'Updating', ...moving };
      const done = { status: 'InService', createdAt, modifiedAt: until } as const;
      if (failure !== undefined) return { ...done, configuration, failureReason: failure };
      return { ...done, configuration: update.configuration };
    }
    if (became && now < became.until) {
      return { status: became.status, createdAt, configuration, modifiedAt: became.at };
    }
    const status = failureReason === undefined ? 'InService' : 'Failed';
    return {
      status,
      createdAt,
      configuration,
      modifiedAt: became ? became.until : readyAt,
      ...(failureReason === undefined ? {} : { failureReason }),
    };
  }

  async #call(call: Call): Promise<void> {
    this.calls.push(call);
    // Simultaneous callers interleave at every call, as on a network.
    await Promise.resolve();
    await this.before[call]?.();
  }

  configurationOf(): string {
    return this.configuration;
  }

  async sizeOf(configuration: string): Promise<EndpointSize | undefined> {
    this.beforeSize?.();
    return this.sizes.get(configuration);
  }

  async invoke(model: string, body: string): Promise<Invocation> {
    await this.#call('invoke');
    if (standingOf(this.look(model)) !== 'serving') return { kind: 'absent' };
    this.onInvoked?.(model);
    return this.answer(body);
  }

  async describe(model: string): Promise<EndpointDescription | undefined> {
    await this.#call('describe');
    return this.look(model);
  }

  async create(
    model: string,
    configuration = this.configuration,
  ): Promise<'created' | 'exists' | 'no-configuration'> {
    await this.#call('create');
    if (this.look(model)) return 'exists';
    if (!this.configurationVisible) return 'no-configuration';
    const createdAt = this.#clock.now();
    this.#endpoints.set(model, {
      createdAt,
      configuration,
      readyAt: createdAt + this.creationSeconds * 1000,
      ...(this.failure === undefined ? {} : { failureReason: this.failure }),
    });
    return 'created';
  }

  async update(model: string): Promise<'updating' | 'absent' | 'in-progress'> {
    await this.#call('update');
    const found = this.look(model);
    if (!found) return 'absent';
    if (IN_PROGRESS.has(found.status)) return 'in-progress';
    const until = this.#clock.now() + this.updateSeconds * 1000;
    const fake = this.#endpoints.get(model);
    if (fake) {
      fake.configuration = found.configuration;
      fake.update = { until, configuration: this.configuration, failure: this.updateFailure };
    }
    return 'updating';
  }

  async delete(model: string): Promise<'deleting' | 'absent' | 'in-progress'> {
    await this.#call('delete');
    const found = this.look(model);
    if (!found) return 'absent';
    if (IN_PROGRESS.has(found.status)) return 'in-progress';
    const fake = this.#endpoints.get(model);
    if (fake) fake.deletingUntil = this.#clock.now() + this.deletionSeconds * 1000;
    return 'deleting';
  }
}
