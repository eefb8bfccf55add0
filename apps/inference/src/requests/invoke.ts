import { ProblemError } from '@pilotlight/contracts';
import { Caller, type Answer } from '@pilotlight/model-runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServedModel } from '../served-model.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { discardAnswer, sendAnswer } from './send-answer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The Content-Type header of an invocation, unchanged. */
    contentType: string | undefined;
  }
}

export interface InvokeOptions {
  readonly defaultAccept: string;
  readonly logInput: boolean;
  readonly answerLimitBytes: number | undefined;
}

const NO_BODY = Buffer.alloc(0);

/** Invokes the model and sends its answer. The invocation is cancelled when the client disconnects. */
export async function invoke(
  model: ServedModel,
  request: FastifyRequest<{ Body: Buffer | undefined }>,
  reply: FastifyReply,
  { defaultAccept, logInput, answerLimitBytes }: InvokeOptions,
): Promise<FastifyReply | undefined> {
  const { headers, record } = request;
  const body = request.body ?? NO_BODY;
  if (logInput) record.input = body.toString('utf8', 0, SERVER_LIMITS.loggedInputBytes);
  const contentType = request.contentType ?? 'application/json';
  const caller = (record.caller = new Caller());
  let answer;
  try {
    const accept = headers.accept ?? defaultAccept;
    answer = await model.invoke({ body, contentType, accept }, caller);
  } catch (error) {
    if (!caller.left) throw error;
    reply.hijack();
    return undefined;
  }
  answer.timings.then(
    (timings) => (record.timings = timings),
    () => undefined,
  );
  if (caller.left) {
    reply.hijack();
    await discardAnswer(answer);
    return undefined;
  }
  checkSize(answer, answerLimitBytes);
  return sendAnswer(answer, request, reply);
}

/** SageMaker fails a larger answer in its own words. The size of a stream is not known before its end. */
function checkSize({ body }: Answer, limitBytes = Number.POSITIVE_INFINITY): void {
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  if (!isWhole || Buffer.byteLength(body) <= limitBytes) return;
  const detail = `The model's answer is larger than the limit of ${limitBytes / 1024} KB. Ask for less at once.`;
  throw new ProblemError('output_too_large', detail);
}
