import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServedModel } from '../served-model.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { discardAnswer, sendAnswer } from './send-answer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of an invocation, as it came. */
    contentType: string | undefined;
  }
}

export interface InvokeOptions {
  readonly defaultAccept: string;
  readonly logInput: boolean;
}

const NO_BODY = Buffer.alloc(0);

/** Asks the model what the request asks, and answers it. When the client leaves, so does the invocation. */
export async function invoke(
  model: ServedModel,
  request: FastifyRequest<{ Body: Buffer | undefined }>,
  reply: FastifyReply,
  { defaultAccept, logInput }: InvokeOptions,
): Promise<FastifyReply | undefined> {
  const { headers, record } = request;
  const body = request.body ?? NO_BODY;
  if (logInput) record.input = body.toString('utf8', 0, SERVER_LIMITS.loggedInputBytes);
  const contentType = request.contentType ?? 'application/json';
  const client = new AbortController();
  // Every answered request closes as well; to abort those would cost more than all else here.
  const onClose = () => void (reply.raw.writableEnded || client.abort());
  reply.raw.once('close', onClose);
  let answer;
  try {
    answer = await model.invoke(
      { body, contentType, accept: headers.accept ?? defaultAccept },
      client.signal,
    );
  } catch (error) {
    if (!client.signal.aborted) throw error;
    reply.hijack();
    return undefined;
  }
  answer.timings.then(
    (timings) => (record.timings = timings),
    () => undefined,
  );
  if (client.signal.aborted) {
    reply.hijack();
    await discardAnswer(answer);
    return undefined;
  }
  return sendAnswer(answer, request, reply);
}
