import type { ModelManifest } from '@pilotlight/contracts';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Fill, fillOf, type InputSource, inputSources } from './default-predict-inputs.ts';
import { outputTargets, partOf } from './default-predict-outputs.ts';
import { tensorData } from './default-predict-tensor.ts';
import type { DefaultModel } from './hooks.ts';

/**
 * The default `predict`: fills the model's inputs from the properties of the same names, and returns its outputs as the
 * properties of the same names. Records of equal shape run together, others separately.
 *
 * An input takes a number, a boolean, a string or nested lists. If the model's input has one axis more than the value,
 * the first is the batch axis. If an input has none, each record runs alone; if no input has one, the record gets the
 * whole outputs. A single input may have another name than the schema's only property; or it may take all properties,
 * if they are numbers, as the columns of [records, properties]. A single output may have another name than the only
 * output property. Labels and a softmax over logits are not guessed: they belong in a handler, or in the exported
 * graph.
 * @throws InputError for a value whose shape or range the model does not accept
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

/** A record, converted for the model. */
interface Row {
  readonly index: number;
  /** One per input of the model. */
  readonly fills: readonly Fill[];
  /** Whether at least one input of the model has a batch axis. */
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
