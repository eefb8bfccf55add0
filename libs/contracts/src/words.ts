import type { TSchema } from 'typebox';

/** The JSON Schema keywords that are put into words here; for others the validator's own message is used. */
interface Wanted {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  null: 'null',
};

function range(least: number | undefined, most: number | undefined, unit = ''): string {
  if (least !== undefined && most !== undefined) {
    return ` ${unit ? 'of' : 'from'} ${least} to ${most}${unit}`;
  }
  if (least !== undefined) return ` of at least ${least}${unit}`;
  return most !== undefined ? ` of at most ${most}${unit}` : '';
}

/** What `schema` requires, in words: "a string of 1 to 2000 characters"; undefined when there are no words for it. */
export function wantedWords(schema: TSchema): string | undefined {
  const wanted = schema as Wanted;
  if (wanted.const !== undefined) return JSON.stringify(wanted.const);
  if (wanted.enum) return `one of ${wanted.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  const name = NAMES[wanted.type ?? ''];
  if (name === undefined) return undefined;
  if (wanted.type === 'string' && wanted.minLength === 1 && wanted.maxLength === undefined) {
    return 'a non-empty string';
  }
  const fields = wanted.properties && Object.keys(wanted.properties);
  return (
    name +
    range(wanted.minLength, wanted.maxLength, ' characters') +
    range(wanted.minItems, wanted.maxItems, ' items') +
    range(wanted.minimum, wanted.maximum) +
    (wanted.pattern ? ` that matches ${wanted.pattern}` : '') +
    (wanted.format ? ` (${wanted.format})` : '') +
    (fields?.length ? ` with the properties ${fields.join(', ')}` : '')
  );
}

/** What was found instead: "is an object". */
export function foundWords(value: unknown, keyword: string): string {
  if (keyword === 'maxLength' || keyword === 'maxItems') return 'is too long';
  if (value === undefined) return 'is missing';
  if (value === '') return 'is empty';
  if (keyword === 'minLength' || keyword === 'minItems') return 'is too short';
  if (value === null) return 'is null';
  if (Array.isArray(value)) return 'is an array';
  if (typeof value === 'string') {
    return keyword === 'type' ? 'is a string' : `is ${JSON.stringify(value.slice(0, 100))}`;
  }
  return typeof value === 'object' ? 'is an object' : `is ${String(value)}`;
}
