/** A list price in USD, and where and when it was read. Free tiers and discounts are not included. */
export interface Price {
  readonly usd: number;
  readonly basis: string;
}

const PRICE_LIST_2026_09 = "AWS's price list, 2026-09-11";
const SECONDARY = 'several sources agree, not read from AWS in 2026';

/**
 * AWS's on-demand prices in us-east-1; the unit is in the name. Other regions have other prices, mostly higher.
 * An instance type that is not listed has no price: its cost is reported in hours, never guessed.
 */
export const PRICES = {
  /** Year and month in which the prices were collected. */
  asOf: '2026-11',
  region: 'us-east-1',
  /**
   * One instance that hosts an endpoint; billed per second, from its placement to its deletion. ml.c6i.large is left
   * out: its price has a single source, which is not official.
   */
  hostingPerHour: {
    'ml.t2.medium': {
      usd: 0.056,
      basis: "AWS's serverless benchmarking toolkit; older lists say 0.065",
    },
    'ml.m5.large': { usd: 0.115, basis: "AWS's price list, 2026-07-30" },
    'ml.c5.large': { usd: 0.102, basis: "AWS's serverless benchmarking toolkit" },
    'ml.c5.xlarge': {
      usd: 0.204,
      basis: "AWS's serverless benchmarking toolkit; a list of 2026-05",
    },
    'ml.g4dn.xlarge': { usd: 0.7364, basis: SECONDARY },
    'ml.g5.xlarge': { usd: 1.408, basis: SECONDARY },
    'ml.g6.xlarge': { usd: 0.98, basis: SECONDARY },
  },
  /** Billed per millisecond of a request, times the configured memory. */
  serverlessInferencePerGigabyteSecond: {
    usd: 0.00002,
    basis: "AWS's price list for 3 GB, 2026-09; the toolkit says the same of 1 to 6 GB",
  },
  inferenceDataPerGigabyte: { usd: 0.016, basis: SECONDARY },
  lambdaPerMillionRequests: { usd: 0.2, basis: PRICE_LIST_2026_09 },
  /** Billed per millisecond, the start of an instance included. */
  lambdaX86PerGigabyteSecond: { usd: 0.0000166667, basis: PRICE_LIST_2026_09 },
  lambdaArmPerGigabyteSecond: { usd: 0.0000133334, basis: PRICE_LIST_2026_09 },
  /** Metered in steps of 512 KB. */
  httpApiPerMillionRequests: { usd: 1, basis: PRICE_LIST_2026_09 },
  /** A unit is 1 KB written. */
  dynamoDbPerMillionWriteUnits: { usd: 0.625, basis: "AWS's page, checked 2026-10-04" },
  /** A unit is 4 KB read strongly consistent. */
  dynamoDbPerMillionReadUnits: { usd: 0.125, basis: "AWS's page, checked 2026-10-04" },
  dynamoDbPerGigabyteMonth: { usd: 0.25, basis: "AWS's page, checked 2026-10-04" },
  s3PerGigabyteMonth: { usd: 0.023, basis: SECONDARY },
  s3PerThousandWrites: { usd: 0.005, basis: SECONDARY },
  s3PerThousandReads: { usd: 0.0004, basis: SECONDARY },
  /** Schedule rules and the events of AWS's own services. */
  eventBridgePerMillionAwsEvents: { usd: 0, basis: SECONDARY },
  eventBridgePerMillionCustomEvents: { usd: 1, basis: SECONDARY },
  cloudWatchLogsPerGigabyte: { usd: 0.5, basis: SECONDARY },
  cloudWatchPerAlarmMonth: { usd: 0.1, basis: "AWS's price list, 2026-07-30" },
  ecrPerGigabyteMonth: { usd: 0.1, basis: SECONDARY },
  efsPerGigabyteMonth: { usd: 0.3, basis: SECONDARY },
  /** With elastic throughput. */
  efsReadPerGigabyte: { usd: 0.03, basis: SECONDARY },
  efsWritePerGigabyte: { usd: 0.06, basis: 'several sources agree, seen in 2026' },
} as const satisfies Record<string, string | Price | Record<string, Price>>;

/** The price of one hour of hosting on one instance of this type, in USD; undefined when it is not listed. */
export function hostingUsdPerHour(instanceType: string): number | undefined {
  const prices: Readonly<Record<string, Price>> = PRICES.hostingPerHour;
  return Object.hasOwn(prices, instanceType) ? prices[instanceType]?.usd : undefined;
}
