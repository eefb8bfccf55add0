import { Type, type Static } from 'typebox';
import { ModelName } from './manifest.ts';
import { Problem } from './problem.ts';
import { ModelState, ServedBy } from './state.ts';

/** A ULID: sorts by creation time. */
export const PredictionId = Type.String({ pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' });

export const PredictionStatus = Type.Enum(['queued', 'running', 'succeeded', 'failed']);

/** An answer that is not JSON. */
const EncodedAnswer = Type.Object({
  contentType: Type.String(),
  base64: Type.String({ contentEncoding: 'base64' }),
});

/** A prediction that was parked, and its answer once there is one. */
export const Prediction = Type.Object(
  {
    id: PredictionId,
    model: ModelName,
    status: PredictionStatus,
    createdAt: Type.String({ format: 'date-time' }),
    finishedAt: Type.Optional(Type.String({ format: 'date-time' })),
    output: Type.Optional(Type.Unknown({ description: 'the answer, when it is JSON' })),
    answer: Type.Optional(EncodedAnswer),
    servedBy: Type.Optional(ServedBy),
    error: Type.Optional(Problem),
    /** The state of its model, while the prediction is queued or running. */
    state: Type.Optional(ModelState),
  },
  { $id: 'Prediction' },
);

/** The 200 answer of a model. */
export const Answer = Type.Object(
  { model: ModelName, output: Type.Unknown(), servedBy: Type.Optional(ServedBy) },
  { $id: 'Answer' },
);

export type Prediction = Static<typeof Prediction>;
export type PredictionStatus = Static<typeof PredictionStatus>;
export type Answer = Static<typeof Answer>;
