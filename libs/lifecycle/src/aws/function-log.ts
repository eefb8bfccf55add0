import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import type { Log } from '../ports.ts';
import { eventCount } from './event-counts.ts';

const SERVICE = 'pilotlight';

// One of each for an instance, since Lambda gives it one event at a time.
const logger = new Logger({ serviceName: SERVICE });
const metrics = new Metrics({ namespace: 'Pilotlight', serviceName: SERVICE });

/**
 * One line of JSON for each event, as CloudWatch Logs reads it, with time, function and request id; what is counted of
 * them becomes metrics of the stack.
 * @param stack a name that only this stack has
 */
export function functionLog(stack: string): Log {
  logger.appendPersistentKeys({ stack });
  metrics.setDefaultDimensions({ stack });
  return (level, event, fields = {}) => {
    logger[level](event, fields);
    const counted = eventCount(event, fields);
    if (counted) metrics.addMetric(counted.name, MetricUnit.Count, counted.count);
  };
}

/** A function's handler whose lines have the id of its request, and whose metrics are written when it has ended. */
export function observed<Event, Result>(
  handler: (event: Event, context: Context) => Promise<Result>,
): (event: Event, context?: Context) => Promise<Result> {
  return async (event, context) => {
    if (context) logger.addContext(context);
    try {
      return await handler(event, context as Context);
    } finally {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    }
  };
}
