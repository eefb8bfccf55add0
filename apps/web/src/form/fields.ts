import type { JsonSchemaObject } from '@pilotlight/contracts';
import { isRecord } from '../api/storage.ts';

export interface Option {
  value: unknown;
  title: string;
}

/** How one property of the input schema is asked for. What has no control of its own is written as JSON. */
export interface Field {
  name: string;
  kind: 'line' | 'text' | 'number' | 'boolean' | 'choice' | 'json';
  title: string;
  description: string;
  required: boolean;
  /** Numbers only: no fraction. */
  whole: boolean;
  /** In characters (code points), as JSON Schema counts them. */
  minLength: number | undefined;
  maxLength: number | undefined;
  minimum: number | undefined;
  maximum: number | undefined;
  step: number | undefined;
  options: Option[];
  initial: unknown;
}

/** Longer than this and a string is given several lines. */
const ONE_LINE_CHARACTERS = 100;

const numeric = (value: unknown) => (typeof value === 'number' ? value : undefined);
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** `maxTokens` and `max_tokens` as `Max tokens`. */
function humanise(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function optionsOf(schema: Record<string, unknown>): Option[] {
  if (Array.isArray(schema.enum)) {
    return schema.enum.map((value: unknown) => ({ value, title: String(value) }));
  }
  const branches: unknown = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(branches) || branches.length === 0) return [];
  const named = branches.filter((branch) => isRecord(branch) && 'const' in branch);
  if (named.length < branches.length) return [];
  return named.map((branch: Record<string, unknown>) => ({
    value: branch.const,
    title: text(branch.title) ?? String(branch.const),
  }));
}

function kindOf(schema: Record<string, unknown>, options: Option[]): Field['kind'] {
  if (options.length > 0) return 'choice';
  switch (schema.type) {
    case 'string':
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
    const whole = property.type === 'integer';
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
    };
  });
}
