import type { InstanceFleet } from '../instance-fleet.ts';
import { perInstance } from './async-config.ts';
import type { Job } from './job.ts';
import { runJob, type JobDependencies, type JobEndpoint } from './run-job.ts';

/** How often the queue looks for an instance with room, while jobs wait. */
const LOOK_MILLISECONDS = 50;

/** The fleet that takes jobs now, and what it runs them for. */
export type JobsServing = () => { readonly fleet: InstanceFleet; readonly endpoint: JobEndpoint };

/** The asynchronous invocations of one endpoint: those that wait, and those that an instance works on. */
export class JobQueue {
  readonly #serving: JobsServing;
  readonly #dependencies: JobDependencies;
  #waiting: Job[] = [];
  #running = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(serving: JobsServing, dependencies: JobDependencies) {
    this.#serving = serving;
    this.#dependencies = dependencies;
  }

  /** How many wait or are worked on: SageMaker's ApproximateBacklogSize. */
  get size(): number {
    return this.#waiting.length + this.#running;
  }

  add(job: Job): void {
    this.#waiting.push(job);
    this.#timer ??= setInterval(() => this.#pump(), LOOK_MILLISECONDS).unref();
    this.#pump();
  }

  /** Drops what waits, without a word to anybody. */
  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
    clearInterval(this.#timer);
  }

  #pump(): void {
    if (this.#isClosed) return;
    this.#expire();
    const { fleet, endpoint } = this.#serving();
    for (let [job] = this.#waiting; job; [job] = this.#waiting) {
      const next = job;
      const work = fleet.useFree(perInstance(endpoint.config), (container) =>
        runJob(next, container, endpoint, this.#dependencies),
      );
      if (!work) return;
      this.#waiting.shift();
      this.#running += 1;
      void work.finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /**
   * Forgets the jobs that have waited too long. Whether SageMaker writes or publishes anything about them is not
   * documented; here it does not, as the harder case.
   */
  #expire(): void {
    const { log, settings } = this.#dependencies.context;
    const secondMilliseconds = (settings.scheduleMinuteSeconds / 60) * 1_000;
    this.#waiting = this.#waiting.filter(({ inferenceId, receivedAt, ttlSeconds }) => {
      const isKept = Date.now() < receivedAt.getTime() + ttlSeconds * secondMilliseconds;
      const { name } = this.#serving().endpoint;
      if (!isKept) log(`sagemaker/${name}`, `the invocation ${inferenceId} expired in the queue`);
      return isKept;
    });
  }
}
