import { BUCKET, LIMITS, type AsyncModel } from '@pilotlight/contracts';
import type { Asked, JobHost, JobRequest, Payload, Submitted } from '@pilotlight/hosts';
import type { Clock, InstancePort, Instances } from '../src/index.ts';
import type { SimulatedBucket } from './simulated-bucket.ts';

interface QueuedJob extends JobRequest {
  readonly at: number;
}

/** What SageMaker tells when a job has ended. */
export interface Ended {
  readonly id: string;
  readonly failureReason?: string;
}

/** One asynchronous endpoint as far as jobs use it: its instance works on one job after the other. */
export class SimulatedAsync implements JobHost, InstancePort {
  /** How long the first instance takes to start, and an instance works on one job. */
  startSeconds = 240;
  workSeconds = 5;
  /** Whether there is an endpoint. */
  exists = true;
  desired = 0;
  answer: (input: Payload, job: JobRequest) => Asked = ({ body, contentType }) => ({
    kind: 'answered',
    body,
    contentType,
  });
  /** Runs before a method does its work; may throw. */
  before: Partial<Record<'submit' | 'count' | 'request', () => Promise<void> | void>> = {};
  onEnded: (ended: Ended) => void = () => undefined;
  /** The id of each job that was submitted. */
  readonly submitted: string[] = [];
  readonly requested: number[] = [];

  #queue: QueuedJob[] = [];
  #readyAt = 0;
  #freeAt = 0;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #bucket: SimulatedBucket;

  constructor(clock: Pick<Clock, 'now'>, bucket: SimulatedBucket) {
    this.#clock = clock;
    this.#bucket = bucket;
    bucket.settle = () => this.settle();
  }

  async submit(_model: AsyncModel, job: JobRequest): Promise<Submitted> {
    await Promise.resolve();
    await this.before.submit?.();
    if (!this.exists) return { kind: 'absent' };
    this.submitted.push(job.id);
    this.#queue.push({ ...job, at: this.#clock.now() });
    return { kind: 'accepted' };
  }

  async count(): Promise<Instances | undefined> {
    await Promise.resolve();
    await this.before.count?.();
    if (!this.exists) return undefined;
    const current = this.desired > 0 && this.#clock.now() >= this.#readyAt ? this.desired : 0;
    const status = current === this.desired ? 'InService' : 'Updating';
    const modifiedAt = this.#readyAt - this.startSeconds * 1000;
    return { status, current, desired: this.desired, modifiedAt };
  }

  async request(_endpointName: string, count: number): Promise<'requested' | 'absent'> {
    this.requested.push(count);
    await Promise.resolve();
    await this.before.request?.();
    if (!this.exists) return 'absent';
    this.scale(count);
    return 'requested';
  }

  /** As Application Auto Scaling does. */
  scale(count: number): void {
    this.settle();
    if (this.desired === 0 && count > 0) {
      this.#readyAt = this.#clock.now() + this.startSeconds * 1000;
    }
    this.desired = count;
  }

  /** What was asked is never worked on. */
  forget(): void {
    this.#queue = [];
  }

  /** Everything that should have happened by now. */
  settle(): void {
    const now = this.#clock.now();
    while (this.desired > 0 && this.#queue.length > 0) {
      const [job] = this.#queue;
      if (!job) return;
      const begin = Math.max(this.#readyAt, this.#freeAt, job.at);
      const expiresAt = job.at + LIMITS.jobQueuedSeconds * 1000;
      const end = begin + this.workSeconds * 1000;
      if (begin >= expiresAt) {
        if (now < expiresAt) return;
        this.#queue.shift();
        continue;
      }
      if (end > now) return;
      this.#queue.shift();
      this.#freeAt = end;
      this.#work(job);
    }
  }

  #work(job: QueuedJob): void {
    const { id, inputKey } = job;
    const { objects } = this.#bucket;
    const input = objects.get(inputKey);
    const asked = input ? this.answer(input, job) : failed('the input could not be downloaded');
    if (asked.kind === 'answered') {
      const { body, contentType } = asked;
      objects.set(`${BUCKET.outputs}${id}.out`, { body, contentType });
      return this.onEnded({ id });
    }
    const message = 'message' in asked ? asked.message : '';
    const status = 'status' in asked ? asked.status : 0;
    if (message) {
      const body = Buffer.from(message);
      objects.set(`${BUCKET.failures}${id}-error.out`, { body, contentType: 'text/plain' });
    }
    const kind = status >= 400 && status < 500 ? 'client' : 'server';
    const failureReason = `ClientError: Received ${kind} error (${status}) from model. See the SageMaker Endpoint logs in your account for more information.`;
    this.onEnded({ id, failureReason });
  }
}

const failed = (message: string): Asked => ({ kind: 'failed', status: 0, message });
