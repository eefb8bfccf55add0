import type { JsonSchemaObject } from '@pilotlight/contracts';
import { isRecord } from '../api/storage.ts';
import { humanise } from '../words/humanise.ts';

export interface Option {
  value: unknown;
  title: string;
}

/** The form field of one input property. A property without a control of its own is entered as JSON. */
export interface Field {
  name: string;
  kind: 'line' | 'text' | 'suggested' | 'url' | 'number' | 'boolean' | 'choice' | 'file' | 'json';
  title: string;
  description: string;
  required: boolean;
  /** Numbers only: an integer. */
  whole: boolean;
  /** In characters (code points), as JSON Schema counts them. */
  minLength: number | undefined;
  maxLength: number | undefined;
  minimum: number | undefined;
  maximum: number | undefined;
  step: number | undefined;
  /** Of a choice: all values. Of a text: values that are suggested. */
  options: Option[];
  initial: unknown;
  /** Files only: the schema's `contentMediaType`. */
  mediaType: string | undefined;
  /** A required field that is left empty is sent as null. */
  nullable: boolean;
}

/** A string that may be longer than this gets a multi-line control. */
const ONE_LINE_CHARACTERS = 100;

const numeric = (value: unknown) => (typeof value === 'number' ? value : undefined);
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

function optionsOf(schema: Record<string, unknown>): Option[] {
  if (Array.isArray(schema.enum)) {
    return schema.enum.map((value: unknown) => ({ value, title: String(value) }));
  }
  if (isOpen(schema) && typeOf(schema) !== 'string') return [];
  return branchesOf(schema)
    .filter((branch) => 'const' in branch)
    .map((branch) => ({ value: branch.const, title: text(branch.title) ?? String(branch.const) }));
}

function branchesOf(schema: Record<string, unknown>): Record<string, unknown>[] {
  const branches: unknown = schema.oneOf ?? schema.anyOf;
  return Array.isArray(branches) ? branches.filter(isRecord) : [];
}

/** Whether other values than those of the options are possible. */
function isOpen(schema: Record<string, unknown>): boolean {
  return !Array.isArray(schema.enum) && branchesOf(schema).some((branch) => !('const' in branch));
}

/** The schema's one type other than null; undefined if there are none or several. */
function typeOf({ type }: Record<string, unknown>): unknown {
  const others = [type].flat().filter((each) => each !== 'null');
  return others.length === 1 ? others[0] : undefined;
}

function kindOf(schema: Record<string, unknown>, options: Option[]): Field['kind'] {
  if (options.length > 0 && !isOpen(schema)) return 'choice';
  switch (typeOf(schema)) {
    case 'string':
      if (options.length > 0) return 'suggested';
      if (schema.contentEncoding === 'base64') return 'file';
      return (numeric(schema.maxLength) ?? Infinity) > ONE_LINE_CHARACTERS ? 'text' : 'line';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

/** The fields of a model's form, in the order of its input schema. */
export function fieldsOf(schema: JsonSchemaObject): Field[] {
  return Object.entries(schema.properties).map(([name, property]) => {
    const options = optionsOf(property);
    const whole = typeOf(property) === 'integer';
    return {
      name,
      kind: kindOf(property, options),
      title: text(property.title) ?? humanise(name),
      description: text(property.description) ?? '',
      required: schema.required?.includes(name) ?? false,
      whole,
      minLength: numeric(property.minLength),
      maxLength: numeric(property.maxLength),
      minimum: numeric(property.minimum),
      maximum: numeric(property.maximum),
      step: numeric(property.multipleOf) ?? (whole ? 1 : undefined),
      options,
      initial: property.default,
      mediaType: text(property.contentMediaType),
      nullable: options.length === 0 && [property.type].flat().includes('null'),
    };
  });
}
