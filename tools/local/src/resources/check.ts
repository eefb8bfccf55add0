import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import type { Failure, Handler, Inputs } from './handler.ts';

/** Stands for a value that a preview does not know yet. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** What can be checked: a resource's handler, or a component. */
type Checked = Pick<Handler, 'inputs' | 'check'>;

const compiled = new Map<Checked, ReturnType<typeof Compile>>();

/** Every input that the handler's schema or its own check refuses; unknown values are accepted. */
export function checkInputs(handler: Checked, inputs: Inputs): Failure[] {
  const validator = compiled.get(handler) ?? Compile(handler.inputs);
  compiled.set(handler, validator);
  const refused = validator.Errors(inputs).flatMap((error) => failuresOf(error, inputs));
  if (refused.length > 0 || hasUnknown(inputs)) return refused;
  return handler.check?.(inputs as never) ?? [];
}

function failuresOf(error: TLocalizedValidationError, inputs: Inputs): Failure[] {
  const path = error.instancePath.split('/').slice(1).map(unescapePointer);
  if (error.keyword === 'additionalProperties') return []; // each is listed by its own path
  if (error.keyword === 'boolean') {
    return [{ property: path.join('.'), reason: 'the local cloud does not know this input' }];
  }
  if (error.keyword === 'required') {
    return error.params.requiredProperties.map((key) => ({
      property: [...path, key].join('.'),
      reason: 'is required',
    }));
  }
  if (leadsToUnknown(inputs, path)) return [];
  return [{ property: path.join('.'), reason: `${error.message}${wanted(error)}` }];
}

function wanted(error: TLocalizedValidationError): string {
  return error.keyword === 'enum' ? `: ${error.params.allowedValues.join(', ')}` : '';
}

const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');

function leadsToUnknown(value: unknown, path: string[]): boolean {
  if (value === UNKNOWN) return true;
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return false;
  return leadsToUnknown((value as Record<string, unknown>)[key], rest);
}

/** Whether any part of `value` is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isPlainObject(value) && Object.values(value).some(hasUnknown);
}

/** Whether `value` is a map of properties, not an asset or another instance. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
