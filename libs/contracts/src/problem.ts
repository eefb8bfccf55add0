import { Type, type Static } from 'typebox';
import { ERROR_CODES, ERRORS, type ErrorCode } from './errors.ts';

/** The media type of every error answer: RFC 9457. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One place in the request that is wrong, and what would be right. */
export const ProblemDetail = Type.Object({
  /** JSON Pointer (RFC 6901) into the request's body, '' for the whole of it. */
  pointer: Type.String(),
  detail: Type.String(),
});

/** An RFC 9457 problem document with a stable `code`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'urn:pilotlight:error:{code}' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Enum(ERROR_CODES),
    detail: Type.String({ description: 'What was wrong, where, and what would be right' }),
    errors: Type.Optional(Type.Array(ProblemDetail)),
    retryAfterSeconds: Type.Optional(
      Type.Integer({ description: '`Retry-After`, for whoever is shown the body alone' }),
    ),
    requestId: Type.Optional(Type.String()),
  },
  { $id: 'Problem' },
);

export type ProblemDetail = Static<typeof ProblemDetail>;
export type Problem = Static<typeof Problem>;

/** An error that may be shown to the caller as it is. Throw it for anything a caller can mend. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly ProblemDetail[];
  /** When another try may help; undefined when nobody knows. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    errors: readonly ProblemDetail[] = [],
    retryAfterSeconds?: number,
  ) {
    super(detail);
    this.name = 'ProblemError';
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** The problem document for `code`; `detail` must not hold internals when the status is 5xx. */
export function problem(
  code: ErrorCode,
  detail: string,
  extra: {
    errors?: readonly ProblemDetail[];
    retryAfterSeconds?: number | undefined;
    requestId?: string;
  } = {},
): Problem {
  const { status, title } = ERRORS[code];
  return {
    type: `urn:pilotlight:error:${code}`,
    title,
    status,
    code,
    detail,
    ...(extra.errors?.length ? { errors: [...extra.errors] } : {}),
    ...(extra.retryAfterSeconds ? { retryAfterSeconds: extra.retryAfterSeconds } : {}),
    ...(extra.requestId ? { requestId: extra.requestId } : {}),
  };
}
