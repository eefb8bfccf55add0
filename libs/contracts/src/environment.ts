import { Type, type Static } from 'typebox';
import { ModelName } from './manifest.ts';

/** One model as the functions meet it: SageMaker's names, which each `pulumi up` may change. */
export const Deployment = Type.Object({
  endpointName: Type.String({ minLength: 1, maxLength: 63 }),
  endpointConfigName: Type.String({ minLength: 1, maxLength: 63 }),
});

/** model name → its deployment. */
export const Deployments = Type.Record(ModelName, Deployment);

/** Lambda's environment is text only: a number arrives as digits. */
const Decimal = Type.String({ pattern: '^\\d+(\\.\\d+)?$' });

const shared = {
  /** The DynamoDB table of activity, wakes and parked predictions. */
  TABLE_NAME: Type.String({ minLength: 3 }),
  /** `Deployments` as JSON. */
  DEPLOYMENTS: Type.String({ minLength: 2 }),
  /** The EventBridge rule that runs the reaper and the sweep. */
  SCHEDULE_RULE_NAME: Type.String({ minLength: 1 }),
  /** Activity is written at most once in this many seconds by one instance. */
  ACTIVITY_INTERVAL_SECONDS: Decimal,
};

export const ApiEnvironment = Type.Object(shared);
export const JobsEnvironment = Type.Object(shared);
export const ReaperEnvironment = Type.Object({
  ...shared,
  /** An endpoint unused for this many minutes is deleted. */
  IDLE_MINUTES: Decimal,
});

export type Deployment = Static<typeof Deployment>;
export type Deployments = Static<typeof Deployments>;
export type ApiEnvironment = Static<typeof ApiEnvironment>;
export type JobsEnvironment = Static<typeof JobsEnvironment>;
export type ReaperEnvironment = Static<typeof ReaperEnvironment>;
