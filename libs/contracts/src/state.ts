import { Type, type Static } from 'typebox';

/**
 * A model's endpoint as a caller sees it. `ready`: the model has none that must be woken, only a function or a serverless
 * endpoint, which costs nothing until it is asked. Of an asynchronous endpoint: `asleep` without an instance, `waking`
 * while its first one starts, `awake` with one. `unknown`: an AWS call failed; predictions may still be sent.
 */
export const ModelStatus = Type.Enum(['ready', 'asleep', 'waking', 'awake', 'failed', 'unknown']);

const SERVED_BY = ['endpoint', 'function', 'serverless', 'async'] as const;

/** What runs the model for an answer. */
export const ServedBy = Type.Enum(SERVED_BY);

/** The phase of a wake: requested; an older endpoint is being deleted; SageMaker is starting the container. */
export const WakePhase = Type.Enum(['requested', 'clearing', 'creating']);

export const ModelState = Type.Object(
  {
    status: ModelStatus,
    answersFrom: Type.Optional(
      Type.Enum(SERVED_BY, {
        description: 'what would answer a prediction now; absent when it would have to wait',
      }),
    ),
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
export type ServedBy = Static<typeof ServedBy>;
export type WakePhase = Static<typeof WakePhase>;
export type ModelState = Static<typeof ModelState>;
