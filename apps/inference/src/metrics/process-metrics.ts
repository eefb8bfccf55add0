import { setImmediate as nextTurn } from 'node:timers/promises';
import { Counter, Gauge, type Registry } from 'prom-client';

/**
 * Resource usage of the process, read at each scrape. Used instead of prom-client's default metrics, whose event loop
 * histogram needs a timer that always runs.
 */
export function processMetrics(registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process, including the models',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process, all threads together',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'Start time of the process, in seconds since the Unix epoch',
    registers,
  }).set(performance.timeOrigin / 1000);
  new Gauge({
    name: 'nodejs_eventloop_lag_seconds',
    help: 'Delay of the event loop, measured at this scrape',
    registers,
    async collect() {
      const begun = performance.now();
      await nextTurn();
      this.set((performance.now() - begun) / 1000);
    },
  });
}
