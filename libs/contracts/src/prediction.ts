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

/**
 * How far a job of an asynchronous endpoint has come: accepted; its input is in the bucket; SageMaker has queued it;
 * SageMaker has written the answer; its files are stored.
 */
export const JobStepName = Type.Enum(['accepted', 'uploaded', 'submitted', 'answered', 'stored']);

/** A step that a job has reached, and when. */
export const JobStep = Type.Object({
  name: JobStepName,
  at: Type.String({ format: 'date-time' }),
});

/** One file of an answer; it is fetched from S3 by its URL. */
export const AnswerFile = Type.Object({
  name: Type.String({ description: 'unique within the answer, such as 1850s.png' }),
  title: Type.String(),
  contentType: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
  url: Type.String({ format: 'uri', description: 'a presigned GET' }),
  expiresAt: Type.String({
    format: 'date-time',
    description: 'until when the URL works; a later GET of the prediction gives another',
  }),
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
    files: Type.Optional(
      Type.Array(AnswerFile, { description: 'the answer, when its manifest makes files of it' }),
    ),
    steps: Type.Optional(
      Type.Array(JobStep, { description: 'of a job: what it has reached, oldest first' }),
    ),
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

export type AnswerFile = Static<typeof AnswerFile>;
export type JobStep = Static<typeof JobStep>;
export type JobStepName = Static<typeof JobStepName>;
export type Prediction = Static<typeof Prediction>;
export type PredictionStatus = Static<typeof PredictionStatus>;
export type Answer = Static<typeof Answer>;
