import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import type { Log } from '../endpoint/ports.ts';
import { eventCount } from './event-counts.ts';

const SERVICE = 'pilotlight';

// One of each per instance is enough: Lambda sends an instance one event at a time.
const logger = new Logger({ serviceName: SERVICE });
const metrics = new Metrics({ namespace: 'Pilotlight', serviceName: SERVICE });

/**
 * Writes one JSON line per event for CloudWatch Logs, with time, function and request id; counted events also become
 * metrics of the stack.
 * @param stack a name that is unique to this stack
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

/** Wraps a handler: its log lines get the request id, and its metrics are written when it ends. */
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
