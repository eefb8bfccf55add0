import type { ServerResponse } from 'node:http';
import { ProblemError } from '@pilotlight/contracts';
import { OverloadedError } from '@pilotlight/model-runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SERVER_LIMITS } from '../limits.ts';
import type { BodyBudget, BodyShare } from './body-budget.ts';
import type { BodyDrain } from './body-drain.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the body takes while it is being read. */
    bodyShare: BodyShare | undefined;
  }
}

/** Bodies that are being read come in at the caller's pace: by then there may be room. */
const READING_RETRY_SECONDS = 1;

export interface BodyAdmission {
  readonly budget: BodyBudget;
  readonly drain: BodyDrain;
  readonly limitBytes: number;
  /** What refuses an invocation of so many bytes now. */
  refusal(bytes: number): OverloadedError | undefined;
}

/**
 * Decides, before any of the body is read, whether it is taken; a client that waits for that (`Expect: 100-continue`)
 * is told to go on.
 * @returns why it is not, undefined when it is
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
    // Unless it is told to go on, such a client may never send the body that an open connection would have to read.
    if (expect !== undefined) reply.header('connection', 'close');
    else if (bytes > SERVER_LIMITS.smallBodyBytes || encoding !== undefined) drain.add(request.raw);
    return refused ?? new OverloadedError(READING_RETRY_SECONDS);
  }
  request.bodyShare = share;
  if (expect?.toLowerCase() === '100-continue') tellToGoOn(reply.raw);
  return undefined;
}

/** Of pipelined requests only the first has the connection; written before its turn, this would tear an answer apart. */
function tellToGoOn(raw: ServerResponse): void {
  const go = () => {
    if (!raw.headersSent) raw.writeContinue();
  };
  if (raw.socket) go();
  else raw.once('socket', go);
}

export function bodyTooLarge(limitBytes: number): ProblemError {
  return new ProblemError('body_too_large', `A body may have ${limitBytes} bytes at most`);
}
