import { Type, type TProperties, type TSchema } from 'typebox';
import type { Failure } from './handler.ts';

const closed = { additionalProperties: false };

/** An object with these members and no others: a resource's inputs, or one block of them. */
export function inputs<P extends TProperties>(properties: P) {
  return Type.Object(properties, closed);
}

/** Inputs of a resource with a region and tags, as nearly every AWS resource has. */
export function regionalInputs<P extends TProperties>(properties: P) {
  return Type.Object({ ...properties, ...common }, closed);
}

export const optional = <S extends TSchema>(schema: S) => Type.Optional(schema);

/** A name: the pattern that its service allows, and its longest length in characters. */
export function name(pattern: string, maxLength: number) {
  return Type.String({ pattern, minLength: 1, maxLength });
}

/** IAM takes a policy as text or as a document. */
export const PolicyInput = Type.Union([
  Type.String({ minLength: 2 }),
  Type.Record(Type.String(), Type.Unknown()),
]);

/** The JSON text of a policy that came in either form. */
export function policyText(policy: string | Record<string, unknown>): string {
  return typeof policy === 'string' ? policy : JSON.stringify(policy);
}

/** What is wrong with a policy that is not JSON. */
export function jsonFailures(
  property: string,
  policy: string | Record<string, unknown>,
): Failure[] {
  try {
    JSON.parse(policyText(policy));
    return [];
  } catch (error) {
    return [{ property, reason: `is not JSON: ${String(error)}` }];
  }
}

export const arn = (service: string) => Type.String({ pattern: `^arn:aws[a-z-]*:${service}:` });

export const Tags = Type.Record(Type.String(), Type.String());

const common = { region: Type.Optional(Type.String()), tags: Type.Optional(Tags) };
