import { jsonService } from '../../cloud/front/json-service.ts';
import type { Service } from '../../cloud/front/service.ts';
import type { InvocationCounts } from './invocation-counts.ts';
import { getMetricData } from './operations/get-metric-data.ts';

/** CloudWatch, as far as a function uses it. */
export function cloudWatchService(counts: InvocationCounts): Service {
  return jsonService({ GetMetricData: getMetricData(counts) });
}
