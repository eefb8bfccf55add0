/** One property of a JSON Schema. */
export type Property = Readonly<Record<string, unknown>>;

export type ScalarKind = 'number' | 'integer' | 'boolean' | 'string' | 'null';

const SCALARS: readonly unknown[] = ['number', 'integer', 'boolean', 'string', 'null'];

/** The scalar types of a property, from its `type`, or else its `enum` or `const`; undefined if it is not a scalar. */
export function scalarKinds(property: Property): readonly ScalarKind[] | undefined {
  const { type } = property;
  const types = type === undefined ? valueTypes(property) : Array.isArray(type) ? type : [type];
  const scalar = types.length > 0 && types.every((each) => SCALARS.includes(each));
  return scalar ? (types as ScalarKind[]) : undefined;
}

/** Whether a property is a number, an integer or a boolean; it may also be null, for a missing number. */
export function isNumeric(property: Property): boolean {
  const kinds = scalarKinds(property)?.filter((kind) => kind !== 'null') ?? [];
  return kinds.length > 0 && !kinds.includes('string');
}

function valueTypes(property: Property): unknown[] {
  const values = 'const' in property ? [property['const']] : property['enum'];
  if (!Array.isArray(values)) return [];
  return [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))];
}

/** The scalar at the end of nested arrays. */
export interface Leaf {
  readonly property: Property;
  /** The nesting depth: 1 for a list of scalars, 0 for a scalar. */
  readonly depth: number;
}

/** @returns undefined when the schema does not say what the innermost items are */
export function leafOf(property: Property): Leaf | undefined {
  let depth = 0;
  let inner: unknown = property;
  while (typeof inner === 'object' && inner !== null) {
    const { type, items } = inner as Property;
    if (type !== 'array')
      return scalarKinds(inner as Property) && { property: inner as Property, depth };
    depth += 1;
    inner = items;
  }
  return undefined;
}

/** The name of the only array property, if all others are optional. */
export function soleArray(schema: {
  readonly properties: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}): string | undefined {
  const arrays = Object.keys(schema.properties).filter(
    (name) => schema.properties[name]?.['type'] === 'array',
  );
  const [name] = arrays;
  const others = schema.required?.some((required) => required !== name) ?? false;
  return arrays.length === 1 && !others ? name : undefined;
}
