import { dirname } from 'node:path';
import { startModelRuntime } from '@pilotlight/model-runtime';
import { findBundle } from '../../src/multi-model/find-bundle.ts';
import { ModelHost } from '../../src/multi-model/model-host.ts';

/**
 * `node cycle-models.ts BUNDLE CYCLES`: CYCLES times loads a bundle, invokes it with its first example and unloads it.
 * After each cycle it prints the memory of the process in MiB on one line.
 */
const [url = '', cycles = '60'] = process.argv.slice(2);

const host = new ModelHost({
  find: (path) => findBundle(path, dirname(path)),
  start: (bundle, workers) =>
    startModelRuntime(bundle, { workers, threadsPerWorker: 1, maxBatch: 1 }),
});
const { bundle } = await findBundle(url, dirname(url));
const body = Buffer.from(JSON.stringify(bundle.manifest.examples[0]?.input));

for (let cycle = 0; cycle < Number(cycles); cycle++) {
  await host.load('model', url);
  const asked = { body, contentType: 'application/json', accept: 'application/json' };
  const answer = await host.find('model').invoke(asked);
  await answer.timings;
  await host.unload('model');
  process.stdout.write(`${Math.round(process.memoryUsage.rss() / 2 ** 20)}\n`);
}
