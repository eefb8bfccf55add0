import { Type } from 'typebox';
import { ERRORS, type ErrorCode } from './errors.ts';
import type { OpenApiSchemas } from './openapi-schemas.ts';
import type { Operation, ResponseHeader } from './operations.ts';
import { Problem, PROBLEM_MEDIA_TYPE } from './problem.ts';

type Responses = Record<string, unknown>;

const HEADERS = {
  Location: {
    description: 'where the prediction is',
    schema: { type: 'string', format: 'uri-reference' },
  },
  'Retry-After': {
    description: 'seconds after which to ask again',
    schema: { type: 'integer', minimum: 1 },
  },
} as const;

/** What API Gateway answers in place of the API, as `{"message": …}`. */
const GATEWAY_ANSWERS: Readonly<Record<number, string>> = {
  400: 'the path is malformed',
  413: 'the body has more than 10 MB',
  429: 'there are more requests than the stage takes',
  431: 'the headers have more than 10 KB',
  500: 'the API could not be run',
  503: 'the API took too long',
};

const GatewayMessage = Type.Object({ message: Type.String() }, { $id: 'GatewayMessage' });

function headersOf(headers: readonly ResponseHeader[]): object {
  if (headers.length === 0) return {};
  const entries = headers.map((header) => {
    const name = header.replace('?', '') as keyof typeof HEADERS;
    return [name, { ...HEADERS[name], required: name === header }];
  });
  return { headers: Object.fromEntries(entries) as unknown };
}

/** Every answer of an operation that is no error. */
export function answersOf(
  { responses, responseHeaders }: Operation,
  schemas: OpenApiSchemas,
): Responses {
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [
      status,
      {
        description: Number(status) === 202 ? 'Accepted, being worked on' : 'OK',
        ...headersOf(responseHeaders?.[Number(status)] ?? []),
        content: { 'application/json': { schema: schemas.of(schema) } },
      },
    ]),
  );
}

/** Every error of an operation, ours and API Gateway's own, by status. */
export function refusalsOf({ errors }: Operation, schemas: OpenApiSchemas): Responses {
  const codes: readonly ErrorCode[] = [...errors, 'internal'];
  const ours = Map.groupBy(codes, (code): number => ERRORS[code].status);
  const statuses = new Set([...ours.keys(), ...Object.keys(GATEWAY_ANSWERS).map(Number)]);
  return Object.fromEntries(
    [...statuses].map((status) => {
      const found = ours.get(status);
      const gateway = GATEWAY_ANSWERS[status];
      const words = [
        ...(found ?? []).map((code) => `\`${code}\`: ${ERRORS[code].title}`),
        ...(gateway ? [`API Gateway, as \`{"message": …}\`: ${gateway}`] : []),
      ];
      return [
        status,
        {
          description: words.join('; '),
          ...headersOf(found && [429, 503].includes(status) ? ['Retry-After?'] : []),
          content: {
            ...(found ? { [PROBLEM_MEDIA_TYPE]: { schema: schemas.of(Problem) } } : {}),
            ...(gateway ? { 'application/json': { schema: schemas.of(GatewayMessage) } } : {}),
          },
        },
      ];
    }),
  );
}
