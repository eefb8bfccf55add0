import { Counter, Gauge, type Registry } from 'prom-client';
import type { RuntimeState } from '@pilotlight/model-runtime';
import type { Models } from '../served-model.ts';

const GAUGES: readonly (readonly [string, string, (state: RuntimeState) => number])[] = [
  ['queue_length', 'Invocations waiting for a worker', (state) => state.queuedInvocations],
  ['queue_bytes', 'Body bytes of the waiting invocations', (state) => state.queuedBytes],
  ['workers_healthy', 'Workers that are able to answer', (state) => state.healthyWorkers],
  ['workers_busy', 'Workers that are running the model', (state) => state.busyWorkers],
];

/** The state of each model's workers, read at each scrape. */
export function modelMetrics(registry: Registry, served: Pick<Models, 'models'>): void {
  const registers = [registry];
  const labelNames = ['model'];
  for (const [name, help, valueOf] of GAUGES) {
    new Gauge({
      name: `pilotlight_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        // A multi-model host may have several models with the same label.
        for (const model of served.models())
          this.inc({ model: model.label }, valueOf(model.state()));
      },
    });
  }
  new Counter({
    name: 'pilotlight_workers_lost_total',
    help: 'Workers that crashed or hung, and were replaced',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const model of served.models())
        this.inc({ model: model.label }, model.state().workersLost);
    },
  });
  new Gauge({
    name: 'pilotlight_plan_info',
    help: 'The plan by which the model runs on this machine, and its source',
    labelNames: ['model', 'workers', 'threads', 'max_batch', 'source'],
    registers,
    collect() {
      this.reset();
      for (const model of served.models()) {
        const { plan, planSource } = model.state();
        if (!plan) continue;
        const { workers, threadsPerWorker: threads, maxBatch: max_batch } = plan;
        this.set({ model: model.label, workers, threads, max_batch, source: planSource ?? '' }, 1);
      }
    },
  });
}
