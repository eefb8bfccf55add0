import { setImmediate as nextTurn } from 'node:timers/promises';
import { Counter, Gauge, type Registry } from 'prom-client';

/**
 * What the process takes, read when it is asked for. Not prom-client's default metrics: their histogram of the event
 * loop's delays is a timer that never rests.
 */
export function processMetrics(registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process that is in use, the models included',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the process, all threads together',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'When the process was started, since the epoch',
    registers,
  }).set(performance.timeOrigin / 1000);
  new Gauge({
    name: 'nodejs_eventloop_lag_seconds',
    help: 'How long the server took to come round to this scrape',
    registers,
    async collect() {
      const begun = performance.now();
      await nextTurn();
      this.set((performance.now() - begun) / 1000);
    },
  });
}
