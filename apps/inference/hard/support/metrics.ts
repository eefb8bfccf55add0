import { readMetrics } from '../../contract/support/prometheus.ts';

/** The sum of the samples `name` of `/metrics` with `labels`. @throws Error when there is none */
export async function metric(
  url: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number> {
  const response = await fetch(`${url}/metrics`);
  const families = readMetrics(await response.text());
  const samples = [...families.values()].flatMap((family) => family.samples);
  const found = samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  if (found.length === 0) throw new Error(`there is no ${name} ${JSON.stringify(labels)}`);
  return found.reduce((sum, { value }) => sum + value, 0);
}
