import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ProblemDetail } from './problem.ts';

/** Every place where `value` breaks `schema`, in the order of the schema; empty when it fits. */
export function violations(schema: TSchema, value: unknown): ProblemDetail[] {
  const validator = Compile(schema);
  if (validator.Check(value)) return [];
  return validator.Errors(value).map((error) => ({
    pointer: error.instancePath,
    detail: error.message,
  }));
}

/**
 * `value`, typed, when it fits `schema`.
 * @throws Error that names `what` and lists every bad key at once, each with what is wanted
 */
export function parse<S extends TSchema>(schema: S, value: unknown, what: string): Static<S> {
  const found = violations(schema, value);
  if (found.length > 0) {
    const lines = found.map(({ pointer, detail }) => `  ${pointer || '/'}: ${detail}`);
    throw new Error(`${what} is not valid:\n${lines.join('\n')}`);
  }
  return value as Static<S>;
}
