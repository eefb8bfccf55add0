import type { JsonSchemaObject } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { MODEL } from '../names.ts';
import type { OnnxValue } from '../onnx/onnx-model.ts';
import type { Subject } from '../subject.ts';

const mismatch = findingsOf('onnx-inputs');
const HANDLER = 'or write a predict of its own';
const TABLE_TYPES: readonly unknown[] = ['number', 'integer', 'boolean', 'null', undefined];

/**
 * Whether the default `predict` of the runtime can fill the model from the input schema, and the output schema from the
 * model: by equal names; one input from all properties, when they are numbers; one from one, whatever their names.
 * @param hooks what the handler exports: only what it leaves to the defaults is looked at
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
        `takes ${words(input)}, and the input schema has ${names.join(', ') || 'no properties'}`,
        `give a property or the tensor the other's name, ${HANDLER}`,
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
      `gives ${outputs.map(words).join(', ')}, and the output schema wants ${wanted.join(', ')}`,
      `give the output or the property the other's name, ${HANDLER}`,
    ),
  ];
}

const words = ({ name, type, shape }: OnnxValue): string =>
  `${name} (${type}${shape ? ` [${shape.join(', ')}]` : ''})`;
