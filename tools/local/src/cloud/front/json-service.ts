import { AwsError } from '../aws-error.ts';
import type { Permission } from '../iam/authorizer.ts';
import type { WireService } from './wire-service.ts';

/** An operation of a JSON service: reads its input, and returns the permissions it needs and how to run it. */
export type JsonOperation = (input: unknown) => {
  readonly permissions: readonly Permission[];
  run(): object | Promise<object>;
};

const BODY_LIMIT_BYTES = 1024 * 1024;

/** A service of AWS's JSON 1.1 protocol, made of its operations by name. */
export function jsonService(operations: Readonly<Record<string, JsonOperation>>): WireService {
  return {
    protocol: 'json',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    call(name, request) {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) return undefined;
      const { permissions, run } = operation(parseJson(request.body));
      return {
        permissions,
        run: async () => ({
          status: 200,
          headers: { 'content-type': 'application/x-amz-json-1.1' },
          body: JSON.stringify(await run()),
        }),
      };
    },
  };
}

/** @throws AwsError SerializationException */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON.');
  }
}
