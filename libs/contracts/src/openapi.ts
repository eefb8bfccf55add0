import { ERRORS, type ErrorCode } from './errors.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { Problem, PROBLEM_MEDIA_TYPE } from './problem.ts';

const json = (schema: unknown, mediaType = 'application/json') => ({ [mediaType]: { schema } });

/**
 * Schemas with an `$id`, at any depth, go to `components` and are referred to. The rest of JSON Schema stays as it is:
 * OpenAPI 3.1 takes it.
 */
function reference(schema: unknown, components: Record<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => reference(item, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $id, ...rest } = schema as { $id?: unknown };
  const body = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, reference(value, components)]),
  );
  if (typeof $id !== 'string') return body;
  components[$id] = body;
  return { $ref: `#/components/schemas/${$id}` };
}

function errorResponses(codes: readonly ErrorCode[], problem: unknown): Record<string, unknown> {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [
      status,
      {
        description: found.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('; '),
        content: json(problem, PROBLEM_MEDIA_TYPE),
      },
    ]),
  );
}

/** The OpenAPI 3.1 document of the JSON API, made from `OPERATIONS`. */
export function openApiDocument(version: string): Record<string, unknown> {
  const components: Record<string, unknown> = {};
  const problem = reference(Problem, components);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, operation] of Object.entries<Operation>(OPERATIONS)) {
    const responses = Object.entries(operation.responses).map(([status, schema]) => [
      status,
      {
        description: Number(status) === 202 ? 'Accepted, being worked on' : 'OK',
        content: json(reference(schema, components)),
      },
    ]);
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: {
        operationId,
        summary: operation.summary,
        parameters: [
          ...Object.entries(operation.parameters).map(([name, schema]) => ({
            name,
            in: 'path',
            required: true,
            schema: reference(schema, components),
          })),
          ...Object.entries(operation.headers ?? {}).map(([name, schema]) => ({
            name,
            in: 'header',
            schema: reference(schema, components),
          })),
        ],
        ...(operation.body
          ? {
              requestBody: { required: true, content: json(reference(operation.body, components)) },
            }
          : {}),
        responses: {
          ...Object.fromEntries(responses),
          ...errorResponses([...operation.errors, 'internal'], problem),
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pilotlight',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { schemas: components },
  };
}
