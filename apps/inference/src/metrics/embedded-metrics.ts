import { SERVER_LIMITS } from '../limits.ts';
import type { EndedRequest } from '../requests/request-record.ts';
import { ValueCounter } from './value-counts.ts';

const UNITS = {
  Invocations: 'Count',
  Errors4xx: 'Count',
  Errors5xx: 'Count',
  Overloads: 'Count',
  Latency: 'Milliseconds',
  QueueTime: 'Milliseconds',
  BatchSize: 'Count',
  MemoryUsed: 'Bytes',
} as const;

/** The invocations of one model since the last line. */
class Summary {
  invocations = 0;
  errors4xx = 0;
  errors5xx = 0;
  overloads = 0;
  readonly latency = new ValueCounter();
  readonly queueTime = new ValueCounter();
  readonly batchSize = new ValueCounter();

  add({ status, code, milliseconds, timings }: EndedRequest): void {
    this.invocations += 1;
    if (code === 'stream_broken' || status >= 500) this.errors5xx += 1;
    else if (status >= 400) this.errors4xx += 1;
    if (code === 'overloaded') this.overloads += 1;
    // Refusals take almost no time and would distort the latency.
    if (!timings) return;
    this.latency.add(milliseconds);
    this.queueTime.add(timings.queueMilliseconds);
    this.batchSize.add(timings.batchSize);
  }
}

/**
 * Lines of CloudWatch's embedded metric format, which CloudWatch Logs turns into metrics: one per model with
 * invocations, at most once a minute; none without invocations.
 *
 * A metric with several values is written as CloudWatch's own exporters do: values with their counts.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class EmbeddedMetrics {
  readonly #write: (line: string) => void;
  #summaries = new Map<string, Summary>();
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** Counts a request if it is an invocation. */
  add(ended: EndedRequest): void {
    if (ended.model === undefined) return;
    let summary = this.#summaries.get(ended.model);
    if (!summary) this.#summaries.set(ended.model, (summary = new Summary()));
    summary.add(ended);
    this.#timer ??= setTimeout(
      () => this.flush(),
      SERVER_LIMITS.embeddedMetricsSeconds * 1000,
    ).unref();
  }

  /** Writes the counts since the last line. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const summaries = this.#summaries;
    this.#summaries = new Map();
    for (const [model, summary] of summaries) this.#write(JSON.stringify(lineOf(model, summary)));
  }
}

function lineOf(model: string, summary: Summary): object {
  const values = {
    Invocations: summary.invocations,
    Errors4xx: summary.errors4xx,
    Errors5xx: summary.errors5xx,
    Overloads: summary.overloads,
    Latency: summary.latency.counts,
    QueueTime: summary.queueTime.counts,
    BatchSize: summary.batchSize.counts,
    MemoryUsed: process.memoryUsage.rss(),
  } satisfies Record<keyof typeof UNITS, unknown>;
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: 'Pilotlight',
          Dimensions: [['Model']],
          Metrics: given.map(([Name]) => ({ Name, Unit: UNITS[Name as keyof typeof UNITS] })),
        },
      ],
    },
    Model: model,
    ...Object.fromEntries(given),
  };
}
