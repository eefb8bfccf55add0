import { join } from 'node:path';
import type { DecodedImage, ModelHooks, Runtime } from '@pilotlight/model-runtime';
import type { InferenceSession } from 'onnxruntime-node';
import { resized } from './resized.ts';
import { SIDE } from './side.ts';

export interface UnicornInput {
  readonly image: DecodedImage;
}

export interface UnicornOutput {
  readonly validated: boolean;
  readonly verdict: string;
  /** The network's probability that the picture shows a horse. */
  readonly probability: number;
}

export interface UnicornModel {
  readonly session: InferenceSession;
  readonly ort: Runtime['ort'];
  /** The verdicts of `model.json`: for a horse, and for anything else. */
  readonly verdicts: readonly [validated: string, unable: string];
}

const THRESHOLD = 0.5;

const hooks = {
  async loadModel(
    directory: string,
    { ort, sessionOptions, manifest }: Runtime,
  ): Promise<UnicornModel> {
    const [validated, unable] = manifest.labels.map((label) => label.name);
    if (validated === undefined || unable === undefined) {
      throw new Error(
        `model.json has ${manifest.labels.length} labels; must be two: for a horse, and for anything else`,
      );
    }
    const session = await ort.InferenceSession.create(
      join(directory, 'model.onnx'),
      sessionOptions,
    );
    return { session, ort, verdicts: [validated, unable] };
  },

  // One run per picture: convolutions gain nothing from a batch on a processor, and no answer depends on the others.
  async predict(batch: readonly UnicornInput[], model: UnicornModel): Promise<UnicornOutput[]> {
    const outputs: UnicornOutput[] = [];
    for (const { image } of batch) {
      const probability = await probabilityOf(image, model);
      const validated = probability >= THRESHOLD;
      outputs.push({ validated, verdict: model.verdicts[validated ? 0 : 1], probability });
    }
    return outputs;
  },
} satisfies ModelHooks<UnicornModel, UnicornInput, UnicornOutput>;

export const { loadModel, predict } = hooks;

async function probabilityOf(image: DecodedImage, { session, ort }: UnicornModel): Promise<number> {
  const picture = new ort.Tensor('uint8', resized(image, SIDE), [1, SIDE, SIDE, 3]);
  const { probability } = await session.run({ picture });
  const [value] = probability?.data instanceof Float32Array ? probability.data : [];
  if (value === undefined) throw new Error('model.onnx gave no probability');
  return value;
}
