import type { JsonSchemaObject } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { MODEL } from '../names.ts';
import type { OnnxValue } from '../onnx/onnx-model.ts';
import type { Subject } from '../subject.ts';

const mismatch = findingsOf('onnx-inputs');
const HANDLER = 'or export a predict from the handler';
const TABLE_TYPES: readonly unknown[] = ['number', 'integer', 'boolean', 'null', undefined];

/**
 * Whether the runtime's default `predict` can map the input schema to the model's inputs, and the model's outputs to
 * the output schema. It maps equal names, all properties to a single input if they are numbers, and a single property
 * to a single tensor whatever their names.
 * @param hooks the handler's exports; only what they leave to the defaults is checked
 */
export function checkInputs({ manifest, onnx }: Subject, hooks: ReadonlySet<string>): Finding[] {
  if (!manifest || !onnx || hooks.has('predict') || hooks.has('loadModel')) return [];
  return [
    ...(hooks.has('parseInput') ? [] : checkFilled(onnx.inputs, manifest.input)),
    ...checkGiven(onnx.outputs, manifest.output),
  ];
}

function checkFilled(inputs: readonly OnnxValue[], { properties }: JsonSchemaObject): Finding[] {
  const names = Object.keys(properties);
  const table = Object.values(properties).every(({ type }) =>
    [type].flat().every((name) => TABLE_TYPES.includes(name)),
  );
  if (inputs.length === 1 && names.length > 0 && (names.length === 1 || table)) return [];
  return inputs
    .filter(({ name }) => !names.includes(name))
    .map((input) =>
      mismatch(
        MODEL,
        `takes ${words(input)}, but the input schema has ${names.join(', ') || 'no properties'}`,
        `give a property or the tensor the name of the other, ${HANDLER}`,
      ),
    );
}

function checkGiven(
  outputs: readonly OnnxValue[],
  { properties, required = [] }: JsonSchemaObject,
): Finding[] {
  const names = Object.keys(properties);
  if (outputs.length === 1 && names.length === 1) return [];
  const given = outputs.map(({ name }) => name);
  const lacking = required.filter((name) => !given.includes(name));
  const none = !names.some((name) => given.includes(name));
  if (lacking.length === 0 && !none) return [];
  const wanted = lacking.length > 0 ? lacking : names;
  return [
    mismatch(
      MODEL,
      `gives ${outputs.map(words).join(', ')}, but the output schema expects ${wanted.join(', ')}`,
      `give the output or the property the name of the other, ${HANDLER}`,
    ),
  ];
}

const words = ({ name, type, shape }: OnnxValue): string =>
  `${name} (${type}${shape ? ` [${shape.join(', ')}]` : ''})`;
