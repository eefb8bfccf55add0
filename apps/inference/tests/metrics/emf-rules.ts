/**
 * The rules of CloudWatch's embedded metric format; for values and counts, the rules of its own exporters.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const UNITS = new Set([
  'Count',
  'Milliseconds',
  'Seconds',
  'Bytes',
  'Megabytes',
  'Percent',
  'None',
]);
const MOST = {
  lineBytes: 256 * 1024,
  metrics: 100,
  dimensions: 30,
  values: 100,
  nameCharacters: 1024,
};
const TWO_WEEKS = 14 * 24 * 3600 * 1000;

interface Directive {
  readonly Namespace: unknown;
  readonly Dimensions: unknown;
  readonly Metrics: unknown;
}

/** The violations in `line`; empty when CloudWatch would accept it. */
export function violationsOfEmf(line: string): string[] {
  if (Buffer.byteLength(line) > MOST.lineBytes) return ['the line is too long'];
  let root: Record<string, unknown>;
  try {
    root = JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    return [`it is not JSON: ${(error as Error).message}`];
  }
  const { Timestamp, CloudWatchMetrics } = (root['_aws'] ?? {}) as Record<string, unknown>;
  const age = Date.now() - (Timestamp as number);
  const found: string[] = [];
  if (!Number.isSafeInteger(Timestamp) || Math.abs(age) > TWO_WEEKS) found.push('Timestamp');
  if (!Array.isArray(CloudWatchMetrics)) return [...found, 'CloudWatchMetrics'];
  return [...found, ...(CloudWatchMetrics as Directive[]).flatMap((one) => ofDirective(one, root))];
}

function ofDirective({ Namespace, Dimensions, Metrics }: Directive, root: Record<string, unknown>) {
  const found: string[] = [];
  if (!isName(Namespace)) found.push('Namespace');
  if (!Array.isArray(Dimensions) || Dimensions.length === 0) found.push('Dimensions');
  for (const set of Dimensions as string[][]) {
    if (!Array.isArray(set) || set.length > MOST.dimensions) found.push('a set of dimensions');
    for (const name of set)
      if (!isName(root[name])) found.push(`the dimension ${name} has no value`);
  }
  if (!Array.isArray(Metrics) || Metrics.length > MOST.metrics) return [...found, 'Metrics'];
  for (const { Name, Unit, StorageResolution } of Metrics as Record<string, unknown>[]) {
    if (!isName(Name)) found.push('a metric has no name');
    if (Unit !== undefined && !UNITS.has(Unit as string)) found.push(`the unit ${String(Unit)}`);
    if (![undefined, 1, 60].includes(StorageResolution as number)) found.push('StorageResolution');
    const value = root[Name as string];
    if (value === undefined) found.push(`${String(Name)} has no value`);
    else if (!isMetric(value)) found.push(`${String(Name)} is no number and no list of them`);
  }
  return found;
}

function isMetric(value: unknown): boolean {
  if (Number.isFinite(value)) return true;
  if (Array.isArray(value)) return isList(value);
  const { Values, Counts, Min, Max, Sum, Count } = value as Record<string, unknown>;
  return (
    isList(Values) &&
    isList(Counts) &&
    Values.length === Counts.length &&
    new Set(Values).size === Values.length &&
    [Min, Max, Sum].every((one) => Number.isFinite(one)) &&
    Counts.reduce((sum, one) => sum + one, 0) === Count
  );
}

function isList(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST.values &&
    value.every((one) => Number.isFinite(one))
  );
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= MOST.nameCharacters;
}
