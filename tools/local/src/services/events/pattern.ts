import { AwsError } from '../../cloud/aws-error.ts';

type Scalar = string | number | boolean | null;

/** An event pattern of exact values: each leaf lists the values that match. */
export interface Pattern {
  readonly [field: string]: Pattern | readonly Scalar[];
}

/**
 * @throws AwsError InvalidEventPatternException for an invalid pattern, and for an operator (such as `prefix`,
 * `anything-but` or `$or`): operators are not supported here, and are refused by name
 */
export function parsePattern(text: string): Pattern {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
  return checked(value, '');
}

function checked(value: unknown, at: string): Pattern {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`${at || 'the pattern'} must be an object or an array`);
  }
  const entries = Object.entries(value);
  if (entries.length === 0) throw invalid(`${at || 'the pattern'} must have at least one field`);
  return Object.fromEntries(
    entries.map(([name, wanted]: [string, unknown]) => {
      const path = at ? `${at}.${name}` : name;
      if (name.startsWith('$')) throw unknownOperator(name, path);
      return [name, Array.isArray(wanted) ? leaf(wanted, path) : checked(wanted, path)];
    }),
  );
}

function leaf(values: unknown[], path: string): Scalar[] {
  if (values.length === 0) throw invalid(`${path} must list at least one value`);
  return values.map((value) => {
    if (isScalar(value)) return value;
    throw unknownOperator(Object.keys(value ?? {}).join(', '), path);
  });
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function invalid(reason: string): AwsError {
  return new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${reason}`,
  );
}

function unknownOperator(name: string, path: string): AwsError {
  return new AwsError(
    'InvalidEventPatternException',
    `The local cloud does not know the event pattern operator "${name}" at ${path}: it knows exact values only.`,
  );
}

/** Whether the event matches every field of the pattern. For an array in the event, one matching element is enough. */
export function matches(pattern: Pattern, event: object): boolean {
  const fields: Readonly<Record<string, unknown>> = { ...event };
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = fields[name];
    if (isLeaf(wanted)) {
      const values: unknown[] = Array.isArray(value) ? value : [value];
      return values.some((one) => wanted.some((scalar) => scalar === one));
    }
    return typeof value === 'object' && value !== null && matches(wanted, value);
  });
}

function isLeaf(wanted: Pattern | readonly Scalar[]): wanted is readonly Scalar[] {
  return Array.isArray(wanted);
}
