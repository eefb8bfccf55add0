import { Type, type Static } from 'typebox';

/** A model's endpoint as a caller sees it. `unknown`: an AWS call failed; predictions may still be sent. */
export const ModelStatus = Type.Enum(['asleep', 'waking', 'awake', 'failed', 'unknown']);

/** The phase of a wake: requested; an older endpoint is being deleted; SageMaker is starting the container. */
export const WakePhase = Type.Enum(['requested', 'clearing', 'creating']);

export const ModelState = Type.Object(
  {
    status: ModelStatus,
    phase: Type.Optional(WakePhase),
    elapsedSeconds: Type.Optional(Type.Number({ description: 'time since the wake was opened' })),
    estimateSeconds: Type.Optional(
      Type.Number({ description: 'estimated duration of the whole wake, from earlier ones' }),
    ),
    reason: Type.Optional(Type.String({ description: 'why it failed' })),
    lastUsedAt: Type.Optional(Type.String({ format: 'date-time' })),
    queued: Type.Optional(Type.Integer({ description: 'number of parked predictions' })),
  },
  { $id: 'ModelState' },
);

export type ModelStatus = Static<typeof ModelStatus>;
export type WakePhase = Static<typeof WakePhase>;
export type ModelState = Static<typeof ModelState>;
