import type { ModelManifest } from '@pilotlight/contracts';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Fill, fillOf, type InputSource, inputSources } from './default-predict-inputs.ts';
import { outputTargets, partOf } from './default-predict-outputs.ts';
import { tensorData } from './default-predict-tensor.ts';
import type { DefaultModel } from './hooks.ts';

/**
 * The answers of a bundle without a handler: the model's inputs are filled from the properties of the same names, and
 * its outputs become those of the same names. Records of one shape run together, others apart.
 *
 * An input takes a number, a boolean, a text or nested lists, stacked on a first axis where the model has one more
 * than the value; where it has none, each record runs alone, and the outputs are given whole. A model with one input
 * may name it otherwise than the schema's one property; or take all properties, when they are numbers, as the columns
 * of [records, properties]. Likewise one output and one property. What a class is called (labels, a softmax over
 * logits) is not guessed: that is for a handler, or for the exported graph itself.
 * @throws InputError for a value whose shape or range the model does not take
 * @throws Error when the model and the manifest do not fit together
 */
export async function defaultPredict(
  batch: readonly unknown[],
  model: DefaultModel,
  manifest: ModelManifest,
): Promise<unknown[]> {
  const { session } = model;
  const sources = inputSources(session.inputMetadata, manifest);
  const targets = outputTargets(session.outputMetadata, manifest);
  const outputs: unknown[] = new Array<unknown>(batch.length);
  for (const group of groupsOf(batch, sources)) {
    const results = await session.run(
      feedsOf(group, sources, model),
      targets.map(({ output }) => output),
    );
    for (const [place, { index }] of group.entries()) {
      const records = group[0]?.stacked ? group.length : undefined;
      const parts = targets.map((target) => {
        const tensor = results[target.output] as Tensor;
        return [target.property, partOf(tensor, target, records, place)];
      });
      outputs[index] = Object.fromEntries(parts);
    }
  }
  return outputs;
}

/** A record, ready for the model. */
interface Row {
  readonly index: number;
  /** One for each of the model's inputs. */
  readonly fills: readonly Fill[];
  /** Whether the model's first axis is the records: when one input at least has such an axis. */
  readonly stacked: boolean;
}

/** Rows that can run together. */
function groupsOf(batch: readonly unknown[], sources: readonly InputSource[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const [index, record] of batch.entries()) {
    const fills = sources.map((source) => fillOf(source, record));
    const together = fills.every(({ stacks }) => stacks === 'any number');
    const key = together ? JSON.stringify(fills.map(({ shape }) => shape)) : `alone ${index}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ index, fills, stacked: fills.some(({ stacks }) => stacks !== 'never') });
  }
  return [...groups.values()];
}

function feedsOf(
  group: readonly Row[],
  sources: readonly InputSource[],
  { ort }: DefaultModel,
): InferenceSession.FeedsType {
  const feeds = sources.map(({ input, words }, position) => {
    const fills = group.map(({ fills: all }) => all[position] as Fill);
    const { shape, stacks } = fills[0] as Fill;
    const data = tensorData(
      input.type,
      fills.flatMap(({ items }) => items),
      words,
    );
    const dims = stacks === 'never' ? shape : [group.length, ...shape];
    return [input.name, new ort.Tensor(input.type, data, dims)];
  });
  return Object.fromEntries(feeds) as InferenceSession.FeedsType;
}
