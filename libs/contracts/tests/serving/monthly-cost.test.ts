import { describe, expect, it } from 'vitest';
import {
  type BundleSize,
  monthlyCost,
  type MonthlyCost,
  SERVING_WAYS,
  type ServingWayId,
  type Traffic,
  verdictsOf,
} from '../../src/index.ts';

const small: BundleSize = { onnxBytes: 23e6, otherBytes: 1e6, archiveBytes: 18e6 };
const office: Traffic = { requestsPerDay: 200, hoursPerDay: 8, secondsPerRequest: 0.05 };
const DAYS = 365 / 12;

function costOf(id: ServingWayId, traffic: Partial<Traffic> = {}, size = small): MonthlyCost {
  const verdict = verdictsOf(size).find(({ way }) => way.id === id);
  if (!verdict?.machine) throw new Error(`${id} does not fit`);
  const { way, machine } = verdict;
  return monthlyCost({ way, machine, size, traffic: { ...office, ...traffic }, idleMinutes: 40 });
}

const usdOf = (...args: Parameters<typeof costOf>) => costOf(...args).usd ?? NaN;

describe('an endpoint', () => {
  it('costs its awake hours: those with traffic, the idle time and the wakes', () => {
    // 25 requests an hour: awake from the first to the last of them, 50 minutes more, and 3 minutes for the wake.
    expect(costOf('realtime').billed).toBe('8.8 h a day of ml.t2.medium, 1 wake');
    expect(usdOf('realtime')).toBeCloseTo(8.8 * 0.056 * DAYS, 1);
  });

  it('costs nothing without requests, and never more than all day', () => {
    expect(usdOf('realtime', { requestsPerDay: 0 })).toBe(0);
    const always = usdOf('realtime', { requestsPerDay: 10_000, hoursPerDay: 24 });
    expect(always).toBeCloseTo(24 * DAYS * 0.056);
  });

  it('needs more instances when one has too few processors', () => {
    // 100,000 requests of a second in 8 hours keep 3.5 processors busy; an instance has two.
    const busy = costOf('realtime', { requestsPerDay: 100_000, secondsPerRequest: 1 });
    expect(busy.billed).toMatch(/ of 2 ml\.t2\.medium, /);
    expect(busy.usd).toBeCloseTo(2 * usdOf('realtime', { requestsPerDay: 100_000 }));
  });

  it('has no amount on an instance without a price, only hours', () => {
    const large = { onnxBytes: 8e9, otherBytes: 0 };
    expect(costOf('realtime', {}, large)).toEqual({
      usd: undefined,
      billed: '8.8 h a day of ml.m5.2xlarge, 1 wake',
    });
  });
});

describe('a function', () => {
  const perRequest = 0.2e-6 + (1769 / 1024) * 0.05 * 0.0000166667;

  it('costs its requests and its starts', () => {
    const cost = costOf('function-package');
    expect(cost.billed).toMatch(/^200 requests a day on 1769 MB, \d(\.\d)? cold starts$/);
    expect(cost.usd).toBeGreaterThan(200 * perRequest * DAYS);
    expect(cost.usd).toBeLessThan(3 * 200 * perRequest * DAYS);
  });

  it('starts for nearly each of few requests', () => {
    expect(costOf('function-package', { requestsPerDay: 5 }).billed).toBe(
      '5 requests a day on 1769 MB, 4.5 cold starts',
    );
  });

  it('costs next to nothing but storage without requests', () => {
    const none = { requestsPerDay: 0 };
    expect(usdOf('function-package', none)).toBe(0);
    // 424 MB at 0.1 USD a gigabyte.
    expect(usdOf('function-image', none)).toBeCloseTo(0.0395, 3);
    // 74 MB at 0.3 USD a gigabyte.
    expect(usdOf('function-efs', none)).toBeCloseTo(0.0207, 3);
    expect(usdOf('function-s3', none)).toBeCloseTo(0.0005, 3);
  });

  it('pays on EFS for what each start reads', () => {
    const ways = (requestsPerDay: number) =>
      usdOf('function-efs', { requestsPerDay }) - usdOf('function-package', { requestsPerDay });
    expect(ways(200)).toBeGreaterThan(ways(0));
  });

  it('costs more when a request takes longer', () => {
    const [once, twice] = [0.5, 1].map((secondsPerRequest) =>
      usdOf('function-package', { requestsPerDay: 20_000, secondsPerRequest }),
    );
    expect(twice).toBeGreaterThan(1.9 * (once ?? NaN));
  });
});

describe('the other ways', () => {
  it('serverless costs its gigabyte-seconds', () => {
    expect(usdOf('serverless')).toBeCloseTo(200 * 0.05 * 0.00002 * DAYS);
  });

  it('asynchronous inference and batch transform have hours and no amount', () => {
    expect(costOf('async')).toEqual({
      usd: undefined,
      billed: '8.8 h a day of ml.m5.large, 1 wake',
    });
    expect(costOf('transform')).toEqual({
      usd: undefined,
      billed: '0.1 h a day of ml.m5.large, in one job',
    });
  });
});

it('has a cost for every way', () => {
  for (const { id } of SERVING_WAYS) expect(costOf(id).billed).not.toBe('');
});
