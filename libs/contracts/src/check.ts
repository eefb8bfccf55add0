import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import type { ProblemDetail } from './problem.ts';
import { foundWords, wantedWords } from './words.ts';

const compiled = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  let validator = compiled.get(schema);
  if (!validator) compiled.set(schema, (validator = Compile(schema)));
  return validator;
}

/** The value at a JSON Pointer (a leading `#` is allowed) in `root`; undefined when there is none. */
function at(root: unknown, pointer: string): unknown {
  const keys = pointer.replace(/^#/, '').split('/').slice(1);
  return keys.reduce<unknown>((value, key) => {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[name]
      : undefined;
  }, root);
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Which property names `schema` allows. */
function namesWords(schema: unknown): string {
  const { properties, patternProperties } = (schema ?? {}) as Record<string, object | undefined>;
  if (properties) return `; the properties are ${Object.keys(properties).join(', ')}`;
  if (!patternProperties) return '';
  return `; the name must match ${Object.keys(patternProperties).join(' or ')}`;
}

function explain(
  schema: TSchema,
  value: unknown,
  error: TLocalizedValidationError,
): ProblemDetail[] {
  const place = at(schema, error.schemaPath) as TSchema | undefined;
  const properties = (place as { properties?: Record<string, TSchema> } | undefined)?.properties;
  if (error.keyword === 'required' && properties) {
    return error.params.requiredProperties.map((key) => {
      const wanted = properties[key] && wantedWords(properties[key]);
      return {
        pointer: `${error.instancePath}/${escaped(key)}`,
        detail: wanted ? `is missing; must be ${wanted}` : 'is missing',
      };
    });
  }
  // The keyword `boolean` reports each unknown property; `additionalProperties` repeats them all in one error.
  if (error.keyword === 'additionalProperties') return [];
  if (error.keyword === 'boolean') {
    const object = at(schema, error.schemaPath.replace(/\/additionalProperties$/, ''));
    return [{ pointer: error.instancePath, detail: `is an unknown property${namesWords(object)}` }];
  }
  const wanted = place && wantedWords(place);
  const found = foundWords(at(value, error.instancePath), error.keyword);
  return [
    {
      pointer: error.instancePath,
      detail: wanted ? `${found}; must be ${wanted}` : error.message,
    },
  ];
}

/**
 * The places where `value` violates `schema`, each with what was found and what it must be; empty when it is valid. At
 * most about eight: TypeBox reports no more.
 * `schema` may be a TypeBox schema or plain JSON Schema (draft 2020-12).
 */
export function violations(schema: TSchema, value: unknown): ProblemDetail[] {
  const validator = validatorOf(schema);
  if (validator.Check(value)) return [];
  return validator.Errors(value).flatMap((error) => explain(schema, value, error));
}

/**
 * Checks `value` against `schema` and returns it, typed.
 * @throws Error that names `what` and lists all bad keys, each with what it must be
 */
export function parse<S extends TSchema>(
  schema: S,
  value: unknown,
  what: string,
): NoInfer<Static<S>> {
  const found = violations(schema, value);
  if (found.length > 0) throw new Error(`${what} is not valid:\n${listed(found).join('\n')}`);
  // Without NoInfer, TypeScript also infers `S` from where the result goes, and for that compares TypeBox's types for
  // seconds, in each project that imports this.
  return value as NoInfer<Static<S>>;
}

/** One indented line per violation; `prefix` names the value when it is part of something larger. */
export function listed(found: readonly ProblemDetail[], prefix = ''): string[] {
  return found.map(
    ({ pointer, detail }) => `  ${prefix}${pointer || (prefix ? '' : '/')}: ${detail}`,
  );
}
