import { Registry } from 'prom-client';
import { SERVER_LIMITS } from '../limits.ts';
import type { EndedRequest } from '../requests/request-record.ts';
import type { Models } from '../served-model.ts';
import { modelMetrics } from './model-metrics.ts';
import { processMetrics } from './process-metrics.ts';
import { RequestMetrics } from './request-metrics.ts';

/** The metrics of `GET /metrics`, for Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new RequestMetrics(this.#registry);
  readonly #ended: EndedRequest[] = [];

  constructor(models: Pick<Models, 'models'>) {
    modelMetrics(this.#registry, models);
    processMetrics(this.#registry);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Collects a request. Counting many together costs several times less than one by one between answers. */
  add(ended: EndedRequest): void {
    if (this.#ended.push(ended) >= SERVER_LIMITS.uncountedRequests) this.#count();
  }

  forget(model: string): void {
    this.#count();
    this.#requests.forget(model);
  }

  text(): Promise<string> {
    this.#count();
    return this.#registry.metrics();
  }

  #count(): void {
    for (const ended of this.#ended.splice(0)) this.#requests.add(ended);
  }
}
