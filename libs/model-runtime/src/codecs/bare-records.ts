import { type JsonSchemaObject, ProblemError } from '@pilotlight/contracts';
import { leafOf, type Property, scalarKinds } from './schema-kinds.ts';

/**
 * The records of a JSON list, as SageMaker's toolkits accept them. Each record is an object, or, where the meaning is
 * unambiguous, values without names: a list with one value per property, in the schema's order; or the value of the
 * only property.
 * @param pointer JSON Pointer to the list
 * @throws ProblemError `input_invalid` that says what would be right
 */
export function recordsOf(
  list: readonly unknown[],
  schema: JsonSchemaObject,
  pointer: string,
): unknown[] {
  return list.map((item, index) => recordOf(item, schema, `${pointer}/${index}`));
}

/**
 * One record: an object, or values without names converted to one.
 * @throws ProblemError `input_invalid` that says what would be right
 */
export function recordOf(value: unknown, schema: JsonSchemaObject, pointer: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const properties = Object.entries(schema.properties);
  const [first] = properties;
  if (first && properties.length === 1) {
    const [name, property] = first;
    if (depthOf(value) === depthIn(property)) return { [name]: value };
    // A row of a one-column table.
    if (depthIn(property) === 0 && Array.isArray(value) && value.length === 1) {
      return { [name]: value[0] as unknown };
    }
  }
  const names = properties.map(([name]) => name);
  const table = properties.length > 1 && properties.every(([, property]) => scalarKinds(property));
  if (table && Array.isArray(value) && value.length === names.length && depthOf(value) === 1) {
    return Object.fromEntries(names.map((name, index) => [name, value[index] as unknown]));
  }
  const found = Array.isArray(value) ? `is an array of ${value.length} items` : 'is not an object';
  const columns = table ? `, or an array of ${names.length} values: ${names.join(', ')}` : '';
  const one = !table && properties.length === 1 ? `, or only the value of ${names[0]}` : '';
  throw new ProblemError('input_invalid', 'a record of the body is not valid', [
    { pointer, detail: `${found}; must be an object with ${names.join(', ')}${columns}${one}` },
  ]);
}

/** The nesting depth of lists, following the first item of each. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let inner = value; Array.isArray(inner); inner = inner[0]) depth += 1;
  return depth;
}

/** @returns undefined for a property that is neither a scalar nor lists of scalars */
function depthIn(property: Property): number | undefined {
  return leafOf(property)?.depth;
}
