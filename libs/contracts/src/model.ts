import { Type, type Static } from 'typebox';
import { AnswerCost } from './answer-cost.ts';
import { Cost } from './cost.ts';
import { ModelManifest, ModelName } from './manifest.ts';
import { ModelState } from './state.ts';

/** The mode of `Serving`, as a stack sets it. */
const ServingModeName = Type.Enum(['realtime', 'function', 'auto', 'serverless', 'async']);

/** One model in the answer of `GET /v1/models`. */
export const ModelSummary = Type.Object(
  {
    name: ModelName,
    title: Type.String(),
    description: Type.String(),
    version: Type.String(),
    task: Type.String(),
    servingMode: ServingModeName,
    state: ModelState,
  },
  { $id: 'ModelSummary' },
);

export const ModelList = Type.Object({ models: Type.Array(ModelSummary) }, { $id: 'ModelList' });

/**
 * `GET /v1/models/{model}`: the manifest, how it is served, its state, what its endpoint has cost when that can be read, and
 * what an answer costs where a function or a serverless endpoint gives it.
 */
export const ModelDetail = Type.Object(
  {
    ...ModelManifest.properties,
    servingMode: ServingModeName,
    /** Whether large inputs may be uploaded (`createUpload`) and become jobs. */
    takesUploads: Type.Boolean(),
    /** The largest upload. */
    uploadBytes: Type.Optional(Type.Integer({ minimum: 1 })),
    state: ModelState,
    cost: Type.Optional(Cost),
    answerCost: Type.Optional(AnswerCost),
  },
  { $id: 'ModelDetail' },
);

export type ModelSummary = Static<typeof ModelSummary>;
export type ModelList = Static<typeof ModelList>;
export type ModelDetail = Static<typeof ModelDetail>;
