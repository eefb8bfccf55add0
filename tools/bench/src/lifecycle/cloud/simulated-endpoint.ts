import type { RealtimeModel } from '@pilotlight/contracts';
import type { Asked, HostRequest } from '@pilotlight/hosts';
import type { EndpointId, EndpointTarget } from '@pilotlight/lifecycle';
import { SimulatedSageMaker, type SimulatedClock } from '@pilotlight/lifecycle/testing';
import type { Random } from '../../inputs/random.ts';
import { ASSUMED } from '../assumptions.ts';
import type { Timeline } from '../clock/timeline.ts';
import { Lives } from './lives.ts';
import { Processors } from './processors.ts';

export type Change = 'Creating' | 'InService' | 'Failed' | 'Deleting';

const REASON =
  'The primary container for production variant main did not pass the ping health check.';

/** An in-memory endpoint that takes time to be created, to answer and to be deleted. */
export class SimulatedEndpoint extends SimulatedSageMaker {
  readonly lives = new Lives();
  /** Called at each change of its status. */
  onChange: (change: Change) => void = () => undefined;
  /** It is deleted externally just before the invocation with this number. */
  vanishesBefore: number | undefined;
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #processors: Processors;
  readonly #serviceMilliseconds: number;
  #invocations = 0;

  constructor(
    clock: SimulatedClock,
    timeline: Timeline,
    random: Random,
    serviceMilliseconds: number,
  ) {
    super(clock);
    this.#timeline = timeline;
    this.#random = random;
    this.#serviceMilliseconds = serviceMilliseconds;
    this.#processors = new Processors(timeline, ASSUMED.processors);
  }

  override put(endpoint: EndpointTarget): void {
    super.put(endpoint);
    this.lives.begin(this.#timeline.now(), this.#timeline.now());
  }

  override vanish(endpoint: Pick<EndpointId, 'key'>): void {
    super.vanish(endpoint);
    this.lives.end(this.#timeline.now());
  }

  override async create(endpoint: EndpointTarget): ReturnType<SimulatedSageMaker['create']> {
    const { mean, deviation, least, most } = ASSUMED.creationSeconds;
    const { share, leastSeconds, mostSeconds } = ASSUMED.slowCreation;
    const random = this.#random;
    const slow = random.next() < share;
    this.failure = random.next() < ASSUMED.failedCreationShare ? REASON : undefined;
    this.creationSeconds = slow
      ? random.integer(leastSeconds, mostSeconds)
      : random.normal(mean, deviation, least, most);
    const outcome = await super.create(endpoint);
    if (outcome === 'created') this.#begins(this.failure === undefined);
    return outcome;
  }

  #begins(succeeds: boolean): void {
    const now = this.#timeline.now();
    const readyAt = now + this.creationSeconds * 1000;
    // A failed endpoint has no instances left.
    this.lives.begin(now, readyAt, succeeds ? Infinity : readyAt);
    this.onChange('Creating');
    this.#timeline.at(readyAt, () => this.onChange(succeeds ? 'InService' : 'Failed'));
  }

  override async delete(endpoint: EndpointId): Promise<'deleting' | 'absent' | 'in-progress'> {
    const { least, most } = ASSUMED.deletionSeconds;
    this.deletionSeconds = this.#random.integer(least, most);
    const outcome = await super.delete(endpoint);
    if (outcome === 'deleting') {
      this.lives.end(this.#timeline.now() + this.deletionSeconds * 1000);
      this.onChange('Deleting');
    }
    return outcome;
  }

  override async ask(model: RealtimeModel, request: HostRequest): Promise<Asked> {
    if (++this.#invocations === this.vanishesBefore) this.vanish(model.serving.endpoint);
    const asked = await super.ask(model, request);
    if (asked.kind !== 'answered') return asked;
    this.lives.use(this.#timeline.now());
    await this.#processors.work(this.#serviceMilliseconds);
    return asked;
  }
}
