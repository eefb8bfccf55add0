import type { IncomingMessage } from 'node:http';

/**
 * The whole body, or undefined when it is larger than `limitBytes`. A larger body is read to its end and discarded, so
 * that the sender gets the answer instead of a broken connection.
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > limitBytes ? undefined : Buffer.concat(chunks);
}
