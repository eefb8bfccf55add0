import type { IncomingMessage } from 'node:http';
import { LIMITS } from '@pilotlight/contracts';
import { UrlRefusal } from './url-refusal.ts';

/**
 * The body of a response with status 200. No more of it is read than a request to a model may have.
 * @throws UrlRefusal; Error of the connection
 */
export async function readBody(response: IncomingMessage): Promise<Buffer> {
  const { statusCode, headers } = response;
  const most = LIMITS.requestBodyBytes;
  if (statusCode !== 200) {
    response.destroy();
    const detail = `is answered with status ${statusCode}; it must be answered with 200 and the picture`;
    throw new UrlRefusal('url_unreachable', detail);
  }
  if (Number(headers['content-length']) > most) {
    response.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    // The loop ends the connection when it throws.
    if (bytes > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): UrlRefusal {
  const most = `${LIMITS.requestBodyBytes / 1024} KB`;
  return new UrlRefusal(
    'url_too_large',
    `leads to more than ${most}; it must lead to at most that`,
  );
}
