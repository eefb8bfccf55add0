import { Registry } from 'prom-client';
import type { EndedRequest } from '../requests/request-record.ts';
import type { Models } from '../served-model.ts';
import { modelMetrics } from './model-metrics.ts';
import { processMetrics } from './process-metrics.ts';
import { RequestMetrics } from './request-metrics.ts';

/** What `GET /metrics` tells Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new RequestMetrics(this.#registry);

  constructor(models: Pick<Models, 'models'>) {
    modelMetrics(this.#registry, models);
    processMetrics(this.#registry);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  add(ended: EndedRequest): void {
    this.#requests.add(ended);
  }

  forget(model: string): void {
    this.#requests.forget(model);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
