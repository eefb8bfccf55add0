import { Readable } from 'node:stream';
import type { Answer } from '@pilotlight/model-runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';

const asItIs = (text: unknown): string => text as string;

/** Sends an answer: whole, or in parts as fast as the client takes them. */
export function sendAnswer(
  { contentType, body }: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.header('content-type', contentType);
  // Fastify would append a charset to the media type of a text that has no serializer.
  if (typeof body === 'string') return reply.serializer(asItIs).send(body);
  if (body instanceof Uint8Array) return reply.send(body);
  const parts = body[Symbol.asyncIterator]();
  // A reader who leaves between two parts would otherwise be noticed with the next of them.
  reply.raw.once('close', () => void parts.return?.());
  return reply.send(Readable.from(counted(parts, request), { objectMode: false }));
}

/** Counts what goes out. The status is out by the time it breaks: that it did, only the log and the connection's end can say. */
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
    log.error({ reqId: id, err: error }, 'a stream broke off');
    throw error;
  }
}

/** Lets go of a stream that nobody is left to read. */
export async function discardAnswer({ body }: Answer): Promise<void> {
  if (typeof body === 'string' || body instanceof Uint8Array) return;
  await body[Symbol.asyncIterator]().return?.();
}
