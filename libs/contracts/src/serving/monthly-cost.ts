import { LIMITS } from '../limits.ts';
import { hostingUsdPerHour, PRICES } from '../prices.ts';
import { functionUsd } from './auto-rule.ts';
import type { BundleSize } from './estimate.ts';
import type { Machine } from './machines.ts';
import { running, type Traffic } from './traffic.ts';
import type { ServingMode, ServingWay } from './ways.ts';

/** What the costs of a month assume besides the traffic. Not measured on AWS. */
export const COST_ASSUMPTIONS = {
  daysPerMonth: 365 / 12,
  /** Endpoints are checked every half idle time: on average one runs a quarter longer than its idle time. */
  idleFactor: 1.25,
  /** How long a function's or a serverless endpoint's instance is kept without a request. AWS does not say. */
  instanceKeptMinutes: 10,
  /**
   * A function's start without its model, and the pace at which it loads the model. Lambda bills both. Twice the time that
   * docs/benchmarks/function.md measures.
   */
  functionStartSeconds: 0.4,
  functionLoadBytesPerSecond: 250e6,
  /** ONNX Runtime beside a model on EFS. */
  runtimeBytes: 50e6,
  /** A function's image without the model. */
  functionImageBytes: 400e6,
  /** One job of batch transform for the requests of each day: how long its instance needs to start. */
  jobStartMinutes: 5,
} as const;

/** What a way of serving costs a month. */
export interface MonthlyCost {
  /** In USD by the price table; undefined when it has no price for this. */
  readonly usd: number | undefined;
  /** What is billed, for people. */
  readonly billed: string;
}

/** One bundle with its traffic on the machine that serves it. */
interface Load {
  readonly way: ServingWay;
  readonly machine: Machine;
  readonly size: BundleSize;
  readonly traffic: Traffic;
  /** An endpoint is deleted when it was unused for this long. */
  readonly idleMinutes: number;
}

const MEBIBYTE = 2 ** 20;
const GIBIBYTE = 2 ** 30;

/**
 * What serving costs a month, without what all ways have in common: the API in front of the model, its requests and
 * logs. Free tiers and data transfer are left out.
 */
export function monthlyCost(load: Load): MonthlyCost {
  const { mode } = load.way;
  return mode === undefined ? transform(load) : BY_MODE[mode](load);
}

const BY_MODE: Readonly<Record<ServingMode, (load: Load) => MonthlyCost>> = {
  realtime: (load) => endpoint(load, hostingUsdPerHour(load.machine.name)),
  // Asynchronous inference has prices of its own, which are not in the table.
  async: (load) => endpoint(load, undefined),
  serverless,
  function: lambda,
};

function endpoint({ machine, traffic, idleMinutes }: Load, usdPerHour?: number): MonthlyCost {
  const { idleFactor, daysPerMonth } = COST_ASSUMPTIONS;
  const { hours, starts } = running(traffic, (idleMinutes * idleFactor) / 60);
  const awake = Math.min(24, hours + (starts * LIMITS.firstWakeEstimateSeconds) / 3600);
  const count = Math.max(1, Math.ceil(busyProcessors(traffic) / machine.processors));
  const instances = count === 1 ? machine.name : `${count} ${machine.name}`;
  return {
    usd: usdPerHour === undefined ? undefined : awake * count * usdPerHour * daysPerMonth,
    billed: `${awake.toFixed(1)} h a day of ${instances}, ${amount(starts, 'wake')}`,
  };
}

function lambda({ way, machine, size, traffic }: Load): MonthlyCost {
  const { daysPerMonth, functionStartSeconds, functionLoadBytesPerSecond } = COST_ASSUMPTIONS;
  const memoryMegabytes = machine.memoryBytes / MEBIBYTE;
  const bytes = size.onnxBytes + size.otherBytes;
  const { starts } = running(traffic, COST_ASSUMPTIONS.instanceKeptMinutes / 60);
  const startSeconds = functionStartSeconds + bytes / functionLoadBytesPerSecond;
  const usdOf = (seconds: number) => functionUsd({ memoryMegabytes }, seconds);
  // A start is billed with the request that it answers.
  const usdPerDay =
    traffic.requestsPerDay * usdOf(traffic.secondsPerRequest) +
    starts * (usdOf(startSeconds) - usdOf(0));
  return {
    usd: usdPerDay * daysPerMonth + carrierUsd(way, bytes, starts * daysPerMonth),
    billed: invocations(machine, traffic, starts),
  };
}

/** What it costs a month to keep a function's model where it is loaded from. A package is kept at no charge. */
function carrierUsd({ id }: ServingWay, bytes: number, starts: number): number {
  const { runtimeBytes, functionImageBytes } = COST_ASSUMPTIONS;
  if (id === 'function-image') {
    return ((functionImageBytes + bytes) / GIBIBYTE) * PRICES.ecrPerGigabyteMonth.usd;
  }
  if (id === 'function-efs') {
    const { efsPerGigabyteMonth, efsReadPerGigabyte } = PRICES;
    const gibibytes = (runtimeBytes + bytes) / GIBIBYTE;
    return gibibytes * (efsPerGigabyteMonth.usd + starts * efsReadPerGigabyte.usd);
  }
  if (id === 'function-s3') return (bytes / GIBIBYTE) * PRICES.s3PerGigabyteMonth.usd;
  return 0;
}

function serverless({ machine, traffic }: Load): MonthlyCost {
  const seconds = traffic.requestsPerDay * traffic.secondsPerRequest;
  const gigabyteSeconds = seconds * (machine.memoryBytes / GIBIBYTE);
  const { usd } = PRICES.serverlessInferencePerGigabyteSecond;
  const { starts } = running(traffic, COST_ASSUMPTIONS.instanceKeptMinutes / 60);
  return {
    usd: gigabyteSeconds * usd * COST_ASSUMPTIONS.daysPerMonth,
    billed: invocations(machine, traffic, starts),
  };
}

/** Batch transform has prices of its own, which are not in the table. */
function transform({ machine, traffic }: Load): MonthlyCost {
  const work = (traffic.requestsPerDay * traffic.secondsPerRequest) / machine.processors / 3600;
  const hours = COST_ASSUMPTIONS.jobStartMinutes / 60 + work;
  return { usd: undefined, billed: `${hours.toFixed(1)} h a day of ${machine.name}, in one job` };
}

/** How many processors work at once, on average over the hours with traffic. */
const busyProcessors = ({ requestsPerDay, hoursPerDay, secondsPerRequest }: Traffic) =>
  (requestsPerDay * secondsPerRequest) / (hoursPerDay * 3600);

const invocations = ({ name }: Machine, { requestsPerDay }: Traffic, starts: number) =>
  `${amount(requestsPerDay, 'request')} a day on ${name}, ${amount(starts, 'cold start')}`;

/** Such as 1 wake, 4.6 wakes, 6,000 wakes. */
function amount(count: number, unit: string): string {
  const shown = count < 10 ? String(+count.toFixed(1)) : Math.round(count).toLocaleString('en');
  return `${shown} ${unit}${shown === '1' ? '' : 's'}`;
}
