import { Type, type Static } from 'typebox';
import { ModelManifest, ModelName } from './manifest.ts';
import { ModelState } from './state.ts';

/** One line of `GET /v1/models`. */
export const ModelSummary = Type.Object(
  {
    name: ModelName,
    title: Type.String(),
    description: Type.String(),
    version: Type.String(),
    state: ModelState,
  },
  { $id: 'ModelSummary' },
);

export const ModelList = Type.Object({ models: Type.Array(ModelSummary) }, { $id: 'ModelList' });

/** `GET /v1/models/{model}`: the manifest, how it is served, and its state. */
export const ModelDetail = Type.Object(
  {
    ...ModelManifest.properties,
    servingMode: Type.Enum(['real-time']),
    state: ModelState,
  },
  { $id: 'ModelDetail' },
);

export type ModelSummary = Static<typeof ModelSummary>;
export type ModelList = Static<typeof ModelList>;
export type ModelDetail = Static<typeof ModelDetail>;
