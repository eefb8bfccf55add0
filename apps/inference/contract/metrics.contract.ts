import { expect, test } from 'vitest';
import { answerTo, invoke, url } from './support/client.ts';
import { inputs, modelName } from './support/model.ts';
import { type Family, readMetrics, type Sample } from './support/prometheus.ts';

async function scrape(): Promise<Map<string, Family>> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain\b.*\bversion=0\.0\.4\b/);
  return readMetrics(await response.text());
}

/** The sum of the samples with `labels`; `name` is that of the family, or of a histogram's count. */
async function total(name: string, labels: Record<string, string>): Promise<number> {
  const families = await scrape();
  const family = families.get(name) ?? families.get(name.replace(/_count$/, ''));
  const samples = (family?.samples ?? []).filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  return samples.reduce((sum, { value }) => sum + value, 0);
}

test('the metrics are valid for Prometheus, each with a help text and a conventional name', async () => {
  await answerTo(inputs[0]);
  const families = await scrape();
  const wrong = [...families].filter(
    ([name, { type, help }]) =>
      help === '' || (type === 'counter') !== name.endsWith('_total') || type === 'untyped',
  );
  expect(wrong).toEqual([]);
  for (const name of ['pilotlight_requests_total', 'pilotlight_invocation_seconds']) {
    expect(families.get(name)?.samples.length).toBeGreaterThan(0);
  }
});

test('the buckets of a histogram grow up to its count', async () => {
  await answerTo(inputs[0]);
  const histograms = [...(await scrape())].filter(([, { type }]) => type === 'histogram');
  expect(histograms.length).toBeGreaterThan(0);
  for (const [name, { samples }] of histograms) {
    for (const count of samples.filter((sample) => sample.name === `${name}_count`)) {
      const buckets = samples.filter((sample) => isBucketOf(sample, count));
      const bounds = buckets.map(({ labels }) => Number(labels['le']?.replace('+Inf', 'Infinity')));
      expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
      expect(bounds.at(-1)).toBe(Infinity);
      const counts = buckets.map(({ value }) => value);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(counts.at(-1)).toBe(count.value);
    }
  }
});

function isBucketOf(sample: Sample, count: Sample): boolean {
  const { le, ...labels } = sample.labels;
  return le !== undefined && JSON.stringify(labels) === JSON.stringify(count.labels);
}

test('every invocation is counted once, by its status', async () => {
  const read = async () => [
    await total('pilotlight_requests_total', { route: '/invocations', status: '200' }),
    await total('pilotlight_requests_total', { route: '/invocations', status: '400' }),
    await total('pilotlight_invocation_seconds_count', { model: modelName }),
  ];
  const before = await read();
  for (let turn = 0; turn < 3; turn++) await answerTo(inputs[0]);
  await (await invoke('{')).arrayBuffer();
  const after = before.map((count, index) => count + ([3, 1, 3][index] ?? 0));
  // A client may receive its answer before it is counted.
  await expect.poll(read).toEqual(after);
});

test('the plan is shown, and its workers are alive', async () => {
  const families = await scrape();
  const plans = families.get('pilotlight_plan_info')?.samples ?? [];
  expect(plans.map(({ labels, value }) => [labels['model'], value])).toEqual([[modelName, 1]]);
  const workers = Number(plans[0]?.labels['workers']);
  expect(workers).toBeGreaterThanOrEqual(1);
  expect(await total('pilotlight_workers_healthy', { model: modelName })).toBe(workers);
});
