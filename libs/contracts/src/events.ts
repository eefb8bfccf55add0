import { Type, type Static } from 'typebox';

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

export type ScheduledEvent = Static<typeof ScheduledEvent>;
export type EndpointStateChange = Static<typeof EndpointStateChange>;
