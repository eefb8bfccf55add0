import { AwsError } from '../aws-error.ts';

interface TextMember {
  readonly required?: true;
  readonly pattern?: RegExp;
  readonly maximumLength: number;
}

interface IntegerMember {
  readonly required?: true;
  readonly minimum: number;
  readonly maximum: number;
}

interface BooleanMember {
  readonly required?: true;
  readonly boolean: true;
}

type Member = TextMember | IntegerMember | BooleanMember;

type Table = Readonly<Record<string, Member>>;

type Value<M extends Member> = M extends IntegerMember
  ? number
  : M extends BooleanMember
    ? boolean
    : string;

type Read<T extends Table> = {
  readonly [K in keyof T]: T[K] extends { required: true } ? Value<T[K]> : Value<T[K]> | undefined;
};

/**
 * The text, integer and boolean members of an operation's input, checked against its table.
 * @throws AwsError ValidationException that lists every violation, in AWS's words. A member that is not in the table is
 * refused by name, because AWS would act on it
 */
export function readMembers<const T extends Table>(
  operation: string,
  table: T,
  input: unknown,
): Read<T> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new AwsError('SerializationException', `The input of ${operation} is not a JSON object.`);
  }
  const unknown = Object.keys(input).filter((name) => !Object.hasOwn(table, name));
  if (unknown.length > 0) {
    const names = unknown.join(', ');
    throw new AwsError(
      'ValidationException',
      `The local cloud does not know these members of ${operation}: ${names}.`,
    );
  }
  const values: Record<string, unknown> = { ...input };
  const found = Object.entries(table).flatMap(([name, member]) => {
    const wrong = violation(values[name], member);
    const at = name.charAt(0).toLowerCase() + name.slice(1);
    return wrong
      ? [
          `Value ${quoted(values[name])} at '${at}' failed to satisfy constraint: Member must ${wrong}`,
        ]
      : [];
  });
  if (found.length > 0) {
    const plural = found.length === 1 ? 'error' : 'errors';
    throw new AwsError(
      'ValidationException',
      `${found.length} validation ${plural} detected: ${found.join('; ')}`,
    );
  }
  return values as Read<T>;
}

function quoted(value: unknown): string {
  return value === undefined ? 'null' : `'${String(value)}'`;
}

function violation(value: unknown, member: Member): string | undefined {
  if (value === undefined || value === null) return member.required ? 'not be null' : undefined;
  if ('boolean' in member) return typeof value === 'boolean' ? undefined : 'be a boolean';
  if ('minimum' in member) return integerViolation(value, member);
  if (typeof value !== 'string') return 'be a string';
  if (value.length > member.maximumLength) {
    return `have length less than or equal to ${member.maximumLength}`;
  }
  if (member.pattern && !member.pattern.test(value)) {
    return `satisfy regular expression pattern: ${member.pattern.source}`;
  }
  return undefined;
}

function integerViolation(value: unknown, member: IntegerMember): string | undefined {
  if (!Number.isInteger(value)) return 'be an integer';
  const integer = Number(value);
  if (integer < member.minimum) {
    return `have value greater than or equal to ${member.minimum}`;
  }
  if (integer > member.maximum) return `have value less than or equal to ${member.maximum}`;
  return undefined;
}
