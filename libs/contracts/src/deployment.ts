import { Type, type Static } from 'typebox';
import { parse } from './check.ts';
import { AnswerFiles, ModelName } from './manifest.ts';

/** The name of an endpoint or of an endpoint configuration. */
export const EndpointName = Type.String({ minLength: 1, maxLength: 63 });

/** The only production variant of every endpoint configuration. UpdateEndpoint requires the same name in both. */
export const VARIANT_NAME = 'AllTraffic';

/** The key of the multi-model endpoint that several models of a stack may share. No model may have this name. */
export const SHARED_ENDPOINT = 'shared';

/** AWS's tags: key → value. */
export const Tags = Type.Record(Type.String(), Type.String());

/** One SageMaker endpoint of a stack: what a wake creates, and what is deleted when none of its models is used. */
export const DeployedEndpoint = Type.Object({
  /** Identifies it within the stack: the name of its only model, or `shared`. */
  key: ModelName,
  endpointName: EndpointName,
  /** Each `pulumi up` may change it. */
  endpointConfigName: EndpointName,
  instanceType: Type.String({ minLength: 1 }),
  instanceCount: Type.Integer({ minimum: 1 }),
  /** The endpoint is deleted when it was unused for this many minutes. */
  idleMinutes: Type.Number({ exclusiveMinimum: 0 }),
  /** The names of the models that it serves. */
  models: Type.Array(ModelName, { minItems: 1 }),
  /** Those of them that a function serves too: their predictions do not depend on the endpoint. */
  functions: Type.Optional(Type.Array(ModelName)),
});

/** A Lambda function of a stack that runs the model runtime for one model. It costs only while it answers. */
export const DeployedFunction = Type.Object({
  functionName: Type.String({ minLength: 1, maxLength: 64 }),
  memoryMegabytes: Type.Integer({ minimum: 128, maximum: 10_240 }),
});

/** A SageMaker serverless endpoint. The program declares it: it is never woken, and costs only while it answers. */
export const ServerlessEndpoint = Type.Object({
  endpointName: EndpointName,
  memoryMegabytes: Type.Integer({ minimum: 1024, maximum: 6144, multipleOf: 1024 }),
  /** How many requests it answers at once; more are throttled. */
  maxConcurrency: Type.Integer({ minimum: 1, maximum: 200 }),
  /** How many instances are kept started, and billed all the time. */
  provisionedConcurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});

/**
 * A SageMaker asynchronous endpoint. The program declares it, and Application Auto Scaling changes the number of its
 * instances from zero to `maxInstances`. Inputs, answers and failures are objects of the stack's bucket (`BUCKET`).
 */
export const AsyncEndpoint = Type.Object({
  endpointName: EndpointName,
  instanceType: Type.String({ minLength: 1 }),
  maxInstances: Type.Integer({ minimum: 1 }),
});

/** Takes inputs that are too large for the model's mode, and requests that ran out of time in it, as jobs. */
const jobsMember = { async: Type.Optional(AsyncEndpoint) };

const endpointMembers = {
  endpoint: DeployedEndpoint,
  /** On a multi-model endpoint: the bundle's key below the endpoint's S3 prefix. */
  targetModel: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
};

/** Served by a real-time endpoint, which is created by the first request and deleted when idle. */
const RealtimeServing = Type.Object({
  mode: Type.Literal('realtime'),
  ...endpointMembers,
  /** Answers until the endpoint is in service. Without it, predictions are parked until then. */
  function: Type.Optional(DeployedFunction),
  ...jobsMember,
});

/** Served by a function. */
const FunctionServing = Type.Object({
  mode: Type.Literal('function'),
  function: DeployedFunction,
  ...jobsMember,
});

/** Served by a function; beside it, an endpoint that is created only while it is cheaper, or the function cannot answer. */
const AutoServing = Type.Object({
  mode: Type.Literal('auto'),
  ...endpointMembers,
  function: DeployedFunction,
  ...jobsMember,
});

/** Served by a serverless endpoint. */
const ServerlessServing = Type.Object({
  mode: Type.Literal('serverless'),
  serverless: ServerlessEndpoint,
  ...jobsMember,
});

/** Every prediction is a job of an asynchronous endpoint. */
const AsyncServing = Type.Object({
  mode: Type.Literal('async'),
  async: AsyncEndpoint,
});

/** How a model is served; `mode` tells the kinds apart. */
export const Serving = Type.Union([
  RealtimeServing,
  FunctionServing,
  AutoServing,
  ServerlessServing,
  AsyncServing,
]);

/** One model of a stack, with how it is served and the AWS names that follow from it. */
export const DeployedModel = Type.Object({
  name: ModelName,
  version: Type.String({ minLength: 1 }),
  serving: Serving,
  /** As in its manifest: whoever reads the answer of a job makes these files of it. */
  answerFiles: Type.Optional(AnswerFiles),
});

/** What a function has to know of its stack: `deployment.json`, a file beside the function's code. */
export const Deployment = Type.Object({
  /** The DynamoDB table of activity, wakes and parked predictions. */
  tableName: Type.String({ minLength: 3 }),
  /** The S3 bucket for inputs and answers that are too large for the table, and for those of jobs (`BUCKET`). */
  bucketName: Type.String({ minLength: 3 }),
  /** The EventBridge rule that runs the reaper and the sweep. */
  scheduleRuleName: Type.String({ minLength: 1 }),
  /** One instance writes activity at most once per this many seconds. */
  activityIntervalSeconds: Type.Number({ exclusiveMinimum: 0 }),
  /** Once all endpoints together were awake this long in a UTC day, wakes are refused. No ceiling when absent. */
  awakeHoursPerDay: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  /** The stack's own tags; a wake sets them on its endpoint. */
  tags: Tags,
  models: Type.Array(DeployedModel),
});

export type Tags = Static<typeof Tags>;
export type DeployedEndpoint = Static<typeof DeployedEndpoint>;
export type DeployedFunction = Static<typeof DeployedFunction>;
export type ServerlessEndpoint = Static<typeof ServerlessEndpoint>;
export type AsyncEndpoint = Static<typeof AsyncEndpoint>;
export type Serving = Static<typeof Serving>;
export type DeployedModel = Static<typeof DeployedModel>;
export type Deployment = Static<typeof Deployment>;

/** The file's name in a function's archive. */
export const DEPLOYMENT_FILE = 'deployment.json';

/**
 * The deployment in the text of `deployment.json`.
 * @throws Error that lists every mistake at once
 */
export function parseDeployment(text: string): Deployment {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${DEPLOYMENT_FILE} is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return parse(Deployment, value, DEPLOYMENT_FILE);
}
