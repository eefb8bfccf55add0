import { Type, type Static } from 'typebox';
import { InputByUrl } from './input-by-url.ts';
import { JSON_MEDIA_TYPE } from './media-type.ts';

/** The name of a model. SageMaker's names contain it: hence lower case, and short enough for their 63 characters. */
export const ModelName = Type.String({ pattern: '^[a-z0-9](-?[a-z0-9]){0,31}$' });

/** The models of a stack whose configuration lists none. */
export const DEFAULT_MODELS: readonly string[] = ['entailment'];

/** A JSON Schema (draft 2020-12) for an object: the page renders a form from it, the API validates against it. */
export const JsonSchemaObject = Type.Object(
  {
    type: Type.Literal('object'),
    properties: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
    required: Type.Optional(Type.Array(Type.String())),
    additionalProperties: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: true },
);

const Label = Type.Object({
  name: Type.String({ minLength: 1 }),
  title: Type.String({ minLength: 1 }),
  description: Type.String(),
});

const Example = Type.Object({
  title: Type.String({ minLength: 1 }),
  input: Type.Record(Type.String(), Type.Unknown()),
});

/** An exercise for a learner: one input field is given, one is to be written, and an output field must have a value. */
export const Exercise = Type.Object({
  title: Type.String(),
  instructions: Type.String(),
  given: Type.String({ description: 'input field that the prompt fills' }),
  asked: Type.String({ description: 'input field that the learner writes' }),
  target: Type.String({ description: 'output field that must equal the goal' }),
  goals: Type.Array(
    Type.Object({ label: Type.String(), title: Type.String(), instruction: Type.String() }),
    { minItems: 1 },
  ),
  prompts: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
});

/** Settings that the container otherwise measures on its machine at start; those left out are measured. */
export const Tuning = Type.Object(
  {
    workers: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
    threadsPerWorker: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
    /** How many inputs run in one batch at most; 1 means no batching. */
    maxBatch: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    /** How long an input may wait for others to join its batch. */
    maxDelayMilliseconds: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
  },
  { additionalProperties: false },
);

/**
 * Files that are made of a job's answer: an array of unsigned bytes in NumPy's format, height × width × 3, which is divided
 * along one axis into pictures of equal size.
 */
export const AnswerFiles = Type.Object(
  {
    /** 0: the pictures lie below each other; 1: side by side. */
    axis: Type.Enum([0, 1]),
    contentType: Type.Literal('image/png'),
    pictures: Type.Array(
      Type.Object({
        /** The file's name without its extension. */
        name: Type.String({ pattern: '^[a-z0-9](-?[a-z0-9]){0,31}$' }),
        title: Type.String({ minLength: 1 }),
        description: Type.Optional(Type.String()),
      }),
      { minItems: 1, maxItems: 32 },
    ),
  },
  { additionalProperties: false },
);

/** In pixels. */
export const PictureSize = Type.Object(
  {
    width: Type.Integer({ minimum: 1, maximum: 2048 }),
    height: Type.Integer({ minimum: 1, maximum: 2048 }),
  },
  { additionalProperties: false },
);

const MediaTypes = Type.Array(Type.String({ pattern: '^[a-z0-9.+-]+/[a-z0-9.+-]+$' }), {
  minItems: 1,
  uniqueItems: true,
});

/** The media types that a model takes and gives. */
export const ContentTypes = Type.Object(
  { input: Type.Optional(MediaTypes), output: Type.Optional(MediaTypes) },
  { additionalProperties: false },
);

/** The manifest: `model.json`, the first file of every model bundle. */
export const ModelManifest = Type.Object({
  name: ModelName,
  version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
  title: Type.String({ minLength: 1 }),
  description: Type.String(),
  task: Type.String({ minLength: 1 }),
  input: JsonSchemaObject,
  output: JsonSchemaObject,
  labels: Type.Array(Label),
  examples: Type.Array(Example, { minItems: 1 }),
  license: Type.String({ minLength: 1 }),
  baseModel: Type.Optional(Type.Object({ name: Type.String(), license: Type.String() })),
  trainingData: Type.Array(Type.Object({ name: Type.String(), license: Type.String() })),
  quality: Type.Array(
    Type.Object({
      metric: Type.String(),
      dataset: Type.String(),
      value: Type.Number(),
      examples: Type.Integer({ minimum: 1 }),
      command: Type.String(),
    }),
  ),
  exercise: Type.Optional(Exercise),
  /** What requests and answers may be, the preferred one first. JSON in both directions when absent. */
  contentTypes: Type.Optional(ContentTypes),
  inputByUrl: Type.Optional(InputByUrl),
  /**
   * The pictures of the input are scaled and cropped to this size while they are decoded. As they are then never whole in
   * memory, each may have as many pixels as a camera makes (`LIMITS.fittedPicturePixels`).
   */
  pictureSize: Type.Optional(PictureSize),
  /** What becomes of the answer of a job, which the page shows as pictures. */
  answerFiles: Type.Optional(AnswerFiles),
  tuning: Type.Optional(Tuning),
  /** Claims that each input gets bit-identical answers alone and in a batch: then no rounding difference is allowed. */
  bitEqual: Type.Optional(Type.Boolean()),
});

export type ModelManifest = Static<typeof ModelManifest>;

/** The media types that a model takes and gives. */
export function contentTypesOf({ contentTypes }: Pick<ModelManifest, 'contentTypes'>): {
  readonly input: readonly string[];
  readonly output: readonly string[];
} {
  const json = [JSON_MEDIA_TYPE];
  return { input: contentTypes?.input ?? json, output: contentTypes?.output ?? json };
}

export type PictureSize = Static<typeof PictureSize>;
export type AnswerFiles = Static<typeof AnswerFiles>;
export type Tuning = Static<typeof Tuning>;
export type Exercise = Static<typeof Exercise>;
export type JsonSchemaObject = Static<typeof JsonSchemaObject>;
