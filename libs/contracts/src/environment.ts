import { Type, type Static, type TSchema } from 'typebox';
import { listed, violations } from './check.ts';
import { ModelName } from './manifest.ts';

/** The name of an endpoint or of an endpoint configuration. */
export const EndpointName = Type.String({ minLength: 1, maxLength: 63 });

/** The SageMaker names of one model; each `pulumi up` may change them. */
export const Deployment = Type.Object({
  endpointName: EndpointName,
  endpointConfigName: EndpointName,
});

/** The only production variant of every endpoint configuration. UpdateEndpoint requires the same name in both. */
export const VARIANT_NAME = 'AllTraffic';

/** model name → its deployment. */
export const Deployments = Type.Record(ModelName, Deployment, { additionalProperties: false });

/** AWS's tags: key → value. */
export const Tags = Type.Record(Type.String(), Type.String());

/** A number as a string: Lambda's environment variables are strings. */
const Decimal = Type.String({ pattern: '^\\d+(\\.\\d+)?$' });

const shared = {
  /** The DynamoDB table of activity, wakes and parked predictions. */
  TABLE_NAME: Type.String({ minLength: 3 }),
  /** The S3 bucket for inputs and answers that are too large for the table. */
  BUCKET_NAME: Type.String({ minLength: 3 }),
  /** `Deployments` as JSON. */
  DEPLOYMENTS: Type.String({ minLength: 2 }),
  /** The EventBridge rule that runs the reaper and the sweep. */
  SCHEDULE_RULE_NAME: Type.String({ minLength: 1 }),
  /** One instance writes activity at most once per this many seconds. */
  ACTIVITY_INTERVAL_SECONDS: Decimal,
  /** Instance type of every endpoint, for the price. Not in `DEPLOYMENTS`: Lambda limits the environment to 4 KB. */
  INSTANCE_TYPE: Type.String({ minLength: 1 }),
  /** How many instances every endpoint has; 1 when absent. */
  INSTANCE_COUNT: Type.Optional(Type.String({ pattern: '^[1-9]\\d*$' })),
  /** Once all models together were awake this long in a UTC day, wakes are refused. No ceiling when absent. */
  AWAKE_HOURS_PER_DAY: Type.Optional(Decimal),
  /** The stack's own tags as a JSON object of strings; a wake sets them on its endpoint. None when absent. */
  TAGS: Type.Optional(Type.String({ minLength: 2 })),
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
export type Tags = Static<typeof Tags>;
export type ApiEnvironment = Static<typeof ApiEnvironment>;
export type JobsEnvironment = Static<typeof JobsEnvironment>;
export type ReaperEnvironment = Static<typeof ReaperEnvironment>;

/** The parsed environment that all three functions share. */
export interface FunctionConfig {
  readonly tableName: string;
  readonly bucketName: string;
  readonly deployments: Deployments;
  readonly scheduleRuleName: string;
  readonly activityIntervalSeconds: number;
  readonly instanceType: string;
  /** 1 when absent. */
  readonly instanceCount?: number;
  /** No ceiling when absent. */
  readonly awakeHoursPerDay?: number;
  /** key → value; none when absent. */
  readonly tags?: Tags;
}

export interface ReaperConfig extends FunctionConfig {
  readonly idleMinutes: number;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @returns the variable `name` parsed as JSON, and a line for each violation of `schema` */
function jsonOf<S extends TSchema>(schema: S, name: string, text: string | undefined) {
  let value: unknown;
  if (!text) return { value: undefined, wrong: [] };
  try {
    value = JSON.parse(text);
  } catch {
    return { value: undefined, wrong: [`  ${name}: is not JSON`] };
  }
  return { value: value as Static<S>, wrong: listed(violations(schema, value), name) };
}

function read(
  schema: typeof ApiEnvironment | typeof ReaperEnvironment,
  variables: Variables,
): FunctionConfig {
  // `listed` writes JSON Pointers; a variable is named without the leading slash.
  const wrong = listed(violations(schema, variables)).map((line) => line.replace('  /', '  '));
  const deployments = jsonOf(Deployments, 'DEPLOYMENTS', variables.DEPLOYMENTS);
  const tags = jsonOf(Tags, 'TAGS', variables.TAGS);
  wrong.push(...deployments.wrong, ...tags.wrong);
  if (wrong.length > 0) throw new Error(`The environment is not valid:\n${wrong.join('\n')}`);
  const {
    TABLE_NAME,
    BUCKET_NAME,
    SCHEDULE_RULE_NAME,
    ACTIVITY_INTERVAL_SECONDS,
    INSTANCE_TYPE,
    INSTANCE_COUNT,
    AWAKE_HOURS_PER_DAY,
  } = variables as ApiEnvironment;
  return {
    tableName: TABLE_NAME,
    bucketName: BUCKET_NAME,
    deployments: deployments.value ?? {},
    scheduleRuleName: SCHEDULE_RULE_NAME,
    activityIntervalSeconds: Number(ACTIVITY_INTERVAL_SECONDS),
    instanceType: INSTANCE_TYPE,
    ...(INSTANCE_COUNT === undefined ? {} : { instanceCount: Number(INSTANCE_COUNT) }),
    ...(AWAKE_HOURS_PER_DAY === undefined ? {} : { awakeHoursPerDay: Number(AWAKE_HOURS_PER_DAY) }),
    ...(tags.value === undefined ? {} : { tags: tags.value }),
  };
}

/**
 * The configuration of the api or the jobs function.
 * @throws Error that lists every missing or bad variable at once
 */
export function readFunctionConfig(variables: Variables): FunctionConfig {
  return read(ApiEnvironment, variables);
}

/**
 * The configuration of the reaper.
 * @throws Error that lists every missing or bad variable at once
 */
export function readReaperConfig(variables: Variables): ReaperConfig {
  return { ...read(ReaperEnvironment, variables), idleMinutes: Number(variables.IDLE_MINUTES) };
}
