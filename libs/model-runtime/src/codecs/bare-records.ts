import { type JsonSchemaObject, ProblemError } from '@pilotlight/contracts';
import { leafOf, type Property, scalarKinds } from './schema-kinds.ts';

/**
 * The records of a JSON list, as SageMaker's toolkits take them: objects, or for what else can be meant in one way only
 * their bare values. A list of one value a property, in the schema's order; or the value of the one property.
 * @param pointer to the list
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
 * One record: an object, or what its bare value stands for.
 * @throws ProblemError `input_invalid` that says what would be right
 */
export function recordOf(value: unknown, schema: JsonSchemaObject, pointer: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const properties = Object.entries(schema.properties);
  const [first] = properties;
  if (first && properties.length === 1) {
    const [name, property] = first;
    if (depthOf(value) === depthIn(property)) return { [name]: value };
    // A table of one column.
    if (depthIn(property) === 0 && Array.isArray(value) && value.length === 1) {
      return { [name]: value[0] as unknown };
    }
  }
  const names = properties.map(([name]) => name);
  const table = properties.length > 1 && properties.every(([, property]) => scalarKinds(property));
  if (table && Array.isArray(value) && value.length === names.length && depthOf(value) === 1) {
    return Object.fromEntries(names.map((name, index) => [name, value[index] as unknown]));
  }
  const found = Array.isArray(value) ? `is a list of ${value.length} values` : 'is a bare value';
  const columns = table ? `, or a list of ${names.length} values: ${names.join(', ')}` : '';
  const one = !table && properties.length === 1 ? `, or the value of ${names[0]} alone` : '';
  throw new ProblemError('input_invalid', 'a record of the body is none', [
    { pointer, detail: `${found}; an object with ${names.join(', ')} is wanted${columns}${one}` },
  ]);
}

/** How deep lists lie in one another; by the first of each. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let inner = value; Array.isArray(inner); inner = inner[0]) depth += 1;
  return depth;
}

/** @returns undefined for a property that is neither a scalar nor lists of scalars */
function depthIn(property: Property): number | undefined {
  return leafOf(property)?.depth;
}
