import type { RealtimeModel } from '@pilotlight/contracts';
import {
  CloudError,
  containerReply,
  type Asked,
  type Host,
  type HostRequest,
} from '@pilotlight/hosts';
import { standingOf } from '../src/endpoint/standing.ts';
import type {
  Clock,
  EndpointDescription,
  EndpointId,
  EndpointPort,
  EndpointSize,
  EndpointStatus,
  EndpointTarget,
} from '../src/index.ts';

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

type Keyed = Pick<EndpointId, 'key'>;

/** A JSON answer of the container. */
export const answered = (value: unknown): Asked => answeredText(JSON.stringify(value));

/** An answer of the container that it calls JSON, whatever the text is. */
export const answeredText = (text: string): Asked => ({
  kind: 'answered',
  body: Buffer.from(text),
  contentType: 'application/json',
});

/** The container answers with an error; status 0: the connection broke. */
export const containerError = (status: number, message: string): Asked =>
  containerReply(status, message);

export const denied = (operation: string, service = 'SageMaker') =>
  new CloudError('denied', { service, operation }, `User is not authorized to ${operation}`);

/** SageMaker as far as the life cycle uses it: statuses that change with the clock, and its errors. */
export class SimulatedSageMaker implements EndpointPort, Host<RealtimeModel> {
  readonly calls: Call[] = [];
  creationSeconds = 200;
  deletionSeconds = 60;
  updateSeconds = 300;
  /** The next updates are rolled back for this reason. */
  updateFailure: string | undefined;
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
  answer: (body: string, model: string, request: HostRequest) => Asked = (body) =>
    answered({ echo: JSON.parse(body) as unknown });

  /** Called for every request that reached an endpoint in service. */
  onInvoked: ((endpoint: EndpointId) => void) | undefined;

  readonly #clock: Pick<Clock, 'now'>;
  readonly #endpoints = new Map<string, Fake>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  count(call: Call): number {
    return this.calls.filter((made) => made === call).length;
  }

  /** Creates an endpoint that is in service now, without a wake. */
  put({ key, endpointConfigName: configuration }: EndpointTarget): void {
    const now = this.#clock.now();
    this.#endpoints.set(key, { createdAt: now, readyAt: now, configuration });
  }

  /** Creates an endpoint that has `status` for `seconds` and is then in service, or gone if it was Deleting. */
  hold(endpoint: EndpointTarget, status: EndpointStatus, seconds = Number.POSITIVE_INFINITY): void {
    this.put(endpoint);
    const fake = this.#endpoints.get(endpoint.key);
    if (!fake) return;
    const at = this.#clock.now();
    const until = at + seconds * 1000;
    if (status === 'Deleting') fake.deletingUntil = until;
    else fake.became = { status, at, until };
  }

  vanish({ key }: Keyed): void {
    this.#endpoints.delete(key);
  }

  /** Changes the status of an endpoint that is in service; `InService` changes it back. */
  become({ key }: Keyed, status: EndpointStatus): void {
    const fake = this.#endpoints.get(key);
    if (fake) fake.became = { status, at: this.#clock.now(), until: Number.POSITIVE_INFINITY };
  }

  look({ key }: Keyed): EndpointDescription | undefined {
    const now = this.#clock.now();
    const fake = this.#endpoints.get(key);
    if (!fake) return undefined;
    const { createdAt, readyAt, failureReason, deletingUntil, became, update } = fake;
    const { configuration } = fake;
    const moving = { createdAt, configuration, modifiedAt: createdAt };
    if (deletingUntil !== undefined) {
      if (now < deletingUntil) return { status: 'Deleting', ...moving };
      this.#endpoints.delete(key);
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

  async sizeOf(configuration: string): Promise<EndpointSize | undefined> {
    this.beforeSize?.();
    return this.sizes.get(configuration);
  }

  async ask({ name, serving }: RealtimeModel, request: HostRequest): Promise<Asked> {
    await this.#call('invoke');
    if (standingOf(this.look(serving.endpoint)) !== 'serving') return { kind: 'absent' };
    this.onInvoked?.(serving.endpoint);
    return this.answer(Buffer.from(request.body).toString(), name, request);
  }

  async describe(endpoint: EndpointId): Promise<EndpointDescription | undefined> {
    await this.#call('describe');
    return this.look(endpoint);
  }

  async create(endpoint: EndpointTarget): Promise<'created' | 'exists' | 'no-configuration'> {
    await this.#call('create');
    if (this.look(endpoint)) return 'exists';
    if (!this.configurationVisible) return 'no-configuration';
    const createdAt = this.#clock.now();
    this.#endpoints.set(endpoint.key, {
      createdAt,
      configuration: endpoint.endpointConfigName,
      readyAt: createdAt + this.creationSeconds * 1000,
      ...(this.failure === undefined ? {} : { failureReason: this.failure }),
    });
    return 'created';
  }

  async update(endpoint: EndpointTarget): Promise<'updating' | 'absent' | 'in-progress'> {
    await this.#call('update');
    const found = this.look(endpoint);
    if (!found) return 'absent';
    if (IN_PROGRESS.has(found.status)) return 'in-progress';
    const until = this.#clock.now() + this.updateSeconds * 1000;
    const fake = this.#endpoints.get(endpoint.key);
    if (fake) {
      fake.configuration = found.configuration;
      fake.update = {
        until,
        configuration: endpoint.endpointConfigName,
        failure: this.updateFailure,
      };
    }
    return 'updating';
  }

  async delete(endpoint: EndpointId): Promise<'deleting' | 'absent' | 'in-progress'> {
    await this.#call('delete');
    const found = this.look(endpoint);
    if (!found) return 'absent';
    if (IN_PROGRESS.has(found.status)) return 'in-progress';
    const fake = this.#endpoints.get(endpoint.key);
    if (fake) fake.deletingUntil = this.#clock.now() + this.deletionSeconds * 1000;
    return 'deleting';
  }
}
