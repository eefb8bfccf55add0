import { Type, type Static } from 'typebox';
import { EndpointName } from './deployment.ts';
import { ModelName } from './manifest.ts';

/** The events that run a function: infra's rules match them, the functions' handlers check them. */
export const EVENTS = {
  schedule: { source: 'aws.events', detailType: 'Scheduled Event' },
  endpointStateChange: {
    source: 'aws.sagemaker',
    detailType: 'SageMaker Endpoint State Change',
  },
} as const;

/** The event of EventBridge's schedule rule; only its type and time matter. */
export const ScheduledEvent = Type.Object({
  source: Type.Literal(EVENTS.schedule.source),
  'detail-type': Type.Literal(EVENTS.schedule.detailType),
  /** When the rule fired, in RFC 3339; Lambda's retries of the event keep it. */
  time: Type.Optional(Type.String()),
});

/** SageMaker's event for a change of an endpoint's status. It may come late, twice or never. */
export const EndpointStateChange = Type.Object({
  source: Type.Literal(EVENTS.endpointStateChange.source),
  'detail-type': Type.Literal(EVENTS.endpointStateChange.detailType),
  detail: Type.Object({
    EndpointName: Type.String({ minLength: 1 }),
    /** Spelt `IN_SERVICE` in events, `InService` in the API. */
    EndpointStatus: Type.String({ minLength: 1 }),
  }),
});

/** A canary update of an endpoint with two or more instances; an alarm rolls it back. */
export const Rollout = Type.Object({
  /** How many new instances take traffic first; at most half of all. */
  canaryInstances: Type.Integer({ minimum: 1 }),
  /** How long the alarm is watched before the others follow. */
  bakeSeconds: Type.Integer({ minimum: 0, maximum: 3600 }),
  /** The CloudWatch alarm that rolls the update back. */
  alarmName: Type.String({ minLength: 1, maxLength: 255 }),
});

/** The endpoint's key and name. */
const deployed = { endpoint: ModelName, endpointName: EndpointName };

/** `pulumi up` has created a new configuration for an endpoint: moves it there if it is running. */
export const MoveRequest = Type.Object({
  deployment: Type.Literal('move'),
  ...deployed,
  endpointConfigName: EndpointName,
  rollout: Type.Optional(Rollout),
});

/**
 * An endpoint joins or leaves the stack. The provider adds `tf` (`aws.lambda.Invocation`, lifecycle scope CRUD); only the
 * action `delete` has an effect.
 */
export const RetireRequest = Type.Object({
  deployment: Type.Literal('retire'),
  ...deployed,
  tf: Type.Object({ action: Type.Enum(['create', 'update', 'delete']) }),
});

/**
 * A serverless or asynchronous endpoint of a model joins or leaves the stack; the program itself creates and deletes it.
 * As `RetireRequest`: only the action `delete` has an effect.
 */
export const RetireHostRequest = Type.Object({
  deployment: Type.Literal('retire-host'),
  model: ModelName,
  endpointName: EndpointName,
  tf: Type.Object({ action: Type.Enum(['create', 'update', 'delete']) }),
});

/** S3's notification of new objects. It may come late, twice or never. */
export const ObjectsCreated = Type.Object({
  Records: Type.Array(
    Type.Object({
      eventSource: Type.Literal('aws:s3'),
      s3: Type.Object({
        bucket: Type.Object({ name: Type.String() }),
        /** Percent-encoded, with `+` for a space. */
        object: Type.Object({ key: Type.String() }),
      }),
    }),
    { minItems: 1 },
  ),
});

/** Messages of SNS topics. They may come late, twice or never. */
export const Notifications = Type.Object({
  Records: Type.Array(
    Type.Object({
      EventSource: Type.Literal('aws:sns'),
      Sns: Type.Object({ Message: Type.String() }),
    }),
    { minItems: 1 },
  ),
});

/** What SageMaker tells about one request to an asynchronous endpoint, as the JSON text of an SNS message. */
export const InferenceResult = Type.Object({
  eventName: Type.Literal('InferenceResult'),
  invocationStatus: Type.Enum(['Completed', 'Failed']),
  inferenceId: Type.String(),
  requestParameters: Type.Object({ endpointName: Type.String() }),
  failureReason: Type.Optional(Type.String()),
});

export type Rollout = Static<typeof Rollout>;
export type MoveRequest = Static<typeof MoveRequest>;
export type RetireRequest = Static<typeof RetireRequest>;
export type RetireHostRequest = Static<typeof RetireHostRequest>;
export type ObjectsCreated = Static<typeof ObjectsCreated>;
export type Notifications = Static<typeof Notifications>;
export type InferenceResult = Static<typeof InferenceResult>;
export type ScheduledEvent = Static<typeof ScheduledEvent>;
export type EndpointStateChange = Static<typeof EndpointStateChange>;
