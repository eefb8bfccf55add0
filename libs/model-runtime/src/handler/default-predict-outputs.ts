import type { ModelManifest } from '@pilotlight/contracts';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { scalarKinds } from '../codecs/schema-kinds.ts';

/** Which property one output of the model becomes. */
export interface OutputTarget {
  readonly output: string;
  readonly property: string;
  /** Whether the property is a single value, not a list. */
  readonly scalar: boolean;
}

/** @throws Error when the model lacks an output that the schema requires, or has no output that the schema names */
export function outputTargets(
  outputs: readonly InferenceSession.ValueMetadata[],
  { name, output: schema }: ModelManifest,
): OutputTarget[] {
  const properties = Object.keys(schema.properties);
  const [only = ''] = properties;
  const alone = outputs.length === 1 && properties.length === 1;
  const targets = outputs
    .map((output) => ({ output: output.name, property: alone ? only : output.name }))
    .filter(({ property }) => Object.hasOwn(schema.properties, property))
    .map((target) => {
      const scalar = scalarKinds(schema.properties[target.property] ?? {}) !== undefined;
      return { ...target, scalar };
    });
  const lacking = schema.required?.find(
    (each) => !targets.some(({ property }) => property === each),
  );
  if (targets.length === 0 || lacking !== undefined) {
    throw new Error(
      `the model's outputs ${outputs.map((output) => output.name).join(', ')} do not include ` +
        `${lacking ?? properties.join(', ')} of the output schema of ${name}: use equal names, ` +
        'or write a handler (code/handler.mjs) with its own predict',
    );
  }
  const odd = outputs.find(
    ({ name: output, isTensor }) => !isTensor && targets.some((target) => target.output === output),
  );
  if (odd) {
    throw new Error(
      `the model's output ${odd.name} is not a tensor; onnxruntime-node returns only tensors: ` +
        "for scikit-learn's probabilities export without ZipMap (skl2onnx: options={'zipmap': False}); " +
        'for another sequence end the graph with a ConcatFromSequence',
    );
  }
  return targets;
}

/**
 * The part of an output that belongs to the record at `place`: a value, or nested lists.
 * @param records size of the batch axis; undefined when there is none
 * @throws Error when the output's shape does not fit the batch or the schema
 */
export function partOf(
  { type, dims, data }: Tensor,
  { output, property, scalar }: OutputTarget,
  records: number | undefined,
  place: number,
): unknown {
  const words = `the model's output ${output} (${type} [${dims.join(', ')}])`;
  if (records !== undefined && dims[0] !== records) {
    throw new Error(`${words} must have ${records} records along its first axis`);
  }
  const shape = records === undefined ? dims : dims.slice(1);
  const size = shape.reduce((product, axis) => product * axis, 1);
  if (scalar ? size !== 1 : shape.length === 0) {
    const wanted = scalar ? 'one value' : 'an array';
    throw new Error(`${words} does not fit the property ${property}: must be ${wanted} per record`);
  }
  const items = data as ArrayLike<unknown>;
  const from = records === undefined ? 0 : place * size;
  const at = (index: number) => valueOf(items[from + index], type, words);
  return scalar ? at(0) : lists(at, shape, 0, 0).value;
}

function lists(
  at: (index: number) => unknown,
  shape: readonly number[],
  axis: number,
  from: number,
): { value: unknown; next: number } {
  if (axis === shape.length) return { value: at(from), next: from + 1 };
  const list: unknown[] = [];
  let next = from;
  for (let index = 0; index < (shape[axis] ?? 0); index++) {
    const inner = lists(at, shape, axis + 1, next);
    list.push(inner.value);
    next = inner.next;
  }
  return { value: list, next };
}

function valueOf(item: unknown, type: Tensor.Type, words: string): unknown {
  if (type === 'bool') return item === 1;
  if (typeof item !== 'bigint') return item;
  const number = Number(item);
  if (!Number.isSafeInteger(number)) throw new Error(`${words} holds ${item}, too large for JSON`);
  return number;
}
