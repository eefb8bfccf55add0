import type { ServerResponse } from 'node:http';
import { ProblemError } from '@pilotlight/contracts';
import { OverloadedError } from '@pilotlight/model-runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SERVER_LIMITS } from '../limits.ts';
import type { BodyBudget, BodyShare } from './body-budget.ts';
import type { BodyDrain } from './body-drain.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body's share of the budget while it is being read. */
    bodyShare: BodyShare | undefined;
  }
}

/** `Retry-After` when the budget is used up: by then some of the bodies may have been read. */
const READING_RETRY_SECONDS = 1;

export interface BodyAdmission {
  readonly budget: BodyBudget;
  readonly drain: BodyDrain;
  readonly limitBytes: number;
  /** The error that an invocation of this many bytes would get now. */
  refusal(bytes: number): OverloadedError | undefined;
}

/**
 * Decides, before the body is read, whether it is accepted; if so, answers `Expect: 100-continue`.
 * @returns why it is refused; undefined when it is accepted
 */
export function admitBody(
  request: FastifyRequest,
  reply: FastifyReply,
  { budget, drain, limitBytes, refusal }: BodyAdmission,
): ProblemError | undefined {
  const { expect, 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  const bytes = length === undefined ? 0 : Number(length);
  const refused = bytes > limitBytes ? bodyTooLarge(limitBytes) : refusal(bytes);
  const share = refused ? undefined : budget.share(bytes);
  if (!share) {
    // Without a 100 the client may never send the body, and a connection kept open would wait for it.
    if (expect !== undefined) reply.header('connection', 'close');
    else if (bytes > SERVER_LIMITS.smallBodyBytes || encoding !== undefined) drain.add(request.raw);
    return refused ?? new OverloadedError(READING_RETRY_SECONDS);
  }
  request.bodyShare = share;
  if (expect?.toLowerCase() === '100-continue') tellToGoOn(reply.raw);
  return undefined;
}

/** Waits until it is the request's turn: with pipelining an earlier answer may still be written to the connection. */
function tellToGoOn(raw: ServerResponse): void {
  const go = () => {
    if (!raw.headersSent) raw.writeContinue();
  };
  if (raw.socket) go();
  else raw.once('socket', go);
}

export function bodyTooLarge(limitBytes: number): ProblemError {
  return new ProblemError(
    'body_too_large',
    `The body is too large; must have at most ${limitBytes} bytes`,
  );
}
