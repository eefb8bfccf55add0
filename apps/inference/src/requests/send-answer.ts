import { Readable } from 'node:stream';
import type { Answer } from '@pilotlight/model-runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';

const asItIs = (text: unknown): string => text as string;

/** Sends an answer: complete, or as a stream at the client's pace. */
export function sendAnswer(
  { contentType, body }: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.header('content-type', contentType);
  // Without a serializer Fastify would append a charset to the media type of a string.
  if (typeof body === 'string') return reply.serializer(asItIs).send(body);
  if (body instanceof Uint8Array) return reply.send(body);
  const parts = body[Symbol.asyncIterator]();
  // Otherwise a client that leaves between two parts would be noticed only at the next part.
  reply.raw.once('close', () => void parts.return?.());
  return reply.send(Readable.from(counted(parts, request), { objectMode: false }));
}

/** Counts the bytes sent. The status is already sent when a stream breaks, so it is logged and the connection closed. */
async function* counted(
  parts: AsyncIterator<string | Uint8Array>,
  { record, log, id }: FastifyRequest,
): AsyncGenerator<string | Uint8Array> {
  try {
    for await (const part of { [Symbol.asyncIterator]: () => parts }) {
      record.responseBytes += Buffer.byteLength(part);
      yield part;
    }
  } catch (error) {
    record.code = 'stream_broken';
    log.error({ reqId: id, err: error }, 'a stream broke');
    throw error;
  }
}

/** Ends a stream whose client has left. */
export async function discardAnswer({ body }: Answer): Promise<void> {
  if (typeof body === 'string' || body instanceof Uint8Array) return;
  await body[Symbol.asyncIterator]().return?.();
}
