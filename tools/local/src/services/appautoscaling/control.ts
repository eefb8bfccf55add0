/** How many instances one step of the breach beyond an alarm's threshold adds. Bounds are relative to the threshold. */
export interface StepScaling {
  readonly kind: 'step';
  readonly cooldownSeconds: number;
  readonly steps: readonly {
    readonly lower: number;
    readonly upper: number;
    readonly adjustment: number;
  }[];
}

/** Keeps a metric per instance at a value. */
export interface TargetTracking {
  readonly kind: 'target';
  readonly targetValue: number;
  readonly metric: {
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
}

/** Of SageMaker's variants only: a resource's id is `endpoint/NAME/variant/VARIANT`. */
export interface AppAutoScalingControl {
  registerTarget(target: { resourceId: string; minCapacity: number; maxCapacity: number }): {
    arn: string;
    roleArn: string;
  };
  /** Deletes the target's policies too, with their own alarms. */
  deregisterTarget(resourceId: string): void;
  putPolicy(policy: { name: string; resourceId: string; scaling: StepScaling | TargetTracking }): {
    arn: string;
    alarmArns: string[];
  };
  deletePolicy(resourceId: string, name: string): void;
}
