import { Counter, Histogram, type Registry } from 'prom-client';
import type { Timings } from '@pilotlight/model-runtime';
import type { EndedRequest } from '../requests/request-record.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];

const PHASES: readonly (readonly [string, string, (timings: Timings) => number])[] = [
  ['queue', 'waited for a worker', (timings) => timings.queueMilliseconds],
  ['parse', 'were read by parseInput', (timings) => timings.parseMilliseconds],
  ['predict', 'were in predict (time of the whole batch)', (t) => t.predictMilliseconds],
  ['format', 'were written by formatOutput', (timings) => timings.formatMilliseconds],
];

/** Counts and times requests. */
export class RequestMetrics {
  readonly #requests: Counter;
  readonly #overloads: Counter;
  readonly #total: Histogram;
  readonly #phases: readonly { histogram: Histogram; of(timings: Timings): number }[];
  readonly #batchSize: Histogram;

  constructor(registry: Registry) {
    const registers = [registry];
    const labelNames = ['model'];
    this.#requests = new Counter({
      name: 'pilotlight_requests_total',
      help: 'Requests by route, HTTP status and error code',
      labelNames: ['route', 'status', 'code'],
      registers,
    });
    this.#overloads = new Counter({
      name: 'pilotlight_overload_refusals_total',
      help: 'Invocations refused because too many were waiting',
      labelNames,
      registers,
    });
    this.#total = new Histogram({
      name: 'pilotlight_invocation_seconds',
      help: 'Time of answered invocations, from their headers to the end of the answer',
      labelNames,
      buckets: SECONDS,
      registers,
    });
    this.#phases = PHASES.map(([phase, words, of]) => ({
      of,
      histogram: new Histogram({
        name: `pilotlight_invocation_${phase}_seconds`,
        help: `How long invocations ${words}`,
        labelNames,
        buckets: SECONDS,
        registers,
      }),
    }));
    this.#batchSize = new Histogram({
      name: 'pilotlight_batch_size',
      help: 'Inputs per run, observed once per invocation',
      labelNames,
      buckets: BATCH_SIZES,
      registers,
    });
  }

  add({ route, status, code, model, milliseconds, timings }: EndedRequest): void {
    this.#requests.inc({ route, status, code: code ?? '' });
    if (model === undefined) return;
    const labels = { model };
    if (code === 'overloaded') this.#overloads.inc(labels);
    if (!timings) return;
    this.#total.observe(labels, milliseconds / 1000);
    for (const { histogram, of } of this.#phases) histogram.observe(labels, of(timings) / 1000);
    this.#batchSize.observe(labels, timings.batchSize);
  }

  /** Removes the metrics of a model that is no longer served, so that a multi-model host does not leak memory. */
  forget(model: string): void {
    for (const metric of [this.#overloads, this.#total, this.#batchSize]) metric.remove(model);
    for (const { histogram } of this.#phases) histogram.remove(model);
  }
}
