/** An alarm on the share of an endpoint's invocations that its containers answer with 5xx. */
export interface AlarmSpec {
  readonly name: string;
  readonly endpointName: string;
  readonly variantName: string;
  readonly endpointConfigName: string;
  readonly periodSeconds: number;
  /** From 0 to 1. */
  readonly threshold: number;
}

export interface CloudWatchControl {
  putMetricAlarm(alarm: AlarmSpec): { arn: string };
  deleteAlarm(name: string): void;
}
