import { jsonService } from '../../cloud/front/json-service.ts';
import type { WireService } from '../../cloud/front/wire-service.ts';
import type { InvocationCounts } from './invocation-counts.ts';
import { getMetricData } from './operations/get-metric-data.ts';

/** CloudWatch, as far as a function uses it. */
export function cloudWatchService(counts: InvocationCounts): WireService {
  return jsonService({ GetMetricData: getMetricData(counts) });
}
