import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelHooks, Runtime } from '@pilotlight/model-runtime';
import type { InferenceSession } from 'onnxruntime-node';
import { PairTokenizer, type EncodedPair, type TokenizerFile } from './pair-tokenizer.ts';
import { probabilities } from './probabilities.ts';

export interface EntailmentInput {
  readonly premise: string;
  readonly hypothesis: string;
}

export interface EntailmentOutput {
  readonly label: string;
  readonly probability: number;
  readonly probabilities: Record<string, number>;
}

export interface EntailmentModel {
  readonly session: InferenceSession;
  readonly ort: Runtime['ort'];
  readonly tokenizer: PairTokenizer;
  /** In the order of the model's outputs. */
  readonly labels: readonly string[];
}

const hooks = {
  async loadModel(
    directory: string,
    { ort, sessionOptions, manifest }: Runtime,
  ): Promise<EntailmentModel> {
    const tokenizerFile = await readFile(join(directory, 'tokenizer.json'), 'utf8');
    return {
      session: await ort.InferenceSession.create(join(directory, 'model.onnx'), sessionOptions),
      ort,
      tokenizer: new PairTokenizer(JSON.parse(tokenizerFile) as TokenizerFile),
      labels: manifest.labels.map((label) => label.name),
    };
  },

  // One run per pair. The quantised model scales its activations over the whole batch, so an answer would depend on
  // the other pairs; and padding makes a batch slower than separate runs.
  async predict(
    batch: readonly EntailmentInput[],
    model: EntailmentModel,
  ): Promise<EntailmentOutput[]> {
    const outputs: EntailmentOutput[] = [];
    for (const { premise, hypothesis } of batch) {
      outputs.push(answer(await scores(model, model.tokenizer.pair(premise, hypothesis)), model));
    }
    return outputs;
  },
} satisfies ModelHooks<EntailmentModel, EntailmentInput, EntailmentOutput>;

export const { loadModel, predict } = hooks;

async function scores({ session, ort }: EntailmentModel, pair: EncodedPair): Promise<number[]> {
  const row = (values: readonly number[]) =>
    new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const { logits } = await session.run({
    input_ids: row(pair.ids),
    attention_mask: row(pair.ids.map(() => 1)),
    token_type_ids: row(pair.typeIds),
  });
  if (!(logits?.data instanceof Float32Array)) throw new Error('model.onnx gave no float logits');
  return [...logits.data];
}

function answer(scored: readonly number[], { labels }: EntailmentModel): EntailmentOutput {
  const values = probabilities(scored);
  const probability = Math.max(...values);
  const label = labels[values.indexOf(probability)];
  if (label === undefined || values.length !== labels.length) {
    throw new Error(`model.onnx has ${values.length} classes, model.json ${labels.length} labels`);
  }
  return {
    label,
    probability,
    probabilities: Object.fromEntries(labels.map((name, i) => [name, values[i] ?? 0])),
  };
}
