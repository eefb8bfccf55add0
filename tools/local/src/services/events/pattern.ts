import { AwsError } from '../../cloud/aws-error.ts';

type Scalar = string | number | boolean | null;

/** Matches a string that begins with it. */
interface Prefix {
  readonly prefix: string;
}

type Wanted = Scalar | Prefix;

/** An event pattern of exact values and prefixes: each leaf lists what matches. */
export interface Pattern {
  readonly [field: string]: Pattern | readonly Wanted[];
}

/**
 * @throws AwsError InvalidEventPatternException for an invalid pattern, and for another operator than `prefix` (such as
 * `anything-but` or `$or`), which is refused by name
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

function leaf(values: unknown[], path: string): Wanted[] {
  if (values.length === 0) throw invalid(`${path} must list at least one value`);
  return values.map((value) => {
    if (isScalar(value)) return value;
    const operators = Object.keys(value ?? {});
    if (operators.join() !== 'prefix') throw unknownOperator(operators.join(', '), path);
    const { prefix } = value as { prefix: unknown };
    if (typeof prefix === 'string') return { prefix };
    throw invalid(`the prefix at ${path} must be a string`);
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
    `The local cloud does not know the event pattern operator "${name}" at ${path}: it knows exact values and prefixes only.`,
  );
}

/** Whether the event matches every field of the pattern. For an array in the event, one matching element is enough. */
export function matches(pattern: Pattern, event: object): boolean {
  const fields: Readonly<Record<string, unknown>> = { ...event };
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = fields[name];
    if (isLeaf(wanted)) {
      const values: unknown[] = Array.isArray(value) ? value : [value];
      return values.some((one) => wanted.some((option) => isMatch(option, one)));
    }
    return typeof value === 'object' && value !== null && matches(wanted, value);
  });
}

function isMatch(wanted: Wanted, value: unknown): boolean {
  if (isScalar(wanted)) return wanted === value;
  return typeof value === 'string' && value.startsWith(wanted.prefix);
}

function isLeaf(wanted: Pattern | readonly Wanted[]): wanted is readonly Wanted[] {
  return Array.isArray(wanted);
}
