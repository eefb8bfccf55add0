import { Type, type Static } from 'typebox';
import { ERROR_CODES, ERRORS, type ErrorCode } from './errors.ts';

/** The media type of every error response (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One invalid place in the request, and what would be valid. */
export const ProblemDetail = Type.Object({
  /** JSON Pointer (RFC 6901) into the request body; '' is the whole body. */
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
      Type.Integer({ description: 'same as `Retry-After`, for clients that see only the body' }),
    ),
    requestId: Type.Optional(Type.String()),
  },
  { $id: 'Problem' },
);

export type ProblemDetail = Static<typeof ProblemDetail>;
export type Problem = Static<typeof Problem>;

/** An error that may be shown to the caller as it is. Throw it for anything the caller can fix. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly ProblemDetail[];
  /** When a retry may help; undefined when that is not known. */
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

/** The problem document for `code`; when the status is 5xx, `detail` must not contain internals. */
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

/**
 * What a caller is told about `thrown`: everything that a `ProblemError` says. The reason of any other error is only in
 * the log, under `requestId`.
 */
export function problemOf(thrown: unknown, requestId: string): Problem {
  const known =
    thrown instanceof ProblemError
      ? thrown
      : new ProblemError('internal', `The log has the reason, under request ${requestId}`);
  const { code, message, errors, retryAfterSeconds: seconds } = known;
  const retryAfterSeconds = seconds && Math.max(1, Math.ceil(seconds));
  return problem(code, message, { errors, retryAfterSeconds, requestId });
}
