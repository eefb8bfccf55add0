import { Type } from 'typebox';
import { ERRORS, type ErrorCode } from './errors.ts';
import { JSON_MEDIA_TYPE } from './media-type.ts';
import type { OpenApiSchemas } from './openapi-schemas.ts';
import type { Operation, ResponseHeader } from './operations.ts';
import { Problem, PROBLEM_MEDIA_TYPE } from './problem.ts';

type Responses = Record<string, unknown>;

const HEADERS = {
  Location: {
    description: 'URL of the prediction',
    schema: { type: 'string', format: 'uri-reference' },
  },
  'Preference-Applied': {
    description: 'the preference of the header `Prefer` that was followed',
    schema: { type: 'string' },
  },
  'Retry-After': {
    description: 'seconds to wait before the next request',
    schema: { type: 'integer', minimum: 1 },
  },
} as const;

/** The errors that API Gateway sends itself, as `{"message": …}`. */
const GATEWAY_ANSWERS: Readonly<Record<number, string>> = {
  400: 'the path is malformed',
  413: 'the body is larger than 10 MB',
  429: "the stage's rate limit is exceeded",
  431: 'the headers are larger than 10 KB',
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

/** The content of a body by its media types: `json` is the schema when it is JSON; any other body is bytes. */
export function contentOf(mediaTypes: readonly string[], json: unknown): Record<string, object> {
  const bytes = { schema: {} };
  return Object.fromEntries(
    mediaTypes.map((type) => [type, type === JSON_MEDIA_TYPE ? { schema: json } : bytes]),
  );
}

/**
 * Every success response of an operation, by status.
 * @param mediaTypes of the answer with status 200; every other answer is JSON
 */
export function answersOf(
  { responses, responseHeaders }: Operation,
  schemas: OpenApiSchemas,
  mediaTypes: readonly string[],
): Responses {
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [
      status,
      {
        description: Number(status) === 202 ? 'Accepted, not finished yet' : 'OK',
        ...headersOf(responseHeaders?.[Number(status)] ?? []),
        content: contentOf(status === '200' ? mediaTypes : [JSON_MEDIA_TYPE], schemas.of(schema)),
      },
    ]),
  );
}

/** Every error response of an operation, ours and API Gateway's, by status. */
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
