import { join } from 'node:path';
import type { ModelHooks, Runtime } from '@pilotlight/model-runtime';
import type { InferenceSession } from 'onnxruntime-node';
import { wordIds, words } from './word-ids.ts';

export interface BilstmInput {
  readonly text: string;
}

export interface BilstmOutput {
  readonly label: string;
  readonly probability: number;
  readonly probabilities: Record<string, number>;
}

export interface BilstmModel {
  readonly session: InferenceSession;
  readonly ort: Runtime['ort'];
  /** In the order of the model's outputs. */
  readonly labels: readonly string[];
}

/** For the model, a text without words is one word. */
const NO_WORDS = [0];

const hooks = {
  async loadModel(
    directory: string,
    { ort, sessionOptions, manifest }: Runtime,
  ): Promise<BilstmModel> {
    return {
      session: await ort.InferenceSession.create(join(directory, 'model.onnx'), sessionOptions),
      ort,
      labels: manifest.labels.map((label) => label.name),
    };
  },

  paddedLength({ text }: BilstmInput): number {
    return words(text).length;
  },

  // The whole batch in one run. The model gets the length of each text, so that padding changes no answer.
  async predict(batch: readonly BilstmInput[], model: BilstmModel): Promise<BilstmOutput[]> {
    const rows = batch.map(({ text }) => {
      const ids = wordIds(text);
      return ids.length > 0 ? ids : NO_WORDS;
    });
    const width = Math.max(...rows.map((row) => row.length));
    const ids = new BigInt64Array(rows.length * width);
    rows.forEach((row, index) => ids.set(row.map(BigInt), index * width));
    const lengths = Int32Array.from(rows, (row) => row.length);
    const { session, ort, labels } = model;
    const { probabilities } = await session.run({
      ids: new ort.Tensor('int64', ids, [rows.length, width]),
      lengths: new ort.Tensor('int32', lengths, [rows.length]),
    });
    const values = probabilities?.data;
    if (!(values instanceof Float32Array) || values.length !== rows.length * labels.length) {
      throw new Error('model.onnx did not give one float probability for each label and text');
    }
    return rows.map((_row, index) => {
      const start = index * labels.length;
      return answer(values.subarray(start, start + labels.length), labels);
    });
  },
} satisfies ModelHooks<BilstmModel, BilstmInput, BilstmOutput> & {
  paddedLength(input: BilstmInput): number;
};

export const { loadModel, paddedLength, predict } = hooks;

function answer(values: Float32Array, labels: readonly string[]): BilstmOutput {
  const probability = Math.max(...values);
  return {
    label: labels[values.indexOf(probability)] ?? '',
    probability,
    probabilities: Object.fromEntries(labels.map((name, i) => [name, values[i] ?? 0])),
  };
}
