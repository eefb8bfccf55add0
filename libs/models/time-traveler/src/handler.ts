import type {
  DecodedImage,
  DefaultModel,
  FormattedOutput,
  ModelHooks,
} from '@pilotlight/model-runtime';
import { npyOf } from './npy-of.ts';

export interface TimeTravelerInput {
  readonly image: DecodedImage;
}

/** Pictures of equal size, side by side: rows from the top, three bytes (red, green, blue) per pixel. */
export interface TimeTravelerOutput {
  readonly data: Uint8Array;
  readonly shape: readonly number[];
}

const hooks = {
  // One run per picture: a run takes all the memory that a batch could share.
  async predict(
    batch: readonly TimeTravelerInput[],
    model: DefaultModel,
  ): Promise<TimeTravelerOutput[]> {
    const outputs: TimeTravelerOutput[] = [];
    for (const { image } of batch) outputs.push(await travelled(image, model));
    return outputs;
  },

  // Whatever `Accept` says: there is no other way to write these answers, and the API knows it from model.json.
  formatOutput({ data, shape }: TimeTravelerOutput): FormattedOutput {
    return { body: npyOf(data, shape), contentType: 'application/x-npy' };
  },
} satisfies ModelHooks<DefaultModel, TimeTravelerInput, TimeTravelerOutput>;

export const { predict, formatOutput } = hooks;

async function travelled(
  { data, width, height }: DecodedImage,
  { session, ort }: DefaultModel,
): Promise<TimeTravelerOutput> {
  const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]];
  const picture = new ort.Tensor('uint8', data, [height, width, 3]);
  const pictures = (await session.run({ [input]: picture }))[output];
  if (!(pictures?.data instanceof Uint8Array) || pictures.dims.length !== 3) {
    throw new Error('model.onnx must give one tensor of uint8: height × width × 3');
  }
  return { data: pictures.data, shape: pictures.dims };
}
