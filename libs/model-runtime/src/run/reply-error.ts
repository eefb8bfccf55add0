import { ProblemError } from '@pilotlight/contracts';
import type { Reply } from '../pool/messages.ts';

type ErrorReply = Extract<Reply, { refusal: unknown } | { failure: unknown }>;

/** The error of a reply without an answer. Thread messages lose error classes, so they are restored here. */
export function replyError(reply: ErrorReply): Error {
  if ('failure' in reply) return reply.failure;
  const { code, detail, errors } = reply.refusal;
  return new ProblemError(code, detail, errors);
}
