import { Type, type Static } from 'typebox';

/** What names a model: also part of SageMaker's names, hence lower case, and short enough for their 63 characters. */
export const ModelName = Type.String({ pattern: '^[a-z0-9](-?[a-z0-9]){0,31}$' });

/** What a stack serves whose file lists no models. */
export const DEFAULT_MODELS: readonly string[] = ['entailment'];

/** A JSON Schema (draft 2020-12) object that the page draws a form from and the API validates against. */
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

/** Prompts for a learner: a given field, a field to write, and the output value to reach. */
export const Exercise = Type.Object({
  title: Type.String(),
  instructions: Type.String(),
  given: Type.String({ description: 'the input field that the prompt fills' }),
  asked: Type.String({ description: 'the input field that the learner writes' }),
  target: Type.String({ description: 'the output field that must equal the goal' }),
  goals: Type.Array(
    Type.Object({ label: Type.String(), title: Type.String(), instruction: Type.String() }),
    { minItems: 1 },
  ),
  prompts: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
});

/** Overrides what the container would measure on the machine it runs on; what is left out is measured. */
export const Serving = Type.Object(
  {
    workers: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
    threadsPerWorker: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
    /** Inputs that run together; 1 is no batching. */
    maxBatch: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    /** How long an input may wait for others to run with it. */
    maxDelayMilliseconds: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
  },
  { additionalProperties: false },
);

/** `model.json`, the first file of every model bundle. */
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
  serving: Type.Optional(Serving),
  /** Claims that a batch gives each input the very answer that it has alone, to the last bit: then no rounding is allowed. */
  bitEqual: Type.Optional(Type.Boolean()),
});

export type ModelManifest = Static<typeof ModelManifest>;
export type Serving = Static<typeof Serving>;
export type Exercise = Static<typeof Exercise>;
export type JsonSchemaObject = Static<typeof JsonSchemaObject>;
