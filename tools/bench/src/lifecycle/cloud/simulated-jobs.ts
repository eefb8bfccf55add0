import type { AsyncModel } from '@pilotlight/contracts';
import type { JobRequest, Submitted } from '@pilotlight/hosts';
import {
  answered,
  SimulatedAsync,
  type Ended,
  type SimulatedBucket,
  type SimulatedClock,
} from '@pilotlight/lifecycle/testing';
import type { Random } from '../../inputs/random.ts';
import { ASSUMED } from '../assumptions.ts';
import type { Timeline } from '../clock/timeline.ts';
import { Lives } from './lives.ts';

interface Options {
  readonly clock: SimulatedClock;
  readonly bucket: SimulatedBucket;
  readonly timeline: Timeline;
  readonly random: Random;
  /** How long one run of the model takes. */
  readonly serviceMilliseconds: number;
}

const { alarmSeconds, unusedSeconds } = ASSUMED.scaling;

/**
 * An asynchronous endpoint of at most one instance. It is started by whoever asks for it, or by the alarm when a job has
 * waited for it, and removed when there was no job for a while.
 */
export class SimulatedJobs extends SimulatedAsync {
  /** Of its instance. */
  readonly lives = new Lives();
  /** Called when a job has ended. */
  onJobEnded: (ended: Ended) => void = () => undefined;
  readonly #timeline: Timeline;
  readonly #random: Random;
  #waiting = 0;
  /** When the next job may end, in epoch milliseconds. */
  #nextEnd: number | undefined;

  constructor({ clock, bucket, timeline, random, serviceMilliseconds }: Options) {
    super(clock, bucket);
    this.#timeline = timeline;
    this.#random = random;
    this.workSeconds = serviceMilliseconds / 1000;
    this.answer = ({ body }) =>
      answered({ echo: JSON.parse(Buffer.from(body).toString()) as unknown });
    this.onEnded = (ended) => this.#ended(ended);
  }

  override async submit(model: AsyncModel, job: JobRequest): Promise<Submitted> {
    const submitted = await super.submit(model, job);
    this.submitted.length = 0;
    this.#waiting += 1;
    const now = this.#timeline.now();
    if (this.desired > 0) this.#settleAt(now + this.workSeconds * 1000);
    else this.#timeline.at(now + this.#alarmMilliseconds(), () => this.#alarm());
    return submitted;
  }

  override scale(count: number): void {
    const { mean, deviation, least, most } = ASSUMED.creationSeconds;
    const starts = this.desired === 0 && count > 0;
    if (starts) this.startSeconds = this.#random.normal(mean, deviation, least, most);
    super.scale(count);
    const now = this.#timeline.now();
    if (count === 0) this.lives.end(now);
    if (!starts) return;
    const readyAt = now + this.startSeconds * 1000;
    this.lives.begin(now, readyAt);
    this.#settleAt(readyAt + this.workSeconds * 1000);
  }

  /** The alarm needs two whole minutes with a waiting job and no instance. */
  #alarmMilliseconds(): number {
    return this.#random.integer(alarmSeconds.least * 1000, alarmSeconds.most * 1000);
  }

  #alarm(): void {
    if (this.desired === 0 && this.#waiting > 0) this.scale(1);
  }

  #settleAt(at: number): void {
    if (this.#nextEnd !== undefined && this.#nextEnd <= at) return;
    this.#nextEnd = at;
    this.#timeline.at(at, () => {
      if (this.#nextEnd === at) this.#nextEnd = undefined;
      this.settle();
      if (this.#waiting > 0) this.#settleAt(this.#timeline.now() + this.workSeconds * 1000);
    });
  }

  #ended(ended: Ended): void {
    const now = this.#timeline.now();
    this.#waiting -= 1;
    this.lives.use(now);
    this.#timeline.at(now + unusedSeconds * 1000, () => this.#removeUnused());
    this.onJobEnded(ended);
  }

  #removeUnused(): void {
    const unused = this.#timeline.now() - this.lives.lastUsedAt;
    if (this.desired === 0 || this.#waiting > 0 || unused < unusedSeconds * 1000) return;
    this.scale(0);
  }
}
