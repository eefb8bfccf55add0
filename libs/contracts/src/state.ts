import { Type, type Static } from 'typebox';

/** What an asker sees of a model's endpoint. `unknown`: AWS could not be asked; a prediction may be sent all the same. */
export const ModelStatus = Type.Enum(['asleep', 'waking', 'awake', 'failed', 'unknown']);

/** Where a wake stands: asked for; an older endpoint must go first; SageMaker places and starts the container. */
export const WakePhase = Type.Enum(['requested', 'clearing', 'creating']);

export const ModelState = Type.Object(
  {
    status: ModelStatus,
    phase: Type.Optional(WakePhase),
    elapsedSeconds: Type.Optional(Type.Number({ description: 'since the wake was asked for' })),
    estimateSeconds: Type.Optional(
      Type.Number({ description: 'of the whole wake, learnt from earlier ones' }),
    ),
    reason: Type.Optional(Type.String({ description: 'why it failed' })),
    lastUsedAt: Type.Optional(Type.String({ format: 'date-time' })),
    queued: Type.Optional(Type.Integer({ description: 'parked predictions' })),
  },
  { $id: 'ModelState' },
);

export type ModelStatus = Static<typeof ModelStatus>;
export type WakePhase = Static<typeof WakePhase>;
export type ModelState = Static<typeof ModelState>;
