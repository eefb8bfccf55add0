import { Type, type Static } from 'typebox';
import { EndpointName } from './environment.ts';
import { ModelName } from './manifest.ts';

/** Which events run a function, as infra's rules match them and the functions' doors check them. */
export const EVENTS = {
  schedule: { source: 'aws.events', detailType: 'Scheduled Event' },
  endpointStateChange: {
    source: 'aws.sagemaker',
    detailType: 'SageMaker Endpoint State Change',
  },
} as const;

/** What EventBridge's schedule rule sends; only its kind matters. */
export const ScheduledEvent = Type.Object({
  source: Type.Literal(EVENTS.schedule.source),
  'detail-type': Type.Literal(EVENTS.schedule.detailType),
  /** When the rule fired, in RFC 3339; Lambda's retries of the event keep it. */
  time: Type.Optional(Type.String()),
});

/** What SageMaker says when an endpoint changes its status. It may come late, twice or never. */
export const EndpointStateChange = Type.Object({
  source: Type.Literal(EVENTS.endpointStateChange.source),
  'detail-type': Type.Literal(EVENTS.endpointStateChange.detailType),
  detail: Type.Object({
    EndpointName: Type.String({ minLength: 1 }),
    /** Spelt `IN_SERVICE` here, though the API says `InService`. */
    EndpointStatus: Type.String({ minLength: 1 }),
  }),
});

/** How SageMaker moves an endpoint of two or more instances: a few first, watched by an alarm that takes them back. */
export const Rollout = Type.Object({
  /** How many instances take traffic first; at most half of them. */
  canaryInstances: Type.Integer({ minimum: 1 }),
  /** How long they are watched. */
  bakeSeconds: Type.Integer({ minimum: 0, maximum: 3600 }),
  /** The CloudWatch alarm that rolls the update back. */
  alarmName: Type.String({ minLength: 1, maxLength: 255 }),
});

const deployed = { model: ModelName, endpointName: EndpointName };

/** `pulumi up` has made another configuration for a model: a running endpoint shall move to it. */
export const MoveRequest = Type.Object({
  deployment: Type.Literal('move'),
  ...deployed,
  endpointConfigName: EndpointName,
  rollout: Type.Optional(Rollout),
});

/**
 * A model comes into the stack or leaves it. `tf` is what the provider adds (`aws.lambda.Invocation`, lifecycle scope
 * CRUD); only a deletion means something here.
 */
export const RetireRequest = Type.Object({
  deployment: Type.Literal('retire'),
  ...deployed,
  tf: Type.Object({ action: Type.Enum(['create', 'update', 'delete']) }),
});

export type Rollout = Static<typeof Rollout>;
export type MoveRequest = Static<typeof MoveRequest>;
export type RetireRequest = Static<typeof RetireRequest>;
export type ScheduledEvent = Static<typeof ScheduledEvent>;
export type EndpointStateChange = Static<typeof EndpointStateChange>;
